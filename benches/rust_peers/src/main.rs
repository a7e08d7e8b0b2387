//! Our methods beside those of other crates, in one run: writes `docs/benchmarks/rust_peers.md`.
//!
//! Usage: errpredict-rust-peers [EVAL], the folder of the evaluation kits.

use errpredict_rust_peers::words::Tables;
use errpredict_rust_peers::{TABLES, WORDS, forecasts, forests, others, prediction_rows, templates};

fn main() {
    errpredict::threads::set(1);
    let names = ["grid5000", "lanl", "webmon"];
    let rows = names.map(prediction_rows);
    let sets: Vec<_> = names.iter().zip(&rows).map(|(name, (train, test))| (*name, train, test)).collect();
    let (train, test) = &rows[0];
    let made = [
        forests::forests(train, test),
        forests::by_features_drawn(&sets),
        forests::boosting_and_logistic(train, test),
        forests::boosting_on_draws(&sets),
        forecasts::forecasts(),
        forecasts::changepoints(),
        others::tails(),
        templates::templates(),
    ];
    let tables = Tables::new(TABLES.into_iter().zip(made.iter().map(String::as_str)));
    let words = WORDS.map(|words| tables.filled(words));
    let [forests_table, drawn, linear, draws, forecasts_table, changepoints, tails, templates_table] = &made;
    let [about_forests, about_boosting, about_forecasts, about_tails, about_templates] = &words;
    let text = format!(
        "# Beside other crates\n\n\
         One thread, one run, this machine; the figures in the words are those of the tables. Time is that of the processor, not of the \
         clock on the wall, here and in the criterion bench beside it (`make bench-criterion`): criterion measures wall time \
         unless it is given another measurement, and wall time swings on a machine that others use too. What each crate lacks is worked around and said: gaps are filled and long \
         tails shortened for those that know no gaps, rows are standardised for gradient descent.\n\n\
         ## Forests\n\n\
         The newest {} training rows of `grid5000` × {} features, judged on its {} validation rows, {:.1}% of which came.\n\n{}\n\
         The same by what a node draws, on the newest rows of three sets ({} of the columns of `grid5000` have one value in nineteen of twenty \
         rows or more):\n\n{}\n\
         {}\n\n\
         ## Boosting and logistic regression\n\nThe same rows.\n\n{}\n\
         Boosting on five draws of nine tenths of the rows, on three sets:\n\n{}\n{}\n\n\
         ## Forecasts\n\nThe first 60 hourly series of M4, 48 hours ahead.\n\n{}\n{}\n\n\
         ## Changepoints\n\nA shift of one and a half deviations in the middle of 1,000 values.\n\n{}\n\
         ## Tails of distributions\n\n399 points each.\n\n{}\n\
         The normal tail at eight points against values of 50 digits, largest relative error: ours {:.0e}, statrs {:.0e}.\n\n{}\n\n\
         ## Templates of messages\n\n2,000 lines of each of eight systems; the clock gets them twenty times over.\n\n{}\n{}\n",
        forests::ROWS,
        train.names.len(),
        test.labels.len(),
        test.share() * 100.0,
        forests_table,
        forests::nearly_constant(train, 0.95),
        drawn,
        about_forests,
        linear,
        draws,
        about_boosting,
        forecasts_table,
        about_forecasts,
        changepoints,
        tails,
        others::errors_of_the_normal_tail().0,
        others::errors_of_the_normal_tail().1,
        about_tails,
        templates_table,
        about_templates,
    );
    errpredict_benches::write_page("rust_peers", "make bench-rust-peers", &text);
}
