//! `errpredict serve`: the HTTP API over the store.

mod demo;

use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use errpredict::{Error, ErrorKind, Result};
use errpredict_server::{Config, Secret, Service, asked_to_end, first_admin, listen, random_secret};
use errpredict_store::{Database, StoreConfig};

use self::demo::Folder;
use super::store::Place;
use crate::commands::watch::clock::wall_clock;
use crate::tables::say;

/// The file beside a private cluster that keeps what tokens are signed with.
const SECRET_FILE: &str = "service-secret";

/// Answer over HTTP what the store holds, and take events.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Settings as a TOML file; variables ERRPREDICT_SECTION_KEY win over it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    address: Option<SocketAddr>,
    /// Run the jobs in this process as well, as `errpredict work` does
    #[arg(long)]
    work: bool,
    /// Settings of the jobs and alerts, as `errpredict work --config` takes them
    #[arg(long, value_name = "FILE", requires = "work")]
    work_config: Option<PathBuf>,
    /// Say what every setting is, secrets left out, and end
    #[arg(long)]
    show_config: bool,
    /// Show a made month of a shop, in a store of its own that is gone when this ends
    #[arg(long, conflicts_with_all = ["database_url", "data_dir", "replica_url", "keys"])]
    demo: bool,
}

/// Serves until it is asked to end.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let mut config = settings(arguments.config.as_deref())?;
    if let Some(address) = arguments.address {
        config.address = address;
    }
    if arguments.show_config {
        return say(&config.shown());
    }
    log(&config);
    let mut jobs =
        arguments.work.then(|| super::work::settings(arguments.work_config.as_deref())).transpose()?;
    if let Some(jobs) = &mut jobs {
        jobs.platform.tenant.get_or_insert_with(|| config.platform_tenant.clone());
    }
    if !arguments.demo {
        return serve(&arguments.place, config, jobs);
    }
    let folder = Folder::make()?;
    config.is_demo = true;
    demo::TENANT.clone_into(&mut config.platform_tenant);
    let mut text = String::from("Making a month of a shop, which takes some seconds ...\n");
    if arguments.place.url().is_some() {
        text.push_str("DATABASE_URL is not used: a demonstration has a store of its own.\n");
    }
    say(&text)?;
    serve(&arguments.place.private_in(folder.path()), config, jobs)
}

/// Serves the store of a place until it is asked to end.
fn serve(place: &Place, mut config: Config, jobs: Option<errpredict_jobs::Config>) -> Result<()> {
    // Before a secret is made: for other machines a person chooses one.
    config.check()?;
    place.with_database_for(config.database_connections, async |database| {
        if let (Database::Private(_), None) = (database, &config.secret) {
            config.secret = Some(kept_secret(&place.folder())?);
        }
        let store_config = StoreConfig { max_connections: config.database_connections, ..place.config()? };
        let store = database.store(&store_config).await?;
        // Whoever takes away what is too old, a worker or a command, keeps events as long as they are taken.
        store.keep_events_for(config.retention_days).await?;
        if config.is_demo {
            demo::fill(&store, wall_clock()).await?;
        }
        let first = first_admin(&store, &config.platform_tenant).await?;
        let changes = (!store_config.pooled).then(|| database.connection());
        let is_kept = config.secret.is_some();
        let is_demo = config.is_demo;
        let listener = listen(config.address).await?;
        let address = listener.local_addr().map_err(|error| {
            Error::new(ErrorKind::Io, format!("the socket does not say where it listens: {error}"))
        })?;
        let service = Service::new(store, config.clone(), changes)?;
        say(&greeting(address, first.as_deref(), is_kept, is_demo))?;
        let Some(jobs) = jobs else { return service.serve(listener, asked_to_end()).await };
        let worker = super::work::worker(database, place, jobs).await?;
        let (served, worked) =
            tokio::join!(service.serve(listener, asked_to_end()), worker.run(asked_to_end()));
        served.and(worked)
    })
}

/// The settings of the file and of the environment.
fn settings(file: Option<&Path>) -> Result<Config> {
    let text = file.map(|path| {
        std::fs::read_to_string(path)
            .map_err(|error| Error::new(ErrorKind::Io, format!("cannot read `{}`: {error}", path.display())))
    });
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Config::read(text.transpose()?.as_deref(), environment)
}

fn greeting(address: SocketAddr, first: Option<&str>, is_kept: bool, is_demo: bool) -> String {
    let mut text = String::new();
    if is_demo {
        text.push_str("DEMONSTRATION: five services of a made shop; nothing of it happened, and all of it is gone at the end.\n");
    }
    text += &format!(
        "errpredict listens on http://{address}/api/ml/ (the API as a page: docs/)\nThe dashboard: http://{address}/\n"
    );
    if !is_kept {
        text.push_str("auth.secret is not set: tokens end with this process\n");
    }
    if let Some(key) = first {
        text.push_str(&format!(
            "\nThe first key, of the principal `admin`; it is shown this once, and signs in to the dashboard:\n  {key}\nA token for it:\n  \
             curl -s http://{address}/api/ml/auth/token/ -d '{{\"key\": \"{key}\"}}' -H 'Content-Type: application/json'\n"
        ));
    }
    text
}

/// What tokens are signed with, beside the cluster that they open; made where there is none.
fn kept_secret(folder: &Path) -> Result<Secret> {
    let path = folder.join(SECRET_FILE);
    let failed = |what: &str, error: &std::io::Error| {
        Error::new(ErrorKind::Io, format!("cannot {what} `{}`: {error}", path.display()))
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => return Ok(Secret::new(text.trim())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed("read", &error)),
    }
    let secret = random_secret()?;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .map_err(|error| failed("write", &error))?;
    file.write_all(secret.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| failed("write", &error))?;
    Ok(Secret::new(secret))
}

/// One line a request on standard error.
fn log(config: &Config) {
    let level: tracing_subscriber::filter::LevelFilter =
        config.log_level.parse().unwrap_or(tracing_subscriber::filter::LevelFilter::INFO);
    let lines =
        tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).with_target(false);
    // Another part of this process logs already: then its way of logging goes on.
    let _ = if config.log_format == "json" {
        lines.json().flatten_event(true).try_init()
    } else {
        lines.with_ansi(false).try_init()
    };
}
