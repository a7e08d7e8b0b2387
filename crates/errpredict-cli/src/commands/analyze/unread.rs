//! The report on logs of which most could not be read: that comes first, in the terminal, on the page and in JSON, and no
//! calm is claimed beyond what was read.

use errpredict::analysis::Headline;
use errpredict::numbers::{count, plural};
use errpredict_io::{ReadReport, printable};

use super::widths::MESSAGE_CHARS;

/// Sentences of the report that claim calm, and what is left of them when most was not read.
const CALM: [(&str, &str); 4] = [
    ("Nothing stands out from chance in any service.", "Nothing stands out in what could be read."),
    ("Nothing stands out from chance.", "Nothing stands out in what could be read."),
    ("Nothing stands out:", "Nothing stands out in what could be read:"),
    ("Nothing: no evidence calls for an action.", "Nothing that could be read calls for an action."),
];
/// Logs that are named.
const LOGS: usize = 3;

/// Puts what was not read before everything else that the headline says.
pub(super) fn first(headline: &mut Headline, report: &ReadReport) {
    let unread = report.mostly_unread();
    let Some(worst) = unread.first() else { return };
    let names: Vec<_> = unread.iter().take(LOGS).map(|log| printable(&log.name, MESSAGE_CHARS)).collect();
    let more = unread.len().saturating_sub(LOGS);
    let more = if more == 0 { String::new() } else { format!(" and of {more} more") };
    let (bad, events) = unread.iter().fold((0, 0), |(bad, events), log| (bad + log.bad, events + log.events));
    let calm = if headline.trouble { "There may be more" } else { "That it looks calm means nothing" };
    headline.text = format!(
        "Most of {}{more} could not be read: {} of {} records. {calm}; `errpredict doctor {}` says why. {}",
        names.join(", "),
        count(bad),
        count(bad + events),
        printable(&worst.name, MESSAGE_CHARS),
        not_calm(&headline.text),
    );
    headline.unread = true;
}

/// That some lines could not be read, and the first of them, as it stands on the page and in JSON.
pub(super) fn of_lines(report: &ReadReport) -> Option<String> {
    let first = report.samples.first().filter(|_| report.bad > 0)?;
    Some(format!(
        "{} of {} could not be read, the first of them line {} of {}: expected {}.",
        count(report.bad),
        plural(report.lines, "line"),
        first.line,
        printable(&first.source, MESSAGE_CHARS),
        printable(&first.expected, MESSAGE_CHARS),
    ))
}

/// The text without a claim of calm: such a sentence begins a line, and a message of the log that says the same stays what it is.
pub(super) fn not_calm(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let said = line.trim_start();
        let margin = &line[..line.len() - said.len()];
        let claims = CALM.iter().find_map(|(calm, rest)| Some((rest, said.strip_prefix(calm)?)));
        claims.map_or_else(|| line.to_owned(), |(rest, more)| format!("{margin}{rest}{more}"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_the_log_is_no_claim_of_calm() {
        let page = "WHAT IS WRONG\n  Nothing stands out from chance in any service.\n      commonest: Nothing stands out: 3\n";
        let expected = "WHAT IS WRONG\n  Nothing stands out in what could be read.\n      commonest: Nothing stands out: 3\n";
        assert_eq!(not_calm(page), expected);
    }
}
