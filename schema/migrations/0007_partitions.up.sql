-- Parts by time: events by day, results by week (from Monday). A part is made beside its table and then attached, which does not
-- keep others from reading and writing; it is detached before it is dropped.

create table ai_platform.partitioned_tables (
    name text primary key,
    time_column text not null,
    step interval not null check (step in ('1 day', '7 days')),
    retention_days integer not null check (retention_days between 1 and 3660),
    ahead integer not null check (ahead between 1 and 60)
);
comment on column ai_platform.partitioned_tables.ahead is 'Parts made ahead of now';
insert into ai_platform.partitioned_tables (name, time_column, step, retention_days, ahead) values
    ('error_events', 'timestamp', '1 day', 90, 3),
    ('error_predictions', 'at', '7 days', 90, 2),
    ('time_series_forecasts', 'at', '7 days', 90, 2),
    ('feature_snapshots', 'at', '7 days', 90, 2);

-- The begin of the part that holds a day: the day itself, or its Monday.
create function ai_platform.part_begin(step interval, day date) returns date language sql immutable parallel safe as
$$ select case when step = interval '1 day' then day else date_trunc('week', day::timestamp)::date end $$;

-- Makes the part of a table that holds a day, where it is missing; true where it was made.
create function ai_platform.make_part(of_table text, day date) returns boolean language plpgsql set search_path = '' as $$
declare
    kept ai_platform.partitioned_tables;
    starts date;
    ends date;
    part text;
begin
    select * into strict kept from ai_platform.partitioned_tables t where t.name = of_table;
    starts := ai_platform.part_begin(kept.step, day);
    ends := starts + extract(day from kept.step)::integer;
    part := of_table || '_' || to_char(starts, 'YYYYMMDD');
    if exists (select 1 from pg_class c where c.relname = part and c.relnamespace = 'ai_partitions'::regnamespace) then
        return false;
    end if;
    -- Two writers may need the same new part: whoever waited here looks again, at what is committed by now. One lock for all parts,
    -- because one transaction makes several.
    perform pg_advisory_xact_lock(hashtextextended('errpredict parts', 0));
    if exists (select 1 from pg_class c where c.relname = part and c.relnamespace = 'ai_partitions'::regnamespace) then
        return false;
    end if;
    execute format('create table ai_partitions.%I (like ai_models.%I including defaults including constraints)', part, of_table);
    execute format('alter table ai_models.%I attach partition ai_partitions.%I for values from (%L) to (%L)', of_table, part,
        starts::text || ' 00:00:00+00', ends::text || ' 00:00:00+00');
    return true;
end
$$;

-- The parts that are there, oldest first.
create view ai_platform.parts as
    select parent.relname::text as of_table, part.relname::text as part,
        to_date(right(part.relname, 8), 'YYYYMMDD') as starts,
        to_date(right(part.relname, 8), 'YYYYMMDD') + extract(day from t.step)::integer as ends,
        pg_total_relation_size(part.oid) as bytes, i.inhdetachpending as half_detached
    from pg_inherits i
    join pg_class part on part.oid = i.inhrelid
    join pg_class parent on parent.oid = i.inhparent
    join pg_namespace n on n.oid = part.relnamespace
    join ai_platform.partitioned_tables t on t.name = parent.relname
    where n.nspname = 'ai_partitions' and part.relkind = 'r'
    order by 3, 1;
