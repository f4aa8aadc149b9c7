//! What a scorecard says of a partner at the end of a period: each line against its target, its colour, and the
//! score. What it means is in `kind/scorecard.md`. Must not know files or forecasts.

use crate::base::date::Date;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::model::words::{ScoreLine, Scorecard};
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::reading::Level;
use crate::semantics::evaluate::{Scene, Trouble, View};

/// How far a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// At the part of its target from which a line is green, or above it.
    Green,
    /// Below that, at the part from which it is yellow or above it.
    Yellow,
    /// Below both.
    Red,
}

impl Colour {
    /// The word in results.
    pub const fn word(self) -> &'static str {
        match self {
            Colour::Green => "green",
            Colour::Yellow => "yellow",
            Colour::Red => "red",
        }
    }

    fn of(card: &Scorecard, part: Ratio) -> Colour {
        if part >= card.green_from {
            Colour::Green
        } else if part >= card.yellow_from {
            Colour::Yellow
        } else {
            Colour::Red
        }
    }
}

/// A line that was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The figure, in the unit of the target; `None` for a growth or share over nothing.
    pub actual: Option<Ratio>,
    /// Which part of the target that is.
    pub part: Option<Ratio>,
    /// How far the line is.
    pub colour: Colour,
    /// What it counts to the score: the part from nothing to all.
    pub counts: Ratio,
}

/// A card that was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Of each line, where the program measures it.
    pub marks: Vec<Option<Mark>>,
    /// The score and its colour, where every line with a weight is measured.
    pub score: Option<(Ratio, Colour)>,
}

/// The periods of a card that are over on a day, in the program's year.
pub fn periods(program: &Program, card: &Scorecard, until: Date) -> Vec<Days> {
    let fiscal = &program.fiscal;
    let Some(year) = Days::new(fiscal.start(), fiscal.end()) else {
        return Vec::new();
    };
    let all = fiscal.periods(card.every, &year);
    let all = all.map(|period| fiscal.days(period));
    all.filter(|days| days.last() <= until.min(fiscal.end()))
        .collect()
}

/// Whether a partner has a card for a period: it joined by the last day.
pub fn has_card(view: View, partner: PartnerId, days: Days) -> bool {
    let joined = view.book.partner(partner).and_then(|known| known.joined);
    joined.is_none_or(|joined| joined <= days.last())
}

/// Fills in a card, with everything that is known. A figure that is too large to say is as one that nobody measures.
pub fn fill(card: &Scorecard, view: View, partner: PartnerId, days: Days) -> Card {
    let scene = Scene {
        span: Some(days),
        ..Scene::on(view, partner, days.last())
    };
    let lines = card.lines.iter();
    let marks = lines.map(|line| mark(card, line, &scene).ok().flatten());
    let marks: Vec<Option<Mark>> = marks.collect();
    Card {
        score: score(card, &marks).map(|score| (score, Colour::of(card, score))),
        marks,
    }
}

/// The sum of the weights, each times what its line counts.
fn score(card: &Scorecard, marks: &[Option<Mark>]) -> Option<Ratio> {
    let mut weighted = card.lines.iter().zip(marks);
    weighted.try_fold(Ratio::ZERO, |sum, (line, mark)| match mark {
        Some(mark) => sum.plus(line.weight.times(mark.counts).ok()?).ok(),
        None => (line.weight == Ratio::ZERO).then_some(sum),
    })
}

fn mark(card: &Scorecard, line: &ScoreLine, scene: &Scene) -> Result<Option<Mark>, Trouble> {
    let Some(figure) = &line.figure else {
        return Ok(None);
    };
    let mark = match scene.level(figure)? {
        Level::Is(level) => {
            let actual = level.over(line.scale)?;
            let part = actual.over(line.target)?;
            Mark {
                actual: Some(actual),
                part: Some(part),
                colour: Colour::of(card, part),
                counts: part.clamp(Ratio::ZERO, Ratio::ONE),
            }
        }
        Level::Top => nothing(Colour::Green, Ratio::ONE),
        Level::Bottom => nothing(Colour::Red, Ratio::ZERO),
    };
    Ok(Some(mark))
}

const fn nothing(colour: Colour, counts: Ratio) -> Mark {
    Mark {
        actual: None,
        part: None,
        colour,
        counts,
    }
}
