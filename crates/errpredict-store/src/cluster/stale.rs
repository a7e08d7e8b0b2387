//! What a server that was killed leaves behind.
//!
//! PostgreSQL itself finds a lock file of a process that is gone. In a container whose first process reaps nobody, a killed
//! server stays as a zombie, which looks alive to it: the new one would refuse to start for ever.

use std::fs;
use std::path::Path;
use std::time::Duration;

use errpredict::{Error, ErrorKind, Result};

/// How often, and in what steps, it is looked whether all processes of the killed server are gone: ten seconds.
const LOOKS: u32 = 200;
const STEP: Duration = Duration::from_millis(50);

/// Whether a process has ended and only its entry is left; false where the system does not tell.
pub(super) fn is_zombie(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name in brackets may hold anything; the state is the first word behind it.
    stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with('Z'))
}

/// Removes the lock files of a server that is a zombie, once none of its other processes works on the data any more.
pub(super) fn clear(pid: Option<u32>, data: &Path, socket: &Path) -> Result<()> {
    if !pid.is_some_and(is_zombie) {
        return Ok(());
    }
    for look in 0.. {
        if !is_worked_on(data) {
            break;
        }
        if look == LOOKS {
            let message = format!("the server of {} was killed, and its processes still run", data.display());
            return Err(Error::new(ErrorKind::Unavailable, message));
        }
        std::thread::sleep(STEP);
    }
    for lock in [data.join("postmaster.pid"), socket.join(".s.PGSQL.5432.lock")] {
        match fs::remove_file(&lock) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::new(ErrorKind::Io, format!("cannot remove {}: {error}", lock.display())));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether a living process stands in the folder, as all of a server do.
fn is_worked_on(data: &Path) -> bool {
    let pids = fs::read_dir("/proc").into_iter().flatten().flatten();
    pids.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).any(|pid| {
        fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|folder| folder == data) && !is_zombie(pid)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_that_nobody_waited_for_is_a_zombie() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        while !is_zombie(child.id()) {
            std::thread::sleep(Duration::from_millis(1));
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("postmaster.pid"), "x").unwrap();
        clear(Some(std::process::id()), folder.path(), folder.path()).unwrap();
        assert!(folder.path().join("postmaster.pid").exists(), "of a living process it stays");
        clear(Some(child.id()), folder.path(), folder.path()).unwrap();
        assert!(!folder.path().join("postmaster.pid").exists());
        child.wait().unwrap();
        assert!(!is_zombie(child.id()));
    }
}
