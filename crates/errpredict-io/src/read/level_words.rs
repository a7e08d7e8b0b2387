//! Words that are names of levels and have other uses, and names of levels that few programs have.

use errpredict::Severity;

/// Levels that are words of a message more often, unless they stand in capitals, in brackets or before a colon.
pub(crate) const WORDS_TOO: [&str; 18] = [
    "alert",
    "assert",
    "config",
    "default",
    "deprecated",
    "fail",
    "failure",
    "fault",
    "fine",
    "high",
    "http",
    "log",
    "low",
    "medium",
    "note",
    "silly",
    "success",
    "trace",
];

/// What may stand around a level.
pub(crate) const AROUND: [char; 12] = ['[', ']', '(', ')', '|', ':', ',', '<', '>', '-', '"', '*'];

/// Whether a word is one of them, whatever stands around it.
pub(crate) fn is_word_too(word: &str) -> bool {
    let bare = word.trim_matches(AROUND);
    WORDS_TOO.iter().any(|known| known.eq_ignore_ascii_case(bare))
}

/// Names of levels that the scale's own table does not have, in lower case: short ones of single programs (logrus, NATS,
/// supervisord), PHP's, and what PostgreSQL and programs of one country call theirs in German, French, Spanish, Italian,
/// Portuguese, Russian, Polish, Turkish, Japanese, Chinese and Korean. A capital i with its dot has no small letter of its own.
///
/// Sources: PostgreSQL's message catalogues (`elog.c`), versions 12 to 17; logrus, `text_formatter.go`.
const OTHERS: &[(&str, Severity)] = &[
    ("trc", Severity::Info),
    ("debu", Severity::Info),
    ("debg", Severity::Info),
    ("informationen", Severity::Info),
    ("informations", Severity::Info),
    ("información", Severity::Info),
    ("информация", Severity::Info),
    ("инфо", Severity::Info),
    ("отладка", Severity::Info),
    ("сообщение", Severity::Info),
    ("bilgi", Severity::Info),
    ("bİlgİ", Severity::Info),
    ("デバッグ", Severity::Info),
    ("トレース", Severity::Info),
    ("情報", Severity::Info),
    ("调试", Severity::Info),
    ("偵錯", Severity::Info),
    ("除錯", Severity::Info),
    ("信息", Severity::Info),
    ("資訊", Severity::Info),
    ("訊息", Severity::Info),
    ("디버그", Severity::Info),
    ("정보", Severity::Info),
    ("bildirim", Severity::Low),
    ("bİldİrİm", Severity::Low),
    ("通知", Severity::Low),
    ("提示", Severity::Low),
    ("알림", Severity::Low),
    ("hinweis", Severity::Low),
    ("notificación", Severity::Low),
    ("notifica", Severity::Low),
    ("замечание", Severity::Low),
    ("warnung", Severity::Medium),
    ("avertissement", Severity::Medium),
    ("attention", Severity::Medium),
    ("advertencia", Severity::Medium),
    ("avvertimento", Severity::Medium),
    ("attenzione", Severity::Medium),
    ("advertência", Severity::Medium),
    ("aviso", Severity::Medium),
    ("предупреждение", Severity::Medium),
    ("ostrzeżenie", Severity::Medium),
    ("uyarı", Severity::Medium),
    ("uyari", Severity::Medium),
    ("警告", Severity::Medium),
    ("注意", Severity::Medium),
    ("경고", Severity::Medium),
    ("주의", Severity::Medium),
    ("hata", Severity::High),
    ("エラー", Severity::High),
    ("錯誤", Severity::High),
    ("异常", Severity::High),
    ("異常", Severity::High),
    ("오류", Severity::High),
    ("에러", Severity::High),
    ("严重", Severity::High),
    ("嚴重", Severity::High),
    ("重大", Severity::High),
    ("심각", Severity::High),
    ("fehler", Severity::High),
    ("erreur", Severity::High),
    ("errore", Severity::High),
    ("ошибка", Severity::High),
    ("błąd", Severity::High),
    ("错误", Severity::High),
    ("fata", Severity::Critical),
    ("pani", Severity::Critical),
    ("catchable fatal error", Severity::Critical),
    ("kritik", Severity::Critical),
    ("krİtİk", Severity::Critical),
    ("ölümcül", Severity::Critical),
    ("致命的", Severity::Critical),
    ("致命", Severity::Critical),
    ("致命错误", Severity::Critical),
    ("致命錯誤", Severity::Critical),
    ("严重错误", Severity::Critical),
    ("嚴重錯誤", Severity::Critical),
    ("緊急", Severity::Critical),
    ("紧急", Severity::Critical),
    ("치명적", Severity::Critical),
    ("kritisch", Severity::Critical),
    ("critique", Severity::Critical),
    ("crítico", Severity::Critical),
    ("critico", Severity::Critical),
    ("fatale", Severity::Critical),
    ("panik", Severity::Critical),
    ("pánico", Severity::Critical),
    ("pânico", Severity::Critical),
    ("паника", Severity::Critical),
    ("важно", Severity::Critical),
];

/// For every first byte in lower case the lengths of these names, a bit each: most words are told apart by it. What does not
/// begin in ASCII may be any of them.
const LENGTHS: [u32; 128] = {
    let mut lengths = [0; 128];
    let mut at = 0;
    while at < OTHERS.len() {
        let name = OTHERS[at].0.as_bytes();
        if name[0] < 128 {
            lengths[name[0] as usize] |= 1 << name.len();
        }
        at += 1;
    }
    lengths
};

/// The severity of a name of a level that few programs or one language has, in any case.
#[inline]
pub(crate) fn other(name: &str) -> Option<Severity> {
    let first = *name.as_bytes().first()?;
    // No name is longer.
    let may_be = name.len() < 32
        && (first >= 128 || LENGTHS[usize::from(first.to_ascii_lowercase())] >> name.len() & 1 == 1);
    if may_be { find(name) } else { None }
}

#[cold]
fn find(name: &str) -> Option<Severity> {
    let is_it = |known: &str| {
        known.len() == name.len()
            && (known.eq_ignore_ascii_case(name)
                || name.chars().flat_map(char::to_lowercase).eq(known.chars()))
    };
    OTHERS.iter().find(|(known, _)| is_it(known)).map(|&(_, severity)| severity)
}

/// The severity of the name of a level, of the scale's own table or of the one above.
#[inline]
pub(crate) fn of_name(name: &str) -> Option<Severity> {
    Severity::of_level_name(name).or_else(|| other(name))
}

/// The severity of what SharePoint calls its levels, in a column of that name: words that mean no level anywhere else.
pub(crate) fn of_column(name: &str) -> Option<Severity> {
    const NAMES: [(&str, Severity); 4] = [
        ("Unexpected", Severity::High),
        ("Exception", Severity::High),
        ("Monitorable", Severity::Medium),
        ("VerboseEx", Severity::Info),
    ];
    NAMES.iter().find(|(known, _)| *known == name).map(|&(_, severity)| severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_case_and_language() {
        for (name, severity) in [
            ("FATA", Severity::Critical),
            ("DEBG", Severity::Info),
            ("Fehler", Severity::High),
            ("ОШИБКА", Severity::High),
            ("PÁNICO", Severity::Critical),
            ("ERROR", Severity::High),
            ("HATA", Severity::High),
            ("Uyarı", Severity::Medium),
            ("UYARI", Severity::Medium),
            ("BİLGİ", Severity::Info),
            ("KRİTİK", Severity::Critical),
            ("エラー", Severity::High),
            ("警告", Severity::Medium),
            ("致命的", Severity::Critical),
            ("錯誤", Severity::High),
            ("严重错误", Severity::Critical),
            ("오류", Severity::High),
            ("치명적", Severity::Critical),
        ] {
            assert_eq!(of_name(name), Some(severity), "{name}");
        }
        for name in
            ["", "fate", "é", "日", "fehlerhaft", "a name that is longer than all the names there are"]
        {
            assert_eq!(of_name(name), None, "{name}");
        }
    }
}
