alter table ai_platform.webhook_endpoints drop constraint webhook_endpoints_format_check;
drop table ai_platform.service_releases;
drop trigger lifecycle_stamp_of_insert on ai_models.error_predictions;

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

drop function ai_models.why_no_step(text, text, text, boolean);
drop function ai_models.move_of(text);
