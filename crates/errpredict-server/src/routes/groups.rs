//! What people decide about error groups: `patterns/{id}/...`.

use axum::Json;
use axum::http::Uri;
use errpredict::Timestamp;
use errpredict_store::StoredPattern;
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

use super::events::pattern_of;
use crate::caller::Caller;
use crate::clock::now;
use crate::extract::{Body, Id};
use crate::page::{PageOf, page_of};
use crate::problem::{Answered, Problem};
use crate::route::{OPERATOR, Route, VIEWER};

/// Bytes of a name or a release.
const MOST_TEXT: usize = 255;

/// Whose a group is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assigned {
    /// Whose; nobody's where absent.
    #[schemars(length(max = 255))]
    pub(crate) assignee: Option<String>,
}

/// Until when nobody wants to hear of a group.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ignored {
    /// The time, which lies ahead; for ever where absent.
    pub(crate) until: Option<Timestamp>,
}

/// Until when what is ignored for ever is: a time that every client can read, and nobody sees.
pub(crate) fn for_ever() -> Timestamp {
    Timestamp::clamped(FOR_EVER_MS)
}

/// 9999-01-01T00:00:00Z.
const FOR_EVER_MS: i64 = 253_370_764_800_000;

/// That a group is resolved.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResolvedIn {
    /// In which release: events of earlier ones are then no regression. From now on where absent.
    #[schemars(length(max = 255))]
    pub(crate) release: Option<String>,
}

/// With which group it is shown.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Merged {
    /// The other group's id.
    pub(crate) into: Uuid,
}

/// The routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("patterns/{id}/assign/", OPERATOR, "Says whose an error group is.", assign)
            .takes::<Assigned>()
            .answers::<StoredPattern>(),
        Route::post(
            "patterns/{id}/ignore/",
            OPERATOR,
            "Takes an error group out of the open ones until a time, or for ever. No condition of groups tells of it then, and its coming \
             back neither; what its whole service shows is told as ever.",
            ignore,
        )
        .takes::<Ignored>()
        .answers::<StoredPattern>(),
        Route::post(
            "patterns/{id}/resolve/",
            OPERATOR,
            "Says that an error group is resolved, from now on or in a release; an event that contradicts it is told as a regression.",
            resolve,
        )
        .takes::<ResolvedIn>()
        .answers::<StoredPattern>(),
        Route::post("patterns/{id}/reopen/", OPERATOR, "Opens an error group again.", reopen)
            .answers::<StoredPattern>(),
        Route::post("patterns/{id}/merge/", OPERATOR, "Shows an error group with another.", merge)
            .takes::<Merged>()
            .answers::<StoredPattern>(),
        Route::post("patterns/{id}/split/", OPERATOR, "Shows an error group by itself again.", split)
            .answers::<StoredPattern>(),
        Route::get("patterns/{id}/merged/", VIEWER, "Error groups that are shown with this one.", merged)
            .pages::<StoredPattern>(),
    ]
}

/// A name or a release that may be absent; an empty one is.
fn text(what: &str, given: Option<String>) -> Answered<Option<String>> {
    let given = given.filter(|text| !text.trim().is_empty());
    if let Some(text) =
        given.as_ref().filter(|text| text.len() > MOST_TEXT || text.contains(char::is_control))
    {
        let expected = "a text of at most 255 bytes without control characters";
        return Err(errpredict::Error::setting(what, expected, format!("{} bytes", text.len())).into());
    }
    Ok(given)
}

async fn done(caller: &Caller, id: Uuid, was_there: bool) -> Answered<Json<StoredPattern>> {
    if !was_there {
        return Err(Problem::not_found(format!("pattern {id}")));
    }
    pattern_of(caller, id).await.map(Json)
}

pub(crate) async fn assign(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Assigned>,
) -> Answered<Json<StoredPattern>> {
    let assignee = text("assignee", said.assignee)?;
    let was_there = caller.tenant.assign_pattern(id, assignee.as_deref()).await?;
    done(&caller, id, was_there).await
}

pub(crate) async fn ignore(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Ignored>,
) -> Answered<Json<StoredPattern>> {
    let until = said.until.unwrap_or_else(for_ever);
    if until <= now() {
        return Err(errpredict::Error::setting("until", "a time that lies ahead", until).into());
    }
    let was_there = caller.tenant.ignore_pattern(id, until).await?;
    done(&caller, id, was_there).await
}

pub(crate) async fn resolve(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<ResolvedIn>,
) -> Answered<Json<StoredPattern>> {
    let release = text("release", said.release)?;
    let was_there = caller.tenant.resolve_pattern(id, release.as_deref(), now()).await?;
    done(&caller, id, was_there).await
}

pub(crate) async fn reopen(caller: Caller, Id(id): Id) -> Answered<Json<StoredPattern>> {
    let was_there = caller.tenant.reopen_pattern(id).await?;
    done(&caller, id, was_there).await
}

pub(crate) async fn merge(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Merged>,
) -> Answered<Json<StoredPattern>> {
    // Which of the two is missing is told by its name.
    pattern_of(&caller, id).await?;
    pattern_of(&caller, said.into).await?;
    let was_there = caller.tenant.merge_patterns(id, said.into).await?;
    done(&caller, id, was_there).await
}

pub(crate) async fn split(caller: Caller, Id(id): Id) -> Answered<Json<StoredPattern>> {
    let was_there = caller.tenant.split_pattern(id).await?;
    done(&caller, id, was_there).await
}

pub(crate) async fn merged(caller: Caller, Id(id): Id, uri: Uri) -> Answered<Json<PageOf<StoredPattern>>> {
    pattern_of(&caller, id).await?;
    page_of(caller.tenant.merged_patterns(id).await?, usize::MAX, &uri)
}
