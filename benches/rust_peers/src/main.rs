//! Our methods beside those of other crates, in one run: writes `docs/benchmarks/rust_peers.md`.
//!
//! Usage: errpredict-rust-peers [EVAL], the folder of the evaluation kits.

use errpredict_rust_peers::{forecasts, forests, others, prediction_rows, templates};

fn main() {
    errpredict::threads::set(1);
    let (train, test) = prediction_rows("grid5000");
    let text = format!(
        "# Beside other crates\n\n\
         One thread, one run, this machine. What each crate lacks is worked around and said: gaps are filled and long \
         tails shortened for those that know no gaps, rows are standardised for gradient descent.\n\n\
         ## Forests\n\n\
         The newest {} training rows of `grid5000` × {} features, judged on its {} validation rows, {:.1}% of which came.\n\n{}\n\
         {}\n\n\
         ## Boosting and logistic regression\n\nThe same rows.\n\n{}\n{}\n\n\
         ## Forecasts\n\nThe first 60 hourly series of M4, 48 hours ahead.\n\n{}\n{}\n\n\
         ## Changepoints\n\nA shift of one and a half deviations in the middle of 1,000 values.\n\n{}\n\
         ## Tails of distributions\n\n399 points each.\n\n{}\n{}\n\n\
         ## Templates of messages\n\n2,000 lines of each of eight systems; the clock gets them twenty times over.\n\n{}\n{}\n",
        forests::ROWS,
        train.names.len(),
        test.labels.len(),
        test.share() * 100.0,
        forests::forests(&train, &test),
        include_str!("forests.md").trim(),
        forests::boosting_and_logistic(&train, &test),
        include_str!("boosting.md").trim(),
        forecasts::forecasts(),
        include_str!("forecasts.md").trim(),
        forecasts::changepoints(),
        others::tails(),
        include_str!("tails.md").trim(),
        templates::templates(),
        include_str!("templates.md").trim(),
    );
    errpredict_benches::write_page("rust_peers", "make bench-rust-peers", &text);
}
