drop view ai_platform.parts;
drop function ai_platform.make_part(text, date);
drop function ai_platform.part_begin(interval, date);
drop table ai_platform.partitioned_tables;
