//! How often somebody may ask: by principal, by tenant, by address. Whoever asks too often is told when to ask again.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

use crate::config::Config;
use crate::problem::{Answered, Problem};

type Limit<K> = Option<DefaultKeyedRateLimiter<K>>;

/// The limits of this process.
pub(crate) struct Limits {
    principals: Limit<(Uuid, String)>,
    tenants: Limit<Uuid>,
    addresses: Limit<IpAddr>,
    /// Apart from the others: who looks whether it lives may come from where everybody comes from, behind a balancer or a node.
    probes: Limit<IpAddr>,
    clock: DefaultClock,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Limits")
    }
}

fn limit<K: std::hash::Hash + Eq + Clone>(per_minute: u32) -> Limit<K> {
    Some(RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(per_minute)?)))
}

/// Whoever has an address of IPv6 has all of its network: 64 bits of it are his to choose.
fn whose(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

impl Limits {
    pub(crate) fn new(config: &Config) -> Limits {
        Limits {
            principals: limit(config.principal_per_minute),
            tenants: limit(config.tenant_per_minute),
            addresses: limit(config.address_per_minute),
            probes: limit(config.address_per_minute),
            clock: DefaultClock::default(),
        }
    }

    /// Before it is known who asks; `is_probe` where it is asked whether the process lives.
    pub(crate) fn address(&self, address: IpAddr, is_probe: bool) -> Answered<()> {
        let limit = if is_probe { &self.probes } else { &self.addresses };
        self.check(limit.as_ref(), &whose(address), "address")
    }

    /// Once it is.
    pub(crate) fn principal(&self, tenant: Uuid, name: &str) -> Answered<()> {
        self.check(self.tenants.as_ref(), &tenant, "tenant")?;
        self.check(self.principals.as_ref(), &(tenant, name.to_owned()), "principal")
    }

    fn check<K: std::hash::Hash + Eq + Clone>(
        &self,
        limit: Option<&DefaultKeyedRateLimiter<K>>,
        key: &K,
        whose: &str,
    ) -> Answered<()> {
        let Some(limit) = limit else { return Ok(()) };
        limit.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            Problem::too_many(format!("too many requests of this {whose}"), seconds)
        })
    }

    /// Forgets those who have not asked for long; to be called now and then.
    pub(crate) fn forget(&self) {
        if let Some(limit) = &self.principals {
            limit.retain_recent();
        }
        if let Some(limit) = &self.tenants {
            limit.retain_recent();
        }
        for limit in [&self.addresses, &self.probes].into_iter().flatten() {
            limit.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_looks_whether_it_lives_is_not_counted_with_the_others() {
        let limits = Limits::new(&Config { address_per_minute: 2, ..Config::default() });
        let address = "203.0.113.9".parse().unwrap();
        let asked = |is_probe| limits.address(address, is_probe).is_ok();
        assert!(asked(false) && asked(false) && !asked(false));
        assert!(asked(true) && asked(true) && !asked(true), "and neither without a limit");
    }

    #[test]
    fn an_address_of_ipv6_counts_by_its_network() {
        for (address, counted) in [
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("203.0.113.9", "203.0.113.9"),
        ] {
            assert_eq!(whose(address.parse().unwrap()).to_string(), counted);
        }
    }
}
