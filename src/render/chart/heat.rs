//! A figure for each audience and week as shades, with a dot where it is over the limit. Must not
//! know what the figure is.

use super::Chart;
use super::frame::{Frame, WeekMark, weeks};
use super::scale::{Quantity, finite};
use super::svg::{Anchor, Drawing};
use super::text::{LINE, width, wrap};
use crate::render::view::Table;

/// One audience over the weeks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audience {
    /// What the reader calls it.
    pub name: String,
    /// One figure a week.
    pub weeks: Vec<f64>,
}

/// A heat map.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// What the shades stand for.
    pub quantity: Quantity,
    /// The rows.
    pub audiences: Vec<Audience>,
    /// What must not be passed, if anything.
    pub limit: Option<f64>,
    /// Names along the weeks.
    pub marks: Vec<WeekMark>,
}

const SHADES: [&str; 6] = ["h0", "h1", "h2", "h3", "h4", "h5"];
const ROW: f64 = 22.0;

impl Chart for Heat {
    fn draw(&self, frame: Frame) -> Drawing {
        let right = frame.width();
        let words = frame.pick(150.0, right);
        let names: Vec<Vec<String>> = self
            .audiences
            .iter()
            .map(|one| wrap(&one.name, words))
            .collect();
        let left = frame.pick(words + 12.0, 0.0);
        let row_height = |lines: &Vec<String>| {
            let text = u32::try_from(lines.len()).map_or(1.0, f64::from) * LINE;
            frame.pick(text.max(ROW), text + ROW + 2.0) + 4.0
        };
        let top = self.key_height(right);
        let bottom = top + names.iter().map(row_height).sum::<f64>();
        let most = self
            .audiences
            .iter()
            .map(|one| one.weeks.len())
            .max()
            .unwrap_or(0);
        let cell = (right - left) / u32::try_from(most).map_or(1.0, f64::from).max(1.0);

        let mut drawing = Drawing::new(right, bottom + LINE + 8.0);
        self.key(&mut drawing, right);
        let mut y = top;
        for (audience, lines) in self.audiences.iter().zip(&names) {
            let height = row_height(lines);
            let text = u32::try_from(lines.len()).map_or(1.0, f64::from) * LINE;
            let (text_top, row_top) = frame.pick(
                (y + (height - text) / 2.0, y + (height - ROW) / 2.0),
                (y, y + text),
            );
            for (count, line) in (0_u16..).zip(lines) {
                let baseline = text_top + f64::from(count) * LINE + 12.0;
                drawing.text("t1", (0.0, baseline), Anchor::Start, line);
            }
            self.strip(&mut drawing, audience, (left, row_top), cell);
            y += height;
        }
        weeks(
            &mut drawing,
            |week| left + week * cell,
            &self.marks,
            bottom,
            right,
        );
        drawing
    }

    fn describe(&self) -> String {
        let peak = |one: &Audience| {
            let highest = one.weeks.iter().copied().map(finite).fold(0.0, f64::max);
            let at = one
                .weeks
                .iter()
                .position(|value| finite(*value) == highest)
                .unwrap_or(0);
            let over = self.over(one);
            let tail = match (self.limit, over) {
                (None, _) => String::new(),
                (Some(_), 0) => ", never over the limit".to_owned(),
                (Some(_), 1) => ", over the limit in 1 week".to_owned(),
                (Some(_), more) => format!(", over the limit in {more} weeks"),
            };
            format!(
                "{}: highest in week {}, {}{tail}.",
                one.name,
                at + 1,
                self.quantity.long(highest)
            )
        };
        self.audiences
            .iter()
            .map(peak)
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn table(&self) -> Table {
        let mut titles = vec!["Week#".to_owned()];
        titles.extend(self.audiences.iter().map(|one| format!("{}#", one.name)));
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let most = self
            .audiences
            .iter()
            .map(|one| one.weeks.len())
            .max()
            .unwrap_or(0);
        let row = |week: usize| {
            let mut row = vec![(week + 1).to_string()];
            let value = |one: &Audience| one.weeks.get(week).copied().unwrap_or(0.0);
            row.extend(
                self.audiences
                    .iter()
                    .map(|one| self.quantity.short(value(one))),
            );
            row
        };
        Table::of(&titles, (0..most).map(row))
    }
}

impl Heat {
    /// One row of cells; neighbours of the same shade are one rectangle.
    fn strip(
        &self,
        drawing: &mut Drawing,
        audience: &Audience,
        (left, top): (f64, f64),
        cell: f64,
    ) {
        let mut from = 0.0;
        let mut at = 0.0;
        let mut values = audience.weeks.iter().peekable();
        while let Some(value) = values.next() {
            at += 1.0;
            let shade = self.shade(*value);
            if values.peek().is_none_or(|next| self.shade(**next) != shade) {
                drawing.rect(shade, (left + from * cell, top), ((at - from) * cell, ROW));
                from = at;
            }
        }
        for (week, value) in (0_u16..).zip(&audience.weeks) {
            if self.limit.is_some_and(|limit| finite(*value) > limit) {
                let place = (left + (f64::from(week) + 0.5) * cell, top + ROW / 2.0);
                drawing.circle("dot", place, (cell * 0.32).min(3.5));
            }
        }
    }

    /// The value at which the darkest shade is reached.
    fn full(&self) -> f64 {
        let values = self
            .audiences
            .iter()
            .flat_map(|one| one.weeks.iter().copied());
        let highest = values.map(finite).fold(0.0, f64::max);
        self.limit
            .unwrap_or(0.0)
            .max(highest)
            .max(f64::MIN_POSITIVE)
    }

    fn shade(&self, value: f64) -> &'static str {
        let (mut reached, share) = (0, finite(value) / self.full());
        for step in [0.02, 0.2, 0.4, 0.6, 0.8] {
            reached += usize::from(share > step);
        }
        SHADES.get(reached).copied().unwrap_or("h0")
    }

    fn over(&self, audience: &Audience) -> usize {
        let limit = self.limit.unwrap_or(f64::INFINITY);
        audience
            .weeks
            .iter()
            .filter(|value| finite(**value) > limit)
            .count()
    }

    fn limit_word(&self) -> String {
        match self.limit {
            Some(limit) => format!("over the limit of {}", self.quantity.short(limit)),
            None => String::new(),
        }
    }

    fn key_height(&self, right: f64) -> f64 {
        let beside = 280.0 + width(&self.limit_word()) <= right;
        if self.limit.is_none() || beside {
            LINE + 14.0
        } else {
            2.0 * LINE + 14.0
        }
    }

    /// The shades from nothing to the most, and what the dot means.
    fn key(&self, drawing: &mut Drawing, right: f64) {
        drawing.text("t2", (0.0, 12.0), Anchor::Start, "0");
        let mut x = 14.0;
        for shade in SHADES {
            drawing.rect(shade, (x, 1.0), (22.0, 14.0));
            x += 22.0;
        }
        let most = self.quantity.short(self.full());
        drawing.text("t2", (x + 6.0, 12.0), Anchor::Start, &most);
        if self.limit.is_some() {
            let beside = self.key_height(right) < 2.0 * LINE;
            let (x, y) = if beside {
                (250.0, 8.0)
            } else {
                (7.0, 8.0 + LINE + 2.0)
            };
            drawing.circle("dot", (x, y), 3.5);
            drawing.text("t2", (x + 12.0, y + 4.0), Anchor::Start, &self.limit_word());
        }
    }
}
