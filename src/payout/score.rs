//! Points that a partner collects in the parts of a score. Inert; `semantics::evaluate::score` adds them up.

use super::measure::Reading;
use super::table::AsOf;
use super::test::Test;
use crate::base::name::Name;
use crate::base::ratio::Ratio;

/// A score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Name,
    /// Its categories; parts that stand in none are in one without a name.
    pub categories: Vec<Category>,
    /// How many points pass it.
    pub pass: Option<Ratio>,
    /// How many points each category must have besides.
    pub each: Option<Ratio>,
    /// How points are rounded; `None` keeps them exact.
    pub round: Option<Round>,
}

/// Parts that are counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its name; empty for the parts that stand in none.
    pub name: Name,
    /// Its title.
    pub title: Name,
    /// What must hold before any of its points count.
    pub needs: Vec<Test>,
    /// How much a point of it counts in the score.
    pub weight: Ratio,
    /// The most points that it gives.
    pub cap: Option<Ratio>,
    /// What is counted.
    pub parts: Vec<Part>,
}

/// One line of a score: the largest of its ways counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its title.
    pub title: Name,
    /// How its points are collected; mostly one.
    pub ways: Vec<Way>,
    /// The most points that it gives.
    pub cap: Option<Ratio>,
}

/// How points are collected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Its title.
    pub title: Name,
    /// What is counted.
    pub of: Reading,
    /// What it gives; of several the most counts.
    pub points: Vec<Points>,
    /// The most points that it gives.
    pub cap: Option<Ratio>,
}

/// What a count gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// How many points.
    pub each: Ratio,
    /// For how much.
    pub per: Per,
}

/// For how much points are given. Amounts are above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// For every whole block of this size.
    Whole(Ratio),
    /// For this much, and in proportion for less and for more.
    Proportion(Ratio),
    /// Once this much is reached.
    Reached(Ratio),
}

/// How points are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// To multiples of this, above zero.
    pub to: Ratio,
    /// Half a step and more goes up; else all goes down.
    pub half_up: bool,
    /// Once for each part; else once for the score.
    pub per_part: bool,
}

/// A score read on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// Which.
    pub score: Score,
    /// What of it.
    pub read: Read,
    /// On which day.
    pub as_of: AsOf,
}

/// What of a score is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// All its points.
    Total,
    /// The points of the category at this place, before its weight.
    Category(usize),
    /// One where it is passed, else zero.
    Passed,
}

impl Score {
    /// Everything that is counted.
    pub fn readings(&self) -> Vec<&Reading> {
        let parts = self.categories.iter().flat_map(|category| &category.parts);
        parts
            .flat_map(|part| &part.ways)
            .map(|way| &way.of)
            .collect()
    }

    /// What must hold before points count.
    pub fn needs(&self) -> impl Iterator<Item = &Test> {
        self.categories.iter().flat_map(|category| &category.needs)
    }
}
