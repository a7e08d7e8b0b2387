//! Plain SVG charts of numbers against numbers, on the grid of [`super::chart`].

use std::fmt::Write;

use super::chart::{Path, grid};

const WIDTH: f64 = 480.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 10.0;
/// Room for the name of the y axis: inside the frame a line at the top would cross it.
const TOP: f64 = 20.0;
const BOTTOM: f64 = 34.0;
/// Marks on an axis.
const MARKS: usize = 4;
/// Radius of a dot in grid steps.
const DOT: i64 = 35;

/// One axis, from 0 to `max`.
#[derive(Debug, Clone, Copy)]
pub struct Axis<'a> {
    /// Where it ends.
    pub max: f64,
    /// What it measures: markup.
    pub name: &'a str,
    /// How its numbers are written.
    pub number: fn(f64) -> String,
}

/// A chart under construction. Names, classes and titles are markup already; what lies outside is drawn at the edge.
#[derive(Debug)]
pub struct Plane<'a> {
    x: Axis<'a>,
    y: Axis<'a>,
    height: f64,
    body: String,
}

impl<'a> Plane<'a> {
    /// An empty chart, `height` units high and 480 wide.
    #[must_use]
    pub fn new(x: Axis<'a>, y: Axis<'a>, height: f64) -> Self {
        let positive = |axis: Axis<'a>| {
            let max = if axis.max > 0.0 && axis.max.is_finite() { axis.max } else { 1.0 };
            Axis { max, ..axis }
        };
        Plane { x: positive(x), y: positive(y), height, body: String::new() }
    }

    fn at(&self, (x, y): (f64, f64)) -> (i64, i64) {
        let share = |value: f64, axis: &Axis<'_>| (value / axis.max).clamp(0.0, 1.0);
        let room = (WIDTH - LEFT - RIGHT, self.height - TOP - BOTTOM);
        (grid(LEFT + room.0 * share(x, &self.x)), grid(TOP + room.1 * (1.0 - share(y, &self.y))))
    }

    /// A line through points; those that are not finite are left out.
    pub fn line(&mut self, class: &str, points: impl Iterator<Item = (f64, f64)>) {
        let mut path = Path::default();
        for point in points.filter(|(x, y)| x.is_finite() && y.is_finite()) {
            let (x, y) = self.at(point);
            path.to(x, y);
        }
        let _ = write!(self.body, "<path class=\"{class}\" d=\"{}\"/>", path.finish());
    }

    /// A dot with what it says when pointed at, and the interval it may lie in.
    pub fn dot(&mut self, point: (f64, f64), interval: Option<(f64, f64)>, title: &str) {
        let (x, y) = self.at(point);
        self.body.push_str("<g>");
        if let Some((low, high)) = interval {
            let (top, bottom) = (self.at((point.0, high)).1, self.at((point.0, low)).1);
            let _ = write!(self.body, "<path class=\"whisker\" d=\"M{x} {top}V{bottom}\"/>");
        }
        let _ = write!(
            self.body,
            "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"{DOT}\"/><title>{title}</title></g>"
        );
    }

    /// A bar from the x axis up, between two places on it.
    pub fn bar(&mut self, (from, to): (f64, f64), height: f64, title: &str) {
        let ((left, top), (right, bottom)) = (self.at((from, height)), self.at((to, 0.0)));
        let _ = write!(
            self.body,
            "<path class=\"fill\" d=\"M{} {top}H{}V{bottom}H{}z\"><title>{title}</title></path>",
            left + 8,
            (right - 8).max(left + 12),
            left + 8
        );
    }

    /// The whole drawing; `label` says what it shows to those who cannot see it.
    #[must_use]
    pub fn svg(self, label: &str) -> String {
        let ((left, bottom), (right, top)) = (self.at((0.0, 0.0)), self.at((self.x.max, self.y.max)));
        let mut axes = String::new();
        let unit = |steps: i64| steps as f64 / 10.0;
        for mark in 0..=MARKS {
            let share = mark as f64 / MARKS as f64;
            let (x, y) = self.at((share * self.x.max, share * self.y.max));
            let anchor = if mark == MARKS { "end" } else { "middle" };
            let _ = write!(
                axes,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                unit(x),
                unit(bottom) + 14.0,
                (self.x.number)(share * self.x.max),
                LEFT - 6.0,
                unit(y) + 4.0,
                (self.y.number)(share * self.y.max),
            );
        }
        let _ = write!(
            axes,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><text x=\"{}\" y=\"{}\">{}</text>",
            WIDTH - RIGHT,
            self.height - 4.0,
            self.x.name,
            LEFT + 6.0,
            TOP - 6.0,
            self.y.name,
        );
        format!(
            "<svg class=\"plane\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-label=\"{label}\"><g transform=\"scale(.1)\">\
             <path class=\"axis\" d=\"M{left} {top}V{bottom}H{right}\"/>{}</g>{axes}</svg>\n",
            self.height, self.body
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_inside_its_frame() {
        let axis = |max| Axis { max, name: "n", number: |value| format!("{value:.1}") };
        let mut plane = Plane::new(axis(2.0), axis(f64::NAN), 300.0);
        plane.line("rate", [(0.0, 0.0), (f64::NAN, 1.0), (9.0, 9.0)].into_iter());
        plane.dot((1.0, 0.5), Some((0.25, 0.75)), "half");
        plane.bar((0.0, 1.0), 0.5, "bar");
        let drawn = plane.svg("test");
        assert!(drawn.contains("d=\"M520 2660l4180-2460\""), "{drawn}");
        assert!(drawn.contains("cx=\"2610\" cy=\"1430\""), "{drawn}");
        assert!(drawn.contains(">2.0<") && drawn.contains("aria-label=\"test\""));
    }
}
