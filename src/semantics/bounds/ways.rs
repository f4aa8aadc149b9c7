//! What one partner can do to be paid, and how partners are counted out.

use super::acts::Group;
use crate::payout::measure::Entity;
use crate::payout::{Payout, Scope, Source};
use crate::semantics::walk;

/// What one partner does and gets, least first; the last is paid most.
#[derive(Default)]
pub struct Ways(pub Vec<(i128, Group)>);

impl Ways {
    /// Takes in a way that is paid; whether it is.
    pub fn add(&mut self, paid: i128, group: Group) -> bool {
        if paid > self.best() {
            self.0.push((paid, group));
            return true;
        }
        // A smaller way is kept where it is much smaller.
        let smallest = self.0.first().map_or(0, |(paid, _)| *paid);
        if paid > 0 && paid < smallest {
            self.0.insert(0, (paid, group));
        }
        false
    }

    pub fn best(&self) -> i128 {
        self.0.last().map_or(0, |(paid, _)| *paid)
    }

    /// The way that is paid most of those that are paid at most this part of the best.
    pub fn at(&self, part: i128) -> Option<&Group> {
        let most = self.best().checked_div(part)?;
        let way = self.0.iter().rfind(|(paid, _)| *paid <= most);
        way.map(|(_, group)| group)
    }
}

/// The first so many partners of some groups.
pub fn first(groups: &[Group], count: i128) -> Vec<Group> {
    let mut left = count;
    let mut some = Vec::new();
    for group in groups {
        let partners = group.partners.min(left);
        left = left.saturating_sub(partners);
        if partners > 0 {
            some.push(Group {
                partners,
                ..group.clone()
            });
        }
    }
    some
}

/// Whether nothing that a partner does changes what another is paid: cases give each its own customers
/// and deals.
pub fn is_apart(payout: &Payout) -> bool {
    let mut apart = true;
    walk::visit(payout, &mut |part| {
        apart &= match part {
            Payout::Cap { cap, payout } => match cap.scope {
                Scope::Program | Scope::Region => false,
                // The award of a period is of no customer and no deal: all partners share that room.
                Scope::CustomerAcrossPartners | Scope::Deal => walk::pays_events(payout),
                // In a case nobody belongs to a group.
                Scope::Partner
                | Scope::Seller
                | Scope::Customer
                | Scope::Product
                | Scope::Group => true,
            },
            Payout::Draw { from, .. } => *from == Source::Credit,
            Payout::Rank { .. } => false,
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Spread(_)
            | Payout::Sum(_)
            | Payout::Least(_)
            | Payout::Greatest(_)
            | Payout::When { .. }
            | Payout::Net { .. }
            | Payout::Larger { .. }
            | Payout::Choose { .. }
            | Payout::Over { .. }
            | Payout::Split { .. }
            | Payout::Guarantee { .. }
            | Payout::Valued { .. }
            | Payout::Hold { .. }
            | Payout::Instalments { .. }
            | Payout::Shared { .. }
            | Payout::Undo { .. }
            | Payout::TrueUp(_) => true,
        };
        let mut readings = walk::readings(part).into_iter();
        apart &= readings.all(|reading| !matches!(reading.entity, Entity::Group | Entity::Program));
    });
    apart
}
