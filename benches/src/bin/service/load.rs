//! The load generator: connections that stay open, a thread each.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use errpredict_benches::{cpu_seconds, wall_seconds};

use crate::Bench;
use crate::served::{Served, cpu_of_all};

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// A connection to the service.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub(crate) fn open(address: &str) -> Connection {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        Connection { stream: BufReader::with_capacity(64 << 10, stream) }
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, path: &str, token: Option<&str>, body: &[u8]) -> Answer {
        let bearer = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
        let kind = if path.starts_with("ingest/") { "application/x-ndjson" } else { "application/json" };
        let head = format!(
            "{method} /api/ml/{path} HTTP/1.1\r\nhost: bench\r\n{bearer}content-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let stream = self.stream.get_mut();
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        let (mut line, mut status, mut length) = (String::new(), 0, 0);
        loop {
            line.clear();
            assert!(self.stream.read_line(&mut line).unwrap() > 0, "it hung up");
            let text = line.trim_end();
            if status == 0 {
                status = text.split(' ').nth(1).unwrap().parse().unwrap();
            } else if text.is_empty() {
                break;
            } else if let Some((name, value)) = text.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        Answer { status, body }
    }
}

/// What a load came to.
pub(crate) struct Loaded {
    /// Answers of success a second.
    pub(crate) rate: f64,
    /// How long each of these took, in seconds, the shortest first.
    pub(crate) times: Vec<f64>,
    /// Answers with 429.
    pub(crate) refused: usize,
    /// Shares of the cores: of what asks, of the service, of PostgreSQL.
    pub(crate) shares: [f64; 3],
}

impl Loaded {
    /// Milliseconds that this share of the answers took at most.
    pub(crate) fn at(&self, share: f64) -> f64 {
        let place = (self.times.len() as f64 * share) as usize;
        self.times[place.min(self.times.len() - 1)] * 1e3
    }

    pub(crate) fn cpu(&self) -> String {
        let shares = self.shares.map(|share| format!("{:.0}", share * 100.0));
        format!("CPU {} %", shares.join(" / "))
    }
}

/// How long whoever is refused waits before asking again.
const WAIT: Duration = Duration::from_millis(50);

/// Asks for so many seconds over so many connections; `paths` gives what the n-th request of a connection asks.
pub(crate) fn load(
    bench: &Bench<'_>,
    served: &Served,
    connections: usize,
    seconds: f64,
    paths: impl Fn(usize, usize) -> String + Sync,
) -> Loaded {
    let postgres = bench.cluster.pid().unwrap();
    let (own, service, database) = (cpu_seconds(), served.cpu_s(), cpu_of_all(postgres));
    let begin = wall_seconds();
    let (mut times, mut refused) = (Vec::new(), 0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|place| {
                let paths = &paths;
                scope.spawn(move || {
                    let mut connection = Connection::open(&served.address);
                    let (mut times, mut refused) = (Vec::new(), 0);
                    for n in 0.. {
                        let asked = wall_seconds();
                        if asked - begin > seconds {
                            break;
                        }
                        let answer = connection.ask("GET", &paths(place, n), Some(&bench.token), b"");
                        match answer.status {
                            200 => times.push(wall_seconds() - asked),
                            429 => {
                                refused += 1;
                                std::thread::sleep(WAIT);
                            }
                            other => panic!("{other}: {}", String::from_utf8_lossy(&answer.body)),
                        }
                    }
                    (times, refused)
                })
            })
            .collect();
        for thread in threads {
            let (more, again) = thread.join().unwrap();
            times.extend(more);
            refused += again;
        }
    });
    let took = wall_seconds() - begin;
    let cores = std::thread::available_parallelism().unwrap().get() as f64 * took;
    let shares = [
        (cpu_seconds() - own) / cores,
        (served.cpu_s() - service) / cores,
        (cpu_of_all(postgres) - database) / cores,
    ];
    times.sort_by(f64::total_cmp);
    Loaded { rate: times.len() as f64 / took, times, refused, shares }
}
