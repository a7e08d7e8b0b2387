//! How an entry is written and taken away, section by section.

use errpredict::{Error, ErrorKind, Result};
use serde_json::Value;

use super::entries::{CONTACT, EXECUTOR_SECRET, Entry, HOOK_SECRET, Section};
use crate::store::{Query, Tenant, Work};

const DECLARE: Query = Query {
    name: "declare something",
    text: "insert into ai_platform.declarations (tenant_id, kind, name, body, secret) \
           values (ai_platform.current_tenant(), $1, coalesce($2::jsonb ->> 'name', $1), $2, $3) \
           on conflict (tenant_id, kind, name) do update set body = excluded.body, \
           secret = coalesce(excluded.secret, declarations.secret), updated_at = now()",
};
const UNDECLARE: Query = Query {
    name: "take a declaration away",
    text: "delete from ai_platform.declarations where kind = $1 and name = coalesce($2::jsonb ->> 'name', $1)",
};
const SERVICE: Query = Query {
    name: "say of a service what was declared",
    text: "update ai_platform.services set framework = coalesce($1::jsonb ->> 'framework', framework), \
           environment = coalesce($1::jsonb ->> 'environment', environment), updated_at = now() where name = $1::jsonb ->> 'name'",
};
const POLICY: Query = Query {
    name: "set a policy as it was declared",
    text: "insert into ai_platform.alert_policies (tenant_id, severity, channels, escalate_after_s, repeat_after_s, quiet_from, \
           quiet_to, time_zone) select ai_platform.current_tenant(), r.severity, r.channels, r.escalate_after_s, r.repeat_after_s, \
           r.quiet_from, r.quiet_to, coalesce(r.zone, 'UTC') from jsonb_to_record($1) as r(severity text, channels text[], \
           escalate_after_s int, repeat_after_s int, quiet_from time, quiet_to time, zone text) \
           on conflict (tenant_id, severity) do update set channels = excluded.channels, \
           escalate_after_s = excluded.escalate_after_s, repeat_after_s = excluded.repeat_after_s, quiet_from = excluded.quiet_from, \
           quiet_to = excluded.quiet_to, time_zone = excluded.time_zone, updated_at = now()",
};
const NO_POLICY: Query = Query {
    name: "take a policy away",
    text: "delete from ai_platform.alert_policies where severity = $1::jsonb ->> 'severity'",
};
const PERSON: Query = Query {
    name: "keep how a person of a name is reached",
    text: "update ai_platform.principals set contact = $2, updated_at = now() where name = $1::jsonb ->> 'name' returning 1",
};
const NO_CALL: Query = Query {
    name: "take somebody off call",
    text: "delete from ai_platform.on_call c using ai_platform.principals p where p.id = c.principal_id \
           and p.name = $1::jsonb ->> 'person' and c.level = ($1::jsonb ->> 'level')::int \
           and c.start_at = ($1::jsonb ->> 'start')::timestamptz",
};
const CALL: Query = Query {
    name: "put a person of a name on call",
    text: "insert into ai_platform.on_call (tenant_id, principal_id, level, start_at, end_at) \
           select ai_platform.current_tenant(), p.id, ($1::jsonb ->> 'level')::int, ($1::jsonb ->> 'start')::timestamptz, \
           ($1::jsonb ->> 'end')::timestamptz from ai_platform.principals p where p.name = $1::jsonb ->> 'person' returning 1",
};
const HOOK: Query = Query {
    name: "make or change a receiver of messages",
    text: "insert into ai_platform.webhook_endpoints (tenant_id, name, format, url, least, template, secret) \
           select ai_platform.current_tenant(), r.name, r.format, r.url, r.least, r.template, coalesce($2, ''::bytea) \
           from jsonb_to_record($1) as r(name text, format text, url text, least text, template text) \
           on conflict (tenant_id, name) where name is not null do update set format = excluded.format, url = excluded.url, \
           least = excluded.least, template = excluded.template, active = true, \
           secret = coalesce($2, webhook_endpoints.secret), updated_at = now()",
};
const NO_HOOK: Query = Query {
    name: "take a receiver of messages away",
    text: "delete from ai_platform.webhook_endpoints where url is not null and name = $1::jsonb ->> 'name'",
};
const SILENCE: Query = Query {
    name: "silence as it was declared",
    text: "insert into ai_platform.silences (tenant_id, name, reason, body, start_at, end_at) \
           select ai_platform.current_tenant(), r.name, r.reason, $1, coalesce(r.start, timestamptz '1970-01-01 00:00Z'), \
           coalesce(r.end, timestamptz '9999-12-31 00:00Z') \
           from jsonb_to_record($1) as r(name text, reason text, start timestamptz, \"end\" timestamptz) \
           on conflict (tenant_id, name) do update set reason = excluded.reason, body = excluded.body, service = null, \
           start_at = excluded.start_at, end_at = excluded.end_at",
};
const NO_SILENCE: Query = Query {
    name: "end a silence",
    text: "delete from ai_platform.silences where name = $1::jsonb ->> 'name'",
};

/// The statements of this module.
pub(super) const QUERIES: &[Query] = &[
    DECLARE, UNDECLARE, SERVICE, POLICY, NO_POLICY, PERSON, NO_CALL, CALL, HOOK, NO_HOOK, SILENCE, NO_SILENCE,
];

fn nobody(section: Section, name: &Value) -> Error {
    let name = name.as_str().unwrap_or_default();
    let message = format!("`{}` names `{name}`, and there is no principal of that name", section.name());
    Error::new(ErrorKind::InvalidInput, message).with("field", section.name())
}

fn sealed_of(tenant: &Tenant, field: &str, entry: &Entry) -> Result<Option<Vec<u8>>> {
    entry.secret.as_deref().map(|secret| tenant.conceal(field, secret)).transpose()
}

impl Tenant {
    pub(super) async fn put(&self, work: &Work, section: Section, entry: &Entry) -> Result<()> {
        let body = &entry.body;
        match section {
            Section::Policies => work.rows(&POLICY, &[body]).await.map(drop),
            Section::Silences => work.rows(&SILENCE, &[body]).await.map(drop),
            Section::Hooks => {
                let sealed = sealed_of(self, HOOK_SECRET, entry)?;
                work.rows(&HOOK, &[body, &sealed]).await.map(drop)
            }
            Section::People => {
                let sealed = sealed_of(self, CONTACT, entry)?;
                match work.rows(&PERSON, &[body, &sealed]).await?.is_empty() {
                    true => Err(nobody(section, &body["name"])),
                    false => Ok(()),
                }
            }
            Section::OnCall => {
                work.rows(&NO_CALL, &[body]).await?;
                match work.rows(&CALL, &[body]).await?.is_empty() {
                    true => Err(nobody(section, &body["person"])),
                    false => Ok(()),
                }
            }
            declared => {
                let sealed = sealed_of(self, EXECUTOR_SECRET, entry)?;
                work.rows(&DECLARE, &[&declared.name(), body, &sealed]).await?;
                if section == Section::Services {
                    work.rows(&SERVICE, &[body]).await?;
                }
                Ok(())
            }
        }
    }

    pub(super) async fn take_away(&self, work: &Work, section: Section, entry: &Entry) -> Result<()> {
        let body = &entry.body;
        match section {
            Section::Policies => work.rows(&NO_POLICY, &[body]).await,
            Section::Silences => work.rows(&NO_SILENCE, &[body]).await,
            Section::Hooks => work.rows(&NO_HOOK, &[body]).await,
            Section::People => work.rows(&PERSON, &[body, &None::<Vec<u8>>]).await,
            Section::OnCall => work.rows(&NO_CALL, &[body]).await,
            declared => work.rows(&UNDECLARE, &[&declared.name(), body]).await,
        }
        .map(drop)
    }
}
