//! A private PostgreSQL cluster in a folder: found, initialised, started, stopped and recovered by the program.
//!
//! For whoever has no server: the programs of PostgreSQL are on the machine, the data stands in a folder of its own, and
//! nobody else can connect (a unix socket in a closed folder, a generated password). What a folder holds:
//!
//! | name | what |
//! |---|---|
//! | `writer.lock` | held by the one process that may use the folder; gone with that process, however it ended |
//! | `data` | the cluster; its `PG_VERSION` records the major version |
//! | `password` | of the roles `postgres` (superuser) and `errpredict` (owner of the database) |
//! | `socket` | where it listens; below the system's folder for temporary files where the path would be too long |
//! | `log` | what PostgreSQL says |

mod binaries;
mod stale;
mod user;

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use errpredict::{Error, ErrorKind, Result};

pub use binaries::Binaries;
use user::User;

use crate::error::database;

/// How a private cluster is run.
#[derive(Debug, Clone)]
pub struct ClusterConfig {
    /// The folder of its data; made where it is missing.
    pub folder: PathBuf,
    /// The folder of PostgreSQL's programs; absent to look for them (PATH, then where packages put them).
    pub programs: Option<PathBuf>,
    /// Connections it takes, at least 10.
    pub max_connections: u32,
    /// Whether what is committed survives a loss of power. Tests do without.
    pub durable: bool,
}

impl ClusterConfig {
    /// The usual settings for a folder.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        ClusterConfig { folder: folder.into(), programs: None, max_connections: 120, durable: true }
    }
}

/// A running private cluster, which this process alone may use. It goes on when dropped: [`Cluster::stop`] ends it.
#[derive(Debug)]
pub struct Cluster {
    config: ClusterConfig,
    binaries: Binaries,
    user: User,
    socket: PathBuf,
    password: String,
    /// Locked as long as this lives.
    _lock: File,
}

/// The database that the program uses.
const DATABASE: &str = "errpredict";
/// Seconds to wait for a start; recovering after a crash reads what was written since the last checkpoint.
const START_S: &str = "120";
/// How often a server that does not answer yet is asked again, 50 ms apart.
const CONNECT_LOOKS: u32 = 200;
/// Bytes of a path of a unix socket, of which Linux allows 107 and others 103.
const SOCKET_PATH_MOST: usize = 100;

impl Cluster {
    /// Starts the cluster of a folder, after initialising it where there is none and recovering it where it crashed. Blocks
    /// this thread while the programs of PostgreSQL run.
    ///
    /// # Errors
    /// `conflict` while another process uses the folder, `not_found` without PostgreSQL, `unsupported_version` for a folder
    /// of another major version, `invalid_setting` for a folder that cannot be entered, `io` with PostgreSQL's own words.
    pub async fn start(config: ClusterConfig) -> Result<Cluster> {
        let folder = &config.folder;
        fs::create_dir_all(folder).map_err(|error| failed("make the folder", folder, &error))?;
        let config = ClusterConfig {
            folder: folder.canonicalize().map_err(|error| failed("find the folder", folder, &error))?,
            ..config
        };
        let folder = &config.folder;
        let lock = locked(folder)?;
        let user = User::choose(folder)?;
        user.check_way_to(folder)?;
        user.own(folder, 0o700)?;
        let data = folder.join("data");
        let binaries = fitting(&config, &data)?;
        let password = password(folder, user)?;
        if !data.exists() {
            initialise(&binaries, user, folder, config.durable)?;
        }
        let socket = socket_folder(folder, user)?;
        settings(&config, &socket, &data, user)?;
        let cluster = Cluster { binaries, user, socket, password, _lock: lock, config };
        stale::clear(cluster.pid(), &cluster.config.folder.join("data"), &cluster.socket)?;
        if !cluster.is_running()? {
            cluster.control(&["start", "-w", "-t", START_S, "-l", "../log"])?;
        }
        cluster.make_database().await?;
        Ok(cluster)
    }

    /// How to connect as the owner of the database.
    #[must_use]
    pub fn connection(&self) -> tokio_postgres::Config {
        self.connection_as("errpredict", DATABASE)
    }

    /// How to connect as the superuser: for tests, backups and repairs.
    #[must_use]
    pub fn superuser(&self) -> tokio_postgres::Config {
        self.connection_as("postgres", "postgres")
    }

    fn connection_as(&self, user: &str, database: &str) -> tokio_postgres::Config {
        let mut config = tokio_postgres::Config::new();
        config.host_path(&self.socket).user(user).password(&self.password).dbname(database);
        config.connect_timeout(Duration::from_secs(10));
        config
    }

    /// The folder in which its socket stands: `psql --host` takes it.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// The password of both roles.
    pub(crate) fn password(&self) -> &str {
        &self.password
    }

    /// The PostgreSQL that runs it.
    #[must_use]
    pub const fn binaries(&self) -> &Binaries {
        &self.binaries
    }

    /// The process id of the running server.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        let text = fs::read_to_string(self.config.folder.join("data/postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    /// Ends it: connections are closed, what was committed is written.
    ///
    /// # Errors
    /// `io` with PostgreSQL's own words.
    pub fn stop(self) -> Result<()> {
        self.control(&["stop", "-w", "-m", "fast"]).map(|_| ())
    }

    fn is_running(&self) -> Result<bool> {
        let mut command = self.pg_ctl(&["status"]);
        let status = command
            .output()
            .map_err(|error| failed("run", &self.binaries.folder().join("pg_ctl"), &error))?
            .status;
        Ok(status.success())
    }

    fn pg_ctl(&self, arguments: &[&str]) -> Command {
        let data = self.config.folder.join("data");
        let mut command = self.user.command(&self.binaries.folder().join("pg_ctl"), &data);
        command.args(arguments).arg("-D").arg(data);
        command
    }

    fn control(&self, arguments: &[&str]) -> Result<String> {
        let log = self.config.folder.join("log");
        run(&mut self.pg_ctl(arguments)).map_err(|error| error.with("log", log.display()))
    }

    /// A connection as the superuser. A server that was found running may be on its way up or down.
    async fn connected(
        &self,
    ) -> Result<(
        tokio_postgres::Client,
        impl Future<Output = std::result::Result<(), tokio_postgres::Error>> + use<>,
    )> {
        let mut looks = 0;
        loop {
            match self.superuser().connect(tokio_postgres::NoTls).await.map_err(database) {
                Err(error) if error.kind() == ErrorKind::Unavailable && looks < CONNECT_LOOKS => looks += 1,
                found => return found,
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The role and the database of the program; whatever a crash left out is done at the next start.
    async fn make_database(&self) -> Result<()> {
        let (client, connection) = self.connected().await?;
        let running = tokio::spawn(connection);
        let has_role = "select 1 from pg_roles where rolname = 'errpredict'";
        if client.query_opt(has_role, &[]).await.map_err(database)?.is_none() {
            // The password is made of hexadecimal digits alone.
            let make = format!("create role errpredict login createrole password '{}'", self.password);
            client.batch_execute(&make).await.map_err(database)?;
        }
        let has_database = "select 1 from pg_database where datname = 'errpredict'";
        if client.query_opt(has_database, &[]).await.map_err(database)?.is_none() {
            client.batch_execute("create database errpredict owner errpredict").await.map_err(database)?;
        }
        drop(client);
        let _ = running.await;
        Ok(())
    }
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot {what} {}: {error}", path.display()))
}

/// How often, and after how long, a lock is tried again: a child that is just being started holds for a moment what its parent had open.
const TRIES: u32 = 15;
const BETWEEN: Duration = Duration::from_millis(20);

/// The folder's lock file, held until it is dropped.
fn locked(folder: &Path) -> Result<File> {
    let path = folder.join("writer.lock");
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&path)
        .map_err(|error| failed("open", &path, &error))?;
    let mut lock = file.try_lock();
    for _ in 0..TRIES {
        if !matches!(lock, Err(TryLockError::WouldBlock)) {
            break;
        }
        std::thread::sleep(BETWEEN);
        lock = file.try_lock();
    }
    match lock {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            let message = format!(
                "the store in {} is in use by another errpredict (process {}); one process at a time may use it: wait for it, or \
                 name a server with DATABASE_URL",
                folder.display(),
                holder.trim()
            );
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        Err(TryLockError::Error(error)) => return Err(failed("lock", &path, &error)),
    }
    // Only said to people; the lock is what holds.
    let _ = file.set_len(0).and_then(|()| file.write_all(std::process::id().to_string().as_bytes()));
    Ok(file)
}

/// The PostgreSQL for this folder: of the major version that made it, where there is one already.
fn fitting(config: &ClusterConfig, data: &Path) -> Result<Binaries> {
    let found = match &config.programs {
        Some(folder) => vec![Binaries::in_folder(folder)?],
        None => Binaries::on_this_machine(std::env::var_os("PATH").as_deref()),
    };
    let recorded =
        fs::read_to_string(data.join("PG_VERSION")).ok().and_then(|text| text.trim().parse::<u32>().ok());
    let majors: Vec<String> = found.iter().map(|one| one.major().to_string()).collect();
    let fits = |one: &Binaries| recorded.is_none_or(|major| major == one.major());
    match (found.into_iter().find(fits), recorded) {
        (Some(fitting), _) => Ok(fitting),
        (None, Some(major)) if !majors.is_empty() => {
            let message = format!(
                "the store in {} was made by PostgreSQL {major}, and here is only {}. Install PostgreSQL {major}; to move to another \
                 version, run `errpredict store export FILE` with {major} and `errpredict store restore FILE` into a new folder",
                config.folder.display(),
                majors.join(", ")
            );
            Err(Error::new(ErrorKind::UnsupportedVersion, message))
        }
        (None, Some(major)) => {
            let folder = config.folder.display();
            let message = format!(
                "the store in {folder} was made by PostgreSQL {major}, and here is none: install PostgreSQL {major}"
            );
            Err(Error::new(ErrorKind::NotFound, message))
        }
        _ => Err(binaries::none_found()),
    }
}

/// The password in the folder, made at the first start.
fn password(folder: &Path, user: User) -> Result<String> {
    let path = folder.join("password");
    if let Ok(password) = fs::read_to_string(&path) {
        return Ok(password.trim().to_owned());
    }
    let random: [u8; 24] = crate::random::random_bytes()?;
    let password: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    // Closed before anything stands in it, and whole or not there: a crash must not leave half a password.
    let fresh = folder.join("password.new");
    let wrong = |error: std::io::Error| failed("write", &fresh, &error);
    let mut file = File::create(&fresh).map_err(wrong)?;
    user.own(&fresh, 0o600)?;
    file.write_all(password.as_bytes()).and_then(|()| file.sync_all()).map_err(wrong)?;
    fs::rename(&fresh, &path).map_err(wrong)?;
    Ok(password)
}

/// A new cluster beside its place, moved there when it is whole.
fn initialise(binaries: &Binaries, user: User, folder: &Path, is_durable: bool) -> Result<()> {
    let fresh = folder.join("data.new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh).map_err(|error| failed("remove", &fresh, &error))?;
    }
    let mut command = user.command(&binaries.folder().join("initdb"), folder);
    // What is written is synchronised once below, not file by file.
    command.args([
        "--no-sync",
        "--no-instructions",
        "--username=postgres",
        "--auth=scram-sha-256",
        "--data-checksums",
    ]);
    // Sorted by bytes: the same order on every machine, and no index that a new version of a library makes wrong.
    command.args(["--encoding=UTF8", "--locale=C", "--pwfile=password"]).arg("--pgdata").arg(&fresh);
    run(&mut command)?;
    let conf = fresh.join("postgresql.conf");
    let appended = File::options().append(true).open(&conf).and_then(|mut file| {
        file.write_all(b"\ninclude 'errpredict.conf'\n")?;
        file.sync_all()
    });
    appended.map_err(|error| failed("write", &conf, &error))?;
    if is_durable {
        // All of it at once, before it stands in its place: a loss of power leaves no cluster of which half was written.
        let mut sync = user.command(&binaries.folder().join("initdb"), folder);
        run(sync.args(["--sync-only", "--pgdata"]).arg(&fresh))?;
    }
    let data = folder.join("data");
    fs::rename(&fresh, &data).map_err(|error| failed("write", &data, &error))
}

/// The settings of this start; written each time, because the folder may have moved.
fn settings(config: &ClusterConfig, socket: &Path, data: &Path, user: User) -> Result<()> {
    let path = data.join("errpredict.conf");
    let socket = socket.display().to_string().replace('\'', "''");
    let connections = config.max_connections.max(10);
    let mut text = format!(
        "listen_addresses = ''\nunix_socket_directories = '{socket}'\nunix_socket_permissions = 0700\nport = 5432\n\
         max_connections = {connections}\ntimezone = 'UTC'\nlog_timezone = 'UTC'\nhba_file = 'pg_hba.conf'\n"
    );
    if !config.durable {
        text.push_str("fsync = off\nfull_page_writes = off\n");
    }
    fs::write(&path, text).map_err(|error| failed("write", &path, &error))?;
    user.own(&path, 0o600)
}

/// Where the socket goes; the system limits the length of its path.
fn socket_folder(folder: &Path, user: User) -> Result<PathBuf> {
    let near = folder.join("socket");
    let short = near.as_os_str().len() + "/.s.PGSQL.5432".len() <= SOCKET_PATH_MOST;
    let socket =
        if short { near } else { std::env::temp_dir().join(format!("errpredict-{}", short_name(folder))) };
    if !socket.exists() {
        fs::create_dir(&socket).map_err(|error| failed("make the folder", &socket, &error))?;
        user.own(&socket, 0o700)?;
    }
    if !user.owns(&socket) {
        let message = format!(
            "{} belongs to another user; remove it, or choose a shorter data folder",
            socket.display()
        );
        return Err(Error::new(ErrorKind::Conflict, message));
    }
    Ok(socket)
}

/// Sixteen digits for a path.
fn short_name(folder: &Path) -> String {
    let digest = crate::digest::sha256(&[folder.as_os_str().as_encoded_bytes()]);
    digest[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs a program of PostgreSQL to its end; its last words are the error.
fn run(command: &mut Command) -> Result<String> {
    let name = Path::new(command.get_program()).to_owned();
    let output = command.output().map_err(|error| failed("run", &name, &error))?;
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() {
        return Ok(said);
    }
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines[lines.len().saturating_sub(3)..].join("; ");
    Err(Error::new(ErrorKind::Io, format!("{} failed: {last}", name.display())))
}
