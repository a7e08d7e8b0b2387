create or replace function ai_models.contributing_factors(p ai_models.error_predictions) returns jsonb
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
alter table ai_models.error_predictions drop column factor_sums;
