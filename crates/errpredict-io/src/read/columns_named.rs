//! What a column of a table means by its name: the names of fields in any case, with a zone or a unit behind them, and in
//! other languages than English.

use super::alias::{Alias, alias, read_as};
use super::duration;
use super::fields::{Field, FieldTree, Meaning, Reading};

/// Names of columns as spreadsheets and programs of one country write them, in lower case: German, French, Spanish,
/// Italian, Portuguese, Polish, Russian, Turkish, Japanese, Chinese, Korean, as are the names of levels.
///
/// Only of tables: in objects `data` holds others, and nobody names the keys of objects so.
pub const COLUMNS: &[Alias] = &[
    alias("zeit", Field::Timestamp),
    alias("zeitstempel", Field::Timestamp),
    alias("zeitpunkt", Field::Timestamp),
    alias("uhrzeit", Field::Timestamp),
    alias("horodatage", Field::Timestamp),
    alias("heure", Field::Timestamp),
    alias("fecha y hora", Field::Timestamp),
    alias("fecha/hora", Field::Timestamp),
    alias("fecha_hora", Field::Timestamp),
    alias("marca de tiempo", Field::Timestamp),
    alias("hora", Field::Timestamp),
    alias("data e ora", Field::Timestamp),
    alias("data/ora", Field::Timestamp),
    alias("data_ora", Field::Timestamp),
    alias("ora", Field::Timestamp),
    alias("data e hora", Field::Timestamp),
    alias("data/hora", Field::Timestamp),
    alias("data_hora", Field::Timestamp),
    alias("data i godzina", Field::Timestamp),
    alias("czas", Field::Timestamp),
    alias("godzina", Field::Timestamp),
    alias("время", Field::Timestamp),
    alias("дата и время", Field::Timestamp),
    alias("tarih ve saat", Field::Timestamp),
    alias("zaman", Field::Timestamp),
    alias("zaman damgası", Field::Timestamp),
    alias("saat", Field::Timestamp),
    alias("日時", Field::Timestamp),
    alias("時刻", Field::Timestamp),
    alias("時間", Field::Timestamp),
    alias("タイムスタンプ", Field::Timestamp),
    alias("时间", Field::Timestamp),
    alias("时间戳", Field::Timestamp),
    alias("時間戳", Field::Timestamp),
    alias("日期时间", Field::Timestamp),
    alias("日期時間", Field::Timestamp),
    alias("시간", Field::Timestamp),
    alias("일시", Field::Timestamp),
    alias("타임스탬프", Field::Timestamp),
    read_as("datum", Field::Timestamp, Reading::Day),
    read_as("fecha", Field::Timestamp, Reading::Day),
    read_as("data", Field::Timestamp, Reading::Day),
    read_as("дата", Field::Timestamp, Reading::Day),
    read_as("tarih", Field::Timestamp, Reading::Day),
    read_as("日付", Field::Timestamp, Reading::Day),
    read_as("日期", Field::Timestamp, Reading::Day),
    read_as("날짜", Field::Timestamp, Reading::Day),
    alias("dienst", Field::Service),
    alias("anwendung", Field::Service),
    alias("servicio", Field::Service),
    alias("aplicación", Field::Service),
    alias("servizio", Field::Service),
    alias("applicazione", Field::Service),
    alias("serviço", Field::Service),
    alias("aplicação", Field::Service),
    alias("usługa", Field::Service),
    alias("aplikacja", Field::Service),
    alias("сервис", Field::Service),
    alias("служба", Field::Service),
    alias("приложение", Field::Service),
    alias("servis", Field::Service),
    alias("hizmet", Field::Service),
    alias("uygulama", Field::Service),
    alias("サービス", Field::Service),
    alias("アプリケーション", Field::Service),
    alias("服务", Field::Service),
    alias("服務", Field::Service),
    alias("应用", Field::Service),
    alias("應用程式", Field::Service),
    alias("서비스", Field::Service),
    alias("애플리케이션", Field::Service),
    alias("stufe", Field::Severity),
    alias("schweregrad", Field::Severity),
    alias("ebene", Field::Severity),
    alias("niveau", Field::Severity),
    alias("gravité", Field::Severity),
    alias("nivel", Field::Severity),
    alias("gravedad", Field::Severity),
    alias("livello", Field::Severity),
    alias("gravità", Field::Severity),
    alias("nível", Field::Severity),
    alias("gravidade", Field::Severity),
    alias("poziom", Field::Severity),
    alias("уровень", Field::Severity),
    alias("seviye", Field::Severity),
    alias("düzey", Field::Severity),
    alias("önem", Field::Severity),
    alias("レベル", Field::Severity),
    alias("重要度", Field::Severity),
    alias("级别", Field::Severity),
    alias("級別", Field::Severity),
    alias("等级", Field::Severity),
    alias("等級", Field::Severity),
    alias("层级", Field::Severity),
    alias("레벨", Field::Severity),
    alias("수준", Field::Severity),
    alias("심각도", Field::Severity),
    alias("fehlertyp", Field::ErrorType),
    alias("ausnahme", Field::ErrorType),
    alias("type d'erreur", Field::ErrorType),
    alias("tipo de error", Field::ErrorType),
    alias("excepción", Field::ErrorType),
    alias("tipo di errore", Field::ErrorType),
    alias("eccezione", Field::ErrorType),
    alias("tipo de erro", Field::ErrorType),
    alias("exceção", Field::ErrorType),
    alias("typ błędu", Field::ErrorType),
    alias("wyjątek", Field::ErrorType),
    alias("тип ошибки", Field::ErrorType),
    alias("исключение", Field::ErrorType),
    alias("hata türü", Field::ErrorType),
    alias("エラー種別", Field::ErrorType),
    alias("例外", Field::ErrorType),
    alias("错误类型", Field::ErrorType),
    alias("錯誤類型", Field::ErrorType),
    alias("오류 유형", Field::ErrorType),
    alias("예외", Field::ErrorType),
    alias("meldung", Field::Message),
    alias("nachricht", Field::Message),
    alias("beschreibung", Field::Message),
    alias("mensaje", Field::Message),
    alias("descripción", Field::Message),
    alias("messaggio", Field::Message),
    alias("descrizione", Field::Message),
    alias("mensagem", Field::Message),
    alias("descrição", Field::Message),
    alias("komunikat", Field::Message),
    alias("wiadomość", Field::Message),
    alias("сообщение", Field::Message),
    alias("описание", Field::Message),
    alias("mesaj", Field::Message),
    alias("ileti", Field::Message),
    alias("açıklama", Field::Message),
    alias("メッセージ", Field::Message),
    alias("内容", Field::Message),
    alias("消息", Field::Message),
    alias("訊息", Field::Message),
    alias("信息", Field::Message),
    alias("메시지", Field::Message),
    alias("내용", Field::Message),
    alias("statuscode", Field::StatusCode),
    alias("code de statut", Field::StatusCode),
    alias("código de estado", Field::StatusCode),
    alias("codice di stato", Field::StatusCode),
    alias("código de status", Field::StatusCode),
    alias("kod statusu", Field::StatusCode),
    alias("код состояния", Field::StatusCode),
    alias("durum kodu", Field::StatusCode),
    alias("ステータスコード", Field::StatusCode),
    alias("状态码", Field::StatusCode),
    alias("狀態碼", Field::StatusCode),
    alias("상태 코드", Field::StatusCode),
    read_as("dauer", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("antwortzeit", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("durée", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("temps de réponse", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("duración", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("durata", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("duração", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("czas trwania", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("длительность", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("süre", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("所要時間", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("耗时", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("耗時", Field::ResponseTimeMs, Reading::WithUnit),
    read_as("소요 시간", Field::ResponseTimeMs, Reading::WithUnit),
];

/// What a column means by its name, in any case; `TimeGenerated [UTC]` says the zone as well, `duration (s)` the unit.
pub(crate) fn meaning_of(name: &str, tree: &FieldTree) -> Option<Meaning> {
    named(name, tree).or_else(|| {
        let (bare, behind) = name.trim_end().strip_suffix([']', ')']).map_or_else(
            || name.rsplit_once(' '),
            |inside| inside.rsplit_once([' ', '[', '(']).filter(|_| inside.contains(['[', '('])),
        )?;
        let found = named(bare.trim_end_matches([' ', '[', '(']), tree)?;
        let reading = match found.field {
            Field::Timestamp if behind == "UTC" => Reading::Utc,
            Field::ResponseTimeMs => of_unit(behind)?,
            _ if behind == "UTC" => found.reading,
            _ => return None,
        };
        Some(Meaning { reading, ..found })
    })
}

fn named(name: &str, tree: &FieldTree) -> Option<Meaning> {
    tree.flat(name.as_bytes()).or_else(|| tree.flat(name.to_ascii_lowercase().as_bytes())).or_else(|| {
        // Turkish has a capital for the i with its dot, which Unicode takes apart.
        let lower = name.to_lowercase().replace("i\u{307}", "i");
        let index = COLUMNS.iter().position(|column| column.name == lower)?;
        let column = COLUMNS[index];
        // After the names of the tree, and whatever the user named.
        let rank = u16::try_from(usize::from(u16::MAX) - COLUMNS.len() + index).ok()?;
        Some(Meaning { field: column.field, reading: column.reading, rank })
    })
}

/// Whether a column has its meaning by a name in another language.
pub(crate) fn is_abroad(meaning: Meaning) -> bool {
    usize::from(u16::MAX - meaning.rank) <= COLUMNS.len()
}

/// How numbers of that unit are read.
fn of_unit(name: &str) -> Option<Reading> {
    match duration::unit_ms(name)? {
        1.0 => Some(Reading::Plain),
        1e3 => Some(Reading::Seconds),
        1e-3 => Some(Reading::Microseconds),
        1e-6 => Some(Reading::Nanoseconds),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_other_languages_and_with_units() {
        let tree = FieldTree::new(&std::collections::BTreeMap::new()).unwrap();
        let found = |name: &str| meaning_of(name, &tree).map(|found| (found.field, found.reading));
        for (name, field, reading) in [
            ("Zeit", Field::Timestamp, Reading::Plain),
            ("ВРЕМЯ", Field::Timestamp, Reading::Plain),
            ("Gravité", Field::Severity, Reading::Plain),
            ("SEVİYE", Field::Severity, Reading::Plain),
            ("Date", Field::Timestamp, Reading::Day),
            ("Tarih", Field::Timestamp, Reading::Day),
            ("Time (UTC)", Field::Timestamp, Reading::Utc),
            ("TimeGenerated [UTC]", Field::Timestamp, Reading::Utc),
            ("time UTC", Field::Timestamp, Reading::Utc),
            ("Zeit (UTC)", Field::Timestamp, Reading::Utc),
            ("Duration (ms)", Field::ResponseTimeMs, Reading::Plain),
            ("Dauer [s]", Field::ResponseTimeMs, Reading::Seconds),
            ("latency(us)", Field::ResponseTimeMs, Reading::Microseconds),
            ("duration", Field::ResponseTimeMs, Reading::WithUnit),
        ] {
            assert_eq!(found(name), Some((field, reading)), "{name}");
        }
        for name in ["", "x", "Level (s)", "Dauer (Stück)", "duration (min)", "UTC", " UTC", "(s)", "time)"]
        {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_stands_twice_and_none_is_one_of_the_tree() {
        let tree = FieldTree::new(&std::collections::BTreeMap::new()).unwrap();
        for (index, column) in COLUMNS.iter().enumerate() {
            assert!(COLUMNS[..index].iter().all(|other| other.name != column.name), "{}", column.name);
            let is_known = tree.flat(column.name.as_bytes()).is_some();
            assert!(!is_known, "{}", column.name);
            assert_eq!(column.name.to_lowercase(), column.name);
        }
    }
}
