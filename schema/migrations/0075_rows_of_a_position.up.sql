-- Rows of a foreign log that share a position are told apart by what they say; what was read before that is not read again.
alter table ai_platform.watermarks add column form smallint not null default 1 check (form in (1, 2));
comment on column ai_platform.watermarks.form is 'How rows were told apart: 1 by their position, 2 by what they say where it is not their own';
