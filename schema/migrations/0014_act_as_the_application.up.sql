-- From PostgreSQL 16 on, whoever makes a role is its member without the right to act as it; that right is given here.

do $$
begin
    if current_setting('server_version_num')::integer >= 160000 then
        if not pg_has_role(current_user, 'errpredict_app', 'SET') then
            -- Roles belong to the whole cluster: another database may do the same at this moment.
            begin
                execute format('grant errpredict_app to %I with set true', current_user);
            exception when unique_violation or internal_error then
                if not pg_has_role(current_user, 'errpredict_app', 'SET') then
                    raise;
                end if;
            end;
        end if;
    end if;
end
$$;
