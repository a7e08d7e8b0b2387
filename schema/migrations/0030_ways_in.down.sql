-- Row security holds for the owner too, unless it says so.
set local app.maintenance = 'on';
drop table ai_platform.measured_samples, ai_platform.measured_series, ai_platform.chosen_series, ai_platform.release_health,
    ai_platform.upload_chunks, ai_platform.source_maps;
alter table ai_platform.dependencies drop column kind, drop column calls, drop column failed, drop column total_ms, drop column last_seen,
    drop column updated_at;
drop index ai_platform.webhook_endpoints_source;
delete from ai_platform.webhook_endpoints where url is null;
alter table ai_platform.webhook_endpoints drop constraint webhook_endpoints_out_or_in, drop constraint webhook_endpoints_of_source,
    drop column source, drop column form, drop column brings, drop column created_by, alter column url set not null;
comment on table ai_platform.webhook_endpoints is 'Where to send what is found';
comment on column ai_platform.webhook_endpoints.secret is null;
