-- Rows whose hash is over more than before could not be verified: their chain begins anew after them.
set local app.maintenance = 'on';
update ai_platform.audit_heads h set first_seq = h.seq + 1, first_previous_hash = h.hash
    where exists (select 1 from ai_models.audit_log l where l.tenant_id = h.tenant_id and l.form = 2);
delete from ai_models.audit_log l using ai_platform.audit_heads h where h.tenant_id = l.tenant_id and l.seq < h.first_seq;
create or replace function ai_platform.append_audit(action text, object_type text, object_id text, before jsonb, after jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
    tenant uuid := ai_platform.current_tenant();
    who text := ai_platform.current_actor();
    request text := nullif(current_setting('app.request', true), '');
    salt bytea := uuid_send(gen_random_uuid());
    moment timestamptz := now();
    head record;
    content bytea;
    this_hash bytea;
begin
    insert into ai_platform.audit_heads (tenant_id, seq, hash) values (tenant, 0, decode(repeat('00', 32), 'hex'))
        on conflict (tenant_id) do nothing;
    -- Held to the end of the transaction: rows of one tenant stand in one order.
    select h.seq, h.hash into head from ai_platform.audit_heads h where h.tenant_id = tenant for update;
    content := ai_platform.audit_digest(salt, who, before, after);
    this_hash := ai_platform.audit_hash(head.hash, head.seq + 1, moment, action, object_type, object_id, content);
    insert into ai_models.audit_log (tenant_id, seq, at, actor, action, object_type, object_id, before, after, request_id, salt,
        content_digest, previous_hash, hash)
        values (tenant, head.seq + 1, moment, who, action, object_type, object_id, before, after, request, salt, content,
        head.hash, this_hash);
    update ai_platform.audit_heads h set seq = head.seq + 1, hash = this_hash where h.tenant_id = tenant;
end
$$;

create or replace function ai_platform.verify_audit() returns table (seq bigint, problem text)
language sql stable security definer set search_path = '' as $$
    with chain as (
        select l.*, coalesce(lag(l.hash) over (order by l.seq), h.first_previous_hash) as should_follow,
            coalesce(lag(l.seq) over (order by l.seq) + 1, h.first_seq) as should_be
        from ai_models.audit_log l join ai_platform.audit_heads h using (tenant_id)
        where l.tenant_id = ai_platform.current_tenant()
    ), last as (
        select max(c.seq) as seq from chain c
    )
    select c.seq, 'rows before it are missing' from chain c where c.seq <> c.should_be
    union all
    select c.seq, 'it does not follow the row before' from chain c
        where c.seq = c.should_be and c.previous_hash <> c.should_follow
    union all
    select c.seq, 'its hash is not that of what it says' from chain c
        where c.hash <> ai_platform.audit_hash(c.previous_hash, c.seq, c.at, c.action, c.object_type, c.object_id, c.content_digest)
    union all
    select c.seq, 'what it says was changed' from chain c
        where c.erased_at is null and c.content_digest <> ai_platform.audit_digest(c.salt, c.actor, c.before, c.after)
    union all
    select h.seq, 'the newest rows are missing' from ai_platform.audit_heads h, last
        where h.tenant_id = ai_platform.current_tenant() and h.seq <> coalesce(last.seq, h.first_seq - 1)
    union all
    select h.seq, 'the newest row is another one' from ai_platform.audit_heads h join chain c on c.seq = h.seq
        where h.tenant_id = ai_platform.current_tenant() and h.hash <> c.hash
    order by 1
$$;

drop function ai_platform.audit_digest(bytea, text, jsonb, jsonb, text);
drop function ai_platform.audit_hash(bytea, bigint, timestamptz, text, text, text, bytea, uuid);
alter table ai_models.audit_log drop column form;
