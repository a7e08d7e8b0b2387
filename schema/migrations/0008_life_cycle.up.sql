-- Three triggers: who changed a row and when; a training stamps its model; states go only the ways that are open.

create function ai_models.touch_updated() returns trigger language plpgsql set search_path = '' as $$
begin
    -- Never back, even where the clock was set back.
    new.updated_at := greatest(now(), old.updated_at);
    if tg_nargs > 0 then
        new.updated_by := coalesce(ai_platform.current_actor(), 'errpredict');
    end if;
    return new;
end
$$;

create function ai_models.training_completed() returns trigger language plpgsql set search_path = '' as $$
begin
    update ai_models.ml_models m
        set last_trained_at = greatest(m.last_trained_at, new.ended_at), sample_count = coalesce(new.samples, m.sample_count)
        where m.tenant_id = new.tenant_id and m.id = new.model_id;
    return new;
end
$$;

-- The steps of `action::Lifecycle`: a status follows from one move alone, so the two states say which move it was.
create function ai_models.may_step(action_type text, was text, becomes text, by_person boolean) returns boolean
language sql immutable parallel safe as $$
    select coalesce(case becomes
        when 'manual_review' then was = 'recommended'
        when 'approved' then was in ('recommended', 'manual_review') and by_person
        when 'rejected' then was in ('recommended', 'manual_review', 'approved', 'scheduled') and by_person
        when 'skipped' then was in ('recommended', 'manual_review', 'approved', 'scheduled')
        when 'scheduled' then was = 'approved' or was = 'recommended'
            and action_type in ('health_check_increase', 'monitoring_alert', 'notify_team', 'manual_review')
        when 'running' then (was in ('approved', 'scheduled') or was = 'recommended'
            and action_type in ('health_check_increase', 'monitoring_alert', 'notify_team', 'manual_review'))
            and (by_person or action_type not in ('database_optimization', 'code_patch'))
        when 'executed' then was = 'running'
        when 'failed' then was = 'running'
        when 'rolled_back' then was in ('executed', 'failed') and action_type not in ('preemptive_restart', 'cache_clear',
            'monitoring_alert', 'notify_team', 'manual_review')
    end, false)
$$;

-- The steps of what has a status but is no action.
create function ai_models.may_go(of_table text, was text, becomes text) returns boolean language sql immutable parallel safe as $$
    select case of_table
        when 'ai_insights' then (was, becomes) in (('new', 'acknowledged'), ('new', 'in_progress'), ('new', 'resolved'),
            ('new', 'wont_fix'), ('acknowledged', 'in_progress'), ('acknowledged', 'resolved'), ('acknowledged', 'wont_fix'),
            ('in_progress', 'resolved'), ('in_progress', 'wont_fix'))
        when 'alert_notifications' then (was, becomes) in (('pending', 'sent'), ('pending', 'failed'), ('failed', 'pending'),
            ('sent', 'read'))
        when 'ml_models' then (was, becomes) in (('shadow', 'active'), ('shadow', 'archived'), ('active', 'archived'),
            ('archived', 'active'))
        else false end
$$;

create function ai_models.lifecycle_stamp() returns trigger language plpgsql set search_path = '' as $$
declare
    who text := ai_platform.current_actor();
    of_table text := tg_table_name;
    step text;
begin
    -- A part of a table fires its trigger under its own name.
    if of_table like 'error\_predictions\_%' then
        of_table := 'error_predictions';
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
                raise exception 'that step is not open: % from % to % by %', new.action_type, old.status, new.status,
                    coalesce(who, 'errpredict') using errcode = 'ER001';
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

do $$
declare
    of_table text;
begin
    -- Audited tables say who; the others only when. Nothing is ever changed in the audit log but by an erasure.
    for of_table in select t.table_name from information_schema.tables t
        where t.table_schema = 'ai_models' and t.table_type = 'BASE TABLE'
    loop
        execute format('create trigger touch_updated before update on ai_models.%I for each row execute function ai_models.touch_updated(%s)',
            of_table, case when exists (select 1 from information_schema.columns c where c.table_schema = 'ai_models'
            and c.table_name = of_table and c.column_name = 'updated_by') then quote_literal('by') else '' end);
    end loop;
    foreach of_table in array array['anomaly_detections', 'error_predictions', 'preventive_actions', 'ai_insights',
        'alert_notifications', 'ml_models']
    loop
        execute format('create trigger lifecycle_stamp before insert or update on ai_models.%I for each row execute function ai_models.lifecycle_stamp()',
            of_table);
    end loop;
end
$$;

create trigger training_completed after insert or update of status on ai_models.model_training_history
    for each row when (new.status = 'completed') execute function ai_models.training_completed();
