//! Answers that are kept ready, each for its tenant. What is kept of a tenant is dropped as soon as something of that tenant changes,
//! in this process or in another; while nobody tells of others' changes, nothing is kept.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use uuid::Uuid;

/// Bytes that are kept of one tenant at most, of questions and answers.
const MOST_BYTES: usize = 16 << 20;

#[derive(Debug, Default)]
struct OfTenant {
    /// Raised by every change: what was read before one is not kept after it.
    generation: u64,
    answers: BTreeMap<String, (Instant, Bytes)>,
    bytes: usize,
}

/// All that is kept ready.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// Whether changes of other processes are told.
    is_told: AtomicBool,
    tenants: Mutex<BTreeMap<Uuid, OfTenant>>,
}

impl Cache {
    fn with<T>(&self, tenant: Uuid, work: impl FnOnce(&mut OfTenant) -> T) -> T {
        let mut tenants = self.tenants.lock().unwrap_or_else(PoisonError::into_inner);
        work(tenants.entry(tenant).or_default())
    }

    /// What was answered, unless it is too old.
    pub(crate) fn get(&self, tenant: Uuid, question: &str, now: Instant) -> Option<Bytes> {
        if !self.is_told.load(Ordering::Acquire) {
            return None;
        }
        self.with(tenant, |of| {
            let (until, answer) = of.answers.get(question)?;
            (*until > now).then(|| answer.clone())
        })
    }

    /// To be asked before an answer is looked up.
    pub(crate) fn generation(&self, tenant: Uuid) -> u64 {
        self.with(tenant, |of| of.generation)
    }

    /// Keeps an answer, unless something changed since it was begun.
    pub(crate) fn keep(
        &self,
        tenant: Uuid,
        question: String,
        answer: Bytes,
        generation: u64,
        now: Instant,
        for_s: u64,
    ) {
        if !self.is_told.load(Ordering::Acquire) || for_s == 0 {
            return;
        }
        self.with(tenant, |of| {
            if of.generation != generation {
                return;
            }
            // The question is kept as well, and may be longer than its answer.
            let size = question.len() + answer.len();
            if of.bytes + size > MOST_BYTES {
                of.answers.clear();
                of.bytes = 0;
            }
            if size > MOST_BYTES {
                return;
            }
            of.bytes += size;
            let n_question = question.len();
            if let Some((_, before)) = of.answers.insert(question, (now + Duration::from_secs(for_s), answer))
            {
                of.bytes -= n_question + before.len();
            }
        });
    }

    /// Something of a tenant changed.
    pub(crate) fn changed(&self, tenant: Uuid) {
        self.with(tenant, |of| {
            of.generation += 1;
            of.answers.clear();
            of.bytes = 0;
        });
    }

    /// Whether changes of other processes are told from now on; nothing that was kept before holds.
    pub(crate) fn tell(&self, is_told: bool) {
        self.is_told.store(is_told, Ordering::Release);
        let mut tenants = self.tenants.lock().unwrap_or_else(PoisonError::into_inner);
        for of in tenants.values_mut() {
            of.generation += 1;
            of.answers.clear();
            of.bytes = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_has_a_bound_and_questions_count() {
        let (cache, tenant, now) = (Cache::default(), Uuid::from_u128(1), crate::clock::instant());
        cache.tell(true);
        let long = |n: usize| format!("/?search={}{n}", "x".repeat(8_000));
        for n in 0..3_000 {
            cache.keep(tenant, long(n), Bytes::from_static(b"[]"), cache.generation(tenant), now, 60);
        }
        let held = cache.with(tenant, |of| {
            (of.bytes, of.answers.iter().map(|(key, (_, answer))| key.len() + answer.len()).sum::<usize>())
        });
        assert!(held.0 == held.1 && held.0 <= MOST_BYTES && held.0 > 0, "{held:?}");
        cache.keep(tenant, long(2_999), Bytes::from_static(b"[1]"), cache.generation(tenant), now, 60);
        assert_eq!(cache.with(tenant, |of| of.bytes), held.0 + 1, "what stood there before is gone");
    }

    #[test]
    fn what_is_kept_is_dropped_by_age_and_by_change() {
        let (cache, tenant, other) = (Cache::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        let now = crate::clock::instant();
        let keep =
            |generation| cache.keep(tenant, "q".to_owned(), Bytes::from_static(b"a"), generation, now, 60);
        keep(0);
        assert_eq!(cache.get(tenant, "q", now), None, "nobody tells of changes yet");
        cache.tell(true);
        keep(cache.generation(tenant));
        assert!(cache.get(tenant, "q", now + Duration::from_secs(59)).is_some());
        assert_eq!(cache.get(tenant, "q", now + Duration::from_secs(61)), None);
        assert_eq!(cache.get(other, "q", now), None, "another tenant");
        let before = cache.generation(tenant);
        cache.changed(tenant);
        assert_eq!(cache.get(tenant, "q", now), None);
        keep(before);
        assert_eq!(cache.get(tenant, "q", now), None, "it was read before the change");
        keep(cache.generation(tenant));
        cache.tell(false);
        assert_eq!(cache.get(tenant, "q", now), None);
    }
}
