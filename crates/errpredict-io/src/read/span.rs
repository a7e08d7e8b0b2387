//! Pieces of a record.

/// A piece of the record, or of the scratch text where an escape had to be undone.
///
/// Eight bytes, so that it travels in a register; no record is longer than 256 MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    /// Twice the start, and one more in the scratch text.
    place: u32,
    end: u32,
}

impl Span {
    #[inline]
    pub(crate) fn line(start: usize, end: usize) -> Span {
        Span { place: (start as u32) << 1, end: end as u32 }
    }

    #[inline]
    pub(crate) fn scratch(start: usize, end: usize) -> Span {
        Span { place: (start as u32) << 1 | 1, end: end as u32 }
    }

    #[inline]
    pub(crate) fn in_scratch(self) -> bool {
        self.place & 1 == 1
    }

    #[inline]
    fn start(self) -> usize {
        (self.place >> 1) as usize
    }

    /// Its first `length` bytes.
    pub(crate) fn first(self, length: usize) -> Span {
        Span { end: (self.start() + length) as u32, ..self }
    }

    pub(crate) fn end(self) -> usize {
        self.end as usize
    }

    pub(crate) fn len(self) -> usize {
        self.end as usize - self.start()
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start() == self.end as usize
    }

    #[inline]
    pub(crate) fn of<'a>(self, line: &'a str, scratch: &'a str) -> &'a str {
        let text = if self.in_scratch() { scratch } else { line };
        text.get(self.start()..self.end as usize).unwrap_or("")
    }

    pub(crate) fn column(self) -> usize {
        if self.in_scratch() { 0 } else { self.start() + 1 }
    }
}

/// What stood under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Text(Span),
    Number(Span),
    /// `true`, `false`, an array or an object: present, but neither text nor number.
    Other(Span),
}
