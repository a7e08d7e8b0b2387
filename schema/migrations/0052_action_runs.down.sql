drop table ai_platform.action_runs;
