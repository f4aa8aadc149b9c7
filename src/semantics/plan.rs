//! A program made ready for reading: periods tabled, the occasions of every incentive listed, the days
//! on which something is due to be evaluated. Built once for a program and shared by every fold.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{IncentiveId, SpecializationId, TierId};
use crate::base::period::{Cycle, Days, Period};
use crate::fact::FactKind;
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::payout::given::Among;
use crate::payout::later::{GuaranteePaid, Instalments, Until};
use crate::payout::measure::{Reading, Window};
use crate::payout::{Occasion, Payout, Undo, UndoMethod};
use crate::semantics::almanac::Almanac;
use crate::semantics::events::Event;
use crate::semantics::review::rungs;
use crate::semantics::standing::Ladder;
use crate::semantics::tally::Tallied;
use crate::semantics::walk;

/// A program and what follows from it alone.
pub struct Plan<'p> {
    /// The program.
    pub program: &'p Program,
    /// Its periods.
    pub almanac: Almanac,
    /// Its incentives, in their order.
    pub offers: Vec<Offer<'p>>,
    /// The places of the incentives in the order in which they are evaluated on one day.
    pub turns: Vec<usize>,
    /// Periods and stated days, by the day they end.
    pub ends: BTreeMap<Date, Vec<End>>,
    /// The tiers reviewed on a day, lowest first.
    reviews: BTreeMap<(Ladder, Date), Vec<TierId>>,
    /// Whether anything that pays reads what a group did together.
    pub reads_groups: bool,
    /// The measures of which running totals are kept.
    pub tallied: Vec<Tallied<'p>>,
    /// Whether it asks what sales have in common.
    pub asks_beside: bool,
    pub(super) events: BTreeMap<FactKind, Vec<Event<'p>>>,
}

/// An incentive made ready.
pub struct Offer<'p> {
    /// Its place in the program.
    pub id: IncentiveId,
    /// What it says.
    pub incentive: &'p Incentive,
    /// The business days its payments count.
    pub business: BusinessDays,
    /// Its different occasions.
    pub terms: Vec<Term<'p>>,
    /// How it is taken back.
    pub undo: Option<&'p Undo>,
    /// What its awards wait for.
    pub hold: Option<Until>,
    /// Over which days its awards are divided.
    pub instalments: Option<&'p Instalments>,
    /// Which partners divide its awards, where several do.
    pub shared: Option<Among>,
    /// Whether a guarantee is paid on the first day of a period.
    pub in_advance: bool,
    /// Its contests, in the order of its tree.
    pub ranks: Vec<&'p Payout>,
    /// Incentives whose paid sales it does not read.
    pub kept_from: Vec<IncentiveId>,
    /// Whether others do not read the sales that it pays on.
    pub keeps_out: bool,
    /// Its place among those that are evaluated on one day.
    pub turn: usize,
    /// Whether all it pays is money.
    pub in_money: bool,
    /// What its first part that measures anything is paid on.
    pub basis: Option<&'p Reading>,
}

/// What a payout of an incentive gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// An award that is paid.
    Award,
    /// Credit of a fund.
    Credit,
    /// Credit of a fund paid out.
    Reimbursement,
}

/// One kind of occasion of an incentive.
#[derive(Clone, Copy, Debug)]
pub struct Term<'p> {
    /// When and for whom.
    pub occasion: &'p Occasion,
    /// The whole payout that is evaluated.
    pub payout: &'p Payout,
    /// What it gives.
    pub role: Role,
    /// For a true-up, the cycle of the period that its claims are for; else that of the occasion.
    pub claim: Option<Cycle>,
}

/// A period or stated days that come to their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Of which incentive.
    pub incentive: IncentiveId,
    /// Of which of its occasions.
    pub term: u8,
    /// The period, where it is one.
    pub period: Option<Period>,
    /// Its days within the program's year.
    pub days: Days,
}

impl<'p> Plan<'p> {
    /// The plan of a program.
    pub fn of(program: &'p Program) -> Plan<'p> {
        Plan::of_some(program, |_| true)
    }

    /// The plan of a program of which only some incentives pay.
    pub fn of_some(program: &'p Program, pays: impl Fn(IncentiveId) -> bool) -> Plan<'p> {
        let almanac = Almanac::of(program.fiscal);
        let mut offers: Vec<Offer<'p>> = (0..)
            .map(IncentiveId)
            .zip(&program.incentives)
            .map(|(id, incentive)| Offer::of(program, id, incentive))
            .collect();
        for idle in offers.iter_mut().filter(|offer| !pays(offer.id)) {
            idle.terms.clear();
        }
        let turns = turns(program);
        for (turn, place) in turns.iter().enumerate() {
            if let Some(offer) = offers.get_mut(*place) {
                offer.turn = turn;
            }
        }
        let mut plan = Plan {
            program,
            almanac,
            offers,
            turns,
            ends: BTreeMap::new(),
            reviews: BTreeMap::new(),
            reads_groups: walk::reads_groups(program),
            tallied: Tallied::all(program),
            asks_beside: walk::asks_beside(program),
            events: BTreeMap::new(),
        };
        plan.events = plan.list_events();
        plan.ends = plan.list_ends();
        plan.reviews = plan.list_reviews();
        plan
    }

    /// An incentive by id.
    pub fn offer(&self, id: IncentiveId) -> Option<&Offer<'p>> {
        self.offers.get(id.index())
    }

    /// The incentives in the order in which they are evaluated on one day.
    pub fn in_turn(&self) -> impl Iterator<Item = &Offer<'p>> {
        self.turns
            .iter()
            .filter_map(|place| self.offers.get(*place))
    }

    fn list_ends(&self) -> BTreeMap<Date, Vec<End>> {
        let mut ends: BTreeMap<Date, Vec<End>> = BTreeMap::new();
        let year = self.program.fiscal.year();
        for offer in self.in_turn().filter(|offer| offer.in_money) {
            for (term, each) in (0..).zip(&offer.terms) {
                let spans: Vec<(Option<Period>, Days)> = match each.occasion {
                    Occasion::Event { .. } => Vec::new(),
                    Occasion::Days(days) => vec![(None, *days)],
                    Occasion::Period(cycle) => {
                        let periods = self.program.fiscal.periods(*cycle, &year);
                        periods
                            .map(|period| (Some(period), self.almanac.days(period)))
                            .collect()
                    }
                };
                for (period, days) in spans {
                    let Some(days) = days.overlap(&year) else {
                        continue;
                    };
                    let end = End {
                        incentive: offer.id,
                        term,
                        period,
                        days,
                    };
                    if offer.in_advance {
                        ends.entry(days.first()).or_default().push(end);
                    }
                    ends.entry(days.last()).or_default().push(end);
                }
            }
        }
        ends
    }

    /// The rungs of a ladder that are reviewed on a day.
    pub fn reviewed(&self, ladder: Ladder, day: Date) -> Vec<TierId> {
        self.reviews
            .get(&(ladder, day))
            .cloned()
            .unwrap_or_default()
    }

    fn list_reviews(&self) -> BTreeMap<(Ladder, Date), Vec<TierId>> {
        let mut reviews: BTreeMap<(Ladder, Date), Vec<TierId>> = BTreeMap::new();
        let own = (0..)
            .map(SpecializationId)
            .zip(&self.program.specializations);
        let ladders = [Ladder::TIERS].into_iter();
        for ladder in ladders.chain(own.map(|(id, _)| Ladder::of(id))) {
            for (id, tier) in (0..).map(TierId).zip(rungs(ladder, self.program)) {
                for day in tier.reviews(self.program) {
                    reviews.entry((ladder, day)).or_default().push(id);
                }
            }
        }
        reviews
    }
}

impl<'p> Offer<'p> {
    /// Which returns lower an award after its claim closed: in what time, by whose business days. `None` for no return.
    pub fn late(&self) -> Option<(Option<Duration>, &BusinessDays)> {
        let undo = self.undo?;
        match undo.method {
            UndoMethod::ByRecomputingThePeriod => Some((undo.within, &self.business)),
            UndoMethod::AtTheRateFirstPaid => None,
        }
    }

    fn of(program: &'p Program, id: IncentiveId, incentive: &'p Incentive) -> Offer<'p> {
        let mut offer = Offer {
            id,
            incentive,
            business: program.business_days(incentive.payment.region),
            terms: Vec::new(),
            undo: None,
            hold: None,
            instalments: None,
            shared: None,
            in_advance: false,
            ranks: Vec::new(),
            kept_from: kept_from(program, id),
            keeps_out: program.excluded.iter().any(|(first, _)| *first == id),
            turn: 0,
            in_money: true,
            basis: None,
        };
        let own = if incentive.fund.is_some() {
            Role::Credit
        } else {
            Role::Award
        };
        offer.list_payout(&incentive.payout, own);
        if let Some(fund) = &incentive.fund {
            offer.list_payout(&fund.reimbursement, Role::Reimbursement);
        }
        offer
    }

    fn list_payout(&mut self, root: &'p Payout, role: Role) {
        self.list_terms(root, root, role, false);
        self.in_money &= walk::is_in_money(root);
        walk::visit(root, &mut |payout| {
            match payout {
                Payout::Undo { undo, .. } => self.undo = self.undo.or(Some(undo)),
                Payout::Hold { until, .. } => self.hold = Some(*until),
                Payout::Shared { among, .. } => self.shared = Some(*among),
                Payout::Instalments { instalments, .. } => self.instalments = Some(instalments),
                Payout::Guarantee { guarantee, .. } => {
                    self.in_advance |= guarantee.paid == GuaranteePaid::InAdvance;
                }
                Payout::Rank { .. } => self.ranks.push(payout),
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
                | Payout::Cap { .. }
                | Payout::Draw { .. }
                | Payout::Split { .. }
                | Payout::Valued { .. }
                | Payout::TrueUp(_) => {}
            }
            self.basis = self.basis.or(walk::bases(payout).into_iter().next());
        });
    }

    /// Whether its awards are paid otherwise than at once and whole.
    pub fn pays_later(&self) -> bool {
        self.hold.is_some() || self.instalments.is_some()
    }

    /// Whether what a sale was paid must be remembered sale by sale, where sales may come back.
    pub fn keeps_lines(&self, expects_returns: bool) -> bool {
        let takes_back = |undo: &Undo| undo.method == UndoMethod::AtTheRateFirstPaid;
        self.keeps_out || (expects_returns && self.undo.is_some_and(takes_back))
    }

    /// The place of a contest among the incentive's own.
    pub fn rank_place(&self, rank: &Payout) -> Option<usize> {
        self.ranks.iter().position(|each| std::ptr::eq(*each, rank))
    }

    fn list_terms(&mut self, root: &'p Payout, part: &'p Payout, role: Role, trues_up: bool) {
        if let Payout::Over { occasion, payout } = part {
            let mut known = self.terms.iter();
            if !known.any(|term| term.role == role && term.occasion == occasion) {
                self.terms.push(Term {
                    occasion,
                    payout: root,
                    role,
                    claim: claim_cycle(occasion, payout, trues_up),
                });
            }
            return;
        }
        let trues_up = trues_up || matches!(part, Payout::TrueUp(_));
        for child in walk::children(part) {
            self.list_terms(root, child, role, trues_up);
        }
    }
}

/// The cycle of the period that a claim is for: under a true-up, the longest that is read.
fn claim_cycle(occasion: &Occasion, payout: &Payout, trues_up: bool) -> Option<Cycle> {
    let Occasion::Period(own) = occasion else {
        return None;
    };
    let mut longest = *own;
    walk::visit(payout, &mut |part| {
        for reading in walk::bases(part) {
            if let Window::In(cycle) = reading.window
                && trues_up
            {
                longest = longest.max(cycle);
            }
        }
    });
    Some(longest)
}

/// The places of the incentives in the order of a day: whose payment keeps others from a sale comes before
/// them, and else the order of names decides.
fn turns(program: &Program) -> Vec<usize> {
    let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (first, later) in &program.excluded {
        if first != later {
            before.entry(later.index()).or_default().push(first.index());
        }
    }
    let mut left: BTreeSet<usize> = (0..program.incentives.len()).collect();
    let mut turns = Vec::new();
    while let Some(first) = left.first().copied() {
        let waits = |place: &usize| {
            let mut firsts = before.get(place).into_iter().flatten();
            firsts.any(|first| left.contains(first))
        };
        let free = left.iter().copied().find(|place| !waits(place));
        // The compiler refuses circles.
        let next = free.unwrap_or(first);
        left.remove(&next);
        turns.push(next);
    }
    turns
}

/// The incentives that keep this one from the sales that they pay on; it keeps them from none.
fn kept_from(program: &Program, id: IncentiveId) -> Vec<IncentiveId> {
    let pairs = program.excluded.iter();
    let firsts = pairs.filter(|(_, later)| *later == id);
    let mut firsts: Vec<IncentiveId> = firsts.map(|(first, _)| *first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    firsts
}
