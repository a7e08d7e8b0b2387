//! How much of a name, a type and a message is shown, and how many of them.

/// Characters of a service name, an error type, a message that are shown.
pub(super) const NAME_CHARS: usize = 28;
pub(super) const TYPE_CHARS: usize = 40;
pub(super) const MESSAGE_CHARS: usize = 80;
/// Causes, actions and insights shown per service.
pub(super) const PER_SERVICE: usize = 3;
