//! What the test of tenants leaves out.

/// Functions that are not tried as another tenant: none. One that is added is tried in a test, or stands here with the reason.
pub(crate) const NOT_TRIED: &str = "";
