//! A column that rises or falls as steadily at its end as at its beginning, as a disk does that fills up: what lies far from its line is
//! strange, and not that its first rows are lower than all others.

use ndarray::{Array2, ArrayView1, ArrayView2, ArrayViewMut1, Axis};

use crate::stats::median;

/// Parts whose middles tell whether a column goes one way. By judgement: by chance eight middles stand in order once in 20,000 times.
const PARTS: usize = 8;
/// Rows of a part at least. By judgement: the middle of fewer is a matter of chance.
const LEAST_ROWS: usize = 8;
/// The smallest step from one part to the next is one in so many of the mean step. By judgement: a level that shifts once has steps of
/// nearly nothing, and a curve that bends once, as the half of a wave, half of it.
const EVEN: usize = 4;

/// The line of each column that goes one way in even steps, 0 at its middle; 0 throughout for all others. By the middles of eight parts,
/// which single values do not move.
pub(super) fn lines(rows: ArrayView2<'_, f64>) -> Array2<f64> {
    let mut lines = Array2::zeros(rows.raw_dim());
    for (column, mut line) in rows.columns().into_iter().zip(lines.columns_mut()) {
        if let Some(slope) = slope_of(&column) {
            draw(&mut line, slope, -middle_of(rows.nrows()));
        }
    }
    lines
}

/// The same of a history, and of rows that begin so many rows after its first: a column whose first values are where its line has come
/// to by then goes on along it. What begins anew, as a counter does with its process, is left as it is, there and in the history.
pub(super) fn continued(
    history: ArrayView2<'_, f64>,
    data: ArrayView2<'_, f64>,
    begin: usize,
) -> (Array2<f64>, Array2<f64>) {
    let (mut before, mut after) = (Array2::zeros(history.raw_dim()), Array2::zeros(data.raw_dim()));
    let middle = middle_of(history.nrows());
    for (place, known) in history.columns().into_iter().enumerate() {
        let Some(slope) = slope_of(&known) else { continue };
        let level = |values: &ArrayView1<'_, f64>, from: f64| {
            let values = values.iter().enumerate().map(|(i, value)| value - slope * (from + i as f64));
            median(&mut values.filter(|value| !value.is_nan()).collect::<Vec<_>>())
        };
        let from = begin as f64 - middle;
        let new = data.column(place);
        let (first, _) = new.split_at(Axis(0), new.len().min(LEAST_ROWS));
        let step = (slope * (history.nrows() / PARTS) as f64).abs();
        let goes_on = level(&known, -middle)
            .zip(level(&first, from))
            .is_some_and(|(known, first)| (first - known).abs() <= step);
        if goes_on {
            draw(&mut before.column_mut(place), slope, -middle);
            draw(&mut after.column_mut(place), slope, from);
        }
    }
    (before, after)
}

fn middle_of(rows: usize) -> f64 {
    rows.saturating_sub(1) as f64 / 2.0
}

fn draw(line: &mut ArrayViewMut1<'_, f64>, slope: f64, from: f64) {
    line.iter_mut().enumerate().for_each(|(i, at)| *at = slope * (from + i as f64));
}

/// By how much a column moves from row to row that goes one way in even steps.
fn slope_of(column: &ArrayView1<'_, f64>) -> Option<f64> {
    let length = column.len() / PARTS;
    if length < LEAST_ROWS {
        return None;
    }
    let middle = |part: usize| {
        let values = column.iter().skip(part * length).take(length);
        median(&mut values.copied().filter(|value| !value.is_nan()).collect::<Vec<_>>())
    };
    let middles = (0..PARTS).map(middle).collect::<Option<Vec<f64>>>()?;
    let step = (middles[PARTS - 1] - middles[0]) / (PARTS - 1) as f64;
    let is_even = |two: &[f64]| step != 0.0 && (two[1] - two[0]) / step * EVEN as f64 >= 1.0;
    middles.windows(2).all(is_even).then_some(step / length as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{DetectorChoice, Judging, Measurements};
    use crate::stats::Rng;

    /// A thousand rows: a restless column, and one of that course.
    fn table(course: impl Fn(usize) -> f64, seed: u64) -> Array2<f64> {
        let mut rng = Rng::new(seed);
        let mut noise = move || (0..12).map(|_| rng.uniform()).sum::<f64>() - 6.0;
        Array2::from_shape_fn(
            (1_000, 2),
            |(i, j)| if j == 0 { 40.0 + 5.0 * noise() } else { course(i) + noise() },
        )
    }

    #[test]
    fn what_goes_one_way_in_even_steps_is_a_line_and_nothing_else_is() {
        let up = |i: usize| 0.05 * i as f64;
        for (what, course, expected) in [
            ("rises", &up as &dyn Fn(usize) -> f64, 0.05),
            ("falls", &|i| -up(i), -0.05),
            ("rises with a value far off", &|i| up(i) + if i == 500 { 1e6 } else { 0.0 }, 0.05),
            ("a level that shifts", &|i| if i > 600 { 50.0 } else { 0.0 }, 0.0),
            ("rises, then stays", &|i| up(i.min(500)), 0.0),
            ("stays", &|_| 7.0, 0.0),
        ] {
            let lines = lines(table(course, 5).view());
            let slope = lines[[999, 1]] - lines[[998, 1]];
            assert!((slope - expected).abs() < 0.005, "{what}: {slope}");
            assert_eq!(lines[[999, 0]], 0.0, "{what}: the other column");
        }
        let rows = table(up, 5);
        let (few, _) = rows.view().split_at(ndarray::Axis(0), 60);
        assert!(lines(few).iter().all(|at| *at == 0.0), "too few rows");
    }

    #[test]
    fn beside_a_disk_that_fills_up_a_spike_is_the_strangest_row() {
        for (column, height) in [(0, 60.0), (1, 33.0)] {
            let mut rows = table(|i| 0.05 * i as f64, 5);
            rows[[700, column]] += height;
            let data = Measurements::hourly(vec!["cpu".to_owned(), "disk".to_owned()], rows.clone()).unwrap();
            let how = Judging { by_budget: true, ..Judging::default() };
            let scored = DetectorChoice::Auto.score(&data, None, &how).unwrap();
            let strangest = (0..1_000).max_by(|a, b| scored.data[*a].total_cmp(&scored.data[*b])).unwrap();
            assert!((700..705).contains(&strangest), "column {column}: row {strangest}");
            let metrics = scored.metrics.unwrap();
            assert_eq!(metrics.actual, rows, "in the units that were given");
            assert!((metrics.expected[[650, 1]] - 32.5).abs() < 5.0, "{}", metrics.expected[[650, 1]]);
        }
    }

    #[test]
    fn what_goes_on_as_in_the_history_is_no_news_and_what_begins_anew_is_left_alone() {
        let whole = table(|i| 0.05 * i as f64, 5);
        let (history, data) = whole.view().split_at(Axis(0), 700);
        let slope = |lines: &Array2<f64>| lines[[200, 1]] - lines[[199, 1]];
        for (what, ahead, least) in [("directly", 700, 0.04), ("as if a week later", 5_000, 0.0)] {
            let (before, after) = continued(history, data, ahead);
            assert!(slope(&before) >= least && slope(&after) >= least, "{what}");
            assert!((slope(&before) > 0.0) == (least > 0.0) && before[[200, 0]] == 0.0, "{what}");
        }
        // A counter that begins anew stands where the history began.
        let (before, after) = continued(history, history, 700);
        assert!(before.iter().chain(&after).all(|at| *at == 0.0));
    }

    #[test]
    fn after_a_history_in_which_a_disk_filled_up_a_spike_beside_it_is_the_strangest_row() {
        let mut rows = table(|i| 0.05 * i as f64, 5);
        rows[[850, 0]] += 60.0;
        let names = || vec!["cpu".to_owned(), "disk".to_owned()];
        let (history, data) = rows.view().split_at(Axis(0), 700);
        let history = Measurements::hourly(names(), history.to_owned()).unwrap();
        let data = Measurements::hourly(names(), data.to_owned()).unwrap();
        let how = Judging { by_budget: true, calibrate: true, ..Judging::default() };
        let scored = DetectorChoice::Metrics.score(&data, Some(&history), &how).unwrap();
        let strangest = (0..300).max_by(|a, b| scored.data[*a].total_cmp(&scored.data[*b])).unwrap();
        assert!((150..155).contains(&strangest), "row {strangest}");
        assert_eq!(scored.metrics.unwrap().actual, *data.rows(), "in the units that were given");
    }
}
