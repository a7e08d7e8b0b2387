//! `errpredict store status`.

use std::fmt::Write as _;

use errpredict::Result;
use errpredict::numbers::{count, plural};
use errpredict_io::printable;

use super::place::Whose;
use crate::tables::say;

/// Tables shown, the largest first.
const TABLES_SHOWN: usize = 8;
/// Characters of a service's name.
const NAME_CHARS: usize = 60;

/// Say what is stored.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    whose: Whose,
}

/// Asks and says.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let page = arguments.whose.with_tenant(async |store, tenant| {
        let (services, mut sizes, faults) =
            (tenant.service_status().await?, store.sizes().await?, tenant.verify_audit().await?);
        let events: i64 = services.iter().map(|service| service.events).sum();
        let mut page = format!(
            "{} of {}\n",
            plural(events.unsigned_abs(), "event"),
            plural(services.len() as u64, "service")
        );
        for service in &services {
            let name = printable(&service.service, NAME_CHARS);
            let events = count(service.events.unsigned_abs());
            let _ = writeln!(page, "{events:>14}  {name}, {} to {}", service.first_seen, service.last_seen);
        }
        let floods: i64 = tenant.thinned_groups(u16::MAX).await?.iter().map(|group| group.events).sum();
        if floods > 0 {
            let events = plural(floods.unsigned_abs(), "event");
            let _ = writeln!(page, "and {events} of floods, which were counted and not kept");
        }
        let total: i64 = sizes.iter().map(|size| size.bytes).sum();
        let _ = writeln!(page, "\n{:.1} MB in all; the largest tables:", megabytes(total));
        sizes.sort_by_key(|size| std::cmp::Reverse(size.bytes));
        for size in sizes.iter().take(TABLES_SHOWN) {
            let parts = if size.parts > 0 {
                format!(", {}", plural(size.parts.unsigned_abs(), "part"))
            } else {
                String::new()
            };
            let _ = writeln!(page, "{:>11.1} MB  {}{parts}", megabytes(size.bytes), size.table);
        }
        let chain = match faults.first() {
            None => "The audit log is whole.".to_owned(),
            Some(fault) => format!("The audit log was changed: row {}: {}.", fault.seq, fault.problem),
        };
        let _ = writeln!(page, "\n{chain}\nTo look at it: errpredict store psql");
        Ok(page)
    })?;
    say(&page)
}

fn megabytes(bytes: i64) -> f64 {
    bytes as f64 / 1e6
}
