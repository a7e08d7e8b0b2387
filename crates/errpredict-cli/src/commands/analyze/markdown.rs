//! The terminal's report as Markdown, for a ticket or a chat: it says the same because it is the same.
//!
//! Text from logs stands in code blocks alone, where nothing is a link, a mention or markup.

/// Backticks of a fence; a longer run in the text makes it longer.
const FENCE: usize = 3;

/// The report, a line of which that begins at the margin in capitals is a heading.
pub(super) fn of(page: &str) -> String {
    let mut markdown = String::new();
    let mut block: Vec<&str> = Vec::new();
    // A heading stands behind an empty line; the first sentence, in which a word of the log may begin a line, does not.
    let mut before = "first";
    for line in page.lines() {
        if std::mem::replace(&mut before, line).is_empty() && is_heading(line) {
            close(&mut markdown, &mut block);
            markdown.push_str("### ");
            markdown.push_str(&in_small_letters(line));
            markdown.push_str("\n\n");
        } else {
            block.push(line);
        }
    }
    close(&mut markdown, &mut block);
    // One line end ends the text.
    markdown.truncate(markdown.trim_end().len());
    markdown.push('\n');
    markdown
}

/// `WHAT IS WRONG`.
fn is_heading(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_uppercase())
        && line.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ' ')
}

/// `What is wrong`.
fn in_small_letters(heading: &str) -> String {
    let (first, rest) = heading.split_at(1);
    first.to_owned() + &rest.to_ascii_lowercase()
}

/// Writes the lines gathered so far as a code block.
fn close(markdown: &mut String, block: &mut Vec<&str>) {
    let lines = std::mem::take(block);
    let lines = &lines[lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len())..];
    let Some(last) = lines.iter().rposition(|line| !line.is_empty()) else { return };
    let lines = &lines[..=last];
    let fence = "`".repeat(lines.iter().map(|line| longest_run(line) + 1).fold(FENCE, usize::max));
    markdown.push_str(&fence);
    markdown.push_str("text\n");
    for line in lines {
        markdown.push_str(line);
        markdown.push('\n');
    }
    markdown.push_str(&fence);
    markdown.push_str("\n\n");
}

/// The longest run of backticks.
fn longest_run(line: &str) -> usize {
    line.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_headings_and_the_rest_stays_what_it_is() {
        let page = "errpredict  3 events\nERROR\n\nWHAT IS WRONG\n  high  web: @all ```x``` <b>[l](u)</b>\n\nWHAT TO DO\n  Nothing.\n\n";
        let expected = "```text\nerrpredict  3 events\nERROR\n```\n\n### What is wrong\n\n````text\n  high  web: @all ```x``` <b>[l](u)</b>\n````\n\n### What to do\n\n```text\n  Nothing.\n```\n";
        assert_eq!(of(page), expected);
        assert_eq!(of("a\n\nOF 24 HOURS\n b\n"), "```text\na\n```\n\n### Of 24 hours\n\n```text\n b\n```\n");
        assert_eq!(of(""), "\n");
    }
}
