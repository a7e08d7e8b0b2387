-- An alert that comes with its prediction stands in the audit log as one that was raised by hand does; a step that is not open is refused in
-- the words of the core; when a release was first seen is kept, and not looked for among ninety days of events; a hook has a format that
-- there is.
-- Row security holds for the owner too, unless it says so.
set local app.maintenance = 'on';

-- The move of `action::Move` that leads to a status.
create function ai_models.move_of(becomes text) returns text language sql immutable parallel safe as $$
    select case becomes when 'manual_review' then 'Review' when 'approved' then 'Approve' when 'rejected' then 'Reject'
        when 'skipped' then 'Skip' when 'scheduled' then 'Schedule' when 'running' then 'Start' when 'executed' then 'Succeed'
        when 'failed' then 'Fail' when 'rolled_back' then 'RollBack' else becomes end
$$;

-- Why `may_step` says no, as `action::Lifecycle` says it.
create function ai_models.why_no_step(action_type text, was text, becomes text, by_person boolean) returns text
language sql immutable parallel safe as $$
    select case
        when becomes = 'approved' and was in ('recommended', 'manual_review') and not by_person then 'only a person can approve'
        when becomes = 'rejected' and was in ('recommended', 'manual_review', 'approved', 'scheduled') and not by_person
            then 'only a person can reject; skip it instead'
        when becomes in ('scheduled', 'running') and was = 'recommended'
            and action_type not in ('health_check_increase', 'monitoring_alert', 'notify_team', 'manual_review')
            then 'it needs the approval of a person first'
        when becomes = 'running' and was in ('recommended', 'approved', 'scheduled') and not by_person
            and action_type in ('database_optimization', 'code_patch')
            then 'this type is never run unattended: a person has to start it'
        when becomes = 'rolled_back' and was in ('executed', 'failed') then 'this type cannot be taken back'
        else 'that step is not open in this state' end
$$;

create or replace function ai_models.lifecycle_stamp() returns trigger language plpgsql set search_path = '' as $$
declare
    who text := ai_platform.current_actor();
    of_table text := tg_table_name;
    step text;
begin
    -- A part of a table fires its trigger under its own name.
    if of_table like 'error\_predictions\_%' then
        of_table := 'error_predictions';
    end if;
    -- What was inserted with its alert: only now is it known that it was, and was not there already.
    if tg_when = 'AFTER' then
        perform ai_platform.append_audit('alert', of_table, new.id::text, null, to_jsonb(new));
        return null;
    end if;
    if of_table = 'anomaly_detections' then
        if tg_op = 'UPDATE' and (old.acknowledged and not new.acknowledged or old.false_positive and not new.false_positive) then
            raise exception 'an anomaly stays acknowledged and stays a false positive once it is' using errcode = 'ER001';
        end if;
        if new.acknowledged and (tg_op = 'INSERT' or not old.acknowledged) then
            new.acknowledged_at := now();
            new.acknowledged_by := who;
            step := 'acknowledge';
        end if;
        if new.false_positive and (tg_op = 'INSERT' or not old.false_positive) then
            new.false_positive_at := now();
            new.false_positive_by := who;
            step := 'false_positive';
        end if;
    elsif of_table = 'error_predictions' then
        if new.alert and new.alerted_at is null then
            new.alerted_at := now();
        end if;
        if tg_op = 'UPDATE' and new.alert and not old.alert then
            step := 'alert';
        end if;
        if tg_op = 'UPDATE' and old.resolved_at is not null and (new.actually_occurred, new.occurred_at, new.was_correct,
            new.resolved_at) is distinct from (old.actually_occurred, old.occurred_at, old.was_correct, old.resolved_at) then
            raise exception 'whether a prediction came true is said once' using errcode = 'ER001';
        end if;
        if new.actually_occurred is not null and new.resolved_at is null then
            new.resolved_at := now();
            new.was_correct := new.actually_occurred = new.alert;
            step := case when new.actually_occurred then 'occur' else 'did_not_occur' end;
        end if;
    elsif of_table = 'preventive_actions' then
        if tg_op = 'INSERT' then
            if new.status not in ('recommended', 'manual_review') then
                raise exception 'an action begins as recommended or manual_review, not as %', new.status using errcode = 'ER001';
            end if;
        elsif new.status <> old.status then
            if not ai_models.may_step(new.action_type, old.status, new.status, who is not null) then
                raise exception 'cannot % this action: %', ai_models.move_of(new.status),
                    ai_models.why_no_step(new.action_type, old.status, new.status, who is not null) using errcode = 'ER001';
            end if;
            step := new.status;
            case new.status
            when 'approved' then new.approved_at := now(); new.approved_by := who;
            when 'running' then new.started_at := now(); new.executed_by := coalesce(who, 'errpredict');
            when 'executed', 'failed' then new.executed_at := now();
            when 'rolled_back' then new.rolled_back_at := now();
            else null;
            end case;
        end if;
    elsif tg_op = 'INSERT' then
        null;
    elsif of_table = 'ai_insights' then
        if new.status <> old.status then
            if not ai_models.may_go('ai_insights', old.status, new.status) then
                raise exception 'that step is not open: insight from % to %', old.status, new.status using errcode = 'ER001';
            end if;
            step := new.status;
            if new.status = 'acknowledged' then
                new.acknowledged_at := now();
                new.acknowledged_by := who;
            elsif new.status in ('resolved', 'wont_fix') then
                new.resolved_at := now();
                new.resolved_by := who;
            end if;
        end if;
    elsif of_table = 'alert_notifications' then
        if new.status <> old.status then
            if not ai_models.may_go('alert_notifications', old.status, new.status) then
                raise exception 'that step is not open: notification from % to %', old.status, new.status using errcode = 'ER001';
            end if;
            step := new.status;
            if new.status = 'sent' then
                new.delivered_at := coalesce(new.delivered_at, now());
            elsif new.status = 'read' then
                new.read_at := now();
            end if;
        end if;
    elsif of_table = 'ml_models' then
        if new.stage <> old.stage then
            if not ai_models.may_go('ml_models', old.stage, new.stage) then
                raise exception 'that step is not open: model from % to %', old.stage, new.stage using errcode = 'ER001';
            end if;
            step := new.stage;
        end if;
    end if;
    if step is not null then
        perform ai_platform.append_audit(step, of_table, new.id::text,
            case when tg_op = 'UPDATE' then to_jsonb(old) - 'artifact' end, to_jsonb(new) - 'artifact');
    end if;
    return new;
end
$$;

create trigger lifecycle_stamp_of_insert after insert on ai_models.error_predictions for each row when (new.alert)
    execute function ai_models.lifecycle_stamp();

revoke execute on function ai_models.move_of(text), ai_models.why_no_step(text, text, text, boolean) from public;
grant execute on function ai_models.move_of(text), ai_models.why_no_step(text, text, text, boolean) to errpredict_app;

create table ai_platform.service_releases (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    service text not null,
    release text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null check (last_seen >= first_seen),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, service, release)
);
comment on table ai_platform.service_releases is 'When releases of services were first and last seen';
create index service_releases_age on ai_platform.service_releases (last_seen);
insert into ai_platform.service_releases (tenant_id, service, release, first_seen, last_seen)
    select e.tenant_id, e.service, e.release, min(e.timestamp), max(e.timestamp) from ai_models.error_events e
    where e.release is not null and length(e.release) <= 512 and exists (select 1 from ai_platform.tenants t where t.id = e.tenant_id)
    group by 1, 2, 3;
alter table ai_platform.service_releases enable row level security;
alter table ai_platform.service_releases force row level security;
create policy of_tenant on ai_platform.service_releases using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
do $$
begin
    execute format('create policy for_maintenance on ai_platform.service_releases to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
        current_user);
end
$$;
grant select, insert, update, delete on ai_platform.service_releases to errpredict_app;

-- What a program of another version wrote is sent as the standard one: it always was.
update ai_platform.webhook_endpoints set format = 'standard' where format not in ('standard', 'slack', 'slackbot', 'teams', 'discord',
    'mattermost', 'telegram', 'ntfy', 'pagerduty', 'github', 'jira', 'alertmanager', 'template');
alter table ai_platform.webhook_endpoints add constraint webhook_endpoints_format_check check (format in ('standard', 'slack', 'slackbot',
    'teams', 'discord', 'mattermost', 'telegram', 'ntfy', 'pagerduty', 'github', 'jira', 'alertmanager', 'template'));
