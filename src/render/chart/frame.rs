//! The two widths that every chart is drawn at, and what charts share: legends, axes with their
//! grid, marks along the weeks. Must not know which chart is drawn.

use super::scale::{Quantity, Scale};
use super::svg::{Anchor, Drawing};
use super::text::{LINE, width};

/// The widths that every chart is drawn at. A page shows the one that fits, so that text keeps
/// its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// For screens and paper.
    Wide,
    /// For phones, from 320 points of content.
    Narrow,
}

impl Frame {
    /// The width of the drawing.
    pub fn width(self) -> f64 {
        match self {
            Frame::Wide => 720.0,
            Frame::Narrow => 320.0,
        }
    }

    /// One value for screens and another for phones.
    pub fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Frame::Wide => wide,
            Frame::Narrow => narrow,
        }
    }
}

/// The sample beside a word in a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swatch {
    /// A piece of line of this class.
    Line(&'static str),
    /// A filled square of this class.
    Square(&'static str),
    /// A dot of this class.
    Dot(&'static str),
}

/// A named place along the weeks, such as the first of a month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeekMark {
    /// Weeks since the first day shown.
    pub week: f64,
    /// Its name.
    pub label: String,
    /// Its year, shown at the first word of each year.
    pub year: i32,
}

/// The room that a legend takes.
pub fn legend_height(entries: &[(Swatch, &str)], most: f64) -> f64 {
    let rows = places(entries, most)
        .iter()
        .map(|(_, row)| row + 1.0)
        .fold(0.0, f64::max);
    if rows > 0.0 { rows * LINE + 8.0 } else { 0.0 }
}

/// Draws a legend from the top left corner.
pub fn legend(
    drawing: &mut Drawing,
    (left, top): (f64, f64),
    entries: &[(Swatch, &str)],
    most: f64,
) {
    for ((swatch, label), (x, row)) in entries.iter().zip(places(entries, most)) {
        let (x, middle) = (left + x, top + row * LINE + LINE / 2.0);
        match swatch {
            Swatch::Line(class) => drawing.line(class, (x, middle), (x + 18.0, middle)),
            Swatch::Square(class) => drawing.rect(class, (x + 3.0, middle - 6.0), (12.0, 12.0)),
            Swatch::Dot(class) => drawing.circle(class, (x + 9.0, middle), 4.0),
        }
        drawing.text("t2", (x + 24.0, middle + 4.0), Anchor::Start, label);
    }
}

/// Where each entry of a legend starts: its place in the row, and its row.
fn places(entries: &[(Swatch, &str)], most: f64) -> Vec<(f64, f64)> {
    let (mut x, mut row) = (0.0, 0.0);
    let mut places = Vec::new();
    for (_, label) in entries {
        let need = 24.0 + width(label);
        if x > 0.0 && x + need > most {
            x = 0.0;
            row += 1.0;
        }
        places.push((x, row));
        x += need + 18.0;
    }
    places
}

/// The room that the words of a vertical axis take on its left.
pub fn axis_width(marks: &[f64], quantity: &Quantity) -> f64 {
    marks
        .iter()
        .map(|mark| width(&quantity.short(*mark)))
        .fold(0.0, f64::max)
        + 8.0
}

/// Draws a vertical axis: a grid line and a word for each mark, a stronger line at zero.
pub fn rows(
    drawing: &mut Drawing,
    scale: Scale,
    marks: &[f64],
    quantity: &Quantity,
    (left, right): (f64, f64),
) {
    for mark in marks {
        let y = scale.at(*mark);
        let class = if *mark == 0.0 { "zero" } else { "grid" };
        drawing.line(class, (left, y), (right, y));
        drawing.text(
            "t3",
            (left - 8.0, y + 4.0),
            Anchor::End,
            &quantity.short(*mark),
        );
    }
}

/// Draws a horizontal axis of values: a grid line and a word for each mark. Words that would
/// touch the one before them are left out; their lines stay.
pub fn columns(
    drawing: &mut Drawing,
    scale: Scale,
    marks: &[f64],
    quantity: &Quantity,
    (top, bottom): (f64, f64),
) {
    let mut taken = f64::NEG_INFINITY;
    for mark in marks {
        let (x, word) = (scale.at(*mark), quantity.short(*mark));
        let class = if *mark == 0.0 { "zero" } else { "grid" };
        drawing.line(class, (x, top), (x, bottom));
        let half = width(&word) / 2.0;
        if x - half > taken {
            drawing.text("t3", (x, bottom + LINE), Anchor::Middle, &word);
            taken = x + half + 4.0;
        }
    }
}

/// Draws the words along the weeks, at most as many as fit between `left` and `right`: every
/// one, or every second, and so on, so that their rhythm stays. The first word of each year says it.
pub fn weeks(
    drawing: &mut Drawing,
    place: impl Fn(f64) -> f64,
    marks: &[WeekMark],
    bottom: f64,
    right: f64,
) {
    let fits = |every: usize| {
        let shown = words(marks, every);
        shown.windows(2).all(|pair| match pair {
            [(one, word), (next, _)] => place(one.week) + width(word) + 6.0 <= place(next.week),
            _ => true,
        })
    };
    let every = (1..=marks.len()).find(|every| fits(*every)).unwrap_or(1);
    for mark in marks {
        let x = place(mark.week);
        drawing.line("tick", (x, bottom), (x, bottom + 4.0));
    }
    for (mark, word) in words(marks, every) {
        let x = place(mark.week);
        if x + width(&word) <= right {
            drawing.text("t3", (x, bottom + LINE), Anchor::Start, &word);
        }
    }
}

/// Every so many marks with their words: `Feb ’27`, `Mar`.
fn words(marks: &[WeekMark], every: usize) -> Vec<(&WeekMark, String)> {
    let mut said = None;
    let word = |mark: &WeekMark| {
        if said == Some(mark.year) {
            return mark.label.clone();
        }
        said = Some(mark.year);
        format!("{} ’{:02}", mark.label, mark.year.rem_euclid(100))
    };
    let shown: Vec<&WeekMark> = marks.iter().step_by(every).collect();
    let words: Vec<String> = shown.iter().copied().map(word).collect();
    shown.into_iter().zip(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_each_year_says_it() {
        let mark = |label: &str, year| WeekMark {
            week: 0.0,
            label: label.to_owned(),
            year,
        };
        let marks = [
            mark("Nov", 2027),
            mark("Dec", 2027),
            mark("Jan", 2028),
            mark("Feb", 2028),
        ];
        let shown = |every| -> Vec<String> {
            words(&marks, every)
                .into_iter()
                .map(|(_, word)| word)
                .collect()
        };
        assert_eq!(shown(1), ["Nov ’27", "Dec", "Jan ’28", "Feb"]);
        assert_eq!(shown(3), ["Nov ’27", "Feb ’28"]);
    }

    #[test]
    fn legends_break_into_rows_that_fit() {
        let entries = [
            (Swatch::Line("a"), "one"),
            (Swatch::Line("b"), "two words here"),
        ];
        assert_eq!(legend_height(&entries, 720.0), LINE + 8.0);
        assert_eq!(legend_height(&entries, 100.0), 2.0 * LINE + 8.0);
        assert_eq!(legend_height(&[], 100.0), 0.0);
    }
}
