//! The file as TOML. `${NAME}` in a text is the variable of the environment of that name, so that no secret needs to stand in it; times
//! may stand in quotes or without. What is wrong is told with its line and its field.

use errpredict::{Error, ErrorKind, Result};
use errpredict_store::{Configuration, Group};
use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::check::check;

/// Reads what is said in a file, and checks it; `known` are groups that the store has beside those of the file.
///
/// # Errors
/// `invalid_input` for what is no TOML and for fields that are none or of another type, `invalid_setting` for values that cannot be and
/// for a variable that the environment does not have; each with `line` and, where it has one, `field`.
pub fn read_configuration(
    text: &str,
    known: &[Group],
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Configuration> {
    let mut table = DeTable::parse(text).map_err(|error| {
        let place = error.span().map(|span| span.start);
        placed(said_of(&error), text, place, None)
    })?;
    filled(text, table.get_mut(), &environment)?;
    let places = table.clone();
    let said = Configuration::deserialize(toml::Deserializer::from(table)).map_err(|error| {
        let (place, error) = culprit(&places).unwrap_or((None, error));
        of_entry(text, &places, place, &error)
    })?;
    check(&said, known).map_err(|fault| {
        let line = places_of(&places, &fault.path).map(|place| line_of(text, place));
        let error = Error::from(fault);
        match line {
            Some(line) => error.with("line", line),
            None => error,
        }
    })?;
    Ok(said)
}

fn line_of(text: &str, place: usize) -> usize {
    text.as_bytes()[..place.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The words of the reader, without the text around it: that may be a secret.
fn said_of(error: &toml::de::Error) -> Error {
    let mut message = error.message().trim_end().replace('\n', "; ");
    // What the reader found there may be one as well.
    if let Some((before, after)) = message.split_once("string \"") {
        let rest = after.split_once("\", ").map_or("", |(_, rest)| rest);
        message = format!("{before}a text, {rest}");
    }
    Error::new(ErrorKind::InvalidInput, format!("the file is not as it should be: {message}"))
}

fn placed(said: Error, text: &str, place: Option<usize>, field: Option<String>) -> Error {
    let said = match place {
        Some(place) => said.with("line", line_of(text, place)),
        None => said,
    };
    match field.filter(|field| !field.is_empty()) {
        Some(field) => said.with("field", field),
        None => said,
    }
}

/// An entry: its name in the file and where it begins.
type Place = Option<(String, usize)>;

/// The first entry that does not read by itself, and why: of several tables of one name the reader gives the place of the first.
fn culprit(table: &Spanned<DeTable<'_>>) -> Option<(Place, toml::de::Error)> {
    for (name, value) in table.get_ref().iter() {
        let read = |value: Spanned<DeValue<'_>>| {
            let mut one = DeTable::new();
            one.insert(name.clone(), value);
            Configuration::deserialize(toml::Deserializer::from(Spanned::new(table.span(), one))).err()
        };
        let DeValue::Array(all) = value.get_ref() else {
            if let Some(error) = read(value.clone()) {
                return Some((Some((name.get_ref().to_string(), name.span().start)), error));
            }
            continue;
        };
        for (i, one) in all.iter().enumerate() {
            let only = DeValue::Array(std::iter::once(one.clone()).collect());
            if let Some(error) = read(Spanned::new(value.span(), only)) {
                return Some((Some((format!("{}[{i}]", name.get_ref()), one.span().start)), error));
            }
        }
    }
    None
}

/// An error of an entry, with the innermost place that is known.
fn of_entry(text: &str, table: &Spanned<DeTable<'_>>, entry: Place, error: &toml::de::Error) -> Error {
    let (name, begin) = entry.map_or((None, 0), |(name, begin)| (Some(name), begin));
    let inner = error.span().map(|span| span.start).filter(|start| *start > begin);
    let field = inner.and_then(|start| field_at(table.get_ref(), start)).or(name);
    placed(said_of(error), text, Some(inner.unwrap_or(begin)), field)
}

/// The innermost field whose value, or whose name, lies at a place of the text.
fn field_at(table: &DeTable<'_>, place: usize) -> Option<String> {
    let within = |span: std::ops::Range<usize>| span.contains(&place);
    for (name, value) in table.iter() {
        let name_of = name.get_ref().to_string();
        if within(name.span()) {
            return Some(name_of);
        }
        if let Some(inner) = inside(value, place) {
            return Some(format!("{name_of}{inner}"));
        }
        if within(value.span()) {
            return Some(name_of);
        }
    }
    None
}

fn inside(value: &Spanned<DeValue<'_>>, place: usize) -> Option<String> {
    match value.get_ref() {
        DeValue::Table(table) => field_at(table, place).map(|field| format!(".{field}")),
        DeValue::Array(all) => all.iter().enumerate().find_map(|(i, one)| match inside(one, place) {
            Some(inner) => Some(format!("[{i}]{inner}")),
            None => one.span().contains(&place).then(|| format!("[{i}]")),
        }),
        _ => None,
    }
}

/// Where in the text a field such as `hooks[1].format` stands, or what it would stand in.
fn places_of(table: &Spanned<DeTable<'_>>, path: &str) -> Option<usize> {
    let mut last = None;
    let mut here: Option<&DeValue<'_>> = None;
    for part in path.split('.') {
        let (name, indices) = part.split_once('[').map_or((part, ""), |(name, rest)| (name, rest));
        let fields = match here {
            None => table.get_ref(),
            Some(DeValue::Table(fields)) => fields,
            Some(_) => return last,
        };
        let Some((key, found)) = fields.iter().find(|(key, _)| key.get_ref().as_ref() == name) else {
            return last;
        };
        last = Some(key.span().start);
        here = Some(found.get_ref());
        for index in indices.split('[') {
            let Ok(index) = index.trim_end_matches(']').parse::<usize>() else { continue };
            let Some(DeValue::Array(all)) = here else { return last };
            let Some(one) = all.get(index) else { return last };
            last = Some(one.span().start);
            here = Some(one.get_ref());
        }
    }
    last
}

/// Puts variables in the place of `${NAME}`, and makes times texts.
fn filled(text: &str, table: &mut DeTable<'_>, environment: &impl Fn(&str) -> Option<String>) -> Result<()> {
    table.iter_mut().try_for_each(|(_, value)| fill(text, value, environment))
}

fn fill(
    text: &str,
    value: &mut Spanned<DeValue<'_>>,
    environment: &impl Fn(&str) -> Option<String>,
) -> Result<()> {
    let place = value.span().start;
    match value.get_mut() {
        DeValue::String(found) => {
            if let Some(name) = put_in(found, environment) {
                let message =
                    format!("the file names the variable `{name}`, which the environment does not have");
                let error = Error::new(ErrorKind::InvalidSetting, message);
                return Err(error.with("line", line_of(text, place)));
            }
            Ok(())
        }
        DeValue::Array(all) => all.iter_mut().try_for_each(|one| fill(text, one, environment)),
        DeValue::Table(table) => filled(text, table, environment),
        other => {
            if let Some(time) = other.as_datetime() {
                *other = DeValue::String(time.to_string().into());
            }
            Ok(())
        }
    }
}

/// Gives the name of a variable that is not there.
fn put_in(found: &mut DeString<'_>, environment: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut whole = String::new();
    let mut rest = found.as_ref();
    while let Some((before, after)) = rest.split_once("${")
        && let Some((name, tail)) = after.split_once('}')
    {
        whole.push_str(before);
        match environment(name) {
            // What it holds is not looked into again.
            Some(value) => whole.push_str(&value),
            None => return Some(name.to_owned()),
        }
        rest = tail;
    }
    if !whole.is_empty() || rest.len() != found.len() {
        whole.push_str(rest);
        *found = whole.into();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Configuration> {
        read_configuration(text, &[], |name| (name == "KEY").then(|| "hunter2 ${KEY}".to_owned()))
    }

    #[test]
    fn a_file_is_read_with_variables_and_times_in_either_form() {
        let said = read(
            "[[hooks]]\nname = \"pager\"\nurl = \"https://p.example/${KEY}/x\"\nsecret = \"${KEY}\"\n\
             [[silences]]\nname = \"move\"\nreason = \"moving house\"\nstart = 2026-12-01T10:00:00Z\nend = \"2026-12-01T12:00:00+01:00\"\n\
             [[holidays]]\nname = \"new year\"\ndates = [2027-01-01, \"2028-01-01\"]\n\
             [[silences]]\nname = \"night\"\nreason = \"backup\"\nfrom = \"22:00\"\nto = \"06:00\"\ndays = [\"saturday\"]\nzone = \"Europe/Paris\"\n",
        );
        // An address with a space in it is none: what a variable holds is not looked into.
        assert!(said.unwrap_err().message().contains("hooks[0].url"));
        let said = read(
            "[[hooks]]\nname = \"pager\"\nurl = \"https://p.example\"\nsecret = \"a ${KEY}\"\n\
             [[silences]]\nname = \"move\"\nreason = \"moving house\"\nstart = 2026-12-01T10:00:00Z\nend = \"2026-12-01T12:00:00+01:00\"\n\
             [[holidays]]\nname = \"new year\"\ndates = [2027-01-01, \"2028-01-01\"]\n",
        )
        .unwrap();
        assert_eq!(said.hooks[0].secret.as_deref(), Some("a hunter2 ${KEY}"));
        assert_eq!(said.silences[0].start, Some("2026-12-01T10:00:00Z".parse().unwrap()));
        assert_eq!(said.silences[0].end, Some("2026-12-01T11:00:00Z".parse().unwrap()));
        assert_eq!(said.holidays[0].dates, ["2027-01-01", "2028-01-01"]);
        assert_eq!(read("").unwrap(), Configuration::default());
    }

    #[test]
    fn what_is_wrong_is_told_with_line_and_field_and_without_secrets() {
        for (text, code, line, field, words) in [
            (
                "[[hooks]]\nname = \"hunter2\nurl = 1",
                "invalid_input",
                "2",
                "",
                "the file is not as it should be",
            ),
            ("[[hook]]\nname = \"x\"", "invalid_input", "1", "hook", "unknown field `hook`, expected one of"),
            (
                "\n[[hooks]]\nname = \"x\"\nurl = \"https://x\"\nleast = \"loud\"",
                "invalid_input",
                "5",
                "hooks[0].least",
                "expected",
            ),
            ("[[hooks]]\nname = \"x\"\nurl = 7", "invalid_input", "3", "hooks[0].url", "expected a string"),
            (
                "[[groups]]\nname = \"x\"\nservices = []\n\n[[groups]]\nservices = []",
                "invalid_input",
                "5",
                "groups[1]",
                "missing field `name`",
            ),
            (
                "[[hooks]]\nname = \"x\"\nurl = \"https://x\"\nsecret = \"${NONE}\"",
                "invalid_setting",
                "4",
                "",
                "NONE",
            ),
            (
                "[[hooks]]\nname = \"x\"\nurl = \"https://x\"\n[[hooks]]\nname = \"y\"\nurl = \"https://x\"\nformat = \"fax\"",
                "invalid_setting",
                "7",
                "hooks[1].format",
                "must be one of standard",
            ),
            (
                "[[conditions]]\nname = \"x\"\nwhen = \"count\"\nat_least = 3",
                "invalid_setting",
                "1",
                "conditions[0].minutes",
                "given",
            ),
            (
                "[[holidays]]\nname = \"x\"\ndates = [\n  \"2026-12-25\",\n  \"hunter2\"]",
                "invalid_setting",
                "5",
                "holidays[0].dates[1]",
                "a date",
            ),
            (
                "[[silences]]\nname = \"x\"\nreason = \"y\"\nstart = \"hunter2\"\nend = 2026-12-01T00:00:00Z",
                "invalid_input",
                "4",
                "silences[0].start",
                "",
            ),
        ] {
            let error = read(text).unwrap_err();
            let of = |name: &str| {
                let found = error.context().iter().find(|(key, _)| *key == name);
                found.map_or(String::new(), |(_, value)| value.clone())
            };
            assert_eq!(
                (error.code(), of("line").as_str(), of("field").as_str()),
                (code, line, field),
                "{text}: {error}"
            );
            assert!(error.message().contains(words), "{text}: {error}");
        }
    }
}
