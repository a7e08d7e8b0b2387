//! Pages of lists: how many there are, where the next and the previous page are, and the rows of this one.

use axum::Json;
use axum::extract::Query;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use errpredict::{Error, ErrorKind};
use errpredict_store::{DEEPEST, Listing, Tenant};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::extract::Asked;
use crate::problem::{Answered, Problem};

/// A page of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PageOf<T> {
    /// How many there are on all pages. Counted to 200; see `count_is_at_least`.
    pub(crate) count: u64,
    /// Whether there may be more than `count`: a filter that narrows the list finds out.
    pub(crate) count_is_at_least: bool,
    /// The next page; null on the last.
    pub(crate) next: Option<String>,
    /// The page before; null on the first.
    pub(crate) previous: Option<String>,
    /// The rows of this page.
    pub(crate) results: Vec<T>,
}

/// Bytes that a row takes, more or less: what is written grows seldom.
const ROW_BYTES: usize = 1 << 10;

impl<T: Serialize> IntoResponse for PageOf<T> {
    fn into_response(self) -> Response {
        let mut body = Vec::with_capacity(ROW_BYTES * (self.results.len() + 1));
        match serde_json::to_writer(&mut body, &self) {
            Ok(()) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
            Err(error) => Problem::from(Error::new(ErrorKind::Internal, error.to_string())).into_response(),
        }
    }
}

/// The parameters after the question mark.
pub(crate) fn parameters(uri: &Uri) -> Answered<Vec<(String, String)>> {
    Query::<Vec<(String, String)>>::try_from_uri(uri).map(|Query(pairs)| pairs).map_err(|_| {
        Problem::new(
            axum::http::StatusCode::BAD_REQUEST,
            "invalid_argument",
            "the parameters of the address are not URL-encoded UTF-8",
        )
    })
}

/// The page that is asked for.
pub(crate) async fn page<T: DeserializeOwned + 'static>(
    tenant: &Tenant,
    listing: &'static Listing,
    uri: &Uri,
    of_path: Option<(&str, String)>,
) -> Answered<PageOf<T>> {
    let given = parameters(uri)?;
    let mut asked = given.clone();
    if let Some((name, value)) = of_path {
        asked.push((name.to_owned(), value));
    }
    let selection = listing.selection(&asked, crate::clock::now())?;
    let found = tenant.list::<T>(listing, &selection).await?;
    let (number, size) = (selection.page, selection.page_size);
    let is_full = found.results.len() as u64 == u64::from(size);
    let has_next = is_full && (found.is_at_least || u64::from(number) * u64::from(size) < found.count);
    Ok(PageOf {
        count: found.count,
        count_is_at_least: found.is_at_least,
        next: has_next.then(|| link(uri.path(), &given, number + 1)),
        previous: (number > 1).then(|| link(uri.path(), &given, number - 1)),
        results: found.results,
    })
}

/// Which page of rows that are all at hand.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Paged {
    /// The page.
    #[schemars(range(min = 1, max = 100_000))]
    page: Option<u32>,
    /// Rows on a page; 20 where absent.
    #[schemars(range(min = 1, max = 100))]
    page_size: Option<u32>,
}

/// The page of rows that are all at hand. Of more than `most` the first ones are, and that there may be more is said.
pub(crate) fn page_of<T>(rows: Vec<T>, most: usize, uri: &Uri) -> Answered<Json<PageOf<T>>> {
    let Asked(Paged { page, page_size }) = Asked::of(uri)?;
    let within = |name: &str, value: u32, most: u32| match value {
        value if (1..=most).contains(&value) => Ok(value as usize),
        _ => Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("`{name}` must be a whole number from 1 to {most}, got `{value}`"),
        )),
    };
    let number = within("page", page.unwrap_or(1), DEEPEST)?;
    let size = within("page_size", page_size.unwrap_or(20), 100)?;
    let given = parameters(uri)?;
    let count = rows.len();
    let link = |page: usize| link(uri.path(), &given, u32::try_from(page).unwrap_or(DEEPEST));
    Ok(Json(PageOf {
        count: count as u64,
        count_is_at_least: count >= most,
        next: (number * size < count).then(|| link(number + 1)),
        previous: (number > 1).then(|| link(number - 1)),
        results: rows.into_iter().skip((number - 1) * size).take(size).collect(),
    }))
}

/// The same address with another page.
fn link(path: &str, given: &[(String, String)], page: u32) -> String {
    let mut text = format!("{path}?page={page}");
    for (name, value) in given.iter().filter(|(name, _)| name != "page") {
        text.push('&');
        encode(name, &mut text);
        text.push('=');
        encode(value, &mut text);
    }
    text
}

/// A text as part of an address.
pub(crate) fn encode(text: &str, out: &mut String) {
    use std::fmt::Write as _;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_at_hand_are_shown_page_by_page() {
        let of = |uri: &str| {
            let Json(page) = page_of((1..=45).collect(), 1_000, &uri.parse().unwrap()).unwrap();
            (page.results, page.next, page.previous)
        };
        let (rows, next, previous) = of("/x/");
        assert_eq!((rows.len(), next.as_deref(), previous), (20, Some("/x/?page=2"), None));
        let (rows, next, previous) = of("/x/?page=3&page_size=20");
        assert_eq!((rows, next), (vec![41, 42, 43, 44, 45], None));
        assert_eq!(previous.as_deref(), Some("/x/?page=2&page_size=20"));
        assert!(of("/x/?page=9").0.is_empty());
        let Json(cut) = page_of((0..45).collect(), 45, &"/x/".parse().unwrap()).unwrap();
        assert!(cut.count_is_at_least, "there may be more than could be read");
        for wrong in ["page=0", "page_size=101", "page=x", "pages=1", "page_size=-1"] {
            let uri = format!("/x/?{wrong}").parse().unwrap();
            assert!(page_of(vec![1], 10, &uri).is_err(), "{wrong}");
        }
    }

    #[test]
    fn links_keep_what_was_asked() {
        let pairs = [("page".to_owned(), "1".to_owned()), ("search".to_owned(), "a b&c=ü".to_owned())];
        let text = link("/x/", &pairs, 2);
        assert_eq!(text, "/x/?page=2&search=a%20b%26c%3D%C3%BC");
        let back = parameters(&text.parse().unwrap()).unwrap();
        assert_eq!(back[1], pairs[1]);
    }
}
