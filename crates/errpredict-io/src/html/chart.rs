//! Plain SVG charts of series over time.
//!
//! Drawn on a grid of tenths of a unit, in whole numbers and steps from point to point: a third of the bytes of
//! decimals, at a fifteenth of a pixel on a phone.

use std::fmt::Write;

use errpredict::time::DAY_MS;
use errpredict::{PeopleClock, Timestamp};

use errpredict::numbers::amount;

/// Drawing area in SVG units; the page scales it to the width there is.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 154.0;
/// Room for the scale on the left and the dates below, as large as a phone writes them.
const LEFT: f64 = 44.0;
const BOTTOM: f64 = 22.0;
const TOP: f64 = 6.0;
/// Up to that length the axis tells hours.
const HOURS_BELOW_MS: i64 = 3 * DAY_MS;
/// Grid steps in a unit; `style.css` multiplies the widths of lines by it.
const GRID: f64 = 10.0;

/// Where values and times fall on the drawing. Values run from `min` to `max`; what lies outside is drawn at the edge.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The time at the left edge.
    pub from: Timestamp,
    /// The time at the right edge.
    pub to: Timestamp,
    /// The value at the lower edge.
    pub min: f64,
    /// The value at the upper edge.
    pub max: f64,
}

impl Frame {
    /// The frame that holds all of these values, and 0.
    #[must_use]
    pub fn around<'a>(
        from: Timestamp,
        to: Timestamp,
        points: impl Iterator<Item = &'a (Timestamp, f64)>,
    ) -> Frame {
        let finite = points.map(|(_, value)| *value).filter(|value| value.is_finite());
        let (min, max) =
            finite.fold((0.0_f64, 0.0_f64), |(min, max), value| (min.min(value), max.max(value)));
        Frame { from, to, min, max }
    }

    fn x(&self, time: Timestamp) -> i64 {
        let span = (self.to.ms() - self.from.ms()).max(1) as f64;
        let share = ((time.ms() - self.from.ms()) as f64 / span).clamp(0.0, 1.0);
        grid(LEFT + (WIDTH - LEFT) * share)
    }

    fn y(&self, value: f64) -> i64 {
        let room = HEIGHT - BOTTOM - TOP;
        grid(TOP + room * (1.0 - ((value - self.min) / (self.max - self.min)).clamp(0.0, 1.0)))
    }
}

/// Units as steps of the grid.
pub(super) fn grid(units: f64) -> i64 {
    (units * GRID).round() as i64
}

/// A chart under construction. Titles, names of classes and labels are markup already.
#[derive(Debug)]
pub struct Chart {
    frame: Frame,
    body: String,
    clock: PeopleClock,
}

impl Chart {
    /// An empty chart.
    #[must_use]
    pub fn new(frame: Frame) -> Self {
        let range = frame.max - frame.min;
        let max = if range > 0.0 && range.is_finite() { frame.max } else { frame.min + 1.0 };
        Chart { frame: Frame { max, ..frame }, body: String::new(), clock: PeopleClock::default() }
    }

    /// With its times told by that clock.
    #[must_use]
    pub fn by(self, clock: PeopleClock) -> Self {
        Chart { clock, ..self }
    }

    /// An area between two lines of equal length.
    pub fn band(&mut self, class: &str, lower: &[(Timestamp, f64)], upper: &[(Timestamp, f64)]) {
        let mut path = Path::default();
        self.follow(&mut path, upper.iter().copied());
        self.follow(&mut path, lower.iter().rev().copied());
        self.path(class, path, "Z");
    }

    /// A line through points; values that are not finite are left out.
    pub fn line(&mut self, class: &str, points: &[(Timestamp, f64)]) {
        let mut path = Path::default();
        self.follow(&mut path, points.iter().copied());
        self.path(class, path, "");
    }

    /// A time span marked over the whole height.
    pub fn span(&mut self, class: &str, from: Timestamp, to: Timestamp, title: &str) {
        let (x, end) = (self.frame.x(from), self.frame.x(to));
        let (width, top, height) = ((end - x).max(20), grid(TOP), grid(HEIGHT - BOTTOM - TOP));
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"><title>{title}</title></rect>"
        );
    }

    /// Bars of one class, each over a time span, from one value to another.
    pub fn bars(&mut self, class: &str, bars: impl Iterator<Item = Bar>) {
        let before = self.body.len();
        for Bar { span: (from, to), values: (low, high), title } in bars {
            let (x, end) = (self.frame.x(from) + 5, self.frame.x(to) - 5);
            let (top, bottom) = (self.frame.y(high), self.frame.y(low));
            let _ = write!(
                self.body,
                "<path d=\"M{x} {top}h{0}v{1}h-{0}z\"><title>{title}</title></path>",
                (end - x).max(5),
                bottom - top
            );
        }
        if self.body.len() > before {
            self.body.insert_str(before, &format!("<g class=\"{class}\">"));
            self.body.push_str("</g>");
        }
    }

    /// The whole drawing with its axes; `label` says what it shows to those who cannot see it.
    #[must_use]
    pub fn svg(self, label: &str) -> String {
        let Frame { from, to, min, max } = self.frame;
        let half = 0.5 * (min + max);
        let (left, top, right, bottom) = (grid(LEFT), grid(TOP), grid(WIDTH), grid(HEIGHT - BOTTOM));
        let middle = Timestamp::clamped(i64::midpoint(from.ms(), to.ms()));
        let mut axes = String::new();
        let heights =
            [(max, TOP + 8.0), (half, self.frame.y(half) as f64 / GRID + 3.0), (min, HEIGHT - BOTTOM)];
        for (value, y) in heights {
            let _ = write!(
                axes,
                "<text x=\"{}\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>",
                LEFT - 5.0,
                amount(value)
            );
        }
        let by_hours = to.ms() - from.ms() <= HOURS_BELOW_MS;
        for (time, anchor) in [(from, "start"), (middle, "middle"), (to, "end")] {
            let shown = self.clock.short(time);
            // Of a day or two the hours matter: `11-27 14:20`.
            let day: String = match by_hours {
                true => shown.chars().skip(5).collect(),
                false => shown.chars().take(10).collect(),
            };
            let _ = write!(
                axes,
                "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"{anchor}\">{day}</text>",
                self.frame.x(time) as f64 / GRID,
                HEIGHT - 4.0
            );
        }
        format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{label}\"><g transform=\"scale(.1)\">\
             <path class=\"axis\" d=\"M{left} {top}V{bottom}H{right}\"/>{}</g>{axes}</svg>\n",
            self.body
        )
    }

    fn follow(&self, path: &mut Path, points: impl Iterator<Item = (Timestamp, f64)>) {
        for (time, value) in points.filter(|(_, value)| value.is_finite()) {
            path.to(self.frame.x(time), self.frame.y(value));
        }
    }

    fn path(&mut self, class: &str, path: Path, end: &str) {
        let commands = path.finish();
        if !commands.is_empty() {
            let _ = write!(self.body, "<path class=\"{class}\" d=\"{commands}{end}\"/>");
        }
    }
}

/// Values an hour of a week as a small line without axes; `none` where there is none.
#[must_use]
pub fn spark(values: &[f64]) -> String {
    let most = values.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return "none".to_owned();
    }
    let mut path = Path::default();
    for (hour, value) in values.iter().enumerate() {
        path.to(hour as i64 * 8, (200.0 - 190.0 * value / most).round() as i64);
    }
    format!(
        "<svg class=\"spark\" viewBox=\"0 0 1350 210\" role=\"img\" aria-label=\"at most {} an hour\"><path \
         class=\"rate\" d=\"{}\"/></svg>",
        amount(most),
        path.finish()
    )
}

/// A bar of a chart.
#[derive(Debug, Clone)]
pub struct Bar {
    /// Where it stands.
    pub span: (Timestamp, Timestamp),
    /// From which value to which.
    pub values: (f64, f64),
    /// What it says when pointed at.
    pub title: String,
}

/// Commands of a path: one start, then steps; points on one straight line are one step.
#[derive(Debug, Default)]
pub struct Path {
    commands: String,
    /// Where the written commands end, and the step from there that is not written yet.
    at: Option<(i64, i64)>,
    step: (i64, i64),
}

impl Path {
    /// Goes on to a point.
    pub fn to(&mut self, x: i64, y: i64) {
        let Some(at) = self.at else {
            let _ = write!(self.commands, "M{x} {y}");
            self.at = Some((x, y));
            return;
        };
        let next = (x - at.0 - self.step.0, y - at.1 - self.step.1);
        if next == (0, 0) {
            return;
        }
        let straight = self.step.0 * next.1 == self.step.1 * next.0;
        let onward = self.step.0 * next.0 >= 0 && self.step.1 * next.1 >= 0;
        if !(straight && onward) {
            self.write();
        }
        self.step = (self.step.0 + next.0, self.step.1 + next.1);
    }

    fn write(&mut self) {
        let (dx, dy) = std::mem::take(&mut self.step);
        let _ = match (dx, dy) {
            (0, 0) => Ok(()),
            (dx, 0) => write!(self.commands, "h{dx}"),
            (0, dy) => write!(self.commands, "v{dy}"),
            (dx, dy) if dy < 0 => write!(self.commands, "l{dx}{dy}"),
            (dx, dy) => write!(self.commands, "l{dx} {dy}"),
        };
        self.at = self.at.map(|(x, y)| (x + dx, y + dy));
    }

    /// The commands of the whole path.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.write();
        self.commands
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_ends_where_its_points_end_and_straight_runs_are_one_step() {
        for (points, commands) in [
            (&[][..], ""),
            (&[(440, 60)], "M440 60"),
            (&[(0, 9), (10, 9), (20, 9), (30, 4), (40, 4)], "M0 9h20l10-5h10"),
            (&[(0, 0), (10, 5), (20, 10), (20, 0)], "M0 0l20 10v-10"),
            (&[(0, 0), (20, 0), (10, 0)], "M0 0h20h-10"),
        ] {
            let mut path = Path::default();
            points.iter().for_each(|(x, y)| path.to(*x, *y));
            assert_eq!(path.finish(), commands, "{points:?}");
        }
    }

    #[test]
    fn what_lies_outside_is_drawn_at_the_edge() {
        let at = |ms| Timestamp::from_ms(ms).unwrap();
        let mut chart = Chart::new(Frame { from: at(0), to: at(1_000), min: 0.0, max: 10.0 });
        chart.line("rate", &[(at(-500), 20.0), (at(500), f64::NAN), (at(2_000), -1.0)]);
        let drawn = chart.svg("test");
        assert!(drawn.contains("d=\"M440 60l6760 1260\""), "{drawn}");
        assert!(
            Chart::new(Frame { from: at(0), to: at(0), min: 0.0, max: f64::NAN })
                .svg("empty")
                .contains(">1<")
        );
    }
}
