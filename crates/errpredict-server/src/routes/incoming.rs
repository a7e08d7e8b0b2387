//! The routes of what comes in beside events, and of what is known by it.

use errpredict_store::{
    ChosenSeries, Dependency, MeasuredSeries, NewSeries, ReleaseHealth, StoredSourceMap, ThinnedGroup,
    WebhookSource,
};

use super::people::Revoked;
use super::predictions::Since;
use super::{events, ingest, measured, topology, uploads, webhooks};
use crate::route::Who::Anybody;
use crate::route::{ADMIN, Asks, INGEST, OPERATOR, Repeats, Route, UPLOAD, VIEWER};

/// All of them.
pub(crate) fn routes() -> Vec<Route> {
    let raw = |route: Route| route.raw(Repeats::Refused);
    vec![
        ingest::way_in("ingest/alertmanager/", "Takes alerts of Prometheus' Alertmanager.", webhooks::alerts),
        raw(Route::post(
            "ingest/prometheus/write",
            INGEST,
            "Takes samples of chosen series (Prometheus, remote write 1.0).",
            measured::write,
        ))
        .for_keys(),
        Route::get("series/", VIEWER, "Which series are watched.", measured::chosen).pages::<ChosenSeries>(),
        Route::post("series/", OPERATOR, "Watches series from now on.", measured::choose)
            .takes::<NewSeries>()
            .answers::<ChosenSeries>()
            .with_status(201),
        Route::delete("series/{id}/", OPERATOR, "Watches series no more.", measured::unchoose)
            .answers::<Revoked>(),
        Route::get("series/watched/", VIEWER, "Series of which values came.", measured::watched)
            .pages::<MeasuredSeries>(),
        raw(Route {
            asks: Asks::BySource,
            ..Route::post(
                "webhooks/{source}/",
                Anybody,
                "Takes what a source of webhooks sends; its signature says who it is.",
                webhooks::take,
            )
        })
        .asks::<webhooks::Of>()
        .answers::<ingest::Taken>(),
        Route::get("sources/", ADMIN, "Sources of webhooks, without their secrets.", webhooks::sources)
            .pages::<WebhookSource>(),
        // What it answers is a secret, and is not kept for a request that comes again.
        raw(Route::post("sources/", ADMIN, "Makes a source of webhooks.", webhooks::create))
            .takes::<webhooks::NewSource>()
            .answers::<webhooks::MadeSource>()
            .with_status(201),
        Route::delete("sources/{id}/", ADMIN, "Removes a source of webhooks.", webhooks::remove)
            .answers::<Revoked>(),
        Route::get("sourcemaps/", VIEWER, "Source maps, the newest first.", uploads::listed)
            .pages::<StoredSourceMap>(),
        raw(Route::post(
            "ingest/sourcemaps/",
            UPLOAD,
            "Takes source maps as files of a form, with the fields release and dist.",
            uploads::take,
        ))
        .for_keys()
        .answers::<uploads::Uploaded>(),
        Route::get(
            "/api/0/organizations/{organization}/chunk-upload/",
            UPLOAD,
            "What sentry-cli may upload.",
            uploads::options,
        )
        .for_keys(),
        raw(Route::post(
            "/api/0/organizations/{organization}/chunk-upload/",
            UPLOAD,
            "Takes chunks of a bundle of source maps from sentry-cli.",
            uploads::chunks,
        ))
        .for_keys(),
        raw(Route::post(
            "/api/0/organizations/{organization}/artifactbundle/assemble/",
            UPLOAD,
            "Puts a bundle of source maps together, or says which chunks are missing.",
            uploads::put_together,
        ))
        .for_keys(),
        Route::get("topology/", VIEWER, "Which service uses which, by traces.", topology::dependencies)
            .pages::<Dependency>(),
        Route::get("releases/", VIEWER, "How releases fare, by sessions.", topology::releases)
            .asks::<Since>()
            .answers::<Vec<ReleaseHealth>>(),
        Route::get("errors/floods/", VIEWER, "Error groups that flooded.", events::floods)
            .pages::<ThinnedGroup>(),
    ]
}
