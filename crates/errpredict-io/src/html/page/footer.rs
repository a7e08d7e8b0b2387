//! How to read the page.

use crate::html::Contents;

pub(in crate::html) fn section(_contents: &Contents<'_>) -> String {
    "<footer><p>Made by errpredict from the log alone. Base rates say how often it came before, whatever the \
     present state. Shaded bands hold 90 % of the hours of the seven days before (rate) and the stated share \
     of future hours (forecast).</p></footer>\n"
        .to_owned()
}
