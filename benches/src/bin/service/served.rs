//! The program that is measured.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::load::Connection;

/// What tokens are signed with, so that they hold from one start to the next.
const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A program that serves.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: String,
    key: Option<String>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// Starts it with these settings, without limits on how often somebody asks.
    pub(crate) fn start(url: &str, settings: &[(&str, &str)]) -> Served {
        let program = std::env::current_exe().unwrap().with_file_name("errpredict");
        assert!(program.exists(), "make bench-service builds it");
        let mut child = Command::new(program)
            .args(["serve", "--address", "127.0.0.1:0", "--database-url", url])
            .env("ERRPREDICT_AUTH_SECRET", SECRET)
            .env("ERRPREDICT_AUTH_ACCESS_MINUTES", "1440")
            .env("ERRPREDICT_LIMITS_PRINCIPAL_PER_MINUTE", "0")
            .env("ERRPREDICT_LIMITS_TENANT_PER_MINUTE", "0")
            .env("ERRPREDICT_LIMITS_ADDRESS_PER_MINUTE", "0")
            .env("ERRPREDICT_LOG_LEVEL", "warn")
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        // Whoever is first is told more.
        let mut is_first = None;
        while is_first != Some(false) && !said.contains("curl ") {
            assert!(lines.read_line(&mut said).unwrap() > 0, "it ended: {said}");
            if said.contains("listens on") && is_first.is_none() {
                is_first = Some(lines.buffer().windows(4).any(|four| four == b"epk_"));
            }
        }
        let address = said.split("listens on http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let key = said.lines().map(str::trim).find(|line| line.starts_with("epk_")).map(str::to_owned);
        Served { child, address, key }
    }

    /// An access token for its first key.
    pub(crate) fn token(&self) -> String {
        let body = format!("{{\"key\": \"{}\"}}", self.key.as_ref().unwrap());
        let answer = Connection::open(&self.address).ask("POST", "auth/token/", None, body.as_bytes());
        let found: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        found["access"].as_str().unwrap().to_owned()
    }

    fn kilobytes(&self, file: &str, name: &str) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap();
        let of_line =
            |line: &str| line.strip_prefix(name)?.trim().trim_end_matches(" kB").parse::<f64>().ok();
        text.lines().filter_map(of_line).sum()
    }

    /// What it holds in memory, the code of the program included.
    pub(crate) fn resident_mb(&self) -> f64 {
        self.kilobytes("status", "VmRSS:") / 1e3
    }

    /// What would be free without it.
    pub(crate) fn unique_mb(&self) -> f64 {
        (self.kilobytes("smaps_rollup", "Private_Clean:") + self.kilobytes("smaps_rollup", "Private_Dirty:"))
            / 1e3
    }

    /// Seconds of the processor that it had.
    pub(crate) fn cpu_s(&self) -> f64 {
        cpu_of(self.child.id())
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn end(mut self) {
        assert!(
            Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success()
        );
        assert!(self.child.wait().unwrap().success());
    }
}

/// Seconds of the processor that a process had: user and system time are fields 14 and 15, in 1/100 s.
pub(crate) fn cpu_of(id: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>()
        / 100.0
}

/// Seconds of the processor of a process, of those it began that run, and of those that ended.
pub(crate) fn cpu_of_all(id: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let own: f64 =
        fields.split_whitespace().skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>()
            / 100.0;
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    own + children.split_whitespace().filter_map(|id| id.parse().ok()).map(cpu_of_all).sum::<f64>()
}
