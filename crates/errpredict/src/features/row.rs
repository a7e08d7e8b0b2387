//! One feature row under construction.

/// Fills a row in the order of the registry; in tests and debug builds the names are compared as well.
pub(super) struct Row<'a> {
    values: &'a mut [f64],
    next: usize,
    #[cfg(debug_assertions)]
    names: &'a [String],
}

impl<'a> Row<'a> {
    pub(super) fn new(values: &'a mut [f64], _names: &'a [String]) -> Self {
        Row {
            values,
            next: 0,
            #[cfg(debug_assertions)]
            names: _names,
        }
    }

    /// The next feature, which is called `_name`.
    #[inline]
    pub(super) fn put(&mut self, _name: &str, value: f64) {
        #[cfg(debug_assertions)]
        assert_eq!(self.names[self.next], _name, "the registry and the row differ at column {}", self.next);
        self.push(value);
    }

    /// The next feature, of a family whose names are made by a pattern.
    #[inline]
    pub(super) fn push(&mut self, value: f64) {
        self.values[self.next] = value;
        self.next += 1;
    }

    pub(super) fn extend(&mut self, values: &[f64]) {
        self.values[self.next..self.next + values.len()].copy_from_slice(values);
        self.next += values.len();
    }

    /// The last feature: the share of the others that are missing.
    pub(super) fn finish(mut self) {
        let missing = self.values[..self.next].iter().filter(|value| value.is_nan()).count();
        let share = missing as f64 / self.next as f64;
        self.put(super::registry::MISSING.0, share);
        debug_assert_eq!(self.next, self.values.len(), "a row must be filled to its end");
    }
}
