-- Any change of a row of the audit log shows: its id and its request are part of what is hashed from now on, and a row of which something
-- was erased holds nothing any more and has a receipt.
-- Row security holds for the owner too, unless it says so.
set local app.maintenance = 'on';

-- How the hash is made: 1 as rows of before have it, 2 with the id and the request.
alter table ai_models.audit_log add column form smallint not null default 1 check (form in (1, 2));
comment on column ai_models.audit_log.form is 'How the hash is made: 2 is over the id and the request as well';
-- What was erased keeps no request either.
update ai_models.audit_log set request_id = null where erased_at is not null and request_id is not null;

create function ai_platform.audit_digest(salt bytea, actor text, before jsonb, after jsonb, request text) returns bytea
language sql immutable parallel safe set search_path = '' as
$$ select sha256(salt || convert_to(jsonb_build_object('actor', actor, 'before', before, 'after', after, 'request', request)::text, 'UTF8')) $$;

create function ai_platform.audit_hash(previous bytea, seq bigint, at timestamptz, action text, object_type text, object_id text,
    content bytea, id uuid) returns bytea language sql immutable parallel safe set search_path = '' as
$$ select sha256(previous || int8send(seq) || timestamptz_send(at)
    || convert_to(jsonb_build_array(action, object_type, object_id)::text, 'UTF8') || content || uuid_send(id)) $$;
revoke execute on function ai_platform.audit_digest(bytea, text, jsonb, jsonb, text),
    ai_platform.audit_hash(bytea, bigint, timestamptz, text, text, text, bytea, uuid) from public;

create or replace function ai_platform.append_audit(action text, object_type text, object_id text, before jsonb, after jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
    tenant uuid := ai_platform.current_tenant();
    who text := ai_platform.current_actor();
    request text := nullif(current_setting('app.request', true), '');
    salt bytea := uuid_send(gen_random_uuid());
    this_id uuid := gen_random_uuid();
    moment timestamptz := now();
    head record;
    content bytea;
    this_hash bytea;
begin
    insert into ai_platform.audit_heads (tenant_id, seq, hash) values (tenant, 0, decode(repeat('00', 32), 'hex'))
        on conflict (tenant_id) do nothing;
    -- Held to the end of the transaction: rows of one tenant stand in one order.
    select h.seq, h.hash into head from ai_platform.audit_heads h where h.tenant_id = tenant for update;
    content := ai_platform.audit_digest(salt, who, before, after, request);
    this_hash := ai_platform.audit_hash(head.hash, head.seq + 1, moment, action, object_type, object_id, content, this_id);
    insert into ai_models.audit_log (id, tenant_id, seq, at, actor, action, object_type, object_id, before, after, request_id, salt,
        content_digest, previous_hash, hash, form)
        values (this_id, tenant, head.seq + 1, moment, who, action, object_type, object_id, before, after, request, salt, content,
        head.hash, this_hash, 2);
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
        where c.hash <> case c.form
            when 1 then ai_platform.audit_hash(c.previous_hash, c.seq, c.at, c.action, c.object_type, c.object_id, c.content_digest)
            else ai_platform.audit_hash(c.previous_hash, c.seq, c.at, c.action, c.object_type, c.object_id, c.content_digest, c.id) end
    union all
    select c.seq, 'what it says was changed' from chain c
        where c.erased_at is null and c.content_digest <> case c.form
            when 1 then ai_platform.audit_digest(c.salt, c.actor, c.before, c.after)
            else ai_platform.audit_digest(c.salt, c.actor, c.before, c.after, c.request_id) end
    union all
    select c.seq, 'it was erased, and it says something' from chain c
        where c.erased_at is not null and num_nonnulls(c.actor, c.before, c.after, c.request_id) > 0
    union all
    select c.seq, 'it was erased, and no receipt says so' from chain c
        where c.erased_at is not null and not exists (select 1 from ai_platform.erase_receipts r
        where r.tenant_id = c.tenant_id and r.erased_at = c.erased_at)
    union all
    -- Times of the row itself: it is written once, and touched again by an erasure alone.
    select c.seq, 'it was touched' from chain c
        where c.created_at <> c.at or c.erased_at is null and c.updated_at <> c.at or c.updated_at < c.created_at
    union all
    select h.seq, 'the newest rows are missing' from ai_platform.audit_heads h, last
        where h.tenant_id = ai_platform.current_tenant() and h.seq <> coalesce(last.seq, h.first_seq - 1)
    union all
    select h.seq, 'the newest row is another one' from ai_platform.audit_heads h join chain c on c.seq = h.seq
        where h.tenant_id = ai_platform.current_tenant() and h.hash <> c.hash
    order by 1
$$;
