//! CPU time of ranking one incident, after loading: `rca FOLDER...` prints `{"incident": milliseconds, ...}`.
//!
//! Called by `make eval-rca`, which sets it beside the peers.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that fails has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use errpredict::rca::rank;
use errpredict_benches::measure;
use errpredict_io::read_incident;

const RUNS: usize = 9;

fn main() {
    let mut ms = BTreeMap::new();
    for folder in std::env::args().skip(1) {
        let incident = read_incident(Path::new(&folder)).unwrap();
        let measured = measure(RUNS, || rank(&incident));
        ms.insert(incident.id.clone(), measured.cpu_s * 1e3);
    }
    println!("{}", serde_json::to_string(&ms).unwrap());
}
