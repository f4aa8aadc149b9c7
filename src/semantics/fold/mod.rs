//! The fold: facts in, postings out, day by day. Settlement folds facts read from files, the forecast
//! folds facts it drew; nothing else differs. The order of a day is that of `payout/payout.md`.

mod accounts;
mod claim;
mod credit;
mod decided;
mod due;
pub mod emptied;
pub mod estimate;
mod event;
mod later;
mod lines;
mod period;
pub mod share;
mod standings;
mod undo;

use std::collections::BTreeMap;
use std::fmt;

use crate::base::date::Date;
use crate::base::id::{IncentiveId, TierId};
use crate::base::name::Name;
use crate::fact::{Fact, FactKind};
use crate::semantics::book::{Book, Entered, Partner, PartnerId, Row, RowId};
use crate::semantics::claimed;
use crate::semantics::evaluate::{Detail, Scene, Trouble, View};
use crate::semantics::plan::Plan;
use crate::semantics::posting::{Posting, Reason, Rejection, Tried};
use crate::semantics::standing::Ladder;
use crate::semantics::state::State;
use crate::semantics::term;
use crate::semantics::watch::Watch;
use emptied::Unpaid;

/// Why a fold cannot go on, and where. A checked program over checked facts meets only amounts outside
/// the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What went wrong.
    pub trouble: Trouble,
    /// In which incentive; `None` in a review of tiers.
    pub incentive: Option<Name>,
    /// For which partner.
    pub partner: Name,
    /// On which day.
    pub day: Date,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.trouble {
            Trouble::Overflow => "amount outside the range".to_owned(),
            Trouble::NoExchange(currency) => format!("no exchange rate from {currency}"),
            Trouble::Circular => "segments that refer to each other in a circle".to_owned(),
        };
        match &self.incentive {
            Some(incentive) => write!(
                f,
                "{what} in `{incentive}` for `{}` on {}",
                self.partner, self.day
            ),
            None => write!(
                f,
                "{what} in the tiers of `{}` on {}",
                self.partner, self.day
            ),
        }
    }
}

/// A program at work on its facts.
#[derive(Clone)]
pub struct Fold<'p> {
    plan: &'p Plan<'p>,
    state: State,
    /// By ladder.
    watches: BTreeMap<Ladder, Watch>,
    detail: Detail,
    /// Whether what returns may change is kept.
    expects_returns: bool,
    postings: Vec<Posting>,
    rejections: Vec<Rejection>,
    /// Everything that was worked out, where somebody asked for it.
    tried: Option<Vec<Tried>>,
    unpaid: Unpaid,
    dues: BTreeMap<(IncentiveId, Date), Date>,
}

impl<'p> Fold<'p> {
    /// A fold that knows nothing yet. The detail says how much a posting explains; amounts never differ.
    pub fn new(plan: &'p Plan<'p>, detail: Detail) -> Fold<'p> {
        Fold::resume(plan, State::default(), detail)
    }

    /// A fold that goes on from a state of the same program.
    pub fn resume(plan: &'p Plan<'p>, mut state: State, detail: Detail) -> Fold<'p> {
        if plan.asks_beside {
            state.book.keep_beside();
        }
        Fold {
            plan,
            state,
            watches: standings::watches(plan.program),
            detail,
            expects_returns: true,
            postings: Vec::new(),
            rejections: Vec::new(),
            tried: None,
            unpaid: Unpaid::default(),
            dues: BTreeMap::new(),
        }
    }

    /// The same for facts of which no sale ever comes back and none is told twice: what only such a fact could change is
    /// not kept. No return may be admitted, and no fact again.
    #[must_use]
    pub fn without_returns(mut self) -> Fold<'p> {
        self.expects_returns = false;
        let mut named = vec![FactKind::Claim];
        // A payment names its sale.
        let holds = self.plan.offers.iter().any(|offer| offer.hold.is_some());
        named.extend(holds.then_some(FactKind::Sale));
        self.state.book.keep_ids_of(named);
        self
    }

    /// The same, knowing what another one knows, by whose plan incentives may pay more: nothing has been earned yet, and both
    /// plans keep the same totals.
    #[must_use]
    pub fn knowing(&self, other: &Fold<'p>) -> Fold<'p> {
        Fold {
            plan: self.plan,
            detail: self.detail,
            ..other.clone()
        }
    }

    /// The same, remembering what every claim came to, nothing included.
    #[must_use]
    pub fn watched(mut self) -> Fold<'p> {
        self.tried = Some(Vec::new());
        self
    }

    /// The plan it works by.
    pub fn plan(&self) -> &'p Plan<'p> {
        self.plan
    }

    /// The facts known so far.
    pub fn book(&self) -> &Book {
        &self.state.book
    }

    /// The facts known so far, to intern texts in. Facts are entered by [`Fold::admit`].
    pub fn book_mut(&mut self) -> &mut Book {
        &mut self.state.book
    }

    /// The day on which a fact came into the book.
    pub fn entered_on(&self, fact: &Fact) -> Option<Date> {
        let book = &self.state.book;
        book.entered(book.find(fact.kind, book.symbols().find(&fact.id)?)?)
    }

    /// Everything remembered.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Everything remembered, at the end.
    pub fn into_state(self) -> State {
        self.state
    }

    /// What payouts and tests may read as of the last closed day.
    pub fn view(&self) -> View<'_> {
        View {
            plan: self.plan,
            book: &self.state.book,
            tallies: &self.state.tallies,
            standing: &self.state.standing,
        }
    }

    /// Adds a partner, or replaces what is known of one with this name.
    pub fn add_partner(&mut self, partner: Partner) -> PartnerId {
        let id = self.state.book.add_partner(partner);
        for ladder in self.watches.keys() {
            let held = self.state.standing.timeline(*ladder, id);
            let unopened = (*ladder, id);
            if held.is_none_or(|held| !held.is_open()) && !self.state.unopened.contains(&unopened) {
                self.state.unopened.push(unopened);
            }
        }
        id
    }

    /// States that a partner holds a tier from a day on.
    pub fn set_standing(&mut self, partner: PartnerId, from: Date, tier: Option<TierId>) {
        let held = self.state.standing.timeline(Ladder::TIERS, partner);
        let mut timeline = held.cloned().unwrap_or_default();
        timeline.state(from, tier);
        timeline.is_safe();
        timeline.offers.clear();
        let eve = self.plan.program.fiscal.start().plus_days(-1);
        if from > Date::MIN && from.plus_days(-1) <= eve {
            // The term of a tier that was held before is under way.
            term::begin(self.evening(Ladder::TIERS, partner, eve), &mut timeline);
        }
        self.state.standing.write(Ladder::TIERS, partner, timeline);
        let unopened = (Ladder::TIERS, partner);
        self.state.unopened.retain(|other| *other != unopened);
    }

    /// Takes in a fact, to be entered on the day it is known (or the first open day after it).
    pub fn admit(&mut self, fact: &Fact) {
        match self.state.book.row_of(self.plan.program, fact) {
            Ok(row) => self.admit_row(row),
            Err(reason) => self.rejections.push(Rejection {
                kind: fact.kind,
                id: fact.id.clone(),
                incentive: None,
                reason,
            }),
        }
    }

    /// The same for a fact that is already a row of this fold's book.
    pub fn admit_row(&mut self, row: Row) {
        let open = self.state.sealed.map(|sealed| sealed.plus_days(1));
        let day = open.map_or(row.known, |open| open.max(row.known));
        self.state.inbox.entry(day).or_default().push(row);
    }

    /// Enters a fact at once of which nothing is computed: whatever reads it comes later.
    pub fn note_row(&mut self, row: Row) {
        if let Err(reason) = self.state.book.enter(row, row.known) {
            self.reject(&row, None, reason);
        }
    }

    /// Closes every day up to and on this one.
    pub fn advance_to(&mut self, until: Date) -> Result<(), Fault> {
        let mut day = match self.state.sealed {
            Some(sealed) => sealed.plus_days(1),
            None => self.first_day(),
        };
        while day <= until {
            self.close_day(day)?;
            self.state.sealed = Some(day);
            if day == Date::MAX {
                break;
            }
            day = day.plus_days(1);
        }
        Ok(())
    }

    /// The postings since they were last taken, in the order they were booked.
    pub fn take_postings(&mut self) -> Vec<Posting> {
        std::mem::take(&mut self.postings)
    }

    /// The rejections since they were last taken.
    pub fn take_rejections(&mut self) -> Vec<Rejection> {
        std::mem::take(&mut self.rejections)
    }

    /// What claims came to since it was last taken; nothing where the fold is not watched.
    pub fn take_tried(&mut self) -> Vec<Tried> {
        self.tried.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// The day from which a new fold works: the first known fact, or the day before the program begins.
    fn first_day(&self) -> Date {
        let before = self.plan.program.fiscal.start().plus_days(-1);
        let first = self.state.inbox.keys().next();
        first.map_or(before, |first| before.min(*first))
    }

    fn close_day(&mut self, day: Date) -> Result<(), Fault> {
        let fresh = self.enter(day);
        for id in &fresh {
            self.take_back_for(*id, day)?;
        }
        for id in &fresh {
            self.pay_event(*id, day)?;
        }
        self.decide_claims(&fresh, day)?;
        for id in &fresh {
            self.open_for(*id, day)?;
        }
        self.recompute_for(&fresh, day)?;
        self.close_periods(day)?;
        self.pay_parts(day)?;
        self.share_pools(day)?;
        self.expire_credit(day)?;
        self.review(&fresh, day)
    }

    /// Enters what is known today: first what stands alone, then returns and steps, each in the order of facts.
    fn enter(&mut self, day: Date) -> Vec<RowId> {
        let rows = self.state.inbox.remove(&day).unwrap_or_default();
        let mut order: Vec<&Row> = rows.iter().collect();
        let book = &self.state.book;
        // The whole row breaks ties, so that of two facts with one id the same one is always first.
        order.sort_unstable_by(|left, right| {
            let kinds = names_another(left.kind).cmp(&names_another(right.kind));
            kinds
                .then_with(|| book.compare(left, right))
                .then_with(|| left.cmp(right))
        });
        let mut fresh = Vec::with_capacity(order.len());
        for row in order {
            if row.kind == FactKind::ClaimStep
                && let Err(reason) = claimed::check(self.view(), row)
            {
                self.reject(row, None, reason);
                continue;
            }
            match self.state.book.enter(*row, day) {
                Ok(Entered::New(id)) => {
                    self.tally(id);
                    fresh.push(id);
                }
                Ok(Entered::Same) => {}
                Err(reason) => self.reject(row, None, reason),
            }
        }
        fresh
    }

    /// Adds a new fact to the running totals that count it.
    fn tally(&mut self, id: RowId) {
        let Some(row) = self.state.book.row(id).copied() else {
            return;
        };
        let tallied = self.plan.tallied.iter().enumerate();
        for (place, tallied) in tallied.filter(|(_, each)| each.kind() == row.kind) {
            let (of, only) = tallied.selects();
            let scene = Scene::on(self.view(), row.partner, row.happened);
            let counts =
                scene.selects(of, id, &row) && only.iter().all(|each| scene.meets(each, id, &row));
            if counts {
                let State { tallies, book, .. } = &mut self.state;
                tallies.add(place, book, id, tallied.amount(&row));
            }
        }
    }

    fn reject(&mut self, row: &Row, incentive: Option<IncentiveId>, reason: Reason) {
        self.rejections.push(Rejection {
            kind: row.kind,
            id: self.state.book.symbols().text(row.id),
            incentive,
            reason,
        });
    }

    fn fault(
        &self,
        trouble: Trouble,
        incentive: Option<IncentiveId>,
        partner: PartnerId,
        day: Date,
    ) -> Fault {
        let named = incentive.and_then(|id| self.plan.program.incentive(id));
        Fault {
            trouble,
            incentive: named.map(|incentive| incentive.declared.name.clone()),
            partner: Name::new(self.state.book.name_of(partner)),
            day,
        }
    }
}

/// Whether a fact is about another one, which may come on the same day.
fn names_another(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::Return | FactKind::ClaimStep | FactKind::DealStep
    )
}
