drop function ai_platform.erase_person(text);
drop function ai_platform.retire_audit(timestamptz);
