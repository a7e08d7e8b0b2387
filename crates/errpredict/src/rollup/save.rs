//! Saving and loading a whole rollup.
//!
//! In the frame of everything that is saved stand the configuration, what was left out, and the services in order of name.
//! The system is not written: it is their sum. Equal rollups give equal bytes. Loading checks the sum and every structure,
//! so that no bytes whatever can make a rollup that breaks its own rules.

use crate::container::{self, Kind};
use crate::error::Result;

use super::Rollup;
use super::bytes::{Input, corrupt, put, put_text};
use super::code::{put_service, read_service, restore};
use super::config::RollupConfig;
use super::plain::hash;
use super::save_v3;
use super::shared::Shared;

/// Version of the form written here; 3 and 4 are read as well.
const VERSION: u32 = 5;
/// It knew no releases but those of deployments.
const WITHOUT_FIRST: u32 = 4;

impl Rollup {
    /// Settles the rollup and writes it as bytes, which [`Rollup::load`] reads; equal rollups give equal bytes.
    #[must_use]
    pub fn save(&mut self) -> Vec<u8> {
        self.settle();
        self.written(VERSION)
    }

    /// The bytes of a settled rollup.
    fn written(&self, version: u32) -> Vec<u8> {
        let with_first = version > WITHOUT_FIRST;
        let mut body = Vec::new();
        put_config(&mut body, &self.config);
        [self.observed, self.before_1970, self.ahead].iter().for_each(|count| put(&mut body, *count));
        put(&mut body, u64::from(self.other.is_some()));
        if let Some(other) = &self.other {
            put_service(&mut body, other.get(), with_first);
        }
        put(&mut body, self.services().len() as u64);
        for (name, service) in self.services() {
            put_text(&mut body, name);
            put_service(&mut body, service, with_first);
        }
        container::pack(Kind::Rollup, version, &body)
    }

    /// Reads what [`Rollup::save`] wrote, also of the two versions before this.
    ///
    /// # Errors
    /// `invalid_input` for bytes of another kind, `unsupported_version` for a version this build does not know, `corrupt`
    /// for anything else that is wrong.
    pub fn load(bytes: &[u8]) -> Result<Rollup> {
        if save_v3::is_v3(bytes) {
            return save_v3::load(bytes);
        }
        let (version, body) = container::unpack(Kind::Rollup, WITHOUT_FIRST..=VERSION, bytes)?;
        let with_first = version > WITHOUT_FIRST;
        let mut input = Input(body);
        let mut rollup = Rollup::new(read_config(&mut input)?)?;
        for count in [&mut rollup.observed, &mut rollup.before_1970, &mut rollup.ahead] {
            *count = input.number()?;
        }
        if input.flag()? {
            rollup.other = Some(Shared::new(read_service(&mut input, &rollup.config, with_first)?));
        }
        for _ in 0..input.length()? {
            let name = input.text()?;
            let service = read_service(&mut input, &rollup.config, with_first)?;
            restore(&mut rollup.services, hash(name), name, Shared::new(service))?;
        }
        input.end()?;
        let services = rollup.services.entries().iter().map(|entry| &entry.value);
        if services.chain(&rollup.other).any(|service| service.get().first().is_none()) {
            return Err(corrupt("a service without any event"));
        }
        rollup.check_counters()?;
        rollup.settled = false;
        // Out of order, over a cap, older than what is kept: a rollup would not have been saved so.
        rollup.settle();
        if rollup.written(version) == bytes {
            Ok(rollup)
        } else {
            Err(corrupt("it is not what its rollup saves"))
        }
    }
}

impl Rollup {
    /// What was counted is part of what was observed.
    pub(super) fn check_counters(&self) -> Result<()> {
        let counted = self.parts().map(|part| part.events().total()).fold(0, u64::saturating_add);
        if self.observed >= counted {
            return Ok(());
        }
        Err(corrupt(format!("{} events observed and {counted} counted", self.observed)))
    }
}

pub(super) fn put_config(out: &mut Vec<u8>, config: &RollupConfig) {
    config.numbers().iter().for_each(|number| put(out, *number));
}

pub(super) fn read_config(input: &mut Input<'_>) -> Result<RollupConfig> {
    let mut numbers = [0; RollupConfig::NUMBERS];
    for number in &mut numbers {
        *number = input.number()?;
    }
    let config = RollupConfig::from_numbers(numbers).ok_or_else(|| corrupt("a setting out of its range"))?;
    config.validate().map_err(|error| corrupt(error.message()))?;
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, EventKind, Severity};
    use crate::time::Timestamp;

    fn rollup() -> Rollup {
        let config = RollupConfig { max_services: 3, max_types: 2, max_groups: 2, ..RollupConfig::monitor() };
        let mut rollup = Rollup::new(config).unwrap();
        (0..3_000).for_each(|i| {
            rollup.observe(event(i).as_event_ref());
        });
        rollup
    }

    fn event(i: u64) -> Event {
        let at = Timestamp::clamped(1_700_000_000_000 + i as i64 * 7_777_777);
        let mut event = Event::new(
            at,
            format!("s{}", i % 5),
            Severity::ALL.get(i as usize % 6).copied(),
            format!("T{}", i % 4),
        );
        event.message = (!i.is_multiple_of(3)).then(|| format!("message {}", "x".repeat(i as usize % 4)));
        event.user_id = Some((i % 700).to_string());
        event.endpoint = Some((i % 9).to_string());
        event.response_time_ms = Some((i % 1_000) as f64);
        event.status_code = Some(500);
        if i.is_multiple_of(100) {
            event.kind = EventKind::Deployment;
            event.release = Some(format!("v{i}"));
        }
        event
    }

    #[test]
    fn what_was_saved_goes_on_as_if_nothing_had_happened() {
        let (mut straight, mut saved) = (rollup(), rollup());
        let bytes = saved.save();
        let mut loaded = Rollup::load(&bytes).unwrap();
        assert!(loaded == saved);
        assert_eq!(loaded.save(), bytes);
        for i in (2_000..4_000).rev() {
            straight.observe(event(i).as_event_ref());
            loaded.observe(event(i).as_event_ref());
        }
        straight.settle();
        loaded.settle();
        assert!(loaded == straight);
        assert_eq!(loaded.save(), straight.save());
    }

    #[test]
    fn what_is_saved_is_what_was_saved() {
        let mut rollup = rollup();
        let bytes = rollup.save();
        assert!(Rollup::load(&bytes).unwrap() == rollup);
        let mut whole = Rollup::new(RollupConfig::default()).unwrap();
        (0..3_000).for_each(|i| {
            whole.observe(event(i).as_event_ref());
        });
        let bytes = whole.save();
        assert!(Rollup::load(&bytes).unwrap() == whole);
    }

    #[test]
    fn damage_is_refused() {
        let bytes = rollup().save();
        for at in (0..bytes.len()).step_by(101) {
            let mut broken = bytes.clone();
            broken[at] ^= 0x10;
            assert!(Rollup::load(&broken).is_err(), "byte {at}");
            assert!(Rollup::load(&bytes[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn bytes_with_a_right_checksum_are_not_trusted_either() {
        let bytes = rollup().save();
        let (_, body) = container::unpack(Kind::Rollup, VERSION..=VERSION, &bytes).unwrap();
        let (mut refused, mut tried) = (0, 0);
        for at in (0..body.len()).step_by(body.len() / 400) {
            for damage in [0x01, 0x55, 0xff] {
                let mut broken = body.to_vec();
                broken[at] = broken[at].wrapping_add(damage);
                tried += 1;
                // Another number may be a valid one; what is loaded must then be whole, and save and load again.
                match Rollup::load(&container::pack(Kind::Rollup, VERSION, &broken)) {
                    Ok(mut loaded) => {
                        let saved = loaded.save();
                        assert!(Rollup::load(&saved).unwrap() == loaded, "byte {at}");
                    }
                    Err(error) => {
                        assert_eq!(error.code(), "corrupt");
                        refused += 1;
                    }
                }
            }
        }
        assert!(refused > tried / 4, "only {refused} of {tried} refused");
    }
}
