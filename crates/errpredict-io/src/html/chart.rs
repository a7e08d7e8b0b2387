//! Plain SVG charts of series per hour and per day.

use std::fmt::Write;

use errpredict::Timestamp;

use crate::numbers::{amount, short_time};

/// Drawing area in SVG units; the page scales it to the width there is.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 150.0;
/// Room for the scale on the left and the dates below.
const LEFT: f64 = 44.0;
const BOTTOM: f64 = 18.0;
const TOP: f64 = 6.0;

/// Where values and times fall on the drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    pub(super) max: f64,
}

impl Frame {
    fn x(&self, time: Timestamp) -> f64 {
        let span = (self.to.ms() - self.from.ms()).max(1) as f64;
        LEFT + (WIDTH - LEFT) * (time.ms() - self.from.ms()) as f64 / span
    }

    fn y(&self, value: f64) -> f64 {
        let room = HEIGHT - BOTTOM - TOP;
        TOP + room * (1.0 - (value / self.max).clamp(0.0, 1.0))
    }
}

/// A chart under construction.
#[derive(Debug)]
pub(super) struct Chart {
    frame: Frame,
    body: String,
}

impl Chart {
    pub(super) fn new(frame: Frame) -> Self {
        Chart {
            frame: Frame { max: if frame.max > 0.0 { frame.max } else { 1.0 }, ..frame },
            body: String::new(),
        }
    }

    /// An area between two lines of equal length.
    pub(super) fn band(&mut self, class: &str, lower: &[(Timestamp, f64)], upper: &[(Timestamp, f64)]) {
        if lower.is_empty() {
            return;
        }
        let mut path = self.path(upper.iter().copied());
        path.push_str(&self.path(lower.iter().rev().copied()).replacen('M', "L", 1));
        let _ = write!(self.body, "<path class=\"{class}\" d=\"{path}Z\"/>");
    }

    /// A line through points.
    pub(super) fn line(&mut self, class: &str, points: &[(Timestamp, f64)]) {
        let path = self.path(points.iter().copied());
        let _ = write!(self.body, "<path class=\"{class}\" d=\"{path}\"/>");
    }

    /// A time span marked over the whole height.
    pub(super) fn span(&mut self, class: &str, from: Timestamp, to: Timestamp, title: &str) {
        let (x, end) = (self.frame.x(from.max(self.frame.from)), self.frame.x(to));
        let (width, height) = ((end - x).max(2.0), HEIGHT - BOTTOM - TOP);
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{TOP}\" width=\"{width:.1}\" height=\"{height}\"><title>{title}</title></rect>"
        );
    }

    /// A bar over a time span, from one value to another.
    pub(super) fn bar(
        &mut self,
        class: &str,
        (from, to): (Timestamp, Timestamp),
        (low, high): (f64, f64),
        title: &str,
    ) {
        let (x, end) = (self.frame.x(from) + 0.5, self.frame.x(to) - 0.5);
        let (top, bottom) = (self.frame.y(high), self.frame.y(low));
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"><title>{title}</title></rect>",
            (end - x).max(0.5),
            bottom - top
        );
    }

    /// The whole drawing with its axes; `label` says what it shows to those who cannot see it.
    pub(super) fn svg(self, label: &str) -> String {
        let Frame { from, to, max } = self.frame;
        let bottom = HEIGHT - BOTTOM;
        let middle = Timestamp::clamped(i64::midpoint(from.ms(), to.ms()));
        let mut axes = String::new();
        for (value, y) in [(max, TOP + 8.0), (max / 2.0, self.frame.y(max / 2.0) + 3.0), (0.0, bottom)] {
            let _ = write!(
                axes,
                "<text x=\"{}\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>",
                LEFT - 5.0,
                amount(value)
            );
        }
        for (time, anchor) in [(from, "start"), (middle, "middle"), (to, "end")] {
            let day: String = short_time(time).chars().take(10).collect();
            let _ = write!(
                axes,
                "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"{anchor}\">{day}</text>",
                self.frame.x(time),
                HEIGHT - 4.0
            );
        }
        format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{label}\"><path class=\"axis\" d=\"M{LEFT} {TOP}V{bottom}H{WIDTH}\"/>{}{axes}</svg>\n",
            self.body
        )
    }

    /// One decimal is a fifteenth of a pixel on a phone; horizontal runs are written once.
    fn path(&self, points: impl Iterator<Item = (Timestamp, f64)>) -> String {
        let mut path = String::new();
        let mut last: Option<(String, String)> = None;
        let mut skipped: Option<String> = None;
        for (time, value) in points.filter(|(_, value)| value.is_finite()) {
            let (x, y) = (format!("{:.1}", self.frame.x(time)), format!("{:.1}", self.frame.y(value)));
            match &last {
                None => {
                    let _ = write!(path, "M{x} {y}");
                }
                Some((_, before)) if *before == y => {
                    skipped = Some(x.clone());
                    last = Some((x, y));
                    continue;
                }
                Some(_) => {
                    if let Some(x) = skipped.take() {
                        let _ = write!(path, "H{x}");
                    }
                    let _ = write!(path, "L{x} {y}");
                }
            }
            last = Some((x, y));
        }
        if let Some(x) = skipped {
            let _ = write!(path, "H{x}");
        }
        path
    }
}
