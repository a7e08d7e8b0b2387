//! Dates in other languages than English, as Java, .NET and desktops write them where they run.
//!
//! `23 nov. 2026 à 06:57:22`, `23. November 2026 um 06:57:22`, `23 de noviembre de 2026, 6:57:22`, `нояб. 23, 2026`,
//! `2026年11月23日 上午6:57:22`, `2026년 11월 23일 오전 6:57:22`.
//!
//! Source: the names of months of the Unicode CLDR, short and whole, as Java's `DateFormat` writes them.

use super::cursor::Cursor;

/// Names of months, in lower case; those that are English are not among them.
const MONTHS: [&str; 12] = [
    "janv janvier januar jän jänner ene enero gen gennaio janeiro januari sty stycznia led ledna \
     oca ocak tammi tammik tammikuuta január янв января січ січня 一月",
    "févr fév février februar febrero febbraio fev fevereiro februari lut lutego úno února şub \
     şubat helmi helmik helmikuuta febr február фев февр февраля лют лютого 二月",
    "mär märz mars marzo março mrt maart marts marca bře března mart maalis maalisk maaliskuuta \
     márc március мар марта бер березня 三月",
    "avr avril abr abril aprile kwi kwietnia dub dubna nis nisan huhti huhtik huhtikuuta ápr \
     április апр апреля квіт квітня 四月",
    "mai mayo mag maggio maio maj mei maja kvě května mayıs touko toukok toukokuuta máj május мая \
     май трав травня 五月",
    "juin juni junio giu giugno junho cze czerwca čvn června haz haziran kesä kesäk kesäkuuta jún \
     június июн июня черв червня 六月",
    "juil juillet juli julio lug luglio julho lip lipca čvc července tem temmuz heinä heinäk \
     heinäkuuta júl július июл июля лип липня 七月",
    "août ago agosto augusti augustus sie sierpnia srp srpna ağu ağustos elo elok elokuuta \
     augusztus авг августа серп серпня 八月",
    "sept septembre septiembre set settembre setembro wrz września zář září eyl eylül syys syysk \
     syyskuuta szept szeptember сен сент сентября вер вересня 九月",
    "okt oktober octobre octubre ott ottobre out outubro paź października říj října eki ekim loka \
     lokak lokakuuta október окт октября жовт жовтня 十月",
    "novembre noviembre novembro lis listopada listopadu kas kasım marras marrask marraskuuta ноя \
     нояб ноября лист листопада 十一月",
    "déc décembre dez dezember dic diciembre dicembre dezembro des desember gru grudnia pro \
     prosince ara aralık joulu jouluk joulukuuta дек декабря груд грудня 十二月",
];

/// Names of days of the week, in lower case.
const WEEKDAYS: &str = "lun mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche mo di mi do fr \
     sa so montag dienstag mittwoch donnerstag freitag samstag sonntag mar mié jue vie sáb dom \
     lunes martes miércoles jueves viernes sábado domingo gio sab seg ter qua qui sex пн вт ср чт \
     пт сб вс";

/// Words between a date and the clock.
const LINKS: [&str; 12] = ["@", "-", "--", "at", "à", "às", "um", "kl.", "kl", "klo", "alle", "a las"];

/// The first halves of the day and the second ones.
const HALVES: [(&str, bool); 6] =
    [("上午", false), ("午前", false), ("오전", false), ("下午", true), ("午後", true), ("오후", true)];

/// Whether a text may begin with the name of a month or a day in one of these languages and a number after it.
#[inline]
pub(super) fn begins_like_a_date(text: &[u8]) -> bool {
    may_be_name(text) && is_before_number(text)
}

/// Whether `Nov. 23` stands there, whatever the word: many an English word begins like the name of a month.
fn is_before_number(text: &[u8]) -> bool {
    let letters =
        text.iter().take(MAX_BYTES).take_while(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80).count();
    let signs = text[letters..].iter().take(3).take_while(|byte| matches!(byte, b'.' | b',' | b' ')).count();
    signs > 0 && text.get(letters + signs).is_some_and(u8::is_ascii_digit)
}

/// Whether a word may be such a name, by its first bytes.
#[inline]
fn may_be_name(text: &[u8]) -> bool {
    let Some(head) = text.first_chunk::<3>() else { return false };
    // The second of two bytes of a letter differs.
    if head[0] >= 0x80 || head[1] >= 0x80 {
        return true;
    }
    let [first, rest @ ..] = head.map(|letter| letter | 0x20);
    // `Mo.`, `Di,`; a point and a comma stay what they are.
    if matches!(head[2], b'.' | b',') {
        return matches!(
            [first, rest[0]],
            [b'm' | b's' | b'd', b'o'] | [b'm' | b'd', b'i'] | [b'f', b'r'] | [b's', b'a']
        );
    }
    match first {
        b'a' => matches!(rest, [b'b', b'r'] | [b'g', b'o'] | [b'r', b'a'] | [b'v', b'r']),
        b'c' => matches!(rest, [b'z', b'e']),
        b'd' => matches!(
            rest,
            [b'e', b's'] | [b'e', b'z'] | [b'i', b'c'] | [b'i', b'm'] | [b'o', b'm'] | [b'u', b'b']
        ),
        b'e' => matches!(rest, [b'k', b'i'] | [b'l', b'o'] | [b'n', b'e'] | [b'y', b'l']),
        b'f' => matches!(rest, [b'e', b'v']),
        b'g' => matches!(rest, [b'e', b'n'] | [b'i', b'o'] | [b'i', b'u'] | [b'r', b'u']),
        b'h' => matches!(rest, [b'a', b'z'] | [b'e', b'i'] | [b'e', b'l'] | [b'u', b'h']),
        b'j' => matches!(rest, [b'e', b'u'] | [b'o', b'u'] | [b'u', b'e'] | [b'u', b'i']),
        b'k' => matches!(rest, [b'a', b's'] | [b'e', b's'] | [b'w', b'i']),
        b'l' => matches!(
            rest,
            [b'e', b'd']
                | [b'i', b'p']
                | [b'i', b's']
                | [b'o', b'k']
                | [b'u', b'g']
                | [b'u', b'n']
                | [b'u', b't']
        ),
        b'm' => matches!(
            rest,
            [b'a', b'a']
                | [b'a', b'g']
                | [b'a', b'i']
                | [b'a', b'j']
                | [b'e', b'i']
                | [b'e', b'r']
                | [b'r', b't']
        ),
        b'n' => matches!(rest, [b'i', b's']),
        b'o' => matches!(rest, [b'c', b'a'] | [b'k', b't'] | [b't', b't'] | [b'u', b't']),
        b'p' => matches!(rest, [b'r', b'o']),
        b'q' => matches!(rest, [b'u', b'a'] | [b'u', b'i']),
        b's' => matches!(
            rest,
            [b'e', b'g']
                | [b'e', b't']
                | [b'e', b'x']
                | [b'i', b'e']
                | [b'r', b'p']
                | [b't', b'y']
                | [b'y', b'y']
        ),
        b't' => matches!(rest, [b'a', b'm'] | [b'e', b'm'] | [b'e', b'r'] | [b'o', b'u']),
        b'v' => matches!(rest, [b'e', b'n'] | [b'i', b'e']),
        b'w' => matches!(rest, [b'r', b'z']),
        _ => false,
    }
}

/// Whether a word may be the name of a month: those that begin as in English are among them.
fn may_be_month(name: &[u8]) -> bool {
    const AS_IN_ENGLISH: [&[u8]; 9] =
        [b"jan", b"feb", b"mar", b"apr", b"jun", b"jul", b"aug", b"sep", b"nov"];
    let begins = |known: &&[u8]| name.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(known));
    may_be_name(name) || AS_IN_ENGLISH.iter().any(begins) || name.len() == 2
}

/// The longest of the names, in bytes.
const MAX_BYTES: usize = 32;

/// The bytes of the word at the cursor: letters of any language.
fn word<'a>(cursor: &Cursor<'a>) -> Option<&'a str> {
    let rest = cursor.text.get(cursor.at..)?;
    let length =
        rest.iter().take(MAX_BYTES).take_while(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80).count();
    std::str::from_utf8(&rest[..length]).ok().filter(|word| !word.is_empty())
}

fn is_same(word: &str, known: &str) -> bool {
    word.len() == known.len() && word.chars().flat_map(char::to_lowercase).eq(known.chars())
}

/// The month whose name stands at the cursor.
#[cold]
pub(super) fn month(cursor: &mut Cursor<'_>) -> Option<i64> {
    let name = word(cursor).filter(|name| may_be_month(name.as_bytes()))?;
    let found = MONTHS.iter().position(|names| names.split(' ').any(|known| is_same(name, known)))?;
    cursor.at += name.len();
    Some(found as i64 + 1)
}

/// A day of the week at the cursor.
#[cold]
pub(super) fn weekday(cursor: &mut Cursor<'_>) -> bool {
    let Some(name) = word(cursor).filter(|name| WEEKDAYS.split(' ').any(|known| is_same(name, known))) else {
        return false;
    };
    cursor.at += name.len();
    cursor.at += usize::from(cursor.peek() == Some(b'.'));
    true
}

/// `年`, `月` or `日`, by the number of the part from 0, and what Korean writes for them: the bytes of it.
fn part(cursor: &mut Cursor<'_>, names: [&str; 3]) -> Option<()> {
    let rest = cursor.text.get(cursor.at..)?;
    let name = names.iter().find(|name| !name.is_empty() && rest.starts_with(name.as_bytes()))?;
    cursor.at += name.len();
    cursor.at += usize::from(cursor.peek() == Some(b' '));
    Some(())
}

/// Steps back over the space after the last part.
fn unspace(cursor: &mut Cursor<'_>) {
    cursor.at -= usize::from(cursor.text[cursor.at - 1] == b' ');
}

/// What follows the year in `2026年11月23日` and `2026년 11월 23일`: month and day.
pub(super) fn month_and_day(cursor: &mut Cursor<'_>) -> Option<(i64, i64)> {
    part(cursor, ["年", "년", ""])?;
    let (month, 1 | 2) = cursor.digits(2)? else { return None };
    part(cursor, ["月", "월", ""])?;
    let (day, 1 | 2) = cursor.digits(2)? else { return None };
    part(cursor, ["日", "일", ""])?;
    unspace(cursor);
    Some((month, day))
}

/// What follows the number of the month in `11月 23, 2026`: day and year.
pub(super) fn day_and_year(cursor: &mut Cursor<'_>) -> Option<(i64, i64)> {
    part(cursor, ["月", "월", ""])?;
    let (day, 1 | 2) = cursor.digits(2)? else { return None };
    cursor.at += usize::from(cursor.peek() == Some(b','));
    cursor.eat(b' ')?;
    let (year, 4) = cursor.digits(4)? else { return None };
    Some((day, year))
}

/// What follows the hour in `06時57分22秒`.
pub(super) fn minute_and_second(cursor: &mut Cursor<'_>) -> Option<(i64, Option<i64>)> {
    part(cursor, ["時", "时", "시"])?;
    let (minute, _) = cursor.digits(2)?;
    part(cursor, ["分", "분", ""])?;
    let Some((second, _)) = cursor.digits(2) else { return Some((minute, None)) };
    part(cursor, ["秒", "초", ""])?;
    unspace(cursor);
    Some((minute, Some(second)))
}

/// What stands before the clock and is no digit: a word such as `à` or `@`, or a half of the day, which is told.
#[cold]
pub(super) fn before_clock(cursor: &mut Cursor<'_>) -> Option<Option<bool>> {
    let rest = cursor.text.get(cursor.at..)?;
    // Russian and Ukrainian write `г.` and `р.` after the year.
    for year in ["г., ", "р., ", "г. ", "р. "] {
        if rest.starts_with(year.as_bytes()) {
            cursor.at += year.len();
            return cursor.peek()?.is_ascii_digit().then_some(None);
        }
    }
    for (name, afternoon) in HALVES {
        if rest.starts_with(name.as_bytes()) {
            cursor.at += name.len();
            cursor.at += usize::from(cursor.peek() == Some(b' '));
            return cursor.peek()?.is_ascii_digit().then_some(Some(afternoon));
        }
    }
    let link = LINKS.iter().find(|link| {
        rest.starts_with(link.as_bytes())
            && rest.get(link.len()) == Some(&b' ')
            && rest.get(link.len() + 1).is_some_and(u8::is_ascii_digit)
    })?;
    cursor.at += link.len() + 1;
    Some(None)
}

/// A half of the day after the clock: ` 午前`, ` a. m.`, or behind one of the narrow spaces that Java writes since version
/// 20.
#[cold]
pub(super) fn half_of_day(cursor: &mut Cursor<'_>) -> Option<bool> {
    const SPACES: [&str; 3] = [" ", "\u{202f}", "\u{a0}"];
    let rest = cursor.text.get(cursor.at..)?;
    let space = SPACES.iter().find(|space| rest.starts_with(space.as_bytes())).map_or(0, |space| space.len());
    let text = &rest[space..];
    const AFTER: [(&str, bool); 10] = [
        ("a. m.", false),
        ("p. m.", true),
        ("a.\u{a0}m.", false),
        ("p.\u{a0}m.", true),
        ("AM", false),
        ("PM", true),
        ("FM", false),
        ("EM", true),
        ("ÖÖ", false),
        ("ÖS", true),
    ];
    let (name, afternoon) = HALVES.iter().chain(&AFTER).find(|(name, _)| {
        text.get(..name.len()).is_some_and(|text| text.eq_ignore_ascii_case(name.as_bytes()))
            && !text.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
    })?;
    cursor.at += space + name.len();
    Some(*afternoon)
}

impl Cursor<'_> {
    /// The name of a month, in English whole or its first three letters.
    pub(crate) fn month(&mut self) -> Option<i64> {
        match self.english_month() {
            Some(found) => Some(found),
            None if self.peek()?.is_ascii_digit() => None,
            None => month(self),
        }
    }

    /// ` AM`, `PM` or `p.m.`: whether it is the afternoon.
    pub(crate) fn half_of_day(&mut self) -> Option<bool> {
        let space = usize::from(self.peek() == Some(b' '));
        let half = match self.ahead(space)? {
            b'A' | b'a' => false,
            b'P' | b'p' => true,
            b'F' | b'E' | 0xc0.. => return half_of_day(self),
            _ => return None,
        };
        if self.ahead(space + 1) == Some(b'.') && matches!(self.ahead(space + 2), Some(b' ' | 0xc2)) {
            return half_of_day(self);
        }
        let dot = usize::from(self.ahead(space + 1) == Some(b'.'));
        if !matches!(self.ahead(space + 1 + dot)?, b'M' | b'm') {
            return None;
        }
        let end = space + 2 + dot + usize::from(dot == 1 && self.ahead(space + 3) == Some(b'.'));
        if self.ahead(end).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        self.at += end;
        Some(half)
    }
}

#[cfg(test)]
mod tests {
    use crate::read::stamp::stamp;
    use crate::read::zone::ANY;

    #[test]
    fn dates_of_other_languages() {
        for text in [
            "23 nov. 2026 à 06:57:22",
            "23 novembre 2026, 06:57:22",
            "nov. 23, 2026 6:57:22 AM",
            "lun. 23 nov. 2026 06:57:22",
            "23. November 2026 um 06:57:22",
            "Mo., 23. Nov. 2026 06:57:22",
            "23 de noviembre de 2026, 6:57:22",
            "23 de nov. de 2026 06:57:22",
            "nov 23, 2026 6:57:22 a. m.",
            "23 lis 2026, 06:57:22",
            "Kas 23, 2026 6:57:22 ÖÖ",
            "нояб. 23, 2026 6:57:22 AM",
            "23 ноября 2026 г., 06:57:22",
            "2026年11月23日 06:57:22",
            "2026年11月23日 上午6:57:22",
            "2026年11月23日 06時57分22秒",
            "2026년 11월 23일 오전 6:57:22",
            "2026. 11. 23. 오전 6:57:22",
            "2026/11/23 上午6:57:22",
            "11月 23, 2026 6:57:22 午前",
            "十一月 23, 2026 6:57:22 上午",
            "Nov 23, 2026, 6:57:22\u{202f}AM",
        ] {
            let found = stamp(text.as_bytes(), ANY).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.time.unwrap().ms(), 1_795_417_042_000, "{text}");
            assert_eq!(found.used, text.len(), "{text}");
        }
        let evening = stamp("2026年11月23日 下午6:57:22".as_bytes(), ANY).unwrap();
        assert_eq!(evening.time.unwrap().to_string(), "2026-11-23T18:57:22Z");
        for text in ["23 de mayo", "12 amis de 2026", "out 12 of 13", "月", "lun 5", "23 nov. 2026 à la mer"]
        {
            assert_eq!(stamp(text.as_bytes(), ANY), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(23|2026|年|月|日| |\\.|,|nov|мая|à|上午|06:57:22|時|é|de ){0,10}") {
            let _ = stamp(text.as_bytes(), ANY);
        }
    }
}
