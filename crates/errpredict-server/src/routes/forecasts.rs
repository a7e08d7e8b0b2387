//! `forecasts/{id}/`.

use axum::Json;
use errpredict_store::StoredForecast;

use crate::caller::Caller;
use crate::extract::Id;
use crate::problem::{Answered, Problem};

pub(crate) async fn detail(caller: Caller, Id(id): Id) -> Answered<Json<StoredForecast>> {
    let found = caller.tenant.forecast(id).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("forecast {id}")))
}
