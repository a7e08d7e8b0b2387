drop table ai_platform.watermarks, ai_platform.rollup_services, ai_platform.rollup_days, ai_platform.erase_receipts,
    ai_platform.on_call, ai_platform.silences, ai_platform.alert_policies, ai_platform.webhook_endpoints,
    ai_platform.idempotency_keys, ai_platform.job_runs, ai_platform.job_slots, ai_platform.change_events,
    ai_platform.dependencies, ai_platform.services, ai_platform.tokens, ai_platform.roles, ai_platform.principals,
    ai_platform.tenants;
