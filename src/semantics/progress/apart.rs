//! A score taken apart: what its categories and their parts come to.

use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::payout::measure::Figure;
use crate::payout::score::{Read, Scored};
use crate::payout::test::Test;
use crate::semantics::evaluate::{Scene, Trouble};

/// A line of a score that was taken apart.
#[derive(Clone, Debug)]
pub struct Piece<'p> {
    /// How deep it stands: the whole and its categories at 0, their parts at 1.
    pub depth: usize,
    /// Its title; `None` for the whole.
    pub title: Option<&'p Name>,
    /// Its points.
    pub points: Ratio,
    /// The most points that it gives.
    pub most: Option<Ratio>,
    /// How much a point counts in the whole, where it is not one.
    pub weight: Option<Ratio>,
    /// How many points more are asked of it.
    pub more: Option<Ratio>,
    /// What keeps all its points from counting.
    pub unmet: Vec<&'p Test>,
}

/// What a test of a score comes to; nothing for any other test.
pub(super) fn apart<'p>(scene: &Scene, test: &'p Test) -> Result<Vec<Piece<'p>>, Trouble> {
    let Test::Compare {
        figure: Figure::Score(scored),
        ..
    } = test
    else {
        return Ok(Vec::new());
    };
    pieces(&scene.scored_on(scored), scored)
}

fn pieces<'p>(scene: &Scene, scored: &'p Scored) -> Result<Vec<Piece<'p>>, Trouble> {
    let score = &scored.score;
    let is_passed = scored.read == Read::Passed;
    let mut found = Vec::new();
    if let (true, Some(pass)) = (is_passed, score.pass) {
        let points = scene.points(score)?;
        found.push(Piece {
            depth: 0,
            title: None,
            points,
            most: None,
            weight: None,
            more: short(points, Some(pass))?,
            unmet: Vec::new(),
        });
    }
    for (place, category) in score.categories.iter().enumerate() {
        if matches!(scored.read, Read::Category(read) if read != place) {
            continue;
        }
        let is_named = !category.name.is_empty();
        if is_named {
            let points = scene.of_category(score, category)?;
            let mut unmet = Vec::new();
            for test in &category.needs {
                if !scene.holds(test)? {
                    unmet.push(test);
                }
            }
            found.push(Piece {
                depth: 0,
                title: Some(&category.title),
                points,
                most: category.cap,
                weight: Some(category.weight).filter(|weight| *weight != Ratio::ONE),
                more: short(points, score.each.filter(|_| is_passed))?,
                unmet,
            });
        }
        for part in &category.parts {
            found.push(Piece {
                depth: usize::from(is_named),
                title: Some(&part.title),
                points: scene.of_part(score, part)?,
                most: part.cap.or(match part.ways.as_slice() {
                    [way] => way.cap,
                    _ => None,
                }),
                weight: None,
                more: None,
                unmet: Vec::new(),
            });
        }
    }
    Ok(found)
}

/// How much is missing of what is asked, where something is.
fn short(points: Ratio, asked: Option<Ratio>) -> Result<Option<Ratio>, Trouble> {
    let Some(asked) = asked.filter(|asked| points < *asked) else {
        return Ok(None);
    };
    Ok(Some(asked.less(points)?))
}
