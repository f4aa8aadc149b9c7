//! How often each range of a result came out over the runs, with named values marked. Must not
//! know what the result is.

use super::Chart;
use super::frame::{Frame, columns};
use super::scale::{Quantity, Scale, between, marks};
use super::svg::{Anchor, Drawing};
use super::text::{LINE, width};
use crate::render::view::Table;

/// A range of values and the number of runs in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// The lowest value of the range, included.
    pub low: f64,
    /// The end of the range, excluded.
    pub high: f64,
    /// The runs in it.
    pub runs: u32,
}

/// A value with a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Where it lies.
    pub value: f64,
    /// Its name, without the value.
    pub label: String,
}

/// A histogram with marked values.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// What is measured.
    pub quantity: Quantity,
    /// The ranges, in order, without gaps.
    pub bins: Vec<Bin>,
    /// The named values.
    pub marks: Vec<Mark>,
}

impl Histogram {
    /// Sorts the runs of a result into at most `most` round ranges of equal width.
    pub fn of(quantity: Quantity, runs: &[f64], most: u8, named: Vec<Mark>) -> Histogram {
        let edges = marks(runs.iter().copied(), most, &quantity);
        let ranges = edges.windows(2).enumerate();
        let last = edges.len().saturating_sub(2);
        let bin = |(place, edge): (usize, &[f64])| {
            let (low, high) = match edge {
                [low, high] => (*low, *high),
                _ => (0.0, 0.0),
            };
            // The last range holds its end, so that no run is lost.
            let inside = |run: &&f64| **run >= low && (**run < high || place == last);
            let count = runs.iter().filter(inside).count();
            Bin {
                low,
                high,
                runs: u32::try_from(count).unwrap_or(u32::MAX),
            }
        };
        let bins = ranges.map(bin).collect();
        Histogram {
            quantity,
            bins,
            marks: named,
        }
    }
}

impl Chart for Histogram {
    fn draw(&self, frame: Frame) -> Drawing {
        let right = frame.width();
        let edges = self.bins.iter().flat_map(|bin| [bin.low, bin.high]);
        let named = self.marks.iter().map(|mark| mark.value);
        let values = marks(edges.chain(named), frame.pick(8, 4), &self.quantity);
        let across = between(&values, 14.0, right - 14.0);

        let flags = self.flags(across, right);
        let levels = flags
            .iter()
            .map(|flag| flag.level + 1.0)
            .fold(0.0, f64::max);
        let top = levels * LINE + 6.0;
        let bottom = top + frame.pick(180.0, 140.0);
        let most = self
            .bins
            .iter()
            .map(|bin| bin.runs)
            .max()
            .unwrap_or(0)
            .max(1);
        let upward = Scale {
            low: 0.0,
            high: f64::from(most),
            start: bottom,
            end: top + 6.0,
        };

        let mut drawing = Drawing::new(right, bottom + LINE + 8.0);
        columns(
            &mut drawing,
            across,
            &values,
            &self.quantity,
            (bottom, bottom + 4.0),
        );
        for bin in &self.bins {
            let (x, end) = (across.at(bin.low), across.at(bin.high));
            let y = upward.at(f64::from(bin.runs));
            drawing.rect("bar", (x + 0.5, y), (end - x - 1.0, bottom - y));
        }
        drawing.line("axis", (0.0, bottom), (right, bottom));
        for flag in &flags {
            let y = flag.level * LINE + 16.0;
            drawing.line("mark", (flag.place, y), (flag.place, bottom));
        }
        for flag in &flags {
            let y = flag.level * LINE + 12.0;
            drawing.text("t1", (flag.start, y), Anchor::Start, &flag.text);
        }
        drawing
    }

    fn describe(&self) -> String {
        let runs: u64 = self.bins.iter().map(|bin| u64::from(bin.runs)).sum();
        let name = |mark: &Mark| format!("{} {}", mark.label, self.quantity.long(mark.value));
        let marked: Vec<String> = self.marks.iter().map(name).collect();
        format!("How {runs} runs came out. {}.", marked.join(", "))
    }

    fn table(&self) -> Table {
        let row = |bin: &Bin| {
            let (low, high) = (self.quantity.long(bin.low), self.quantity.long(bin.high));
            vec![low, high, bin.runs.to_string()]
        };
        Table::of(&["From#", "To#", "Runs#"], self.bins.iter().map(row))
    }
}

/// A name above its place, moved sideways to stay inside and upwards to stay clear of others.
struct Flag {
    place: f64,
    start: f64,
    level: f64,
    text: String,
}

impl Histogram {
    fn flags(&self, across: Scale, right: f64) -> Vec<Flag> {
        let mut taken: Vec<(f64, f64, f64)> = Vec::new();
        let mut flags = Vec::new();
        for mark in &self.marks {
            let text = format!("{} {}", mark.label, self.quantity.short(mark.value));
            let (place, need) = (across.at(mark.value), width(&text));
            let start = (place - need / 2.0).min(right - need).max(0.0);
            let mut level = 0.0;
            let meets = |level: f64| {
                let touches = |(from, to, at): &(f64, f64, f64)| {
                    *at == level && *from < start + need + 8.0 && start < *to + 8.0
                };
                taken.iter().any(touches)
            };
            while meets(level) {
                level += 1.0;
            }
            taken.push((start, start + need, level));
            flags.push(Flag {
                place,
                start,
                level,
                text,
            });
        }
        // The first rows are drawn lowest, so that no line crosses a name below it.
        let top = flags.iter().map(|flag| flag.level).fold(0.0, f64::max);
        for flag in &mut flags {
            flag.level = top - flag.level;
        }
        flags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_is_in_one_range() {
        let runs = [0.0, 1.0, 2.0, 2.0, 9.9, 10.0];
        let histogram = Histogram::of(Quantity::Count, &runs, 5, Vec::new());
        let counts: Vec<u32> = histogram.bins.iter().map(|bin| bin.runs).collect();
        assert_eq!(counts, [2, 2, 0, 0, 2]);
    }
}
