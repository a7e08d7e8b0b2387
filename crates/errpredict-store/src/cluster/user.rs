//! Who runs PostgreSQL: it refuses to run as root, so root runs it as another user of the machine.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use errpredict::{Error, ErrorKind, Result};

/// Users that may run it for root, in this order: that of the distribution's own clusters, else the one without any rights.
const FOR_ROOT: [&str; 2] = ["postgres", "nobody"];

/// The user that owns the files of a cluster and runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct User {
    /// User and group to become; nothing where this process runs as the user itself.
    other: Option<(u32, u32)>,
    uid: u32,
}

impl User {
    /// This process' own user, or for root one of [`FOR_ROOT`].
    ///
    /// # Errors
    /// `not_found` where root has no other user to run it as.
    pub(super) fn choose(below: &Path) -> Result<User> {
        let uid = own_uid(below)?;
        if uid != 0 {
            return Ok(User { other: None, uid });
        }
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let other = FOR_ROOT.iter().find_map(|name| ids_of(&users, name)).ok_or_else(|| {
            let message = "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody` to run it as";
            Error::new(ErrorKind::NotFound, message)
        })?;
        Ok(User { other: Some(other), uid: other.0 })
    }

    /// A command that runs as this user, in `folder`, and is told nothing of other servers by the environment.
    pub(super) fn command(self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env("LC_ALL", "C");
        for name in
            ["PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGPASSWORD", "PGPASSFILE", "PGOPTIONS"]
        {
            command.env_remove(name);
        }
        if let Some((uid, gid)) = self.other {
            command.uid(uid).gid(gid);
        }
        command
    }

    /// Gives a file or folder to this user, for nobody else to read.
    pub(super) fn own(self, path: &Path, mode: u32) -> Result<()> {
        let failed = |error: std::io::Error| {
            Error::new(ErrorKind::Io, format!("cannot set the owner of {}: {error}", path.display()))
        };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(failed)?;
        self.other.map_or(Ok(()), |(uid, gid)| chown(path, Some(uid), Some(gid)).map_err(failed))
    }

    /// Whether a folder belongs to this user.
    pub(super) fn owns(self, path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|found| found.uid() == self.uid)
    }

    /// Checks that this user may walk down to `folder`: root's own folders are closed to everyone else.
    ///
    /// # Errors
    /// `invalid_setting` names the folder that is closed.
    pub(super) fn check_way_to(self, folder: &Path) -> Result<()> {
        let closed = folder.ancestors().skip(1).find(|above| {
            fs::metadata(above)
                .is_ok_and(|found| found.uid() != self.uid && found.permissions().mode() & 0o001 == 0)
        });
        match closed.filter(|_| self.other.is_some()) {
            None => Ok(()),
            Some(closed) => Err(Error::setting(
                "data_dir",
                "a folder that the user running PostgreSQL can enter (it refuses to run as root)",
                format!("{}, of which {} is closed to others", folder.display(), closed.display()),
            )),
        }
    }
}

/// The user of this process: the owner of a folder it just made, since nothing in the standard library asks the system.
fn own_uid(below: &Path) -> Result<u32> {
    let failed = |error: std::io::Error| {
        Error::new(ErrorKind::Io, format!("cannot write below {}: {error}", below.display()))
    };
    let probe = below.join(format!(".owner-{}", std::process::id()));
    fs::write(&probe, []).map_err(failed)?;
    let uid = fs::metadata(&probe).map(|found| found.uid()).map_err(failed);
    let _ = fs::remove_file(&probe);
    uid
}

/// User and group id of a name in the text of `/etc/passwd`.
fn ids_of(users: &str, name: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_from_the_list_of_users() {
        let users = "root:x:0:0:root:/root:/bin/bash\npostgres2:x:9:9::/:\npostgres:x:101:104:,,,:/var/lib:/bin/bash\n";
        assert_eq!(ids_of(users, "postgres"), Some((101, 104)));
        assert_eq!(ids_of(users, "nobody"), None);
    }

    #[test]
    fn a_closed_folder_above_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let somebody = User { other: Some((4_711, 4_711)), uid: 4_711 };
        let refused = somebody.check_way_to(&folder.path().join("store")).unwrap_err();
        assert!(refused.message().contains(folder.path().to_str().unwrap()), "{refused}");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        somebody.check_way_to(&folder.path().join("store")).unwrap();
    }
}
