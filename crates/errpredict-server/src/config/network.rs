//! Networks: an address, and how many of its first bits count.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// A network, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

const fn width(address: IpAddr) -> u8 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

/// The bits of an address, those of IPv4 as the last of 128.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

impl Network {
    /// Whether an address is one of it. One of IPv4 that came over a socket of IPv6 is one of IPv4.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let rest = u32::from(width(self.address) - self.bits);
        let same = number(self.address) ^ number(address);
        width(address) == width(self.address) && same.checked_shr(rest).unwrap_or(0) == 0
    }
}

impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Network, ()> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| ())?)),
            None => (text, None),
        };
        let address = address.parse::<IpAddr>().map_err(|_| ())?;
        let bits = bits.unwrap_or(width(address));
        let rest = u32::from(width(address).checked_sub(bits).ok_or(())?);
        // What stands behind the bits that count is somebody's mistake.
        let behind = 1_u128.checked_shl(rest).map_or(u128::MAX, |one| one - 1);
        if number(address) & behind == 0 { Ok(Network { address, bits }) } else { Err(()) }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bits == width(self.address) {
            return write!(formatter, "{}", self.address);
        }
        write!(formatter, "{}/{}", self.address, self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_networks() {
        for (network, address, is_in) in [
            ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.1", "10.0.0.2", false),
            ("10.0.0.0/8", "10.200.3.4", true),
            ("10.0.0.0/8", "11.0.0.0", false),
            ("10.0.0.0/8", "::ffff:10.1.2.3", true),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "::1", false),
            ("::/0", "2001:db8::1", true),
            ("::/0", "10.0.0.1", false),
            ("fd00::/8", "fdff::1", true),
            ("fd00::/8", "fe00::1", false),
            ("2001:db8::/33", "2001:db8:8000::", false),
        ] {
            let found: Network = network.parse().unwrap();
            assert_eq!(found.holds(address.parse().unwrap()), is_in, "{network} {address}");
            assert_eq!(found.to_string(), network);
        }
        for wrong in ["10.0.0.1/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "/8", "a/8", "10.0.0.0/-1", ""] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
