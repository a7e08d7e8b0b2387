drop function ai_platform.current_actor();
drop function ai_platform.current_tenant();
-- The role stays: other databases of the cluster may use it, and it can do nothing without a grant.
revoke usage on schema ai_models, ai_platform from errpredict_app;
drop schema ai_partitions;
drop schema ai_models;
