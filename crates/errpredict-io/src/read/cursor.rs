//! Steps through the bytes of a time.

/// English names of months.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Cursor<'a> {
        Cursor { text, at: 0 }
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// The byte so many places further.
    pub(crate) fn ahead(&self, places: usize) -> Option<u8> {
        self.text.get(self.at + places).copied()
    }

    pub(crate) fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    /// Steps over a text, if it stands here.
    pub(crate) fn skip(&mut self, text: &[u8]) {
        if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(text)) {
            self.at += text.len();
        }
    }

    /// Steps over `st`, `nd`, `rd` or `th` after the number of a day.
    pub(crate) fn ordinal(&mut self) {
        let is_it = matches!(
            (self.peek(), self.ahead(1)),
            (Some(b's'), Some(b't')) | (Some(b'n' | b'r'), Some(b'd')) | (Some(b't'), Some(b'h'))
        );
        if is_it && !self.ahead(2).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            self.at += 2;
        }
    }

    /// Up to `most` digits: the number and how many there were.
    pub(crate) fn digits(&mut self, most: usize) -> Option<(i64, usize)> {
        let (mut number, begin) = (0i64, self.at);
        while let Some(byte) = self.peek().filter(u8::is_ascii_digit) {
            if self.at - begin == most {
                break;
            }
            number = number.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
            self.at += 1;
        }
        (self.at > begin).then_some((number, self.at - begin))
    }

    pub(crate) fn skip_digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    /// Whether the English name of a month stands here.
    pub(crate) fn is_at_month(&self) -> bool {
        self.name_at(&MONTHS).is_some()
    }

    /// The English name of a month, whole or its first three letters.
    pub(crate) fn english_month(&mut self) -> Option<i64> {
        self.name(&MONTHS).map(|found| found as i64 + 1)
    }

    /// An English name of a day of the week, whole or its first three letters.
    pub(crate) fn weekday(&mut self) -> bool {
        const NAMES: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        self.name(&NAMES).is_some()
    }

    fn name(&mut self, names: &[&str]) -> Option<usize> {
        let (found, length) = self.name_at(names)?;
        self.at += length;
        Some(found)
    }

    /// Which of the names stands here, and its bytes.
    fn name_at(&self, names: &[&str]) -> Option<(usize, usize)> {
        let head = self.text.get(self.at..self.at + 3)?;
        if !head.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        let found = names.iter().position(|name| name.as_bytes()[..3].eq_ignore_ascii_case(head))?;
        let whole = names[found].as_bytes();
        let rest = self.text.get(self.at..self.at + whole.len());
        let length = if rest.is_some_and(|rest| rest.eq_ignore_ascii_case(whole)) { whole.len() } else { 3 };
        if self.ahead(length).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        Some((found, length))
    }
}
