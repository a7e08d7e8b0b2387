//! `errpredict token`: who may do what, and with which keys.

use std::fmt::Write as _;

use errpredict::{Error, ErrorKind, Result};
use errpredict_io::printable;
use errpredict_server::{Role, give_key, make_tenant};
use errpredict_store::{Principal, StoreConfig, Tenant};

use super::store::{Known, Place, Whose};
use crate::tables::say;

/// Characters of a name.
const NAME_CHARS: usize = 60;

/// Say who may do what, and give and revoke keys.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make a key, and the principal it is for where there is none
    #[command(after_help = "Example:\n  errpredict token create shop --service --role ingest --days 90")]
    Create(Create),
    /// List keys, without their secrets
    #[command(after_help = "Example:\n  errpredict token list")]
    List(List),
    /// Revoke a key
    #[command(after_help = "Example:\n  errpredict token revoke 01890a5d-ac96-774b-bcce-b302099a8057")]
    Revoke(Revoke),
    /// List principals with their roles
    #[command(after_help = "Example:\n  errpredict token users")]
    Users(List),
    /// Give a principal these roles and no other
    #[command(after_help = "Example:\n  errpredict token roles ada --role operator --role approver")]
    Roles(Roles),
    /// Let a principal sign in no more, or again
    #[command(after_help = "Example:\n  errpredict token active ada false")]
    Active(Active),
    /// List tenants
    #[command(after_help = "Example:\n  errpredict token tenants")]
    Tenants(Tenants),
    /// Make a tenant with its first admin, and a key of him
    #[command(after_help = "Example:\n  errpredict token make-tenant shop --admin sam")]
    MakeTenant(MakeTenant),
    /// Lay a tenant aside, or let it go on: nobody of it signs in, nothing is taken in for it and no job works for it; what it has stays
    #[command(after_help = "Example:\n  errpredict token tenant-active shop false")]
    TenantActive(TenantActive),
}

#[derive(Debug, clap::Args)]
struct Create {
    /// The principal
    name: String,
    /// A role of it: viewer, operator, approver, admin, ingest, upload; may be given several times
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Vec<Role>,
    /// It is a service and no person
    #[arg(long)]
    service: bool,
    /// Days until the key ends by itself
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: Option<u32>,
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    whose: Known,
}

#[derive(Debug, clap::Args)]
struct Revoke {
    /// The key's id, as `token list` has it
    id: uuid::Uuid,
    #[command(flatten)]
    whose: Known,
}

#[derive(Debug, clap::Args)]
struct Roles {
    /// The principal
    name: String,
    /// A role of it; may be given several times
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Vec<Role>,
    #[command(flatten)]
    whose: Known,
}

#[derive(Debug, clap::Args)]
struct Active {
    /// The principal
    name: String,
    /// Whether it may sign in
    #[arg(action = clap::ArgAction::Set)]
    active: bool,
    #[command(flatten)]
    whose: Known,
}

#[derive(Debug, clap::Args)]
struct Tenants {
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Args)]
struct MakeTenant {
    /// The tenant
    name: String,
    /// Its first admin
    #[arg(long, default_value = "admin", value_name = "NAME")]
    admin: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Args)]
struct TenantActive {
    /// The tenant
    name: String,
    /// Whether it goes on
    #[arg(action = clap::ArgAction::Set)]
    active: bool,
    #[command(flatten)]
    place: Place,
}

fn role(text: &str) -> std::result::Result<Role, String> {
    Role::named(text).ok_or_else(|| format!("expected one of {}", Role::ALL.map(Role::name).join(", ")))
}

async fn named(tenant: &Tenant, name: &str) -> Result<Principal> {
    let found = tenant.principal_named(name).await?;
    found.ok_or_else(|| Error::new(ErrorKind::NotFound, format!("there is no principal `{name}`")))
}

/// Does it, and says what it did.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let page = match &arguments.what {
        What::Create(create) => {
            let kind = if create.service { "service" } else { "person" };
            create.whose.with_tenant(async |store, _| {
                let of = create.whose.tenant();
                let (id, key) = give_key(store, of, &create.name, kind, &create.role, create.days).await?;
                Ok(format!("{key}\n\nThe key {id}; it is shown this once.\n"))
            })
        }
        What::List(list) => list.whose.with_tenant(async |tenant| {
            let mut page = String::new();
            for key in tenant.keys().await? {
                let state = if key.revoked_at.is_some() { "revoked" } else { "" };
                let (of, name) = (printable(&key.principal, NAME_CHARS), printable(&key.name, NAME_CHARS));
                let _ = writeln!(page, "{}  {of}  {name}  {}  {state}", key.id, key.created_at);
            }
            Ok(page)
        }),
        What::Revoke(revoke) => revoke.whose.with_tenant(async |tenant| {
            let done = tenant.revoke_key(revoke.id).await?;
            let missing =
                || Error::new(ErrorKind::NotFound, format!("there is no key {} that goes on", revoke.id));
            done.then(|| "revoked\n".to_owned()).ok_or_else(missing)
        }),
        What::Users(list) => list.whose.with_tenant(async |tenant| {
            let mut page = String::new();
            for one in tenant.principals().await? {
                let state = if one.active { "" } else { "  may not sign in" };
                let name = printable(&one.name, NAME_CHARS);
                let _ = writeln!(page, "{}  {name}  {}  {}{state}", one.id, one.kind, one.roles.join(", "));
            }
            Ok(page)
        }),
        What::Roles(roles) => roles.whose.with_tenant(async |tenant| {
            let names: Vec<&str> = roles.role.iter().map(|role| role.name()).collect();
            tenant.set_roles(named(tenant, &roles.name).await?.id, &names).await?;
            Ok(format!("{}: {}\n", printable(&roles.name, NAME_CHARS), names.join(", ")))
        }),
        What::Active(said) => said.whose.with_tenant(async |tenant| {
            tenant.set_active(named(tenant, &said.name).await?.id, said.active).await?;
            Ok(if said.active { "may sign in\n" } else { "may not sign in\n" }.to_owned())
        }),
        What::Tenants(tenants) => tenants.place.with_database(async |database| {
            let store = database.store(&StoreConfig::default()).await?;
            let mut page = String::new();
            for one in store.every_tenant().await? {
                let state = if one.active { "" } else { "  laid aside" };
                let _ = writeln!(page, "{}  {}{state}", one.id, printable(&one.name, NAME_CHARS));
            }
            Ok(page)
        }),
        What::MakeTenant(new) => new.place.with_database(async |database| {
            let store = database.store(&StoreConfig::default()).await?;
            let (id, key) = make_tenant(&store, &new.name, &new.admin).await?;
            let admin = printable(&new.admin, NAME_CHARS);
            Ok(format!("{key}\n\nThe key of `{admin}`, admin of the tenant {id}; it is shown this once.\n"))
        }),
        What::TenantActive(said) => said.place.with_database(async |database| {
            let store = database.store(&StoreConfig::default()).await?;
            let missing = || Error::new(ErrorKind::NotFound, format!("there is no tenant `{}`", said.name));
            let tenant = store.known_tenant(&said.name).await?.ok_or_else(missing)?;
            tenant.by("command line").let_tenant(said.active).await?;
            Ok(if said.active { "goes on\n" } else { "laid aside\n" }.to_owned())
        }),
    }?;
    say(&page)
}
