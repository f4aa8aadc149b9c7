//! What a program assumes of its partners against the list of them: an assumption that the list breaks holds
//! no bound. It must not know what the bounds are.

use crate::base::id::TierId;
use crate::diagnostic::Problem;
use crate::diagnostic::place::Row;
use crate::intake::facts::PartnerRecord;
use crate::model::{Assumption, Program};

/// How many partners of a list an assumption is of.
struct Count {
    /// Those that hold this tier; `None` counts all.
    tier: Option<TierId>,
    most: i64,
    found: i64,
    /// The first row that is one too many.
    over: Option<Row>,
}

/// The assumptions on how many partners there are, while a list is read.
pub struct Assumed<'p> {
    program: &'p Program,
    counts: Vec<Count>,
}

impl Assumed<'_> {
    /// Those of a program.
    pub fn of(program: &Program) -> Assumed<'_> {
        let counts = program.assumptions.iter().filter_map(|each| {
            let (tier, most) = match each {
                Assumption::PartnersAt { most, tier, .. } => (Some(*tier), *most),
                Assumption::Partners { most, .. } => (None, *most),
                Assumption::NetPrice { .. } | Assumption::Volume { .. } => return None,
            };
            Some(Count {
                tier,
                most,
                found: 0,
                over: None,
            })
        });
        Assumed {
            program,
            counts: counts.collect(),
        }
    }

    /// Counts a partner of the list. A tier that it holds only after the program's year is not counted.
    pub fn note(&mut self, partner: &PartnerRecord, place: impl Fn(usize) -> Row) {
        let end = self.program.fiscal.end();
        let held = partner.standing.filter(|(_, since)| *since <= end);
        let held = held.map(|(tier, _)| tier);
        for count in &mut self.counts {
            if count.tier.is_some() && count.tier != held {
                continue;
            }
            count.found = count.found.saturating_add(1);
            if count.over.is_none() && count.found > count.most {
                // The cell of the tier, or of the name.
                count.over = Some(place(if count.tier.is_some() { 4 } else { 0 }));
            }
        }
    }

    /// What the list breaks, each at the first row that is one too many.
    pub fn problems(self) -> impl Iterator<Item = Problem> {
        let program = self.program;
        self.counts.into_iter().filter_map(move |count| {
            let tier = count.tier.and_then(|id| program.tier(id));
            let at = tier.map_or(String::new(), |tier| format!(" at {}", tier.declared.name));
            let message = format!(
                "the list has {} partners{at}, and the program assumes at most {}",
                count.found, count.most
            );
            let help = format!(
                "write in the program: assume at most {} partners{at}",
                count.found
            );
            let problem = Problem::warning("assumption-contradicted", message)
                .cost("the worst case and every guardrail that rests on it may be passed")
                .help(help);
            count.over.map(|row| problem.at(row))
        })
    }
}
