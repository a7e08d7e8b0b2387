-- As it was before.
create or replace function ai_platform.erase_person(person text, hashes bytea[]) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
    tenant uuid := ai_platform.current_tenant();
    -- The name as a word of its own, whatever stands in it.
    word text := '(?<![[:alnum:]_])' || regexp_replace(person, '([^[:alnum:]])', '\\\1', 'g') || '(?![[:alnum:]_])';
    names text[] := array(select 'sealed:' || encode(h, 'hex') from unnest(hashes) h) || person;
    counts jsonb := '{}';
    found record;
    changed bigint;
begin
    if tenant is null or person = '' then
        raise exception 'a tenant and a person are needed' using errcode = 'ER001';
    end if;
    update ai_models.error_events e set user_id = null, user_sealed = null, user_hash = null,
        message = regexp_replace(e.message, word, '[erased]', 'g'),
        stack_trace = regexp_replace(e.stack_trace, word, '[erased]', 'g'),
        endpoint = regexp_replace(e.endpoint, word, '[erased]', 'g'),
        request_id = regexp_replace(e.request_id, word, '[erased]', 'g'),
        attributes = regexp_replace(e.attributes::text, word, '[erased]', 'g')::jsonb
        where e.tenant_id = tenant and (e.user_id = person or e.user_hash = any (hashes));
    get diagnostics changed = row_count;
    counts := counts || jsonb_build_object('error_events', changed);
    -- Who did something, and whom it was sent to.
    for found in select c.table_schema, c.table_name, c.column_name, c.is_nullable = 'YES' as may_be_absent
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema in ('ai_models', 'ai_platform') and t.table_type = 'BASE TABLE' and c.data_type = 'text'
        and c.column_name in ('created_by', 'updated_by', 'acknowledged_by', 'false_positive_by', 'approved_by', 'executed_by',
            'resolved_by', 'assignee', 'given_by', 'trained_by', 'recipient')
        order by 1, 2, 3
    loop
        execute format('update %I.%I set %I = %s%s where tenant_id = $1 and %I = any ($2)', found.table_schema, found.table_name,
            found.column_name, case when found.may_be_absent then 'null' else '''[erased]''' end,
            case when found.column_name = 'recipient' then ', recipient_sealed = null' else '' end, found.column_name)
            using tenant, names;
        get diagnostics changed = row_count;
        if changed > 0 then
            counts := counts || jsonb_build_object(found.table_name, changed + coalesce((counts ->> found.table_name)::bigint, 0));
        end if;
    end loop;
    -- What people wrote, and samples of messages.
    for found in select c.table_name, c.column_name from information_schema.columns c
        where c.table_schema = 'ai_models' and (c.table_name, c.column_name) in (('error_patterns', 'sample'),
            ('prediction_feedback', 'text'), ('ai_insights', 'notes'), ('ai_insights', 'description'),
            ('alert_notifications', 'message'), ('ml_pipeline_logs', 'log'))
    loop
        execute format('update ai_models.%I set %I = regexp_replace(%I, $3, ''[erased]'', ''g'') where tenant_id = $1 and position($2 in %I) > 0',
            found.table_name, found.column_name, found.column_name, found.column_name) using tenant, person, word;
        get diagnostics changed = row_count;
        if changed > 0 then
            counts := counts || jsonb_build_object(found.table_name, changed + coalesce((counts ->> found.table_name)::bigint, 0));
        end if;
    end loop;
    -- What messages said part by part, and what stands with alerts: text of JSON, which must stay JSON (a number is no text).
    for found in select 'ai_models.alert_notifications'::regclass as of_table, 'payload' as of_column, n.id from ai_models.alert_notifications n
        where n.tenant_id = tenant and position(person in n.payload::text) > 0
        union all select 'ai_platform.alerts'::regclass, 'fired', a.id from ai_platform.alerts a
        where a.tenant_id = tenant and position(person in a.fired::text) > 0
        union all select 'ai_platform.action_runs'::regclass, 'answer', r.id from ai_platform.action_runs r
        where r.tenant_id = tenant and position(person in r.answer::text) > 0
    loop
        begin
            execute format('update %s set %I = regexp_replace(%I::text, $2, ''[erased]'', ''g'')::jsonb where id = $1', found.of_table,
                found.of_column, found.of_column) using found.id, word;
        exception when invalid_text_representation then
            execute format('update %s set %I = ''{}'' where id = $1', found.of_table, found.of_column) using found.id;
        end;
    end loop;
    update ai_models.audit_log l set actor = null, before = null, after = null, salt = null, erased_at = now()
        where l.tenant_id = tenant and l.erased_at is null
        and (l.actor = person or exists (select 1 from unnest(names) n
            where position(n in coalesce(l.before::text, '') || coalesce(l.after::text, '')) > 0));
    get diagnostics changed = row_count;
    counts := counts || jsonb_build_object('audit_log', changed);
    delete from ai_platform.principals p where p.tenant_id = tenant and p.name = person;
    get diagnostics changed = row_count;
    counts := counts || jsonb_build_object('principals', changed);
    insert into ai_platform.erase_receipts (tenant_id, subject_digest, counts)
        values (tenant, sha256(uuid_send(gen_random_uuid()) || convert_to(person, 'UTF8')), counts);
    return counts;
end
$$;

drop function ai_platform.texts_of_people();
drop function ai_platform.redacted(text[], text);
drop function ai_platform.redacted(jsonb, text, text);
