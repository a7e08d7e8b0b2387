-- What moved a prediction, by number: named anew in every row, features and factors were more than half of what predictions took.

-- The features of a tenant's predictions: their names hold its own words (types of errors, attributes), so each tenant has its list.
create table ai_platform.feature_names (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    id smallint not null check (id >= 1),
    feature text not null check (feature <> ''),
    -- What it tells of: features of one factor stand together.
    factor text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, feature)
);
comment on table ai_platform.feature_names is 'Features by number, as the factors of predictions name them';
alter table ai_platform.feature_names enable row level security;
alter table ai_platform.feature_names force row level security;
create policy of_tenant on ai_platform.feature_names using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
do $$
begin
    execute format('create policy for_maintenance on ai_platform.feature_names to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
        current_user);
end
$$;
grant select, insert on ai_platform.feature_names to errpredict_app;

-- Nothing is rewritten: rows of before keep their factors where they are, and are read from there.
alter table ai_models.error_predictions
    add column worth_said double precision check (worth_said between 0 and 1),
    add column worth_came double precision check (worth_came between 0 and 1),
    add column worth_cases bigint check (worth_cases >= 0),
    add column feature_ids smallint[],
    add column feature_values double precision[],
    add column feature_parts double precision[],
    add constraint error_predictions_features check (feature_ids is null and feature_values is null and feature_parts is null
        or cardinality(feature_ids) = cardinality(feature_values) and cardinality(feature_ids) = cardinality(feature_parts));
comment on column ai_models.error_predictions.feature_ids is
    'What moved it: features by their number in ai_platform.feature_names, those of one factor together, the largest first; ai_models.contributing_factors shows them by name';
comment on column ai_models.error_predictions.feature_values is 'The value of each; null where it was missing';
comment on column ai_models.error_predictions.feature_parts is 'What each adds to the log-odds';
comment on column ai_models.error_predictions.factors is
    'What moved it, where that is not told by numbers: each [factor, contribution, words, features], each feature [feature, value, contribution]; the largest first';
comment on column ai_models.error_predictions.worth is 'As worth_said, worth_came and worth_cases, in rows of before';

-- The factors of a prediction for whoever looks with SQL, with the names of its tenant:
-- select service, ai_models.contributing_factors(p) from ai_models.error_predictions p
create function ai_models.contributing_factors(p ai_models.error_predictions) returns jsonb
language sql stable set search_path = '' as $$
    select case when p.feature_ids is null then p.factors else (
        select jsonb_agg(jsonb_build_array(f.factor, f.contribution, null, f.features) order by f.first) from (
            select g.factor, min(g.n) as first, sum(g.part order by g.n) as contribution,
                jsonb_agg(jsonb_build_array(g.feature, g.value, g.part) order by g.n) as features
            from (
                select u.n, u.value, u.part, coalesce(s.feature, '?') as feature, coalesce(s.factor, '?') as factor
                from unnest(p.feature_ids, p.feature_values, p.feature_parts) with ordinality u (id, value, part, n)
                left join ai_platform.feature_names s on s.tenant_id = p.tenant_id and s.id = u.id
            ) g group by g.factor
        ) f
    ) end
$$;
comment on function ai_models.contributing_factors is 'What moved a prediction: [factor, contribution, null, [[feature, value, contribution], ...]], the largest first';
revoke execute on function ai_models.contributing_factors(ai_models.error_predictions) from public;
grant execute on function ai_models.contributing_factors(ai_models.error_predictions) to errpredict_app;
