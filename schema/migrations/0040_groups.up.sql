-- What people decided about an error group: whose it is, until when nobody wants to hear of it, that it is resolved (in a release, or
-- from then on), that it came back, and which other group it is part of.

alter table ai_models.error_patterns
    add column assignee text,
    add column ignored_until timestamptz,
    add column resolved_at timestamptz,
    add column resolved_by text,
    add column resolved_in text,
    -- The first event that contradicts it.
    add column regressed_at timestamptz,
    add column regressed_in text,
    -- The group it is shown with; no foreign key, as a group that is not seen any more is retired without asking.
    add column merged_into uuid,
    add constraint error_patterns_resolved check (resolved_at is not null or (resolved_by is null and resolved_in is null
        and regressed_at is null and regressed_in is null)),
    add constraint error_patterns_not_into_itself check (merged_into <> id);
comment on column ai_models.error_patterns.resolved_in is 'The release that it is resolved in; absent where from then on';
comment on column ai_models.error_patterns.regressed_at is 'When the first event came that contradicts it';
comment on column ai_models.error_patterns.merged_into is 'The group it is shown with';
