-- A tenant that is laid aside: nobody of it signs in, nothing is taken in for it, and no job works for it. What it has stays.
alter table ai_platform.tenants add column active boolean not null default true;
comment on column ai_platform.tenants.active is 'Whether anybody of it may sign in, and jobs work for it';
