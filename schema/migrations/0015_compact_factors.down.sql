drop function ai_models.contributing_factors(ai_models.error_predictions);
alter table ai_models.error_predictions
    drop constraint error_predictions_features,
    drop column feature_parts,
    drop column feature_values,
    drop column feature_ids,
    drop column worth_cases,
    drop column worth_came,
    drop column worth_said;
comment on column ai_models.error_predictions.worth is null;
comment on column ai_models.error_predictions.factors is
    'Each [factor, contribution, words, features], each feature [feature, value, contribution]; the largest first';
drop table ai_platform.feature_names;
