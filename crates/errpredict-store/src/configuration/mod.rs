//! What is said of a tenant, read as a whole and applied as a whole: all of it in one transaction, each change in the audit log.

mod entries;
mod retired;
mod settings;
mod write;

use std::collections::BTreeMap;

use errpredict::analysis::Limits;
use errpredict::forecast::HolidayDates;
use errpredict::history::NormalTime;
use errpredict::{Error, ErrorKind, Result, Timestamp, Window};
use serde_json::Value;
use tokio_postgres::Row;

use self::entries::{CONTACT, EXECUTOR_SECRET, Entries, HOOK_SECRET, assembled, between, entries};
use crate::store::{Plan, Query, Tenant, Work, apart};
use crate::times::{sql_time, timestamp};

pub use entries::{Applied, Change, ChangeKind, LeftAlone, Section};
pub use settings::{
    Condition, Configuration, Executor, Group, HookSetting, NormalSetting, OnCall, PlannedWindow,
    PolicySetting, Reached, Retention, ServiceSetting, When, named,
};

const READ: Query = Query {
    name: "everything that is said of a tenant",
    text: "select e.section, e.name, e.body, e.sealed from ( \
           select d.kind as section, d.name, d.body, d.secret as sealed from ai_platform.declarations d \
           union all select 'policies', p.severity, jsonb_strip_nulls(jsonb_build_object('severity', p.severity, \
           'channels', p.channels, 'escalate_after_s', p.escalate_after_s, 'repeat_after_s', p.repeat_after_s, \
           'quiet_from', to_char(p.quiet_from, 'HH24:MI'), 'quiet_to', to_char(p.quiet_to, 'HH24:MI'), \
           'zone', nullif(p.time_zone, 'UTC'))), null from ai_platform.alert_policies p \
           union all select 'people', p.name, jsonb_build_object('name', p.name), p.contact from ai_platform.principals p \
           where p.contact is not null \
           union all select 'on_call', p.name, jsonb_build_object('person', p.name, 'level', c.level, 'start', c.start_at, \
           'end', c.end_at), null from ai_platform.on_call c join ai_platform.principals p on p.id = c.principal_id where c.end_at > $1 \
           union all select 'hooks', w.name, jsonb_strip_nulls(jsonb_build_object('name', w.name, 'format', w.format, 'url', w.url, \
           'least', w.least, 'template', w.template)), case when length(w.secret) > 0 then w.secret end \
           from ai_platform.webhook_endpoints w where w.url is not null and w.active \
           union all select 'silences', s.name, coalesce(s.body, jsonb_strip_nulls(jsonb_build_object('name', s.name, \
           'reason', s.reason, 'services', case when s.service is not null then jsonb_build_array(s.service) end, \
           'start', s.start_at, 'end', s.end_at))), null from ai_platform.silences s where s.end_at > $1 \
           ) e order by e.section, e.name, e.body",
};
const LOCK: Query = Query {
    name: "one configuration of a tenant after the other",
    text: "select pg_advisory_xact_lock(hashtextextended('errpredict configuration ' || ai_platform.current_tenant(), 0))",
};
const NORMAL: Query = Query {
    name: "errors that are no news, and since when that is said",
    text: "select body, created_at from ai_platform.declarations where kind = 'normal' order by name",
};
const AUDIT: Query = Query {
    name: "say in the audit log what was changed in the configuration",
    text: "select ai_platform.append_audit($1, 'configuration', $2, null, $3)",
};

/// The statements of this module and those below.
pub(crate) fn queries() -> Vec<Query> {
    [&[READ, LOCK, NORMAL, AUDIT][..], write::QUERIES, retired::QUERIES].concat()
}

/// What the core is told beside events: times and limits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calendar {
    /// When it is worked on services.
    pub maintenance: Vec<Window>,
    /// Days that are unlike others.
    pub holidays: Vec<HolidayDates>,
    /// What services can take.
    pub limits: BTreeMap<String, Limits>,
    /// Errors that are no news.
    pub normal: Vec<NormalTime>,
}

impl Tenant {
    /// Everything that is said of the tenant; secrets are left out, and what has ended is not told.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached, `corrupt` for what another version wrote.
    pub async fn configuration(&self) -> Result<Configuration> {
        self.configuration_of(false).await
    }

    /// The same with the secrets of hooks and executors, for whoever sends.
    ///
    /// # Errors
    /// As [`Tenant::configuration`]; `invalid_setting` where the key of a secret is not among those of the store.
    pub async fn configuration_with_secrets(&self) -> Result<Configuration> {
        self.configuration_of(true).await
    }

    async fn configuration_of(&self, with_secrets: bool) -> Result<Configuration> {
        let now = self.store.now().await?;
        let rows = self.rows(&READ, Plan::Fresh, &[&sql_time(now)]).await?;
        self.put_together(&rows, with_secrets)
    }

    fn put_together(&self, rows: &[Row], with_secrets: bool) -> Result<Configuration> {
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let (section, mut body, secret) = self.of_row(row, with_secrets)?;
            if let (Some(secret), Section::Hooks | Section::Executors, true) =
                (&secret, section, with_secrets)
            {
                body["secret"] = secret.clone().into();
            }
            found.push((section, body, secret));
        }
        assembled(found)
    }

    fn of_row(&self, row: &Row, with_secrets: bool) -> Result<(Section, Value, Option<String>)> {
        let name: &str = row.get(0);
        let section = Section::named(name).ok_or_else(|| {
            Error::new(ErrorKind::Corrupt, format!("`{name}` is no section of this version"))
        })?;
        let field = match section {
            Section::Hooks => HOOK_SECRET,
            Section::Executors => EXECUTOR_SECRET,
            _ => CONTACT,
        };
        let sealed: Option<Vec<u8>> = row.get(3);
        let sealed = sealed.filter(|_| with_secrets || section == Section::People);
        let secret = sealed.map(|bytes| self.reveal(field, &bytes)).transpose()?;
        Ok((section, row.get(2), secret))
    }

    /// Brings the store to what is said: what is not there is made, what is another one is changed, and with `prune` what is not said
    /// is removed. All of it or nothing; with `dry_run` nothing is changed. Gives what was, or would be, changed.
    ///
    /// # Errors
    /// `invalid_input` for two entries of one name and for a person who is none, with the section as `field`; those of
    /// [`Tenant::configuration`].
    pub async fn apply_configuration(
        &self,
        wanted: &Configuration,
        prune: bool,
        dry_run: bool,
    ) -> Result<Applied> {
        let now = self.store.now().await?;
        let (tenant, wanted) = (self.clone(), entries(wanted, now)?);
        apart(move || {
            let (tenant, wanted) = (tenant.clone(), wanted.clone());
            async move {
                let work = tenant.begin().await?;
                let (there, changes) = tenant.held_against(&work, &wanted, prune, now).await?;
                tenant.write(&work, &there, &wanted, &changes).await?;
                // Without a commit nothing of it was done, but everything was tried.
                if !dry_run {
                    work.commit().await?;
                }
                Ok(changes)
            }
        })
        .await
    }

    async fn held_against(
        &self,
        work: &Work,
        wanted: &Entries,
        prune: bool,
        now: Timestamp,
    ) -> Result<(Entries, Applied)> {
        work.rows(&LOCK, &[]).await?;
        let rows = work.rows(&READ, &[&sql_time(now)]).await?;
        let there = entries(&self.put_together(&rows, true)?, now)?;
        let changes = between(&there, wanted, prune);
        Ok((there, changes))
    }

    /// Makes one entry of a section, or changes it: the configuration holds that entry alone.
    ///
    /// # Errors
    /// As [`Tenant::apply_configuration`].
    pub async fn put_entry(&self, one: &Configuration) -> Result<Applied> {
        self.apply_configuration(one, false, false).await
    }

    /// Removes one entry; false where there is none.
    ///
    /// # Errors
    /// As [`Tenant::configuration`].
    pub async fn remove_entry(&self, section: Section, name: &str) -> Result<bool> {
        let now = self.store.now().await?;
        let (tenant, name) = (self.clone(), name.to_owned());
        apart(move || {
            let (tenant, name) = (tenant.clone(), name.clone());
            async move {
                let work = tenant.begin().await?;
                let (there, _) = tenant.held_against(&work, &Entries::new(), false, now).await?;
                let Some(entry) = there.get(&(section, name.clone())) else { return Ok(false) };
                let only: Entries = [((section, name), entry.clone())].into();
                let changes = between(&only, &Entries::new(), true);
                tenant.write(&work, &only, &Entries::new(), &changes).await?;
                work.commit().await?;
                Ok(true)
            }
        })
        .await
    }

    async fn write(&self, work: &Work, there: &Entries, wanted: &Entries, changes: &Applied) -> Result<()> {
        for change in &changes.changes {
            let key = (change.section, change.name.clone());
            match (wanted.get(&key), there.get(&key)) {
                (Some(entry), _) => self.put(work, change.section, entry).await?,
                (None, Some(entry)) => self.take_away(work, change.section, entry).await?,
                (None, None) => {}
            }
            let action = match change.kind {
                ChangeKind::Add => "create",
                ChangeKind::Change => "change",
                ChangeKind::Remove => "remove",
            };
            let object = format!("{} {}", change.section.name(), change.name);
            let said = serde_json::json!({"words": change.words});
            work.rows(&AUDIT, &[&action, &object, &said]).await?;
        }
        Ok(())
    }

    /// What the core is told of times and limits, services of groups by their names.
    ///
    /// # Errors
    /// As [`Tenant::configuration`].
    pub async fn calendar(&self) -> Result<Calendar> {
        let found = self.configuration().await?;
        let rows = self.rows(&NORMAL, Plan::Fresh, &[]).await?;
        let normal = |row: &Row| -> Result<Option<NormalTime>> {
            let said: NormalSetting = serde_json::from_value(row.get(0)).map_err(crate::row::unread)?;
            Ok(said.normal(timestamp(row.get(1))))
        };
        let limits = found.services.iter().map(|service| {
            let ServiceSetting { errors_per_hour, requests_per_hour, .. } = *service;
            (service.name.clone(), Limits { errors_per_hour, requests_per_hour })
        });
        let is_any = |(_, limits): &(String, Limits)| *limits != Limits::default();
        Ok(Calendar {
            maintenance: found.maintenance.iter().map(|planned| planned.window(&found.groups)).collect(),
            holidays: found.holidays,
            limits: limits.filter(is_any).collect(),
            normal: rows.iter().filter_map(|row| normal(row).transpose()).collect::<Result<_>>()?,
        })
    }
}
