//! What a score comes to on a day.

use super::{Scene, Trouble};
use crate::base::ratio::{Overflow, Ratio};
use crate::payout::score::{Category, Part, Per, Points, Read, Round, Score, Scored, Way};

impl Scene<'_> {
    /// The points of a score, of one category, or whether it is passed.
    pub(super) fn scored(&self, it: &Scored) -> Result<Ratio, Trouble> {
        let scene = self.scored_on(it);
        match it.read {
            Read::Total => scene.points(&it.score),
            Read::Category(place) => match it.score.categories.get(place) {
                Some(category) => scene.of_category(&it.score, category),
                None => Ok(Ratio::ZERO),
            },
            Read::Passed => {
                let passed = scene.passes(&it.score)?;
                Ok(if passed { Ratio::ONE } else { Ratio::ZERO })
            }
        }
    }

    /// The scene on the day that a score is read.
    pub(in crate::semantics) fn scored_on(&self, it: &Scored) -> Self {
        Scene {
            day: self.as_of(it.as_of, None),
            span: None,
            fact: None,
            ..*self
        }
    }

    fn passes(&self, score: &Score) -> Result<bool, Trouble> {
        if let Some(each) = score.each {
            // Parts that stand in no category are asked for nothing.
            let named = score.categories.iter().filter(|it| !it.name.is_empty());
            for category in named {
                if self.of_category(score, category)? < each {
                    return Ok(false);
                }
            }
        }
        let points = self.points(score)?;
        Ok(score.pass.is_none_or(|pass| points >= pass))
    }

    /// All points, each category at its weight.
    pub(in crate::semantics) fn points(&self, score: &Score) -> Result<Ratio, Trouble> {
        let mut sum = Ratio::ZERO;
        for category in &score.categories {
            let own = self.of_category(score, category)?;
            sum = sum.plus(own.times(category.weight)?)?;
        }
        Ok(rounded(sum, score.round.filter(|round| !round.per_part))?)
    }

    /// The points of a category, before its weight.
    pub(in crate::semantics) fn of_category(
        &self,
        score: &Score,
        category: &Category,
    ) -> Result<Ratio, Trouble> {
        for test in &category.needs {
            if !self.holds(test)? {
                return Ok(Ratio::ZERO);
            }
        }
        let mut sum = Ratio::ZERO;
        for part in &category.parts {
            sum = sum.plus(self.of_part(score, part)?)?;
        }
        Ok(at_most(sum, category.cap))
    }

    /// The points of a part.
    pub(in crate::semantics) fn of_part(
        &self,
        score: &Score,
        part: &Part,
    ) -> Result<Ratio, Trouble> {
        let mut best = Ratio::ZERO;
        for way in &part.ways {
            best = best.max(self.of_way(way)?);
        }
        let best = at_most(best, part.cap);
        Ok(rounded(best, score.round.filter(|round| round.per_part))?)
    }

    fn of_way(&self, way: &Way) -> Result<Ratio, Trouble> {
        let counted = self.total(&way.of)?.max(Ratio::ZERO);
        let mut most = Ratio::ZERO;
        for points in &way.points {
            most = most.max(given(*points, counted)?);
        }
        Ok(at_most(most, way.cap))
    }
}

/// What a count gives.
fn given(points: Points, counted: Ratio) -> Result<Ratio, Overflow> {
    match points.per {
        Per::Whole(size) => points.each.times(Ratio::whole(counted.over(size)?.floor())),
        Per::Proportion(size) => points.each.times(counted.over(size)?),
        Per::Reached(least) => Ok(if counted >= least {
            points.each
        } else {
            Ratio::ZERO
        }),
    }
}

/// So many points, or as many as a limit allows.
pub(in crate::semantics) fn at_most(points: Ratio, cap: Option<Ratio>) -> Ratio {
    cap.map_or(points, |cap| points.min(cap))
}

/// Points once they are rounded.
pub(in crate::semantics) fn rounded(
    points: Ratio,
    round: Option<Round>,
) -> Result<Ratio, Overflow> {
    let Some(round) = round else {
        return Ok(points);
    };
    let mut steps = points.over(round.to)?;
    if round.half_up {
        steps = steps.plus(Ratio::ONE.over(Ratio::whole(2))?)?;
    }
    Ratio::whole(steps.floor()).times(round.to)
}
