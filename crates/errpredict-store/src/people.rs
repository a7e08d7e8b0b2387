//! What names people, encrypted where the store has keys: users of events, recipients of messages, contacts of principals. Who did
//! something stands in the store by the id that the caller gives, which is not encrypted.

use errpredict::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::keys::{HEAD_BYTES, is_sealed, missing};
use crate::store::{Query, Tenant, apart};

/// The field of `error_events` that names a person.
pub(crate) const USER: &str = "user_id";
/// The field of `alert_notifications` that does.
pub(crate) const RECIPIENT: &str = "recipient";
/// The field of `principals` that does.
const CONTACT: &str = "contact";

/// What was sealed with the newest key, having been sealed with an older one or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Resealed {
    /// Users of events.
    pub events: u64,
    /// Recipients of messages.
    pub notifications: u64,
    /// Contacts of principals.
    pub contacts: u64,
    /// Secrets of webhooks.
    #[serde(default)]
    pub secrets: u64,
}

/// A user as a row of an event holds it: as text, or sealed beside the hash by which it is found.
#[derive(Debug, Default)]
pub(crate) struct User<'a> {
    pub(crate) text: Option<&'a str>,
    pub(crate) sealed: Option<Vec<u8>>,
    pub(crate) hash: Option<Vec<u8>>,
}

/// Rows in one transaction.
const ROWS_AT_ONCE: i64 = 5_000;

const EVENTS: Query = Query {
    name: "users of events that the newest key did not seal",
    text: "select timestamp, id, user_id, user_sealed from ai_models.error_events where (timestamp, id) > ($1, $2) \
           and (user_id is not null or substring(user_sealed from 1 for 5) <> $3) order by timestamp, id limit $4",
};
/// Who was erased meanwhile stays erased.
const SEAL_EVENTS: Query = Query {
    name: "seal users of events",
    text: "update ai_models.error_events e set user_id = null, user_sealed = r.sealed, user_hash = r.hash \
           from unnest($1::timestamptz[], $2::uuid[], $3::bytea[], $4::bytea[]) as r(at, id, sealed, hash) \
           where e.timestamp = r.at and e.id = r.id and (e.user_id is not null or e.user_sealed is not null) returning 1",
};
const NOTIFICATIONS: Query = Query {
    name: "recipients that the newest key did not seal",
    text: "select id, recipient, recipient_sealed from ai_models.alert_notifications where id > $1 and recipient <> '[erased]' \
           and (recipient_sealed is null or substring(recipient_sealed from 1 for 5) <> $2) order by id limit $3",
};
const SEAL_NOTIFICATIONS: Query = Query {
    name: "seal recipients",
    text: "update ai_models.alert_notifications n set recipient = r.token, recipient_sealed = r.sealed \
           from unnest($1::uuid[], $2::text[], $3::bytea[]) as r(id, token, sealed) \
           where n.id = r.id and n.recipient <> '[erased]' returning 1",
};
const CONTACTS: Query = Query {
    name: "contacts that the newest key did not seal",
    text: "select id, contact from ai_platform.principals where id > $1 and substring(contact from 1 for 5) <> $2 order by id limit $3",
};
const SEAL_CONTACTS: Query = Query {
    name: "seal contacts",
    text: "update ai_platform.principals p set contact = r.sealed from unnest($1::uuid[], $2::bytea[]) as r(id, sealed) \
           where p.id = r.id and p.contact is not null returning 1",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] =
    &[EVENTS, SEAL_EVENTS, NOTIFICATIONS, SEAL_NOTIFICATIONS, CONTACTS, SEAL_CONTACTS];

/// What stands where a recipient is sealed.
fn token(hash: &[u8]) -> String {
    format!("sealed:{}", crate::digest::digits(hash))
}

impl Tenant {
    /// Bytes to be kept for a name or an address: sealed where there are keys, else the text itself.
    ///
    /// # Errors
    /// `internal` where it cannot be encrypted.
    pub fn conceal(&self, field: &str, text: &str) -> Result<Vec<u8>> {
        match &self.store.keys {
            Some(keys) => keys.seal(&self.id, field, text),
            None => Ok(text.as_bytes().to_vec()),
        }
    }

    /// The text of such bytes, whether they were sealed or not.
    ///
    /// # Errors
    /// `invalid_setting` where the key is not among those of the store, `corrupt` for bytes that were changed.
    pub fn reveal(&self, field: &str, bytes: &[u8]) -> Result<String> {
        if is_sealed(bytes) {
            return self.opened(field, bytes);
        }
        String::from_utf8(bytes.to_vec())
            .map_err(|_| Error::new(ErrorKind::Corrupt, format!("`{field}` is no text")))
    }

    /// The text of bytes that were sealed.
    pub(crate) fn opened(&self, field: &str, bytes: &[u8]) -> Result<String> {
        match &self.store.keys {
            Some(keys) => keys.open(&self.id, field, bytes),
            None => Err(missing(field, bytes)),
        }
    }

    /// The hashes by which a person may be found.
    pub(crate) fn hashes(&self, name: &str) -> Vec<Vec<u8>> {
        self.store.keys.as_ref().map_or_else(Vec::new, |keys| keys.hashes(&self.id, name))
    }

    /// What a recipient may stand under: the name itself, or its token under any key.
    pub(crate) fn recipients(&self, name: &str) -> Vec<String> {
        self.hashes(name).iter().map(|hash| token(hash)).chain([name.to_owned()]).collect()
    }

    /// What a recipient is written as: token and sealed name where there are keys.
    pub(crate) fn recipient(&self, name: &str) -> Result<(String, Option<Vec<u8>>)> {
        match &self.store.keys {
            Some(keys) => {
                Ok((token(&keys.hash(&self.id, name)), Some(keys.seal(&self.id, RECIPIENT, name)?)))
            }
            None => Ok((name.to_owned(), None)),
        }
    }

    pub(crate) fn user<'a>(&self, name: &'a str) -> Result<User<'a>> {
        let Some(keys) = &self.store.keys else { return Ok(User { text: Some(name), ..User::default() }) };
        let (sealed, hash) = (keys.seal(&self.id, USER, name)?, keys.hash(&self.id, name));
        Ok(User { text: None, sealed: Some(sealed), hash: Some(hash) })
    }

    /// Seals with the newest key what names people and was sealed with an older one, or was not. Older keys are needed until this is
    /// done, and for nothing afterwards. Called again it goes on with what is left.
    ///
    /// # Errors
    /// `invalid_setting` without keys, and where an older key is missing; `unavailable` where the database cannot be reached.
    pub async fn reseal(&self) -> Result<Resealed> {
        let Some(keys) = &self.store.keys else {
            return Err(Error::setting("keys", "given, to encrypt with them", "none"));
        };
        let head = keys.newest_head();
        let mut resealed = Resealed::default();
        let mut after = (jiff::Timestamp::UNIX_EPOCH, Uuid::nil());
        while let Some((last, done)) = self.reseal_events(head, after).await? {
            (after, resealed.events) = (last, resealed.events + done);
        }
        let mut after = Uuid::nil();
        while let Some((last, done)) = self.reseal_notifications(head, after).await? {
            (after, resealed.notifications) = (last, resealed.notifications + done);
        }
        let mut after = Uuid::nil();
        while let Some((last, done)) = self.reseal_contacts(head, after).await? {
            (after, resealed.contacts) = (last, resealed.contacts + done);
        }
        resealed.secrets = self.reseal_webhook_secrets(head).await?;
        Ok(resealed)
    }

    async fn reseal_events(
        &self,
        head: [u8; HEAD_BYTES],
        after: (jiff::Timestamp, Uuid),
    ) -> Result<Option<((jiff::Timestamp, Uuid), u64)>> {
        let tenant = self.clone();
        apart(move || reseal_events(tenant.clone(), head, after)).await
    }

    async fn reseal_notifications(&self, head: [u8; HEAD_BYTES], after: Uuid) -> Result<Option<(Uuid, u64)>> {
        let tenant = self.clone();
        apart(move || reseal_notifications(tenant.clone(), head, after)).await
    }

    async fn reseal_contacts(&self, head: [u8; HEAD_BYTES], after: Uuid) -> Result<Option<(Uuid, u64)>> {
        let tenant = self.clone();
        apart(move || reseal_contacts(tenant.clone(), head, after)).await
    }

    /// The name in a row that holds it as text or sealed.
    fn name_in(&self, row: &Row, field: &str, text: usize, sealed: usize) -> Result<String> {
        match row.get::<_, Option<&[u8]>>(sealed) {
            Some(bytes) => self.opened(field, bytes),
            None => Ok(row.get(text)),
        }
    }

    fn hash_of(&self, name: &str) -> Vec<u8> {
        self.store.keys.as_ref().map_or_else(Vec::new, |keys| keys.hash(&self.id, name))
    }
}

async fn reseal_events(
    tenant: Tenant,
    head: [u8; HEAD_BYTES],
    (at, id): (jiff::Timestamp, Uuid),
) -> Result<Option<((jiff::Timestamp, Uuid), u64)>> {
    let work = tenant.begin().await?;
    let rows = work.rows(&EVENTS, &[&at, &id, &head.as_slice(), &ROWS_AT_ONCE]).await?;
    let Some(last) = rows.last().map(|row| (row.get(0), row.get(1))) else { return Ok(None) };
    let (mut sealed, mut hashes) = (Vec::new(), Vec::new());
    for row in &rows {
        let name = tenant.name_in(row, USER, 2, 3)?;
        sealed.push(tenant.conceal(USER, &name)?);
        hashes.push(tenant.hash_of(&name));
    }
    let times: Vec<jiff::Timestamp> = rows.iter().map(|row| row.get(0)).collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.get(1)).collect();
    let done = work.rows(&SEAL_EVENTS, &[&times, &ids, &sealed, &hashes]).await?.len() as u64;
    work.commit().await?;
    Ok(Some((last, done)))
}

async fn reseal_notifications(
    tenant: Tenant,
    head: [u8; HEAD_BYTES],
    after: Uuid,
) -> Result<Option<(Uuid, u64)>> {
    let work = tenant.begin().await?;
    let rows = work.rows(&NOTIFICATIONS, &[&after, &head.as_slice(), &ROWS_AT_ONCE]).await?;
    let Some(last) = rows.last().map(|row| row.get(0)) else { return Ok(None) };
    let (mut tokens, mut sealed) = (Vec::new(), Vec::new());
    for row in &rows {
        let (token, bytes) = tenant.recipient(&tenant.name_in(row, RECIPIENT, 1, 2)?)?;
        tokens.push(token);
        sealed.push(bytes);
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.get(0)).collect();
    let done = work.rows(&SEAL_NOTIFICATIONS, &[&ids, &tokens, &sealed]).await?.len() as u64;
    work.commit().await?;
    Ok(Some((last, done)))
}

async fn reseal_contacts(tenant: Tenant, head: [u8; HEAD_BYTES], after: Uuid) -> Result<Option<(Uuid, u64)>> {
    let work = tenant.begin().await?;
    let rows = work.rows(&CONTACTS, &[&after, &head.as_slice(), &ROWS_AT_ONCE]).await?;
    let Some(last) = rows.last().map(|row| row.get(0)) else { return Ok(None) };
    let seal = |row: &Row| tenant.conceal(CONTACT, &tenant.reveal(CONTACT, row.get(1))?);
    let sealed: Vec<Vec<u8>> = rows.iter().map(seal).collect::<Result<_>>()?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.get(0)).collect();
    let done = work.rows(&SEAL_CONTACTS, &[&ids, &sealed]).await?.len() as u64;
    work.commit().await?;
    Ok(Some((last, done)))
}
