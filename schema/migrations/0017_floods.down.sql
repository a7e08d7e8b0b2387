drop table ai_platform.thinned_events;
