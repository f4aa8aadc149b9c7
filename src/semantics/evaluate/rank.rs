//! Contests: who competes, in which order, and what each place is worth.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Scene, Trouble};
use crate::base::money::allot;
use crate::base::ratio::Ratio;
use crate::payout::measure::Reading;
use crate::payout::{Payout, Quantity, Ties};
use crate::semantics::book::{Book, PartnerId, RowId};
use crate::semantics::walk;

/// The prizes of an incentive's contests on one occasion, in minor units: by the contest's place in the
/// tree, then by partner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    prizes: BTreeMap<(usize, PartnerId), Prize>,
}

/// What a place is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prize {
    /// 1 for the first.
    pub place: u32,
    /// In minor units.
    pub amount: Ratio,
}

/// Someone who competes.
struct Contender {
    partner: PartnerId,
    key: Ratio,
    last: Option<RowId>,
}

impl Ranking {
    /// Ranks everybody whom `scene_of` gives a scene, for each contest of the incentive.
    pub fn of<'a>(
        payout: &Payout,
        contests: &[&Payout],
        scenes: &[Scene<'a>],
    ) -> Result<Ranking, Trouble> {
        let mut ranking = Ranking::default();
        for (place, contest) in contests.iter().enumerate() {
            let Payout::Rank {
                key,
                least,
                ties,
                prizes,
            } = contest
            else {
                continue;
            };
            let mut contenders = Vec::new();
            for scene in scenes {
                if is_open_to(payout, contest, scene)? {
                    contenders.extend(contender(scene, key, *least)?);
                }
            }
            let Some(scene) = scenes.first() else {
                continue;
            };
            sort(&mut contenders, *ties, scene.view.book);
            for (partner, prize) in share_out(&contenders, *ties, prizes, scene)? {
                ranking.prizes.insert((place, partner), prize);
            }
        }
        Ok(ranking)
    }

    /// The prize of a partner in a contest.
    pub fn prize(&self, contest: usize, partner: PartnerId) -> Option<Prize> {
        self.prizes.get(&(contest, partner)).copied()
    }
}

/// Whether a key can win anything.
pub(super) fn can_win(key: Ratio, least: Ratio) -> bool {
    key > Ratio::ZERO && key >= least
}

fn contender(scene: &Scene, key: &Reading, least: Ratio) -> Result<Option<Contender>, Trouble> {
    let total = scene.total(key)?;
    if !can_win(total, least) {
        return Ok(None);
    }
    let book = scene.view.book;
    let facts = scene.contributions(key);
    let last = facts
        .iter()
        .map(|(id, _)| *id)
        .max_by(|left, right| by_order(book, Some(*left), Some(*right)));
    Ok(Some(Contender {
        partner: scene.partner,
        key: total,
        last,
    }))
}

/// Whether every test above the contest holds.
fn is_open_to(payout: &Payout, contest: &Payout, scene: &Scene) -> Result<bool, Trouble> {
    if std::ptr::eq(payout, contest) {
        return Ok(true);
    }
    match payout {
        Payout::When { test, then } => Ok(scene.holds(test)? && is_open_to(then, contest, scene)?),
        Payout::Choose { across, arms } => {
            let arm = scene
                .member(*across, None)
                .and_then(|place| arms.get(place))
                .and_then(Option::as_ref);
            match arm {
                Some(arm) => is_open_to(arm, contest, scene),
                None => Ok(false),
            }
        }
        Payout::Over { occasion, payout } => match scene.trigger {
            Some(trigger) if trigger != occasion => Ok(false),
            Some(_) | None => is_open_to(payout, contest, scene),
        },
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Bands(_)
        | Payout::Spread(_)
        | Payout::Rank { .. }
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared { .. }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => {
            for child in walk::children(payout) {
                if is_open_to(child, contest, scene)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

fn sort(contenders: &mut [Contender], ties: Ties, book: &Book) {
    contenders.sort_by(|left, right| {
        let keys = right.key.cmp(&left.key);
        let names = || book.name_of(left.partner).cmp(book.name_of(right.partner));
        keys.then_with(|| match ties {
            Ties::FirstAccepted => by_order(book, left.last, right.last).then_with(names),
            Ties::Share | Ties::ByName => names(),
        })
    });
}

fn by_order(book: &Book, left: Option<RowId>, right: Option<RowId>) -> Ordering {
    let row = |id: Option<RowId>| id.and_then(|id| book.row(id));
    match (row(left), row(right)) {
        (Some(left), Some(right)) => book.compare(left, right),
        (left, right) => left.is_some().cmp(&right.is_some()),
    }
}

fn share_out(
    contenders: &[Contender],
    ties: Ties,
    prizes: &[Quantity],
    scene: &Scene,
) -> Result<Vec<(PartnerId, Prize)>, Trouble> {
    let mut won = Vec::new();
    let mut left = contenders;
    let mut place = 0_usize;
    while let Some(first) = left.first() {
        let equals = match ties {
            Ties::Share => left
                .iter()
                .take_while(|other| other.key == first.key)
                .count(),
            Ties::FirstAccepted | Ties::ByName => 1,
        };
        let (group, rest) = left.split_at(equals.min(left.len()));
        let mut sum = Ratio::ZERO;
        for prize in prizes.iter().skip(place).take(equals) {
            sum = sum.plus(scene.amount(*prize)?)?;
        }
        let number = u32::try_from(place.saturating_add(1)).unwrap_or(u32::MAX);
        let amounts = divide(sum, group, scene.view.book)?;
        for (contender, amount) in group.iter().zip(amounts) {
            let prize = Prize {
                place: number,
                amount,
            };
            won.push((contender.partner, prize));
        }
        place = place.saturating_add(equals);
        left = rest;
    }
    won.retain(|(_, prize)| prize.amount > Ratio::ZERO);
    Ok(won)
}

/// Equal whole parts, what is left over by the bytes of the names.
fn divide(sum: Ratio, group: &[Contender], book: &Book) -> Result<Vec<Ratio>, Trouble> {
    if group.len() < 2 {
        return Ok(vec![sum]);
    }
    let weights = vec![Ratio::ONE; group.len()];
    let names: Vec<&str> = group
        .iter()
        .map(|each| book.name_of(each.partner))
        .collect();
    let parts = allot(sum.floor(), &weights, &names)?;
    Ok(parts.into_iter().map(Ratio::whole).collect())
}
