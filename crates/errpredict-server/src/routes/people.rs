//! Who may do what (`users/`, `keys/`, `tenants/`), what reached whom (`notifications/`), and the erasure of a person.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use errpredict::Timestamp;
use errpredict_jobs::EVERYBODY;
use errpredict_store::{ChainFault, Erased, Principal, StoredKey, StoredNotification, StoredTenant, lists};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::Shared;
use crate::caller::{Caller, new_key};
use crate::extract::{Body, Id};
use crate::page::{PageOf, page, page_of};
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::route::{ADMIN, Repeats, Route};
use crate::secret::random_id;

/// A new principal.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPrincipal {
    /// The name, which stands in the audit log.
    #[schemars(length(min = 1, max = 255))]
    name: String,
    /// `person` or `service`.
    #[serde(default)]
    kind: Kind,
    /// What it may do.
    roles: Vec<Role>,
}

/// What a principal is.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// Somebody.
    #[default]
    Person,
    /// A program.
    Service,
}

/// What a principal may do from now on.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Roles {
    /// These roles and no other.
    roles: Vec<Role>,
}

/// A new key.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewKey {
    /// Who acts by it.
    principal_id: Uuid,
    /// What it is for.
    #[schemars(length(max = 255))]
    name: String,
    /// When it ends by itself; never where absent.
    expires_at: Option<Timestamp>,
}

/// A key that was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MadeKey {
    /// The row's id.
    id: Uuid,
    /// The key itself: it is shown this once.
    key: String,
}

/// What was revoked.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Revoked {
    /// Whether it held until now.
    pub(super) revoked: bool,
}

/// A new tenant with its first admin.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTenant {
    /// Its name.
    #[schemars(length(min = 1, max = 255))]
    name: String,
    /// The name of its first admin.
    #[schemars(length(min = 1, max = 255))]
    admin: String,
}

/// A tenant that was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MadeTenant {
    /// The row's id.
    id: Uuid,
    /// Its first admin.
    admin_id: Uuid,
    /// A key of that admin: it is shown this once.
    key: String,
}

/// Whom to erase.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Erase {
    /// The id of the person as it stands in events and in the audit log.
    #[schemars(length(min = 1, max = 1024))]
    person: String,
}

/// Whether the audit log is whole.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Chain {
    /// What is wrong with it; empty where nobody changed, added or removed a row.
    pub(crate) faults: Vec<ChainFault>,
}

fn names(roles: &[Role]) -> Vec<&'static str> {
    roles.iter().map(|role| role.name()).collect()
}

/// Names stand in the audit log, in settings of the database and on pages.
fn checked(what: &str, name: &str) -> Answered<()> {
    if name.is_empty() || name.len() > 255 || name.chars().any(char::is_control) {
        let expected = "a text of 1 to 255 bytes without control characters";
        return Err(errpredict::Error::setting(what, expected, format!("{} bytes", name.len())).into());
    }
    Ok(())
}

async fn found(caller: &Caller, id: Uuid) -> Answered<Principal> {
    caller.tenant.principal(id).await?.ok_or_else(|| Problem::not_found(format!("user {id}")))
}

pub(crate) async fn users(caller: Caller, uri: Uri) -> Answered<Json<PageOf<Principal>>> {
    page_of(caller.tenant.principals().await?, usize::MAX, &uri)
}

pub(crate) async fn user(caller: Caller, Id(id): Id) -> Answered<Json<Principal>> {
    found(&caller, id).await.map(Json)
}

pub(crate) async fn create_user(
    caller: Caller,
    Body(new): Body<NewPrincipal>,
) -> Answered<(StatusCode, Json<Principal>)> {
    checked("name", &new.name)?;
    let kind = match new.kind {
        Kind::Person => "person",
        Kind::Service => "service",
    };
    let id = caller.tenant.create_principal(&new.name, kind, &names(&new.roles)).await?;
    Ok((StatusCode::CREATED, Json(found(&caller, id).await?)))
}

pub(crate) async fn set_roles(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Roles>,
) -> Answered<Json<Principal>> {
    caller.tenant.set_roles(id, &names(&said.roles)).await?;
    found(&caller, id).await.map(Json)
}

pub(crate) async fn activate(caller: Caller, Id(id): Id) -> Answered<Json<Principal>> {
    caller.tenant.set_active(id, true).await?;
    found(&caller, id).await.map(Json)
}

pub(crate) async fn deactivate(caller: Caller, Id(id): Id) -> Answered<Json<Principal>> {
    caller.tenant.set_active(id, false).await?;
    found(&caller, id).await.map(Json)
}

pub(crate) async fn keys(caller: Caller, uri: Uri) -> Answered<Json<PageOf<StoredKey>>> {
    page_of(caller.tenant.keys().await?, usize::MAX, &uri)
}

pub(crate) async fn create_key(
    caller: Caller,
    Body(new): Body<NewKey>,
) -> Answered<(StatusCode, Json<MadeKey>)> {
    if !new.name.is_empty() {
        checked("name", &new.name)?;
    }
    let (key, digest) = new_key(caller.tenant_id)?;
    let id = caller.tenant.create_key(new.principal_id, &new.name, &digest, new.expires_at).await?;
    Ok((StatusCode::CREATED, Json(MadeKey { id, key })))
}

pub(crate) async fn revoke_key(caller: Caller, Id(id): Id) -> Answered<Json<Revoked>> {
    Ok(Json(Revoked { revoked: caller.tenant.revoke_key(id).await? }))
}

/// Admins of the platform's tenant see every tenant; others see their own.
async fn is_platform(app: &Shared, caller: &Caller) -> Answered<bool> {
    Ok(app.tenant_named(&app.config.platform_tenant).await? == Some(caller.tenant_id))
}

async fn only_platform(app: &Shared, caller: &Caller, what: &str) -> Answered<()> {
    if is_platform(app, caller).await? {
        return Ok(());
    }
    Err(Problem::forbidden(format!("only an admin of the platform's tenant {what}")))
}

pub(crate) async fn tenants(
    State(app): State<Shared>,
    caller: Caller,
    uri: Uri,
) -> Answered<Json<PageOf<StoredTenant>>> {
    let all = is_platform(&app, &caller).await?;
    let mut rows = app.store.every_tenant().await?;
    rows.retain(|row| all || row.id == caller.tenant_id);
    page_of(rows, usize::MAX, &uri)
}

pub(crate) async fn create_tenant(
    State(app): State<Shared>,
    caller: Caller,
    Body(new): Body<NewTenant>,
) -> Answered<(StatusCode, Json<MadeTenant>)> {
    only_platform(&app, &caller, "makes tenants").await?;
    checked("name", &new.name)?;
    checked("admin", &new.admin)?;
    let id = random_id()?;
    let (key, digest) = new_key(id)?;
    let tenant = app.store.tenant(id).by(&caller.name);
    let admin_id = tenant.create_with_admin(&new.name, &new.admin, &digest).await?;
    app.tenants_changed();
    Ok((StatusCode::CREATED, Json(MadeTenant { id, admin_id, key })))
}

pub(crate) async fn activate_tenant(
    State(app): State<Shared>,
    caller: Caller,
    Id(id): Id,
) -> Answered<Json<StoredTenant>> {
    let_tenant(&app, &caller, id, true).await
}

pub(crate) async fn deactivate_tenant(
    State(app): State<Shared>,
    caller: Caller,
    Id(id): Id,
) -> Answered<Json<StoredTenant>> {
    let_tenant(&app, &caller, id, false).await
}

async fn let_tenant(app: &Shared, caller: &Caller, id: Uuid, active: bool) -> Answered<Json<StoredTenant>> {
    only_platform(app, caller, "lays tenants aside").await?;
    if id == caller.tenant_id {
        let message = "the platform's own tenant is not laid aside: nobody could take that back";
        return Err(errpredict::Error::new(errpredict::ErrorKind::InvalidArgument, message).into());
    }
    let missing = || Problem::not_found(format!("tenant {id}"));
    let found = async || app.store.every_tenant().await.map(|all| all.into_iter().find(|row| row.id == id));
    found().await?.ok_or_else(missing)?;
    app.store.tenant(id).by(&caller.name).let_tenant(active).await?;
    app.tenants_changed();
    app.changed(id);
    found().await?.map(Json).ok_or_else(missing)
}

/// The routes of tenants.
pub(crate) fn tenant_routes() -> Vec<Route> {
    vec![
        Route::get("tenants/", ADMIN, "Tenants: all for the platform's admins, else one's own.", tenants)
            .pages::<StoredTenant>(),
        Route::post("tenants/", ADMIN, "Makes a tenant with its first admin.", create_tenant)
            .raw(Repeats::Refused)
            .takes::<NewTenant>()
            .answers::<MadeTenant>()
            .with_status(201),
        Route::post(
            "tenants/{id}/activate/",
            ADMIN,
            "Lets a tenant go on that was laid aside.",
            activate_tenant,
        )
        .answers::<StoredTenant>(),
        Route::post(
            "tenants/{id}/deactivate/",
            ADMIN,
            "Lays a tenant aside: nobody of it signs in, nothing is taken in for it, no job works for it but the one that takes away what is old.",
            deactivate_tenant,
        )
        .answers::<StoredTenant>(),
    ]
}

pub(crate) async fn notifications(caller: Caller, uri: Uri) -> Answered<Json<PageOf<StoredNotification>>> {
    let own = ("recipient", caller.name.clone());
    page(&caller.tenant, &lists::NOTIFICATIONS, &uri, Some(own)).await.map(Json)
}

pub(crate) async fn read_notification(caller: Caller, Id(id): Id) -> Answered<Json<StoredNotification>> {
    let found = caller.tenant.notification(id).await?;
    let is_to =
        |recipient: &str| recipient == caller.name || recipient == EVERYBODY || caller.may(Role::Admin);
    let own = found.filter(|found| is_to(&found.message.recipient));
    let missing = || Problem::not_found(format!("notification {id}"));
    own.ok_or_else(missing)?;
    caller.tenant.notification_was_read(id).await?;
    caller.tenant.notification(id).await?.map(Json).ok_or_else(missing)
}

pub(crate) async fn verify_audit(caller: Caller) -> Answered<Json<Chain>> {
    Ok(Json(Chain { faults: caller.tenant.verify_audit().await? }))
}

pub(crate) async fn erase(caller: Caller, Body(who): Body<Erase>) -> Answered<Json<Erased>> {
    Ok(Json(caller.tenant.erase_person(&who.person).await?))
}
