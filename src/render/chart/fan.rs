//! A measure over the weeks, as the middle of what the runs gave and two bands around it, for one
//! or two worlds. Must not know what the worlds are.

use super::Chart;
use super::frame::{Frame, Swatch, WeekMark, axis_width, legend, legend_height, rows, weeks};
use super::scale::{Quantity, Scale, between, marks};
use super::svg::Drawing;
use super::text::LINE;
use crate::render::view::Table;

/// The quantiles of one week.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quantiles {
    /// One run in twenty is below it.
    pub p05: f64,
    /// One run in four is below it.
    pub p25: f64,
    /// Half of the runs are below it.
    pub p50: f64,
    /// One run in four is above it.
    pub p75: f64,
    /// One run in twenty is above it.
    pub p95: f64,
}

/// One world over the weeks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// What the reader calls it.
    pub name: String,
    /// One entry a week, from the first week on.
    pub weeks: Vec<Quantiles>,
}

/// A fan chart of at most two worlds; the first is the one the page is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// What is measured.
    pub quantity: Quantity,
    /// The worlds.
    pub worlds: Vec<World>,
    /// Names along the weeks.
    pub marks: Vec<WeekMark>,
    /// Whether quantiles are known; if not, only the middle is drawn, and it is the mean.
    pub banded: bool,
}

/// The classes of a world: outer band, inner band, middle line.
const CLASSES: [[&str; 3]; 2] = [["a1", "a2", "la"], ["b1", "b2", "lb"]];

impl Chart for Fan {
    fn draw(&self, frame: Frame) -> Drawing {
        let (width, legend_words) = (frame.width(), self.legend());
        let entries: Vec<(Swatch, &str)> = legend_words
            .iter()
            .map(|(swatch, word)| (*swatch, word.as_str()))
            .collect();
        let top = legend_height(&entries, width) + 8.0;
        let height = top + frame.pick(260.0, 200.0);
        let bottom = height - LINE - 8.0;

        let most = frame.pick(6, 5);
        let levels = marks(self.values(), most, &self.quantity);
        let left = axis_width(&levels, &self.quantity);
        let upward = between(&levels, bottom, top);
        let last = self
            .worlds
            .iter()
            .map(|world| world.weeks.len())
            .max()
            .unwrap_or(0);
        let high = index(last.saturating_sub(1)).max(1.0);
        let across = Scale {
            low: 0.0,
            high,
            start: left,
            end: width - 4.0,
        };

        let mut drawing = Drawing::new(width, height);
        legend(&mut drawing, (0.0, 0.0), &entries, width);
        rows(&mut drawing, upward, &levels, &self.quantity, (left, width));
        weeks(
            &mut drawing,
            |week| across.at(week),
            &self.marks,
            bottom,
            width,
        );
        for (world, [outer, inner, middle]) in self.worlds.iter().zip(CLASSES).rev() {
            let line = |part: fn(&Quantiles) -> f64| {
                let place = move |(week, at): (usize, &Quantiles)| {
                    (across.at(index(week)), upward.at(part(at)))
                };
                world.weeks.iter().enumerate().map(place)
            };
            let band = |low: fn(&Quantiles) -> f64, high: fn(&Quantiles) -> f64| {
                line(low).chain(line(high).rev()).collect::<Vec<_>>()
            };
            if self.banded {
                drawing.area(outer, band(|at| at.p05, |at| at.p95));
                drawing.area(inner, band(|at| at.p25, |at| at.p75));
            }
            drawing.path(middle, line(|at| at.p50));
        }
        drawing
    }

    fn describe(&self) -> String {
        let tell = |world: &World| {
            let end = world.weeks.last().copied().unwrap_or_default();
            let long = |value| self.quantity.long(value);
            let (name, weeks) = (&world.name, world.weeks.len());
            if !self.banded {
                return format!("{name}: {} on average after {weeks} weeks.", long(end.p50));
            }
            let (low, high) = (long(end.p05), long(end.p95));
            format!(
                "{name}: after {weeks} weeks the middle run is at {}; nine runs in ten lie \
                 between {low} and {high}.",
                long(end.p50)
            )
        };
        self.worlds.iter().map(tell).collect::<Vec<_>>().join(" ")
    }

    fn table(&self) -> Table {
        let titles: &[&str] = match self.banded {
            true => &["World", "Week#", "5%#", "25%#", "Median#", "75%#", "95%#"],
            false => &["World", "Week#", "Mean#"],
        };
        let mut cells = Vec::new();
        for world in &self.worlds {
            let last = world.weeks.len().saturating_sub(1);
            for (week, at) in world.weeks.iter().enumerate() {
                // Every fourth week, and the last, is what a reader can take in.
                if week % 4 == 0 || week == last {
                    let values: &[f64] = match self.banded {
                        true => &[at.p05, at.p25, at.p50, at.p75, at.p95],
                        false => &[at.p50],
                    };
                    let mut row = vec![world.name.clone(), (week + 1).to_string()];
                    row.extend(values.iter().map(|value| self.quantity.long(*value)));
                    cells.push(row);
                }
            }
        }
        Table::of(titles, cells)
    }
}

impl Fan {
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        let all = self.worlds.iter().flat_map(|world| &world.weeks);
        all.flat_map(|at| [at.p05, at.p95]).chain([0.0])
    }

    fn legend(&self) -> Vec<(Swatch, String)> {
        let mut entries = Vec::new();
        for (world, [_, _, middle]) in self.worlds.iter().zip(CLASSES) {
            let word = if self.banded { "median" } else { "mean" };
            entries.push((Swatch::Line(middle), format!("{}, {word}", world.name)));
        }
        if self.banded {
            entries.push((Swatch::Square("a2"), "half of the runs".to_owned()));
            entries.push((Swatch::Square("a1"), "nine in ten".to_owned()));
        }
        entries
    }
}

/// A count of weeks as a place along the axis.
fn index(week: usize) -> f64 {
    u32::try_from(week).map_or(0.0, f64::from)
}
