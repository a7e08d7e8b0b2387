//! Levels as a few programs write them: in other languages, as a letter between bars, as a number in brackets.

use errpredict::Severity;

use super::level_words::{is_word_too, of_name};
use super::programs;

/// What `java.util.logging` calls its levels in the languages that Java ships (its bundles `sun.util.logging.resources`,
/// versions 8 to 25), in lower case; those that are English names too are left out.
const OF_JAVA: [(&str, Severity); 44] = [
    ("schwerwiegend", Severity::High),
    ("grave", Severity::High),
    ("allvarlig", Severity::High),
    ("重大", Severity::High),
    ("严重", Severity::High),
    ("嚴重", Severity::High),
    ("심각", Severity::High),
    ("warnung", Severity::Medium),
    ("avertissement", Severity::Medium),
    ("advertencia", Severity::Medium),
    ("advertência", Severity::Medium),
    ("avvertenza", Severity::Medium),
    ("varning", Severity::Medium),
    ("警告", Severity::Medium),
    ("경고", Severity::Medium),
    ("infos", Severity::Info),
    ("información", Severity::Info),
    ("informações", Severity::Info),
    ("informazioni", Severity::Info),
    ("情報", Severity::Info),
    ("信息", Severity::Info),
    ("資訊", Severity::Info),
    ("정보", Severity::Info),
    ("konfiguration", Severity::Info),
    ("configurar", Severity::Info),
    ("configuração", Severity::Info),
    ("configurazione", Severity::Info),
    ("konfig", Severity::Info),
    ("構成", Severity::Info),
    ("配置", Severity::Info),
    ("組態", Severity::Info),
    ("구성", Severity::Info),
    ("fein", Severity::Info),
    ("feiner", Severity::Info),
    ("précis", Severity::Info),
    ("detallado", Severity::Info),
    ("detalhado", Severity::Info),
    ("finare", Severity::Info),
    ("普通", Severity::Info),
    ("詳細", Severity::Info),
    ("详细", Severity::Info),
    ("较详细", Severity::Info),
    ("較詳細", Severity::Info),
    ("미세", Severity::Info),
];

/// Levels of single programs that are no words of others: dnf's.
const OF_PROGRAMS: [(&str, Severity); 2] = [("SUBDEBUG", Severity::Info), ("DDEBUG", Severity::Info)];

/// The severity of one of Java's names in another language.
pub(crate) fn of_java(word: &str) -> Option<Severity> {
    let is_it = |known: &str| {
        known.len() == word.len()
            && (known.eq_ignore_ascii_case(word)
                || word.chars().flat_map(char::to_lowercase).eq(known.chars()))
    };
    OF_JAVA.iter().find(|(known, _)| is_it(known)).map(|&(_, severity)| severity)
}

/// Such a name before a colon at the beginning of a line, as `java.util.logging` writes it; and its bytes.
pub(crate) fn first_of_java(line: &str) -> Option<(Severity, usize)> {
    /// The longest name.
    const MAX_BYTES: usize = 24;
    let first = *line.as_bytes().first()?;
    if !first.is_ascii_alphabetic() && first < 0x80 {
        return None;
    }
    // French sets a space before the colon.
    let colon = memchr::memchr(b':', &line.as_bytes()[..line.len().min(MAX_BYTES)])?;
    Some((of_java(line[..colon].trim_end())?, colon))
}

/// The level that the first word after a time is, in one of the forms above; and how many bytes of it.
#[inline]
pub(crate) fn first(line: &str, begin: usize, word: &[u8]) -> Option<(Severity, usize)> {
    let after = &line.as_bytes()[begin + word.len()..];
    match word {
        // `E | rafthttp: no answer` (etcd), `E [MSGID: 1] [afr.c:1:f] no answer` (Gluster)
        [letter @ (b'D' | b'T' | b'I' | b'N' | b'W' | b'E' | b'C')]
            if after.starts_with(b" | ") || after.starts_with(b" [") && line[..begin].ends_with("] ") =>
        {
            Some((Severity::of_level_letter(*letter)?, 1))
        }
        // `e Service          TrexService.cpp(00123) : no answer` (SAP HANA)
        [letter @ (b'd' | b'i' | b'w' | b'e' | b'f')]
            if after.get(1).is_some_and(u8::is_ascii_uppercase)
                && after[1..]
                    .iter()
                    .position(|byte| *byte == b' ')
                    .is_some_and(|end| after[1 + end..].starts_with(b"  ")) =>
        {
            Some((Severity::of_level_letter(letter.to_ascii_uppercase())?, 1))
        }
        // `E! [outputs.influxdb] no answer` (Telegraf)
        [letter @ (b'D' | b'I' | b'W' | b'E'), b'!'] if after.starts_with(b" ") => {
            Some((Severity::of_level_letter(*letter)?, 2))
        }
        // `host/ERROR/shop.pay: no answer` (Locust)
        [b'A'..=b'Z' | b'a'..=b'z', .., b':'] if memchr::memchr(b'/', word).is_some() => {
            let mut parts = std::str::from_utf8(word).ok()?.split('/').skip(1);
            let level = parts.next()?;
            let is_it = level.len() > 2 && level.bytes().all(|byte| byte.is_ascii_uppercase());
            let severity = of_name(level).filter(|_| is_it && parts.next().is_some())?;
            Some((severity, word.len()))
        }
        // `! [298] no answer` (SQL Server's agent)
        [sign @ (b'!' | b'?' | b'+')] if matches!(after, [b' ', b'[', b'0'..=b'9', ..]) => {
            let severity = match sign {
                b'!' => Severity::High,
                b'+' => Severity::Medium,
                _ => Severity::Info,
            };
            Some((severity, 1))
        }
        // `=ERROR REPORT====`
        [b'=', name @ ..] if after.starts_with(b" REPORT====") => {
            let severity = programs::report(std::str::from_utf8(name).ok()?)?;
            Some((severity, word.len() + " REPORT====".len()))
        }
        // `Er(163) vpxa[123]: no answer` (VMware ESXi 8): facility and severity of syslog.
        [
            b'E' | b'A' | b'C' | b'W' | b'N' | b'I' | b'D',
            b'm' | b'l' | b'r' | b'a' | b'o' | b'n' | b'b',
            b'(',
            number @ ..,
            b')',
        ] if (1..=3).contains(&number.len()) => {
            let number = number.iter().try_fold(0u16, |sum, byte| {
                byte.is_ascii_digit().then(|| sum * 10 + u16::from(byte - b'0'))
            })?;
            Some((Severity::from_syslog((number & 7) as u8)?, word.len()))
        }
        // `cpu3:2097652)WARNING: no answer`
        [b'c', b'p', b'u', b'0'..=b'9', ..] => {
            let close = memchr::memchr(b')', word)?;
            let level = std::str::from_utf8(word[close + 1..].strip_suffix(b":")?).ok()?;
            Some((Severity::of_level_name(level)?, word.len()))
        }
        // `system,error,critical login failure` (MikroTik): topics, levels among them.
        [b'a'..=b'z', ..] if memchr::memchr(b',', word).is_some() => {
            let is_topic = |byte: &u8| byte.is_ascii_lowercase() || matches!(byte, b',' | b'-');
            let topics = std::str::from_utf8(word).ok().filter(|_| word.iter().all(is_topic))?;
            Some((topics.split(',').filter_map(Severity::of_level_name).max()?, word.len()))
        }
        [b'A'..=b'Z' | 0xc3..=0xef, ..] if after.starts_with(b" [") || word.ends_with(b":") => {
            let word = std::str::from_utf8(word).ok()?;
            Some((of_java(word.trim_end_matches(':'))?, word.len()))
        }
        [b'S' | b'D', b'U' | b'D', ..] => {
            let (name, severity) = OF_PROGRAMS.iter().find(|(name, _)| name.as_bytes() == word)?;
            Some((*severity, name.len()))
        }
        _ => None,
    }
}

/// The level that a later word after a time is, in one of the forms above; and how many bytes of it.
#[inline]
pub(crate) fn later(line: &str, begin: usize, word: &[u8], index: usize) -> Option<(Severity, usize)> {
    let before = &line[..begin];
    match word {
        // `| vmx| I125: no answer`
        [letter @ (b'V' | b'D' | b'I' | b'W' | b'E'), b'0'..=b'9', b'0'..=b'9', .., b':']
            if before.ends_with("| ") && word[1..word.len() - 1].iter().all(u8::is_ascii_digit) =>
        {
            Some((Severity::of_level_letter(*letter)?, word.len()))
        }
        // `shop Error: no answer`
        [b'A'..=b'Z', .., b':'] if index == 1 => {
            let name = std::str::from_utf8(&word[..word.len() - 1]).ok()?;
            let severity = Severity::of_level_name(name).filter(|_| !is_word_too(name))?;
            Some((severity, word.len()))
        }
        // `LEVEL: Error` (DB2), `level: error, service: pay`, `PID[12] Error no answer`
        [b'A'..=b'Z' | b'a'..=b'z', ..]
            if matches!(before.as_bytes(), [.., b':' | b']', b' '])
                && (before.ends_with("EVEL: ") || before.ends_with("evel: ") || is_after_process(before)) =>
        {
            let name = std::str::from_utf8(word).ok()?.trim_end_matches([',', ';']);
            Some((Severity::of_level_name(name)?, word.len()))
        }
        _ => None,
    }
}

/// The bytes of ` ERR` or ` OUT` after `[APP/PROC/WEB/0]`, as Cloud Foundry writes: the name of a stream, which is no level.
pub(crate) fn stream_after(bracket: &str, after: &str) -> usize {
    let is_stream = [" ERR ", " OUT "].iter().any(|stream| after.starts_with(stream));
    let is_process = || {
        bracket[1..bracket.len() - 1].rsplit_once('/').is_some_and(|(process, number)| {
            !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && process.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'/')
        })
    };
    if is_stream && is_process() { " ERR".len() } else { 0 }
}

/// Whether ` PID[123] ` stands before a word.
fn is_after_process(before: &str) -> bool {
    before.ends_with("] ")
        && before.rfind('[').is_some_and(|open| {
            before[..open].ends_with(" PID")
                && before[open + 1..before.len() - 2].bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// A level in capitals among the first words of a text that no head precedes: `JS ERROR: TypeError`, `(CRON) INFO (...)`,
/// `*** ERROR it broke`; and the bytes up to its end.
pub(crate) fn in_capitals(text: &str) -> Option<(Severity, usize)> {
    const WORDS: usize = 3;
    let mut begin = 0;
    for word in text.split(' ').take(WORDS) {
        // Most words are told apart by a letter that is small.
        if word.bytes().any(|byte| byte.is_ascii_lowercase()) {
            begin += word.len() + 1;
            continue;
        }
        let name = word.trim_matches(['(', ')', '[', ']', '<', '>', ':', '*']);
        let is_name = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_name && let Some(severity) = of_name(name).filter(|_| !is_word_too(name)) {
            return Some((severity, begin + word.len()));
        }
        begin += word.len() + 1;
    }
    None
}

/// `npm WARN deprecated x`, `npm ERR! code 1`: a level behind a program's name that is written so nowhere in a sentence.
pub(crate) fn second_word(text: &str) -> Option<(Severity, usize)> {
    /// Names of programs are shorter.
    const WITHIN: usize = 16;
    let bytes = text.as_bytes();
    let space = bytes.iter().take(WITHIN).position(|byte| !byte.is_ascii_lowercase())?;
    // Most words are told apart by the letter after them.
    if !matches!(bytes.get(space + 1), Some(b'W' | b'E')) {
        return None;
    }
    let forms = [(" WARN ", Severity::Medium), (" ERR! ", Severity::High)];
    let (form, severity) = forms.iter().find(|(form, _)| text[space..].starts_with(form))?;
    Some((*severity, space + form.len() - 1))
}

/// The level after the name of a part of a program, `imap-login: Error: `; and the bytes up to its colon.
pub(crate) fn after_name(text: &str) -> Option<(Severity, usize)> {
    /// Names, with the user and the session they are for.
    const MAX_BYTES: usize = 80;
    let bytes = text.as_bytes();
    if !bytes.first()?.is_ascii_alphabetic() {
        return None;
    }
    let space = memchr::memchr(b' ', &bytes[..bytes.len().min(MAX_BYTES)]).filter(|space| *space > 1)?;
    let colon = space - 1;
    if bytes[colon] != b':' {
        return None;
    }
    let rest = &bytes[colon + 2..];
    let end = rest.iter().take(12).position(|byte| !byte.is_ascii_alphabetic())?;
    if rest[end] != b':' {
        return None;
    }
    let level = std::str::from_utf8(&rest[..end]).ok()?;
    let severity = Severity::of_level_name(level).filter(|_| !is_word_too(level))?;
    Some((severity, colon + 2 + end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::level::level;

    #[test]
    fn levels_of_single_programs() {
        for (rest, severity, message) in [
            (" E | rafthttp: x", Severity::High, "rafthttp: x"),
            ("] E [MSGID: 1] x", Severity::High, "[MSGID: 1] x"),
            (" [APP/PROC/WEB/0] ERR WARN x", Severity::Medium, "x"),
            (" e Service          x.cpp(1) : x", Severity::High, "Service          x.cpp(1) : x"),
            (" - ! [298] x", Severity::High, "[298] x"),
            (" =CRASH REPORT====", Severity::High, ""),
            (" Er(163) vpxa[123]: x", Severity::High, "vpxa[123]: x"),
            (" In(182) vmkernel: x", Severity::Info, "vmkernel: x"),
            (" cpu3:2097652)WARNING: NMP: x", Severity::Medium, "NMP: x"),
            ("| vmx| I125: x", Severity::Info, "x"),
            (" system,error,critical login failure", Severity::Critical, "login failure"),
            (" GRAVE [main] x", Severity::High, "[main] x"),
            (" 严重 [main] x", Severity::High, "[main] x"),
            (" WARNUNG: x", Severity::Medium, "x"),
            (" SUBDEBUG Installed: x", Severity::Info, "Installed: x"),
            (" I27204F655          LEVEL: Error", Severity::High, ""),
            (" PID[12] Information x", Severity::Info, "x"),
            (" 0x1a2b     Fault       0x0", Severity::Critical, "0x0"),
            (",ERROR,pay,x", Severity::High, "pay,x"),
            (" E! [outputs.a] x", Severity::High, "[outputs.a] x"),
            (" h1/ERROR/shop.pay: x", Severity::High, "x"),
            (" FEHLER x", Severity::High, "x"),
            (" [エラー] x", Severity::High, "x"),
            (" エラー x", Severity::High, "x"),
            (" [警告] x", Severity::Medium, "x"),
            (" HATA x", Severity::High, "x"),
            (" [오류] x", Severity::High, "x"),
            (" 错误: x", Severity::High, "x"),
            (" [WARNUNG] x", Severity::Medium, "x"),
            (" u@shop ERREUR:  x", Severity::High, "x"),
            (" ОШИБКА x", Severity::High, "x"),
            (" [TRC] x", Severity::Info, "x"),
            (" DEBG x", Severity::Info, "x"),
            (" [shop.pay#error] x", Severity::High, "x"),
            (" PHP Catchable fatal error:  x", Severity::Critical, "x"),
            (" F -        [conn9] x", Severity::Critical, "[conn9] x"),
            (" 0000007b ServletWrappe E   x", Severity::High, "x"),
            (" 00000001 ManagerAdmin  I   x", Severity::Info, "x"),
            (" E/art     ( 4242): x", Severity::High, "art     ( 4242): x"),
            ("  4242-4260  OkHttp          com.shop       W  x", Severity::Medium, "x"),
            (" E  Pay[456:1a2b] x", Severity::High, "Pay[456:1a2b] x"),
            (" <01> Warning  x", Severity::Medium, "x"),
            (" shop Error: x", Severity::High, "x"),
        ] {
            let found = level(rest, 0).unwrap_or_else(|| panic!("{rest}"));
            assert_eq!((found.0, &rest[found.1..]), (severity, message), "{rest}");
        }
        for rest in [
            " A | B",
            " I [x] y",
            " Mr(1) x",
            " a,b c",
            " GRAVE matters",
            " cpu3 x",
            " SUBDUED x",
            " level x",
            " http://host/a: x",
            " fehler bei x",
            " hata bulundu",
            " E  mail sent",
            " I  agree",
            " a - W x",
        ] {
            assert_eq!(level(rest, 0), None, "{rest}");
        }
        assert_eq!(first_of_java("SCHWERWIEGEND: x"), Some((Severity::High, 13)));
        assert_eq!(first_of_java("정보: x"), Some((Severity::Info, 6)));
        assert_eq!(first_of_java("Note: x"), None);
        assert_eq!(in_capitals("JS ERROR: x"), Some((Severity::High, 9)));
        assert_eq!(in_capitals("(CRON) INFO (x)"), Some((Severity::Info, 11)));
        for text in ["SERVICE ALERT: x", "one two three ERROR", "An Error", "HTTP x"] {
            assert_eq!(in_capitals(text), None, "{text}");
        }
        assert_eq!(second_word("npm WARN deprecated x"), Some((Severity::Medium, 8)));
        assert_eq!(second_word("the WARNING x"), None);
        assert_eq!(after_name("imap(bob)<12><ab>: Info: x"), Some((Severity::Info, 23)));
        for text in ["query: select error: x", "imap: Login: x", "a", "x: log: y"] {
            assert_eq!(after_name(text), None, "{text}");
        }
    }
}
