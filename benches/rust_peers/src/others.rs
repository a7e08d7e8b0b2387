//! Tails of distributions beside statrs.

use errpredict::stats::special::{beta_lower, count_upper_tail, ln_gamma, normal_upper_tail};
use errpredict_benches::{in_turns, median, table};
use statrs::distribution::{ContinuousCDF, DiscreteCDF, Normal, Poisson};
use statrs::function::beta::beta_reg;

const ROUNDS: usize = 15;

fn points() -> Vec<(f64, f64, f64)> {
    (1..400)
        .map(|i| (0.5 + f64::from(i) * 0.37, 0.5 + f64::from(i % 17) * 1.9, f64::from(i) / 400.0))
        .collect()
}

/// One function: ours and theirs at the same points.
fn row(
    name: &str,
    ours: impl Fn((f64, f64, f64)) -> f64,
    theirs: impl Fn((f64, f64, f64)) -> f64,
) -> Vec<String> {
    let points = points();
    let largest = points
        .iter()
        .map(|point| {
            let (one, other) = (ours(*point), theirs(*point));
            (one - other).abs() / one.abs().max(other.abs()).max(1e-290)
        })
        .fold(0.0, f64::max);
    let all = |of: &dyn Fn((f64, f64, f64)) -> f64| {
        for _ in 0..100 {
            std::hint::black_box(points.iter().map(|point| of(*point)).sum::<f64>());
        }
    };
    let [mut one, mut other] = in_turns(ROUNDS, [&mut || all(&ours), &mut || all(&theirs)]);
    let ns = |times: &mut [f64]| median(times) / (100 * points.len()) as f64 * 1e9;
    vec![
        name.to_owned(),
        format!("{:.0} ns", ns(&mut one)),
        format!("{:.0} ns", ns(&mut other)),
        format!("{largest:.0e}"),
    ]
}

/// erfc at some points, to more digits than an `f64` has: those of the tests of statrs.
const ERFC: [(f64, f64); 8] = [
    (0.5, 0.479_500_122_186_953_46),
    (1.0, 0.157_299_207_050_285_13),
    (1.5, 0.033_894_853_524_689_274),
    (2.0, 0.004_677_734_981_047_266),
    (2.5, 0.000_406_952_017_444_958_95),
    (3.0, 2.209_049_699_858_544e-5),
    (5.0, 1.537_459_794_428_035e-12),
    (10.0, 2.088_487_583_762_544_8e-45),
];

/// The largest relative errors of the normal tail, ours and theirs, against those.
pub fn errors_of_the_normal_tail() -> (f64, f64) {
    let normal = Normal::new(0.0, 1.0).unwrap();
    let largest = |tail: &dyn Fn(f64) -> f64| {
        let error = |(x, erfc): &(f64, f64)| (2.0 * tail(x * std::f64::consts::SQRT_2) / erfc - 1.0).abs();
        ERFC.iter().map(error).fold(0.0, f64::max)
    };
    (largest(&normal_upper_tail), largest(&|z| normal.sf(z)))
}

pub fn tails() -> String {
    let normal = Normal::new(0.0, 1.0).unwrap();
    let lines = vec![
        row(
            "regularised incomplete beta",
            |(a, b, x)| beta_lower(a, b, x, 1.0 - x),
            |(a, b, x)| beta_reg(a, b, x),
        ),
        row("ln gamma", |(a, _, _)| ln_gamma(a), |(a, _, _)| statrs::function::gamma::ln_gamma(a)),
        row(
            "Poisson, upper tail",
            |(a, b, _)| count_upper_tail((a * 1.2).floor() + 1.0, b, f64::INFINITY),
            // P(X >= n) is statrs' P(X > n - 1).
            |(a, b, _)| Poisson::new(b).unwrap().sf((a * 1.2).floor() as u64),
        ),
        row(
            "normal, upper tail",
            |(a, _, x)| normal_upper_tail(x * a / 20.0),
            |(a, _, x)| normal.sf(x * a / 20.0),
        ),
    ];
    table(&["function", "ours", "statrs", "largest relative difference"], &lines)
}
