-- What ran, who is told, who did what.

create table ai_models.ml_pipeline_logs (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    run_id uuid not null,
    pipeline text not null,
    stage text not null check (stage in ('data_preparation', 'feature_engineering', 'model_training', 'model_evaluation',
        'anomaly_detection', 'prediction', 'forecast', 'root_cause_analysis')),
    model_id uuid references ai_models.ml_models on delete set null,
    status text not null default 'running' check (status in ('running', 'completed', 'failed', 'warning')),
    started_at timestamptz not null,
    ended_at timestamptz check (ended_at >= started_at),
    duration_s double precision generated always as (extract(epoch from ended_at - started_at)) stored,
    input_mb double precision check (input_mb >= 0),
    samples bigint check (samples >= 0),
    outputs jsonb not null default '{}',
    error text,
    warnings text[] not null default '{}',
    metrics jsonb not null default '{}',
    log text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (run_id, stage),
    check (status = 'running' or ended_at is not null),
    check (status <> 'failed' or error is not null)
);
create index ml_pipeline_logs_newest on ai_models.ml_pipeline_logs (tenant_id, started_at desc, id desc);
create index ml_pipeline_logs_failed on ai_models.ml_pipeline_logs (tenant_id, started_at desc) where status in ('failed', 'warning');
create index ml_pipeline_logs_model on ai_models.ml_pipeline_logs (model_id) where model_id is not null;

-- Written in the transaction that found what it tells of; a worker sends.
create table ai_models.alert_notifications (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    subject text not null,
    severity text not null check (severity in ('info', 'low', 'medium', 'high', 'critical')),
    channel text not null check (channel in ('email', 'slack', 'sms', 'webhook', 'dashboard')),
    recipient text not null,
    message text not null,
    status text not null default 'pending' check (status in ('pending', 'sent', 'failed', 'read')),
    attempts integer not null default 0 check (attempts >= 0),
    next_try_at timestamptz not null default now(),
    dedupe_key text not null,
    escalation_level integer not null default 0 check (escalation_level >= 0),
    delivered_at timestamptz,
    read_at timestamptz,
    error text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text,
    unique (tenant_id, dedupe_key, channel, recipient, escalation_level)
);
create index alert_notifications_due on ai_models.alert_notifications (tenant_id, next_try_at) where status = 'pending';
create index alert_notifications_inbox on ai_models.alert_notifications (tenant_id, recipient, created_at desc);
create index alert_notifications_subject on ai_models.alert_notifications (tenant_id, subject);

-- A chain for each tenant: a row's hash is over the hash of the row before and over the digest of what it says. What it says may
-- be taken away (a person is erased) and the chain still holds; the salt goes with it, so that nothing can be guessed back.
create table ai_models.audit_log (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    seq bigint not null check (seq >= 1),
    at timestamptz not null,
    actor text,
    action text not null,
    object_type text not null,
    object_id text not null,
    before jsonb,
    after jsonb,
    request_id text,
    salt bytea,
    content_digest bytea not null check (length(content_digest) = 32),
    previous_hash bytea not null check (length(previous_hash) = 32),
    hash bytea not null check (length(hash) = 32),
    erased_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (tenant_id, seq),
    check ((salt is null) = (erased_at is not null))
);
create index audit_log_of_object on ai_models.audit_log (tenant_id, object_type, object_id, seq);
create index audit_log_of_actor on ai_models.audit_log (tenant_id, actor, seq) where actor is not null;
create index audit_log_times on ai_models.audit_log (tenant_id, at desc);

-- Where each chain ends, and where it now begins once old rows were retired.
create table ai_platform.audit_heads (
    tenant_id uuid primary key references ai_platform.tenants on delete cascade,
    seq bigint not null,
    hash bytea not null check (length(hash) = 32),
    first_seq bigint not null default 1,
    first_previous_hash bytea not null default decode(repeat('00', 32), 'hex')
);

-- Appends a row to the chain of this transaction's tenant. Runs as the owner: the program's role may read the log and append to it
-- through this function, and nothing else.
create function ai_platform.append_audit(action text, object_type text, object_id text, before jsonb, after jsonb) returns void
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

create function ai_platform.audit_digest(salt bytea, actor text, before jsonb, after jsonb) returns bytea
language sql immutable parallel safe set search_path = '' as
$$ select sha256(salt || convert_to(jsonb_build_object('actor', actor, 'before', before, 'after', after)::text, 'UTF8')) $$;

create function ai_platform.audit_hash(previous bytea, seq bigint, at timestamptz, action text, object_type text, object_id text,
    content bytea) returns bytea language sql immutable parallel safe set search_path = '' as
$$ select sha256(previous || int8send(seq) || timestamptz_send(at)
    || convert_to(jsonb_build_array(action, object_type, object_id)::text, 'UTF8') || content) $$;

-- What is wrong with this tenant's chain: nothing, when nothing was changed.
create function ai_platform.verify_audit() returns table (seq bigint, problem text)
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
