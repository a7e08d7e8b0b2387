//! `docs/formats.md` says what the code does: its tables are written from the code. `UPDATE=1 cargo test` renews them.

use std::fmt::Write as _;
use std::path::Path;

use errpredict_io::{ALIASES, Alias, COLUMNS, FORMS, Field, Format, Reading, Reason};

fn between(page: &str, name: &str, table: &str) -> String {
    let (open, close) = (format!("<!-- {name}: written by a test -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = page.split_once(&open).unwrap_or_else(|| panic!("no `{open}`"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("no `{close}`"));
    format!("{before}{open}{table}{close}{after}")
}

/// The names of each field, in a table.
fn names_of(aliases: &[Alias]) -> String {
    let mut names = "| Field | Names, the better one first |\n|---|---|\n".to_owned();
    for field in Field::ALL {
        let known: Vec<String> = aliases
            .iter()
            .filter(|alias| alias.field == field)
            .map(|alias| match alias.reading {
                Reading::Plain => format!("`{}`", alias.name),
                reading => format!("`{}` ({})", alias.name, reading.about()),
            })
            .collect();
        if !known.is_empty() {
            let _ = writeln!(names, "| `{}` | {} |", field.name(), known.join(", "));
        }
    }
    names
}

#[test]
fn the_tables_in_the_page_are_those_of_the_code() {
    let mut formats = "| `--format` | What | Example |\n|---|---|---|\n".to_owned();
    for format in Format::ALL {
        let example = format.example().replace('|', "\\|");
        let _ = writeln!(formats, "| `{}` | {} | `{example}` |", format.name(), format.about());
    }
    let (names, columns) = (names_of(ALIASES), names_of(COLUMNS));
    let mut reasons = "| A line is left out because | What helps |\n|---|---|\n".to_owned();
    for reason in Reason::ALL {
        let _ = writeln!(reasons, "| {} | {} |", reason.about(), reason.help().unwrap_or(""));
    }
    let mut forms = "| Who writes it | A made log with one event | Severity |\n|---|---|---|\n".to_owned();
    for form in FORMS.into_iter().flatten() {
        let log = form.log.replace('|', "\\|").replace('\n', " ⏎ ").replace('\t', " ⇥ ");
        let severity = if form.event.1 == "-" { "none" } else { form.event.1 };
        let _ = writeln!(forms, "| {} | `{log}` | {severity} |", form.name);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let fresh = between(&between(&between(&page, "formats", &formats), "names", &names), "reasons", &reasons);
    let fresh = between(&between(&fresh, "columns", &columns), "forms", &forms);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    } else {
        assert!(
            page == fresh,
            "docs/formats.md is old: UPDATE=1 cargo test -p errpredict-io --test all docs"
        );
    }
}
