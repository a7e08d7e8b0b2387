//! The card of one service, section by section.

mod actions;
mod anomalies;
mod causes;
mod decomposition;
mod groups;
mod insights;
mod mix;
mod notes;
mod predictions;
mod rate;
mod states;
mod timeline;

pub use anomalies::anomaly_line;
pub use causes::why;
pub use predictions::{PREDICTION_COLUMNS, prediction_row};

use errpredict::analysis::ServiceAnalysis;
use errpredict::{PeopleClock, Scope, ServiceRollup, Timestamp};

use super::Contents;
use super::escape::cell;
use errpredict::numbers::plural;

/// The sections from top to bottom: one file, one line.
const SECTIONS: &[fn(&Card<'_>) -> String] = &[
    anomalies::section,
    causes::section,
    actions::section,
    rate::section,
    timeline::section,
    states::section,
    predictions::section,
    insights::section,
    mix::section,
    groups::section,
    decomposition::section,
    notes::section,
];

/// Days drawn.
const DAYS: i64 = 30;

/// One service and everything about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Card<'a> {
    /// The page it stands on.
    pub(super) contents: &'a Contents<'a>,
    /// What was found.
    pub(super) found: &'a ServiceAnalysis,
    /// Its counts in the rollup.
    pub(super) counts: &'a ServiceRollup,
    /// The time analysed; the rollup may hold later events, which must not show.
    pub(super) at: Timestamp,
    /// Whether it is unfolded at first.
    pub(super) open: bool,
}

impl Card<'_> {
    /// The clock by which its times are told.
    fn clock(&self) -> PeopleClock {
        self.contents.analysis.clock()
    }
}

/// The anchor of a service's card: letters and digits only, so that no name can leave the attribute, and of one length.
pub(super) fn anchor(scope: &Scope) -> String {
    // FNV-1a (Fowler, Noll, Vo 1991).
    let hash = scope.to_string().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("s{hash:016x}")
}

/// The card of a service. The anchor stands inside, so that a browser that follows a link to it opens the card.
pub(super) fn card(card: &Card<'_>) -> String {
    let found = card.found;
    let worst = |is_going: bool| {
        let told = found.anomalies.iter().filter(|anomaly| anomaly.is_told());
        told.filter(|anomaly| anomaly.ongoing == is_going).map(|anomaly| anomaly.severity).max()
    };
    // What is over does not look as if it went on, as in the table of services.
    let badge = match (worst(true), worst(false)) {
        (Some(severity), _) => format!(" <b class=\"{severity}\">{severity}</b>"),
        (None, Some(severity)) => format!(" {severity}, over"),
        (None, None) => String::new(),
    };
    let mut text = format!(
        "<details{}><summary><h2>{}{badge}</h2><span>{} in 24 h</span></summary>\n<a id=\"{}\"></a>\n",
        if card.open { " open" } else { "" },
        cell(&found.scope.to_string()),
        plural(found.errors_last_day, "error"),
        anchor(&found.scope),
    );
    text.extend(SECTIONS.iter().map(|section| section(card)));
    text + "</details>\n"
}
