//! Several results on one scale, each as a point with its interval, and beside it the range that
//! the field knows, where there is one. Must not know what the results are.

use super::Chart;
use super::frame::{Frame, Swatch, columns, legend, legend_height};
use super::scale::{Quantity, Scale, between, marks};
use super::svg::{Anchor, Drawing};
use super::text::{LINE, wrap};
use crate::render::view::Table;

/// One result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interval {
    /// What it is.
    pub label: String,
    /// The result.
    pub middle: f64,
    /// The low end of its interval.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// The range that the field knows.
    pub range: Option<(f64, f64)>,
}

/// Intervals under each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    /// What all of them are measured in.
    pub quantity: Quantity,
    /// The results, in the order in which they are shown.
    pub intervals: Vec<Interval>,
    /// What the bar stands for, such as `95% interval`.
    pub bar: String,
    /// What the band stands for; empty when there is none.
    pub band: String,
}

const ROW: f64 = 20.0;

impl Chart for Intervals {
    fn draw(&self, frame: Frame) -> Drawing {
        let right = frame.width();
        let mut entries = vec![(Swatch::Line("stem"), self.bar.as_str())];
        if !self.band.is_empty() {
            entries.push((Swatch::Square("band"), self.band.as_str()));
        }
        let top = legend_height(&entries, right);
        let words = frame.pick(220.0, right);
        let names: Vec<Vec<String>> = self
            .intervals
            .iter()
            .map(|one| wrap(&one.label, words))
            .collect();
        let left = frame.pick(words + 16.0, 12.0);
        let text_height =
            |lines: &Vec<String>| u32::try_from(lines.len()).map_or(1.0, f64::from) * LINE;
        let row_height = |lines: &Vec<String>| {
            let text = text_height(lines);
            frame.pick(text.max(ROW), text + ROW) + 8.0
        };
        let bottom = top + names.iter().map(row_height).sum::<f64>();
        let levels = marks(self.values(), frame.pick(6, 4), &self.quantity);
        let across = between(&levels, left, right - 18.0);

        let mut drawing = Drawing::new(right, bottom + LINE + 8.0);
        legend(&mut drawing, (0.0, 0.0), &entries, right);
        columns(&mut drawing, across, &levels, &self.quantity, (top, bottom));
        let mut y = top;
        for (interval, lines) in self.intervals.iter().zip(&names) {
            let (height, text) = (row_height(lines), text_height(lines));
            let (text_top, middle) = frame.pick(
                (y + (height - text) / 2.0, y + height / 2.0),
                (y, y + text + ROW / 2.0),
            );
            for (count, line) in (0_u16..).zip(lines) {
                let baseline = text_top + f64::from(count) * LINE + 12.0;
                drawing.text("t1", (0.0, baseline), Anchor::Start, line);
            }
            point(&mut drawing, interval, across, middle);
            y += height;
        }
        drawing
    }

    fn describe(&self) -> String {
        let tell = |one: &Interval| {
            let long = |value| self.quantity.long(value);
            format!(
                "{}: {}, {} to {}.",
                one.label,
                long(one.middle),
                long(one.low),
                long(one.high)
            )
        };
        self.intervals
            .iter()
            .map(tell)
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn table(&self) -> Table {
        let banded = !self.band.is_empty();
        let mut titles = vec!["Result", "Middle#", "Low#", "High#"];
        if banded {
            titles.extend(["Range from#", "Range to#"]);
        }
        let row = |one: &Interval| {
            let long = |value| self.quantity.long(value);
            let mut row = vec![
                one.label.clone(),
                long(one.middle),
                long(one.low),
                long(one.high),
            ];
            if banded {
                let (from, to) = match one.range {
                    Some((from, to)) => (long(from), long(to)),
                    None => ("none".to_owned(), "none".to_owned()),
                };
                row.extend([from, to]);
            }
            row
        };
        Table::of(&titles, self.intervals.iter().map(row))
    }
}

impl Intervals {
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.intervals.iter().flat_map(|one| {
            let (from, to) = one.range.unwrap_or((one.low, one.high));
            [one.low, one.middle, one.high, from, to]
        })
    }
}

/// The band, the stem with its ends, and the point of one result.
fn point(drawing: &mut Drawing, interval: &Interval, across: Scale, y: f64) {
    if let Some((from, to)) = interval.range {
        let (from, to) = (across.at(from), across.at(to));
        drawing.rect("band", (from, y - 8.0), (to - from, 16.0));
    }
    let (low, high) = (across.at(interval.low), across.at(interval.high));
    drawing.line("stem", (low, y), (high, y));
    for end in [low, high] {
        drawing.line("stem", (end, y - 4.0), (end, y + 4.0));
    }
    drawing.circle("point", (across.at(interval.middle), y), 4.5);
}
