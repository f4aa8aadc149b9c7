//! What stands at file level: which incentives may both pay on one sale, and which keep others from it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Site, against};
use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Named};

type Pairs = Vec<(IncentiveId, IncentiveId)>;

/// A pair with the place that says it.
type Said = BTreeMap<(IncentiveId, IncentiveId), Span>;

/// The pairs that may both pay, lower id first, and those of which the first keeps the second from a sale.
pub fn pairs(site: &Site, file: &[Given], problems: &mut Vec<Problem>) -> (Pairs, Pairs) {
    let namer = Namer { site };
    let mut stacked = Said::new();
    let mut excluded = Said::new();
    for given in file {
        let (lead, said) = match given.word {
            "stack" => ("with", &mut stacked),
            "exclude" => ("from sales paid by", &mut excluded),
            // One that reduces or is compared with another may meet it.
            _ => {
                for pair in against::meetings(given) {
                    stacked.entry(pair).or_insert(given.span);
                }
                continue;
            }
        };
        let ones = incentives(given.value.names());
        let others = incentives(given.phrase(lead).map(|it| it.names()).unwrap_or_default());
        for one in &ones {
            for other in &others {
                let pair = match given.word {
                    "stack" => ((*one).min(*other), (*one).max(*other)),
                    _ => (*other, *one),
                };
                if one == other {
                    problems.push(namer.itself(*one, given.span));
                } else {
                    said.entry(pair).or_insert(given.span);
                }
            }
        }
    }
    for (pair, span) in &excluded {
        let (first, later) = *pair;
        let both = stacked.get(&(first.min(later), first.max(later)));
        if let Some(other) = both {
            problems.push(namer.both(*pair, *span, *other));
        }
    }
    problems.extend(namer.circle(&excluded));
    (
        stacked.into_keys().collect(),
        excluded.into_keys().collect(),
    )
}

pub(super) fn incentives(names: Vec<Named>) -> Vec<IncentiveId> {
    let id = |name| {
        if let Named::Incentive(id) = name {
            Some(id)
        } else {
            None
        }
    };
    names.into_iter().filter_map(id).collect()
}

/// Names of incentives, for problems.
struct Namer<'a, 'b> {
    site: &'a Site<'b>,
}

impl Namer<'_, '_> {
    fn name(&self, id: IncentiveId) -> Name {
        let found = self.site.name(Named::Incentive(id));
        found.unwrap_or_else(|| Name::new(""))
    }

    fn itself(&self, id: IncentiveId, span: Span) -> Problem {
        let message = format!("`{}` stands on both sides", self.name(id));
        Problem::error("meets-itself", message)
            .at(span)
            .help("name the other incentives that it meets on a sale")
    }

    fn both(&self, (first, later): (IncentiveId, IncentiveId), span: Span, other: Span) -> Problem {
        let (first, later) = (self.name(first), self.name(later));
        let message = format!(
            "`{later}` is kept from sales paid by `{first}`, and both may be paid on one sale"
        );
        Problem::error("stacked-and-excluded", message)
            .at(span)
            .also(other, "both are paid")
            .help("keep one of the two lines")
    }

    /// Incentives that keep each other from a sale, one after the other in a circle.
    fn circle(&self, excluded: &Said) -> Option<Problem> {
        let mut left: BTreeSet<(IncentiveId, IncentiveId)> = excluded.keys().copied().collect();
        // What nothing keeps out, and what keeps nothing out, is on no circle.
        loop {
            let on = |(first, later): &(IncentiveId, IncentiveId)| {
                let into = left.iter().any(|(_, to)| to == first);
                let out_of = left.iter().any(|(from, _)| from == later);
                into && out_of
            };
            let kept: BTreeSet<_> = left.iter().copied().filter(on).collect();
            if kept.len() == left.len() {
                break;
            }
            left = kept;
        }
        let (first, later) = *left.first()?;
        let message = format!(
            "`{}` and `{}` keep each other from a sale, so neither comes first",
            self.name(first),
            self.name(later)
        );
        let span = excluded.get(&(first, later)).copied()?;
        let back = left.iter().find(|(from, _)| *from == later);
        let problem = Problem::error("excluded-in-a-circle", message).at(span);
        let problem = match back.and_then(|pair| excluded.get(pair)) {
            Some(other) => problem.also(*other, "and here the other way"),
            None => problem,
        };
        Some(problem.help("leave out the line of the incentive that should be paid first"))
    }
}
