//! Versions of an incentive joined into one payout: each day has its version, and a period that lies across two
//! is parted at the first day of the later one. Must not know how versions are written.

mod around;
mod kept;

use self::around::{Wrapper, peel, wrap};
use self::kept::keepable;
use crate::base::date::Date;
use crate::base::period::{Days, Fiscal};
use crate::base::ratio::Ratio;
use crate::payout::measure::{Figure, Reading, Window};
use crate::payout::table::{Bands, Cell, Change, Mode, Start};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout, Per};

/// What holds on some days.
#[derive(Clone)]
pub struct Version {
    /// The days.
    pub days: Days,
    /// What is paid on them.
    pub payout: Payout,
    /// What its first day does to the bands of a period that it lies in.
    pub change: Option<Change>,
}

/// Why versions make no one payout.
pub enum Unjoinable {
    /// A period lies across the first day of a version with bands, and what becomes of them is not said.
    NotSaid(Box<Across>),
    /// Bands by another key cannot begin again.
    KeyBeginsAgain(Date),
    /// What lies above a baseline, or is filled up to a guarantee, is that of a whole period.
    Baseline(Date),
    /// The versions differ in when or how often they are paid.
    Occasions(Date),
    /// Terms are kept, and every day has the same, or what is paid has no deal.
    KeepsNothing,
    /// Terms are kept, and what stands around them differs.
    KeepsApart(Date),
}

/// A period across the first day of a version, with the bands on both sides.
pub struct Across {
    /// The period.
    pub days: Days,
    /// The first day of the later version.
    pub cut: Date,
    /// The bands until then.
    pub before: Bands,
    /// The bands from then on.
    pub after: Bands,
}

/// The payout of all versions. They are in order and leave no day of the year out. A deal that was registered
/// keeps the terms of its day for the time `kept`.
pub fn joined(
    versions: &[Version],
    fiscal: &Fiscal,
    kept: Option<u16>,
) -> Result<Payout, Unjoinable> {
    if let ([only], None) = (versions, kept) {
        return Ok(only.payout.clone());
    }
    let peeled: Vec<(Vec<Wrapper>, &Payout)> =
        versions.iter().map(|each| peel(&each.payout)).collect();
    let Some((first, over)) = peeled.first() else {
        return Ok(Payout::Sum(Vec::new()));
    };
    let Payout::Over { occasion, .. } = over else {
        return Ok((*over).clone());
    };
    if kept.is_some() {
        keepable(versions, &peeled)?;
    }
    let mut bodies: Vec<Version> = Vec::new();
    for (version, (_, over)) in versions.iter().zip(&peeled) {
        let Payout::Over {
            occasion: own,
            payout,
        } = over
        else {
            return by_version(versions, &peeled);
        };
        if own != occasion {
            return by_version(versions, &peeled);
        }
        bodies.push(Version {
            payout: (**payout).clone(),
            ..*version
        });
    }
    let pieces = pieces(occasion, merged(bodies), fiscal)?;
    let over = |days: Days| Payout::Over {
        occasion: occasion.clone(),
        payout: Box::new(on(days, &pieces, kept)),
    };
    let shells = shells(versions, &peeled);
    if let [(_, only)] = &*shells {
        return Ok(wrap(only, over(fiscal.year())));
    }
    // Caps or budgets differ: the day of the award chooses which hold.
    let outer = first.iter().take_while(|it| it.is_outer()).count();
    // What has no occasion on its days has no part in any pool.
    let has_occasion = |days: &Days| pieces.iter().any(|(own, _)| own.overlap(days).is_some());
    let parts = shells
        .iter()
        .filter(|(days, _)| has_occasion(days))
        .map(|(days, own)| wrap(own.get(outer..).unwrap_or(&[]), over(*days)));
    let parts = Payout::Sum(parts.collect());
    Ok(wrap(first.get(..outer).unwrap_or(&[]), parts))
}

/// What stands around the `Over` on which days; neighbours with the same are one.
fn shells<'w>(
    versions: &[Version],
    peeled: &'w [(Vec<Wrapper>, &Payout)],
) -> Vec<(Days, &'w [Wrapper])> {
    let mut found: Vec<(Days, &[Wrapper])> = Vec::new();
    for (version, (wrappers, _)) in versions.iter().zip(peeled) {
        match found.last_mut() {
            Some((days, last)) if *last == &**wrappers => {
                *days = Days::new(days.first(), version.days.last()).unwrap_or(*days);
            }
            _ => found.push((version.days, wrappers)),
        }
    }
    found
}

/// The pieces that are paid on some days, each on its own; a single piece for all of them needs no test.
fn on(days: Days, pieces: &[(Days, Payout)], kept: Option<u16>) -> Payout {
    if let [(own, only)] = pieces
        && own.overlap(&days) == Some(*own)
    {
        return only.clone();
    }
    let part =
        |(own, payout): &(Days, Payout)| Some(within(own.overlap(&days)?, kept, payout.clone()));
    let parts = pieces.iter().filter_map(part).collect();
    match kept {
        None => Payout::Sum(parts),
        // One sale has the terms of one day, though any may be the one.
        Some(_) => Payout::Greatest(parts),
    }
}

/// Versions with different events: each pays for the facts of its own days.
fn by_version(
    versions: &[Version],
    peeled: &[(Vec<Wrapper>, &Payout)],
) -> Result<Payout, Unjoinable> {
    let mut parts = Vec::new();
    let mut outer: &[Wrapper] = &[];
    for (version, (wrappers, over)) in versions.iter().zip(peeled) {
        let Payout::Over {
            occasion: occasion @ Occasion::Event { per: Per::Fact, .. },
            payout,
        } = over
        else {
            return Err(Unjoinable::Occasions(version.days.first()));
        };
        let shared = wrappers.iter().take_while(|it| it.is_outer()).count();
        outer = wrappers.get(..shared).unwrap_or(&[]);
        parts.push(wrap(
            wrappers.get(shared..).unwrap_or(&[]),
            Payout::Over {
                occasion: occasion.clone(),
                payout: Box::new(within(version.days, None, (**payout).clone())),
            },
        ));
    }
    Ok(wrap(outer, Payout::Sum(parts)))
}

/// Neighbours that pay the same are one version.
fn merged(bodies: Vec<Version>) -> Vec<Version> {
    let mut found: Vec<Version> = Vec::new();
    for each in bodies {
        match found.last_mut() {
            Some(last) if last.payout == each.payout => {
                last.days = Days::new(last.days.first(), each.days.last()).unwrap_or(last.days);
            }
            _ => found.push(each),
        }
    }
    found
}

fn within(days: Days, kept: Option<u16>, payout: Payout) -> Payout {
    Payout::When {
        test: Test::Within(days, kept),
        then: Box::new(payout),
    }
}

/// What is paid on the occasions of which days: what the version of the day says, or the parts of a period.
fn pieces(
    occasion: &Occasion,
    bodies: Vec<Version>,
    fiscal: &Fiscal,
) -> Result<Vec<(Days, Payout)>, Unjoinable> {
    let year = fiscal.year();
    let spans: Vec<Days> = match occasion {
        Occasion::Event { .. } => {
            let pieces = bodies.into_iter().map(|it| (it.days, it.payout));
            return Ok(pieces.collect());
        }
        Occasion::Days(days) => days.overlap(&year).into_iter().collect(),
        Occasion::Period(cycle) => fiscal
            .periods(*cycle, &year)
            .filter_map(|period| fiscal.days(period).overlap(&year))
            .collect(),
    };
    let mut pieces: Vec<(Days, Payout)> = Vec::new();
    for span in spans {
        let payout = in_span(span, &bodies)?;
        match pieces.last_mut() {
            Some((days, last)) if *last == payout => {
                *days = Days::new(days.first(), span.last()).unwrap_or(*days);
            }
            _ => pieces.push((span, payout)),
        }
    }
    Ok(pieces)
}

/// What one period pays: its version, or the sum of its parts.
fn in_span(span: Days, bodies: &[Version]) -> Result<Payout, Unjoinable> {
    let own: Vec<(Days, &Version)> = bodies
        .iter()
        .filter_map(|each| Some((each.days.overlap(&span)?, each)))
        .collect();
    if let [(_, only)] = &*own {
        return Ok(only.payout.clone());
    }
    let mut change = Change::Continue;
    for pair in own.windows(2) {
        if let [(_, before), (days, after)] = pair
            && let (Some(one), Some(two)) = (bands(&before.payout), bands(&after.payout))
        {
            change = after.change.ok_or_else(|| {
                Unjoinable::NotSaid(Box::new(Across {
                    days: span,
                    cut: days.first(),
                    before: one.clone(),
                    after: two.clone(),
                }))
            })?;
        }
    }
    let parts: Result<Vec<Payout>, Unjoinable> = own
        .iter()
        .map(|(days, each)| part(&each.payout, *days, span, change))
        .collect();
    Ok(Payout::Sum(parts?))
}

/// The table that a body pays by.
fn bands(payout: &Payout) -> Option<&Bands> {
    if let Payout::Sum(parts) | Payout::Greatest(parts) = payout {
        parts.iter().find_map(bands)
    } else if let Payout::Bands(bands) = payout {
        Some(bands)
    } else if let Payout::When { then, .. } = payout {
        bands(then)
    } else {
        None
    }
}

/// What a body pays for a part of its period.
fn part(payout: &Payout, days: Days, span: Days, change: Change) -> Result<Payout, Unjoinable> {
    let cut = match days.first() == span.first() {
        true => days.last().plus_days(1),
        false => days.first(),
    };
    if let Payout::When { test, then } = payout {
        Ok(Payout::When {
            test: test.clone(),
            then: Box::new(part(then, days, span, change)?),
        })
    } else if let Payout::Sum(all) = payout {
        let all = all.iter().map(|it| part(it, days, span, change));
        Ok(Payout::Sum(all.collect::<Result<_, _>>()?))
    } else if let Payout::Greatest(all) = payout {
        // The level of a partner is one for the whole of the period.
        let all = all.iter().map(|it| part(it, days, span, change));
        Ok(Payout::Greatest(all.collect::<Result<_, _>>()?))
    } else if let Payout::Share { rate, of } = payout {
        Ok(Payout::Share {
            rate: *rate,
            of: within_days(of, days),
        })
    } else if let Payout::Bands(bands) = payout {
        let whole = Some(Figure::Reading(bands.basis.clone()));
        let (key, starts) = match (change, bands.mode, &bands.key) {
            (Change::Continue, Mode::Whole, key) => (key.clone().or(whole), bands.starts.clone()),
            (Change::Continue, Mode::Marginal, key) => (key.clone(), bands.starts.clone()),
            (Change::Restart, _, None) => (None, prorated(&bands.starts, days, span)),
            (Change::Restart, _, Some(_)) => return Err(Unjoinable::KeyBeginsAgain(cut)),
        };
        // What was sold before the cut fills the bands first.
        let goes_on = change == Change::Continue && bands.mode == Mode::Marginal;
        let before = Days::new(span.first(), days.first().plus_days(-1)).filter(|_| goes_on);
        let mut columns = bands.columns.clone();
        // An amount is that of the version of the last day; bands that begin again give one each time.
        if change == Change::Continue && days.last() != span.last() {
            let cells = columns.iter_mut().flatten();
            let amounts = cells.filter(|cell| matches!(cell, Cell::Fixed(_)));
            amounts.for_each(|cell| *cell = Cell::Nothing);
        }
        Ok(Payout::Bands(Bands {
            basis: within_days(&bands.basis, days),
            after: before.map(|before| within_days(&bands.basis, before)),
            key,
            starts,
            columns,
            ..bands.clone()
        }))
    } else if let Payout::Valued {
        given,
        each,
        payout,
    } = payout
    {
        Ok(Payout::Valued {
            given: *given,
            each: *each,
            payout: Box::new(part(payout, days, span, change)?),
        })
    } else if let Payout::Net { .. } | Payout::Guarantee { .. } = payout {
        Err(Unjoinable::Baseline(cut))
    } else if days.last() == span.last() {
        // A fixed amount or a contest is that of the version of the last day.
        Ok(payout.clone())
    } else {
        Ok(Payout::Sum(Vec::new()))
    }
}

/// What is read of a period, on these days alone.
fn within_days(reading: &Reading, days: Days) -> Reading {
    let is_period = matches!(reading.window, Window::In(_) | Window::Days(_));
    Reading {
        window: if is_period {
            Window::Days(days)
        } else {
            reading.window
        },
        ..reading.clone()
    }
}

/// The starts of bands for a part of a period: by its days.
pub fn prorated(starts: &[Start], days: Days, span: Days) -> Vec<Start> {
    let share = Ratio::new(i128::from(days.len()), i128::from(span.len()));
    let scaled = |start: &Start| Start {
        at: start
            .at
            .map(|at| share.and_then(|share| at.times(share).ok()).unwrap_or(at)),
        above: start.above,
    };
    starts.iter().map(scaled).collect()
}
