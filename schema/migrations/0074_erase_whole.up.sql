-- A person is erased from every text of the tenant, and what is JSON stays JSON: it is looked at value by value, not as one text.

-- A value without a name in its texts; where `person` is given, a number that is the person's id goes as well. That is for what others
-- wrote: what errpredict measured may be that number by chance.
create function ai_platform.redacted(value jsonb, word text, person text) returns jsonb
language plpgsql immutable parallel safe set search_path = '' as $$
begin
    case jsonb_typeof(value)
    when 'string' then
        return to_jsonb(regexp_replace(value #>> '{}', word, '[erased]', 'g'));
    when 'number' then
        return case when value #>> '{}' = person then '"[erased]"' else value end;
    when 'array' then
        return coalesce((select jsonb_agg(ai_platform.redacted(e.value, word, person) order by e.n)
            from jsonb_array_elements(value) with ordinality e (value, n)), '[]');
    when 'object' then
        return coalesce((select jsonb_object_agg(regexp_replace(e.key, word, '[erased]', 'g'), ai_platform.redacted(e.value, word, person))
            from jsonb_each(value) e), '{}');
    else
        return value;
    end case;
end
$$;

create function ai_platform.redacted(texts text[], word text) returns text[]
language sql immutable parallel safe set search_path = '' as
$$ select case when cardinality(texts) > 0 then
    (select array_agg(regexp_replace(t.text, word, '[erased]', 'g') order by t.n) from unnest(texts) with ordinality t (text, n))
    else texts end $$;

-- Where a person may be named, beside who did something and the events; `is_foreign` where somebody else wrote it.
create function ai_platform.texts_of_people() returns table (of_schema text, of_table text, of_column text, is_foreign boolean)
language sql immutable parallel safe set search_path = '' as $$
    select s.of_schema, s.of_table, c, s.is_foreign
    from (values
        ('ai_models', 'ai_insights', false, 'title description data evidence impact because notes'),
        ('ai_models', 'alert_notifications', false, 'message error payload'),
        ('ai_models', 'alert_notifications', true, 'receipt'),
        ('ai_models', 'anomaly_detections', false, 'causes context cause_hypothesis recommended_action seen'),
        ('ai_models', 'error_patterns', false, 'template sample cause resolution similar_groups'),
        ('ai_models', 'error_predictions', false, 'because affected_endpoints business_impact recommended_actions seen factors'),
        ('ai_models', 'ml_pipeline_logs', false, 'outputs error warnings metrics log'),
        ('ai_models', 'model_performance_tracking', false, 'notes'),
        ('ai_models', 'model_training_history', false, 'issues notes failure_reason'),
        ('ai_models', 'prediction_feedback', false, 'text'),
        ('ai_models', 'preventive_actions', false, 'title target evidence because impact dry_run_shows script path rollback_reference measured_effect'),
        ('ai_models', 'preventive_actions', true, 'dry_run result'),
        ('ai_models', 'root_cause_analysis', false, 'because errors causes most_likely timeline lacked lessons environmental_factors code_factors infrastructure_factors similar_errors actions steps'),
        ('ai_models', 'time_series_forecasts', false, 'notes because'),
        ('ai_platform', 'action_runs', false, 'error'),
        ('ai_platform', 'action_runs', true, 'answer'),
        ('ai_platform', 'alerts', false, 'fired'),
        ('ai_platform', 'change_events', true, 'subject detail'),
        ('ai_platform', 'idempotency_keys', false, 'answer'),
        ('ai_platform', 'silences', true, 'reason body'),
        ('ai_platform', 'tokens', false, 'name')
    ) s (of_schema, of_table, is_foreign, of_columns), regexp_split_to_table(s.of_columns, ' ') c
$$;

create or replace function ai_platform.erase_person(person text, hashes bytea[]) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
    tenant uuid := ai_platform.current_tenant();
    -- The name as a word of its own, whatever stands in it.
    word text := '(?<![[:alnum:]_])' || regexp_replace(person, '([^[:alnum:]])', '\\\1', 'g') || '(?![[:alnum:]_])';
    -- As it stands in the text of a JSON value.
    in_json text := substr(to_jsonb(person)::text, 2, length(to_jsonb(person)::text) - 2);
    names text[] := array(select 'sealed:' || encode(h, 'hex') from unnest(hashes) h) || person;
    -- A short number in what others wrote is nearly always something else: a row, a port, a count.
    is_distinct boolean := length(person) >= 5 or length(person) >= 3 and person ~ '[[:alpha:]]';
    counts jsonb := '{}';
    found record;
    changed bigint;
    together bigint;
begin
    if tenant is null or person = '' then
        raise exception 'a tenant and a person are needed' using errcode = 'ER001';
    end if;
    update ai_models.error_events e set user_id = null, user_sealed = null, user_hash = null,
        message = regexp_replace(e.message, word, '[erased]', 'g'),
        stack_trace = regexp_replace(e.stack_trace, word, '[erased]', 'g'),
        endpoint = regexp_replace(e.endpoint, word, '[erased]', 'g'),
        request_id = regexp_replace(e.request_id, word, '[erased]', 'g'),
        error_id = regexp_replace(e.error_id, word, '[erased]', 'g'),
        attributes = ai_platform.redacted(e.attributes, word, person)
        where e.tenant_id = tenant and (e.user_id = person or e.user_hash = any (hashes));
    get diagnostics changed = row_count;
    -- Events of others that name the person.
    if is_distinct then
        update ai_models.error_events e set
            message = regexp_replace(e.message, word, '[erased]', 'g'),
            stack_trace = regexp_replace(e.stack_trace, word, '[erased]', 'g'),
            endpoint = regexp_replace(e.endpoint, word, '[erased]', 'g'),
            request_id = regexp_replace(e.request_id, word, '[erased]', 'g'),
            error_id = regexp_replace(e.error_id, word, '[erased]', 'g'),
            attributes = ai_platform.redacted(e.attributes, word, person)
            where e.tenant_id = tenant
            and (position(person in concat_ws(chr(10), e.message, e.stack_trace, e.endpoint, e.request_id, e.error_id)) > 0
                and concat_ws(chr(10), e.message, e.stack_trace, e.endpoint, e.request_id, e.error_id) ~ word
                or position(in_json in e.attributes::text) > 0 and ai_platform.redacted(e.attributes, word, person) <> e.attributes);
        get diagnostics together = row_count;
        changed := changed + together;
    end if;
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
    update ai_platform.job_slots s set asked_by = null where s.of_tenant = tenant and s.asked_by = person;
    get diagnostics changed = row_count;
    update ai_platform.job_slots s set error = regexp_replace(s.error, word, '[erased]', 'g')
        where s.of_tenant = tenant and s.error ~ word;
    get diagnostics together = row_count;
    changed := changed + together;
    update ai_platform.job_runs r set error = regexp_replace(r.error, word, '[erased]', 'g')
        from ai_platform.job_slots s where s.id = r.slot_id and s.of_tenant = tenant and r.error ~ word;
    get diagnostics together = row_count;
    if changed + together > 0 then
        counts := counts || jsonb_build_object('job_slots', changed + together);
    end if;
    -- What people and errpredict wrote: all texts of a table at once.
    for found in select p.of_schema, p.of_table,
        string_agg(format(case c.data_type when 'jsonb' then '%1$I = ai_platform.redacted(%1$I, $3, %2$s)'
            when 'ARRAY' then '%1$I = ai_platform.redacted(%1$I, $3)'
            else '%1$I = regexp_replace(%1$I, $3, ''[erased]'', ''g'')' end,
            p.of_column, case when p.is_foreign then '$2' else 'null' end), ', ') as sets,
        string_agg(format(case c.data_type
            when 'jsonb' then 'position($4 in %1$I::text) > 0 and ai_platform.redacted(%1$I, $3, %2$s) <> %1$I'
            when 'ARRAY' then 'position($2 in array_to_string(%1$I, chr(10))) > 0 and array_to_string(%1$I, chr(10)) ~ $3'
            else 'position($2 in %1$I) > 0 and %1$I ~ $3' end,
            p.of_column, case when p.is_foreign then '$2' else 'null' end), ' or ') as naming
        from ai_platform.texts_of_people() p join information_schema.columns c
            on (c.table_schema, c.table_name, c.column_name) = (p.of_schema, p.of_table, p.of_column)
        group by 1, 2 order by 1, 2
    loop
        execute format('update %I.%I set %s where tenant_id = $1 and (%s)', found.of_schema, found.of_table, found.sets, found.naming)
            using tenant, person, word, in_json;
        get diagnostics changed = row_count;
        if changed > 0 then
            counts := counts || jsonb_build_object(found.of_table, changed + coalesce((counts ->> found.of_table)::bigint, 0));
        end if;
    end loop;
    update ai_models.audit_log l set actor = null, before = null, after = null, request_id = null, salt = null, erased_at = now()
        where l.tenant_id = tenant and l.erased_at is null
        and (l.actor = person or l.request_id ~ word or exists (select 1 from unnest(names[:cardinality(names) - 1]) n
            where position(n in coalesce(l.before::text, '') || coalesce(l.after::text, '')) > 0)
            or position(in_json in l.before::text) > 0 and ai_platform.redacted(l.before, word, null) <> l.before
            or position(in_json in l.after::text) > 0 and ai_platform.redacted(l.after, word, null) <> l.after);
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
revoke execute on function ai_platform.redacted(jsonb, text, text), ai_platform.redacted(text[], text), ai_platform.texts_of_people()
    from public;
