//! The first admin of a tenant, and keys, for the command line.

use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Result};
use errpredict_store::{Store, Tenant};
use uuid::Uuid;

use crate::caller::new_key;
use crate::clock::now;
use crate::role::Role;
use crate::secret::random_id;

/// Makes the principal `admin` of a tenant that has nobody yet, and a key for it; none where there is somebody.
///
/// # Errors
/// `unavailable` where the database cannot be reached.
pub async fn first_admin(store: &Store, tenant: &str) -> Result<Option<String>> {
    let (tenant, id) = named(store, tenant).await?;
    if !tenant.principals().await?.is_empty() {
        return Ok(None);
    }
    let admin = tenant.create_principal("admin", "person", &[Role::Admin.name()]).await?;
    let (key, digest) = new_key(id)?;
    tenant.create_key(admin, "first", &digest, None).await?;
    Ok(Some(key))
}

/// Makes a key of a principal, which is made with these roles where it is not there; gives the key's id and the key itself, which is
/// shown this once. Whoever is there keeps his roles.
///
/// # Errors
/// `conflict` where the principal is there and has other roles than those asked for; `unavailable` where the database cannot be
/// reached.
pub async fn give_key(
    store: &Store,
    tenant: &str,
    principal: &str,
    kind: &str,
    roles: &[Role],
    days: Option<u32>,
) -> Result<(Uuid, String)> {
    let (tenant, id) = named(store, tenant).await?;
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    let of = match tenant.principal_named(principal).await? {
        None if roles.is_empty() => {
            let message = format!("there is no principal `{principal}`: name its roles to make it");
            return Err(Error::new(ErrorKind::NotFound, message));
        }
        None => tenant.create_principal(principal, kind, &names).await?,
        Some(found) => {
            let same = roles.is_empty()
                || found.roles.len() == names.len()
                    && names.iter().all(|name| found.roles.iter().any(|own| own == name));
            if !same {
                let message = format!("`{principal}` is there with the roles {}", found.roles.join(", "));
                return Err(Error::new(ErrorKind::Conflict, message));
            }
            found.id
        }
    };
    let (key, digest) = new_key(id)?;
    let expires = days.map(|days| now().plus_ms(i64::from(days) * DAY_MS));
    let made = tenant.create_key(of, "command line", &digest, expires).await?;
    Ok((made, key))
}

/// Makes a tenant with its first admin, all of it or nothing; gives the tenant's id and the admin's key, which is shown this once.
///
/// # Errors
/// `conflict` where there is a tenant of that name; `unavailable` where the database cannot be reached.
pub async fn make_tenant(store: &Store, name: &str, admin: &str) -> Result<(Uuid, String)> {
    let id = random_id()?;
    let (key, digest) = new_key(id)?;
    store.tenant(id).by("command line").create_with_admin(name, admin, &digest).await?;
    Ok((id, key))
}

async fn named(store: &Store, name: &str) -> Result<(Tenant, Uuid)> {
    let tenant = store.tenant_named(name).await?;
    let id =
        Uuid::try_parse(tenant.id()).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    Ok((tenant, id))
}
