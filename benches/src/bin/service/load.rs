//! Who asks: threads with connections that are kept open, one request after the other on each.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use errpredict_benches::{cpu_seconds, wall_seconds};

/// What came of a load.
pub(crate) struct Load {
    /// Answers a second.
    pub(crate) rate: f64,
    /// Of the answers with status 200, the time that 99 of a hundred took less than, in milliseconds.
    pub(crate) p99_ms: f64,
    /// How many answers there were of each status.
    pub(crate) ok: usize,
    pub(crate) too_many: usize,
    /// Of all processor time of the machine, what whoever asked took.
    pub(crate) share: f64,
}

/// A request: `place` counts those of a connection.
pub(crate) type Asked = Arc<dyn Fn(usize, usize) -> Vec<u8> + Send + Sync>;

/// Asks for some seconds over so many connections.
pub(crate) fn load(address: &str, connections: usize, seconds: f64, asked: &Asked) -> Load {
    let (cpu, begin) = (cpu_seconds(), wall_seconds());
    let threads: Vec<_> = (0..connections)
        .map(|connection| {
            let (address, asked) = (address.to_owned(), asked.clone());
            std::thread::spawn(move || one(&address, connection, begin + seconds, &asked))
        })
        .collect();
    let mut times: Vec<f64> = Vec::new();
    let (mut all, mut too_many) = (0, 0);
    for thread in threads {
        for (status, took) in thread.join().unwrap() {
            all += 1;
            match status {
                200 => times.push(took * 1e3),
                429 => too_many += 1,
                other => panic!("status {other}"),
            }
        }
    }
    let took = wall_seconds() - begin;
    times.sort_by(f64::total_cmp);
    let cores = std::thread::available_parallelism().unwrap().get() as f64;
    Load {
        rate: all as f64 / took,
        p99_ms: times.get(times.len() * 99 / 100).copied().unwrap_or(f64::NAN),
        ok: times.len(),
        too_many,
        share: (cpu_seconds() - cpu) / (took * cores),
    }
}

fn one(address: &str, connection: usize, until: f64, asked: &Asked) -> Vec<(u16, f64)> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut answers = BufReader::with_capacity(1 << 16, stream.try_clone().unwrap());
    let (mut found, mut body, mut line) = (Vec::new(), Vec::new(), String::new());
    while wall_seconds() < until {
        let request = asked(connection, found.len());
        let begin = wall_seconds();
        stream.write_all(&request).unwrap();
        line.clear();
        answers.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).unwrap().parse().unwrap();
        let mut length = 0;
        loop {
            line.clear();
            answers.read_line(&mut line).unwrap();
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        body.resize(length, 0);
        answers.read_exact(&mut body).unwrap();
        found.push((status, wall_seconds() - begin));
    }
    found
}

/// A request as it stands on the wire.
pub(crate) fn request(method: &str, path: &str, token: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "{method} /api/ml/{path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}
