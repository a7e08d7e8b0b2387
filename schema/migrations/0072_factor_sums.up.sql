-- A prediction names the first features of a factor, and what the factor adds is of all of them: without a place for that number no such
-- factor was stored by number.

-- Nothing is rewritten: where it is null, a factor adds the sum of its parts.
alter table ai_models.error_predictions add column factor_sums double precision[];
comment on column ai_models.error_predictions.factor_sums is
    'What each factor adds to the log-odds, in the order of the factors; null where that is the sum of its parts';

create or replace function ai_models.contributing_factors(p ai_models.error_predictions) returns jsonb
language sql stable set search_path = '' as $$
    select case when p.feature_ids is null then p.factors else (
        select jsonb_agg(jsonb_build_array(f.factor, coalesce(p.factor_sums[f.place], f.contribution), null, f.features) order by f.first)
        from (
            select g.factor, min(g.n) as first, sum(g.part order by g.n) as contribution,
                row_number() over (order by min(g.n))::int as place,
                jsonb_agg(jsonb_build_array(g.feature, g.value, g.part) order by g.n) as features
            from (
                select u.n, u.value, u.part, coalesce(s.feature, '?') as feature, coalesce(s.factor, '?') as factor
                from unnest(p.feature_ids, p.feature_values, p.feature_parts) with ordinality u (id, value, part, n)
                left join ai_platform.feature_names s on s.tenant_id = p.tenant_id and s.id = u.id
            ) g group by g.factor
        ) f
    ) end
$$;
