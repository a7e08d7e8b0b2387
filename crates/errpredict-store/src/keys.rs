//! Keys that what names people is encrypted with, before it leaves the program: whoever has the database, its backups or its disks
//! and not the keys reads no name.
//!
//! Each value is sealed with AES-256-GCM-SIV (RFC 8452) under a random nonce: like GCM, and safe for more values than one key ever
//! sees. Tenant and field are sealed with it, so that a value is worth nothing in another place. Beside it stands a keyed hash
//! (HMAC-SHA-256, 128 bits of it) by which a name that is known is found. Both keys are derived from the configured one.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use errpredict::{Error, ErrorKind, Result};

use crate::digest::{bytes, digits};

/// The setting that is named in errors.
const NAME: &str = "keys";
/// Bytes of a configured key.
const KEY_BYTES: usize = 32;
/// The first byte of a sealed value: how it was sealed.
const SEALED_SO: u8 = 1;
/// Bytes that name the key of a sealed value.
const ID_BYTES: usize = 4;
/// Bytes of a keyed hash: by chance two names of a billion have the same with a probability of 1e-21.
const HASH_BYTES: usize = 16;
/// What every sealed value begins with: how, and with which key.
pub(crate) const HEAD_BYTES: usize = 1 + ID_BYTES;

/// Keys, the newest first. What is written is sealed with the newest, what was sealed with any is read, and
/// [`Tenant::reseal`](crate::Tenant::reseal) brings everything to the newest, after which older ones may go. Cheap to clone.
#[derive(Clone)]
pub struct Keys(Arc<Vec<Key>>);

struct Key {
    id: [u8; ID_BYTES],
    seal: RandomizedNonceKey,
    hash: hmac::Key,
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<String> = self.0.iter().map(|key| digits(&key.id)).collect();
        formatter.debug_tuple("Keys").field(&ids).finish()
    }
}

impl Key {
    fn new(secret: &[u8]) -> Result<Key> {
        let root = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let derived = |purpose: &str| hmac::sign(&root, purpose.as_bytes());
        let mut id = [0; ID_BYTES];
        id.copy_from_slice(&derived("errpredict key id 1").as_ref()[..ID_BYTES]);
        let seal = RandomizedNonceKey::new(&AES_256_GCM_SIV, derived("errpredict seal 1").as_ref());
        Ok(Key {
            id,
            seal: seal.map_err(|_| Error::new(ErrorKind::Internal, "a key was not taken"))?,
            hash: hmac::Key::new(hmac::HMAC_SHA256, derived("errpredict look-up 1").as_ref()),
        })
    }

    fn hash(&self, tenant: &str, text: &str) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.hash);
        for part in [tenant, text] {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        context.sign().as_ref()[..HASH_BYTES].to_vec()
    }
}

/// Whether bytes were sealed here: no name begins with that byte, which is no letter of any alphabet.
pub(crate) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.first() == Some(&SEALED_SO)
}

/// Where a value stands, which is sealed with it.
fn place(tenant: &str, field: &str) -> Vec<u8> {
    [tenant.as_bytes(), b"\0", field.as_bytes()].concat()
}

impl Keys {
    /// Keys of 64 hexadecimal digits, one a line, the newest first; `#` begins a comment. `openssl rand -hex 32` makes one.
    ///
    /// # Errors
    /// `invalid_setting` names the line and never the key.
    pub fn parse(text: &str) -> Result<Keys> {
        let mut keys: Vec<Key> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let wrong = |what: String| {
                Error::setting(NAME, "keys of 64 hexadecimal digits, one a line", what).with("line", number)
            };
            if line.len() != 2 * KEY_BYTES {
                return Err(wrong(format!("a line {number} of {} characters", line.chars().count())));
            }
            let secret = bytes(line).map_err(|_| wrong(format!("something else in line {number}")))?;
            let key = Key::new(&secret)?;
            if keys.iter().any(|one| one.id == key.id) {
                return Err(wrong(format!("the same key again in line {number}")));
            }
            keys.push(key);
        }
        if keys.is_empty() {
            return Err(Error::setting(NAME, "at least one key of 64 hexadecimal digits", "none"));
        }
        Ok(Keys(Arc::new(keys)))
    }

    /// The keys of a file: see [`Keys::parse`].
    ///
    /// # Errors
    /// `io` for a file that cannot be read, and those of [`Keys::parse`].
    pub fn read(path: &Path) -> Result<Keys> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::new(ErrorKind::Io, format!("cannot read the keys in `{}`: {error}", path.display()))
        })?;
        Keys::parse(&text).map_err(|error| error.with("file", path.display()))
    }

    fn newest(&self) -> &Key {
        // There is at least one.
        &self.0[0]
    }

    /// What a value that is sealed with the newest key begins with.
    pub(crate) fn newest_head(&self) -> [u8; HEAD_BYTES] {
        let mut head = [SEALED_SO; HEAD_BYTES];
        head[1..].copy_from_slice(&self.newest().id);
        head
    }

    /// A value of a field, sealed.
    pub(crate) fn seal(&self, tenant: &str, field: &str, text: &str) -> Result<Vec<u8>> {
        let mut sealed = text.as_bytes().to_vec();
        let nonce = self.newest().seal.seal_in_place_append_tag(Aad::from(place(tenant, field)), &mut sealed);
        let nonce = nonce.map_err(|_| Error::new(ErrorKind::Internal, "a value could not be encrypted"))?;
        Ok([&self.newest_head()[..], nonce.as_ref(), &sealed].concat())
    }

    /// The value that was sealed.
    pub(crate) fn open(&self, tenant: &str, field: &str, sealed: &[u8]) -> Result<String> {
        let damaged = || Error::new(ErrorKind::Corrupt, format!("an encrypted `{field}` does not open"));
        let head = sealed.get(..HEAD_BYTES).filter(|head| head[0] == SEALED_SO).ok_or_else(damaged)?;
        let key = self.0.iter().find(|key| key.id == head[1..]).ok_or_else(|| missing(field, sealed))?;
        let rest = &sealed[HEAD_BYTES..];
        let nonce = rest.get(..NONCE_LEN).and_then(|nonce| Nonce::try_assume_unique_for_key(nonce).ok());
        let mut text = rest.get(NONCE_LEN..).ok_or_else(damaged)?.to_vec();
        let nonce = nonce.ok_or_else(damaged)?;
        let opened = key.seal.open_in_place(nonce, Aad::from(place(tenant, field)), &mut text);
        let length = opened.map_err(|_| damaged())?.len();
        text.truncate(length);
        String::from_utf8(text).map_err(|_| damaged())
    }

    /// The keyed hash of a name, under the newest key.
    pub(crate) fn hash(&self, tenant: &str, text: &str) -> Vec<u8> {
        self.newest().hash(tenant, text)
    }

    /// The keyed hashes of a name under every key: it may have been written with any.
    pub(crate) fn hashes(&self, tenant: &str, text: &str) -> Vec<Vec<u8>> {
        self.0.iter().map(|key| key.hash(tenant, text)).collect()
    }

    /// The keyed hash of a name under the oldest key, which stays the same as long as that key does: for ids, which must not change
    /// when a newer key comes, and from which a name must not be guessed.
    pub(crate) fn lasting_hash(&self, tenant: &str, text: &str) -> Vec<u8> {
        self.0[self.0.len() - 1].hash(tenant, text)
    }
}

/// The error of a value whose key is not there.
#[cold]
pub(crate) fn missing(field: &str, sealed: &[u8]) -> Error {
    let id = digits(sealed.get(1..HEAD_BYTES).unwrap_or_default());
    let message =
        format!("`{field}` was encrypted with the key {id}, which is not among those that are configured");
    Error::new(ErrorKind::InvalidSetting, message).with("setting", NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(digits: &str) -> Keys {
        let lines: Vec<String> = digits.chars().map(|digit| digit.to_string().repeat(64)).collect();
        Keys::parse(&lines.join("\n")).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_in_its_place_with_its_key_and_not_otherwise() {
        let (old, both, new) = (keys("a"), keys("ba"), keys("b"));
        let sealed = old.seal("t", "user_id", "ada").unwrap();
        assert_eq!(sealed.len(), HEAD_BYTES + 12 + 3 + 16);
        assert_ne!(sealed, old.seal("t", "user_id", "ada").unwrap(), "never twice the same");
        assert!(!sealed.windows(3).any(|three| three == b"ada"));
        for (what, keys, tenant, field, code) in [
            ("its key", &old, "t", "user_id", None),
            ("an older key", &both, "t", "user_id", None),
            ("without its key", &new, "t", "user_id", Some("invalid_setting")),
            ("another tenant", &old, "u", "user_id", Some("corrupt")),
            ("another field", &old, "t", "recipient", Some("corrupt")),
        ] {
            let opened = keys.open(tenant, field, &sealed);
            assert_eq!(opened.as_ref().err().map(Error::code), code, "{what}");
            if let Ok(text) = opened {
                assert_eq!(text, "ada", "{what}");
            }
        }
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(old.open("t", "user_id", &changed).is_err(), "byte {place}");
            assert!(old.open("t", "user_id", &sealed[..place]).is_err(), "cut at {place}");
        }
    }

    #[test]
    fn a_name_is_found_under_every_key_and_by_its_tenant_alone() {
        let (old, both) = (keys("a"), keys("ba"));
        assert!(both.hashes("t", "ada").contains(&old.hash("t", "ada")));
        assert_ne!(both.hash("t", "ada"), old.hash("t", "ada"));
        assert_eq!(both.lasting_hash("t", "ada"), old.lasting_hash("t", "ada"));
        assert_ne!(old.hash("t", "ada"), old.hash("u", "ada"));
        assert_ne!(old.hash("ta", "da"), old.hash("t", "ada"));
        assert_eq!(old.hash("t", "ada").len(), HASH_BYTES);
    }

    #[test]
    fn a_file_of_keys_is_read_or_refused_without_its_keys() {
        let one = "0123456789abcdef".repeat(4);
        for (text, word) in [
            (String::new(), "none"),
            ("# nothing".to_owned(), "none"),
            (one[1..].to_owned(), "63"),
            (format!("{one}\nxy{}", &one[2..]), "line 2"),
            (format!("{one}\n\n{one}"), "line 3"),
        ] {
            let error = Keys::parse(&text).unwrap_err();
            assert_eq!(error.code(), "invalid_setting");
            assert!(error.to_string().contains(word) && !error.to_string().contains("abcdef"), "{error}");
        }
        let keys = Keys::parse(&format!("# newest first\n{one} # of May\n")).unwrap();
        assert!(!format!("{keys:?}").contains("abcdef0123"));
    }
}
