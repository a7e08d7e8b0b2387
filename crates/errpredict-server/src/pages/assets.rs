//! The style and the script of the pages: both inside the program, both asked for once.

use std::sync::OnceLock;

use axum::http::header;
use axum::response::IntoResponse;
use errpredict_io::html::draw::STYLE;

use crate::route::Route;
use crate::route::Who::Anybody;
use crate::secret::{digest, hex};

const OWN_STYLE: &str = include_str!("dashboard.css");
const SCRIPT: &str = include_str!("dashboard.js");
/// The address changes with the content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Digits of a digest that tell one content from another.
const DIGITS: usize = 12;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route {
            content: "text/css",
            ..Route::page("/assets/dashboard.css", Anybody, "The style of the pages.", style)
        },
        Route {
            content: "text/javascript",
            ..Route::page("/assets/dashboard.js", Anybody, "The script that keeps a page up to date.", script)
        },
    ]
}

fn whole_style() -> &'static str {
    static STYLES: OnceLock<String> = OnceLock::new();
    STYLES.get_or_init(|| format!("{STYLE}\n{OWN_STYLE}"))
}

fn versioned(path: &str, content: &str) -> String {
    format!("{path}?v={}", &hex(&digest(content))[..DIGITS])
}

pub(super) fn style_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| versioned("/assets/dashboard.css", whole_style()))
}

pub(super) fn script_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| versioned("/assets/dashboard.js", SCRIPT))
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, FOR_EVER)], whole_style())
}

async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, FOR_EVER)], SCRIPT)
}
