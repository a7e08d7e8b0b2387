//! Small hot functions, ours and theirs, by criterion; CPU time of the process in place of the clock on the wall, which swings on
//! a shared machine. `make bench-criterion`.

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{Criterion, Throughput};
use errpredict::predict::Sample;
use errpredict_rust_peers::{forecasts, forests, prediction_rows, templates};

/// CPU seconds of this process, all threads.
struct CpuTime;

impl Measurement for CpuTime {
    type Intermediate = f64;
    type Value = f64;

    fn start(&self) -> f64 {
        errpredict_benches::cpu_seconds()
    }

    fn end(&self, start: f64) -> f64 {
        // Criterion formats nanoseconds.
        (errpredict_benches::cpu_seconds() - start) * 1e9
    }

    fn add(&self, one: &f64, other: &f64) -> f64 {
        one + other
    }

    fn zero(&self) -> f64 {
        0.0
    }

    fn to_f64(&self, value: &f64) -> f64 {
        *value
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        // The units are those of time.
        static UNITS: WallTime = WallTime;
        UNITS.formatter()
    }
}

fn main() {
    errpredict::threads::set(1);
    let mut criterion = Criterion::default().with_measurement(CpuTime).sample_size(20).configure_from_args();

    let (train, _) = prediction_rows("lanl");
    let (model, row) = forests::one_row(&train);
    criterion.bench_function("forest/one row/ours", |bencher| {
        bencher.iter(|| model.as_fitted().log_odds(&Sample::new(std::hint::black_box(&row))));
    });

    let series = forecasts::hourly();
    let history = &series[0].0;
    let mut group = criterion.benchmark_group("forecast/ets, no season");
    group.throughput(Throughput::Elements(history.len() as u64));
    group.bench_function("ours", |bencher| {
        use errpredict::forecast::{Ets, Fitted, Method};
        bencher.iter(|| Ets::default().fit(history, &[], 0).unwrap().points(24));
    });
    group.bench_function("augurs", |bencher| {
        use augurs::{Fit, Predict};
        bencher.iter(|| {
            augurs::ets::AutoETS::non_seasonal().fit(history).unwrap().predict(24, None).unwrap().point
        });
    });
    group.finish();

    let (lines, _) = templates::lines("HDFS");
    let mut group = criterion.benchmark_group("templates/2,000 lines");
    group.throughput(Throughput::Elements(lines.len() as u64));
    group.bench_function("ours", |bencher| {
        use errpredict::pattern::templates::{Templates, TemplatesConfig};
        bencher.iter(|| {
            let mut templates = Templates::new(TemplatesConfig::default()).unwrap();
            lines.iter().map(|line| u64::from(templates.observe(line).0)).sum::<u64>()
        });
    });
    group.bench_function("drain3", |bencher| {
        bencher.iter(|| {
            let mut matcher = drain3::Matcher::new(templates::masked());
            lines.iter().filter_map(|line| matcher.add_log_message(line).ok()).count()
        });
    });
    group.finish();
    criterion.final_summary();
}
