//! A value that its owner writes to freely until a snapshot is taken, and copies when it writes again.
//!
//! `Arc::make_mut` does the same, but asks an atomic counter at every write, and every event writes twice.

use std::sync::Arc;

/// A value, or one that is shared with snapshots.
#[derive(Debug, Clone)]
pub(super) enum Shared<T> {
    Own(Box<T>),
    Common(Arc<T>),
}

impl<T: Clone> Shared<T> {
    pub(super) fn new(value: T) -> Self {
        Shared::Own(Box::new(value))
    }

    #[inline]
    pub(super) fn get(&self) -> &T {
        match self {
            Shared::Own(value) => value,
            Shared::Common(value) => value,
        }
    }

    /// The value to write to, copied first where a snapshot may hold it.
    #[inline]
    pub(super) fn write(&mut self) -> &mut T {
        if matches!(self, Shared::Common(_)) {
            self.copy();
        }
        match self {
            Shared::Own(value) => value,
            // Not reached: it was made an own value above.
            Shared::Common(value) => Arc::make_mut(value),
        }
    }

    #[cold]
    fn copy(&mut self) {
        if let Shared::Common(value) = self {
            *self = Shared::Own(Box::new(T::clone(value)));
        }
    }

    /// The same, so that a clone shares it.
    pub(super) fn shared(self) -> Self {
        match self {
            Shared::Own(value) => Shared::Common(Arc::from(value)),
            common @ Shared::Common(_) => common,
        }
    }
}

impl<T: PartialEq + Clone> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_does_not_see_later_writes() {
        let mut value = Shared::new(vec![1]).shared();
        let snapshot = value.clone();
        assert!(std::ptr::eq(value.get(), snapshot.get()), "a clone copies nothing");
        value.write().push(2);
        assert_eq!((value.get().len(), snapshot.get().len()), (2, 1));
        assert!(matches!(value, Shared::Own(_)));
    }
}
