drop function ai_models.lifecycle_stamp() cascade;
drop function ai_models.training_completed() cascade;
drop function ai_models.touch_updated() cascade;
drop function ai_models.may_go(text, text, text);
drop function ai_models.may_step(text, text, text, boolean);
