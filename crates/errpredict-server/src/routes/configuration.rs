//! `configuration/`: what is said of a tenant, as a whole and section by section.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use errpredict::forecast::HolidayDates;
use errpredict_jobs::check;
use errpredict_store::{
    Applied, Condition, Configuration, Executor, Group, HookSetting, NormalSetting, OnCall, PlannedWindow,
    PolicySetting, Reached, Section, ServiceSetting,
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::people::Revoked;
use crate::caller::Caller;
use crate::extract::{Asked, Body};
use crate::problem::{Answered, Problem};
use crate::route::{ADMIN, OPERATOR, Route, VIEWER};

/// How a configuration is applied.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct How {
    /// Whether nothing is changed, and only what would be is told.
    #[serde(default)]
    dry_run: bool,
    /// Whether what is not said is removed.
    #[serde(default)]
    prune: bool,
}

async fn read(caller: Caller) -> Answered<Json<Configuration>> {
    Ok(Json(caller.tenant.on_primary().configuration().await?))
}

async fn apply(
    caller: Caller,
    Asked(how): Asked<How>,
    Body(said): Body<Configuration>,
) -> Answered<Json<Applied>> {
    let known = if how.prune { Vec::new() } else { caller.tenant.on_primary().configuration().await?.groups };
    check(&said, &known).map_err(errpredict::Error::from)?;
    Ok(Json(caller.tenant.apply_configuration(&said, how.prune, how.dry_run).await?))
}

/// One section of what is said.
async fn of_section(
    caller: Caller,
    only: fn(Configuration) -> Configuration,
) -> Answered<Json<Configuration>> {
    Ok(Json(only(caller.tenant.on_primary().configuration().await?)))
}

async fn put(caller: Caller, said: Configuration) -> Answered<(StatusCode, Json<Applied>)> {
    let known = caller.tenant.on_primary().configuration().await?.groups;
    check(&said, &known).map_err(errpredict::Error::from)?;
    Ok((StatusCode::CREATED, Json(caller.tenant.put_entry(&said).await?)))
}

async fn remove(caller: Caller, section: Section, name: String) -> Answered<Json<Revoked>> {
    match caller.tenant.remove_entry(section, &name).await? {
        true => Ok(Json(Revoked { revoked: true })),
        false => Err(Problem::not_found(format!("entry `{name}` of {}", section.name()))),
    }
}

/// Three routes a section: what is there, one more or another one, one less.
macro_rules! sections {
    ($($section:ident $field:ident $path:literal $type:ty, $reads:expr, $writes:expr, $about:literal;)+) => {
        fn of_sections() -> Vec<Route> {
            vec![$(
                Route::get(concat!("configuration/", $path, "/"), $reads, concat!("What is said: ", $about, "."), |caller: Caller| {
                    of_section(caller, |all| Configuration { $field: all.$field, ..Configuration::default() })
                })
                .answers::<Configuration>(),
                Route::post(
                    concat!("configuration/", $path, "/"),
                    $writes,
                    concat!("Says one more, or another one in its place: ", $about, "."),
                    |caller: Caller, Body(one): Body<$type>| {
                        put(caller, Configuration { $field: vec![one], ..Configuration::default() })
                    },
                )
                .takes::<$type>()
                .answers::<Applied>()
                .with_status(201),
                Route::delete(
                    concat!("configuration/", $path, "/{name}/"),
                    $writes,
                    concat!("Takes one away: ", $about, "."),
                    |caller: Caller, Path(name): Path<String>| remove(caller, Section::$section, name),
                )
                .answers::<Revoked>(),
            )+]
        }
    };
}

sections! {
    Policies policies "policies" PolicySetting, VIEWER, ADMIN, "who is told how of what is so bad";
    Services services "services" ServiceSetting, VIEWER, ADMIN, "what is known of services";
    Groups groups "groups" Group, VIEWER, ADMIN, "services under one name";
    People people "people" Reached, ADMIN, ADMIN, "how people are reached";
    OnCall on_call "on-call" OnCall, VIEWER, OPERATOR, "who is on call";
    Hooks hooks "hooks" HookSetting, ADMIN, ADMIN, "receivers of messages, without their secrets";
    Silences silences "silences" PlannedWindow, VIEWER, OPERATOR, "when nobody is told";
    Maintenance maintenance "maintenance" PlannedWindow, VIEWER, OPERATOR, "when it is worked on services";
    Holidays holidays "holidays" HolidayDates, VIEWER, OPERATOR, "days that are unlike others";
    Normal normal "normal" NormalSetting, VIEWER, OPERATOR, "errors of a job that are no news";
    Conditions conditions "conditions" Condition, VIEWER, ADMIN, "conditions that people write";
    Executors executors "executors" Executor, ADMIN, ADMIN, "what carries actions out, without secrets";
}

/// The routes of what is said.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = vec![
        Route::get("configuration/", ADMIN, "Everything that is said, without secrets.", read)
            .answers::<Configuration>(),
        Route::put(
            "configuration/",
            ADMIN,
            "Brings what is said to this, all of it or nothing; what is not said stays unless it is pruned.",
            apply,
        )
        .asks::<How>()
        .takes::<Configuration>()
        .answers::<Applied>(),
    ];
    all.extend(of_sections());
    all
}
