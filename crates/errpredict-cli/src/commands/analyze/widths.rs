//! How much of a name, a type and a message is shown, and how many of them.

use errpredict::analysis::ServiceAnalysis;
use errpredict_io::printable;

/// Characters of a service name, an error type, a message that are shown.
pub(super) const NAME_CHARS: usize = 28;
pub(super) const TYPE_CHARS: usize = 40;
pub(super) const MESSAGE_CHARS: usize = 80;
/// Causes, actions and insights shown per service.
pub(super) const PER_SERVICE: usize = 3;

/// The name of a service as it is shown.
pub(super) fn name(found: &ServiceAnalysis) -> String {
    printable(&found.scope.to_string(), NAME_CHARS)
}
