//! What becomes of claims on funds: handed in, sent back for more, decided or silent, appealed, over. Must not know what
//! a claim is paid.

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::name::Name;
use crate::fact::FactKind;
use crate::model::incentive::{Decided, Fund};
use crate::semantics::book::row::places;
use crate::semantics::book::{Row, RowId};
use crate::semantics::evaluate::View;
use crate::semantics::posting::Reason;

/// What a claim is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It was handed in, and nobody has decided.
    Submitted,
    /// The partner was asked for more.
    Returned,
    /// It is approved.
    Approved,
    /// A part of its cost is approved.
    PartlyApproved,
    /// It is denied, by somebody or by silence.
    Denied,
    /// The partner does not agree with the decision.
    Appealed,
    /// The partner did not supply in time what it was asked for.
    Expired,
    /// The partner gave it up.
    Withdrawn,
}

impl State {
    /// Its word in examples and tables.
    pub fn word(self) -> &'static str {
        match self {
            State::Submitted => "submitted",
            State::Returned => "returned",
            State::Approved => "approved",
            State::PartlyApproved => "partly_approved",
            State::Denied => "denied",
            State::Appealed => "appealed",
            State::Expired => "expired",
            State::Withdrawn => "withdrawn",
        }
    }
}

/// One claim through time.
#[derive(Clone, Debug)]
pub struct Life {
    /// From which day what, the earliest first.
    changes: Vec<(Date, State)>,
    /// The part of the cost that is accepted.
    accepted: i64,
    /// Whether it was appealed: that is done once.
    appealed: bool,
    /// The last day before time itself changes it, and to what.
    pub due: Option<(Date, State)>,
}

impl Life {
    /// What it is on a day; `None` before it was handed in.
    pub fn state(&self, day: Date) -> Option<State> {
        let held = self.changes.iter().rev().find(|(from, _)| *from <= day);
        held.map(|(_, state)| *state)
    }

    /// The part of its cost that is accepted now: nothing unless it is approved, or was before it was appealed.
    pub fn accepted(&self, day: Date) -> Option<i64> {
        let state = self.state(day)?;
        let is_approved = matches!(state, State::Approved | State::PartlyApproved);
        is_approved.then_some(self.accepted)
    }

    fn now(&self) -> State {
        self.changes
            .last()
            .map_or(State::Submitted, |(_, state)| *state)
    }
}

/// The fund that a claim is made on.
pub fn fund_of<'v>(view: View<'v>, row: &Row) -> Option<&'v Fund> {
    let incentive = view.plan.program.incentives.get(usize::from(row.refers?))?;
    incentive.fund.as_ref()
}

/// A claim through time up to a day, by the steps that are known; `None` where its fund does not say how claims are decided.
pub fn life(view: View, row: &Row, until: Date) -> Option<Life> {
    let desk = Desk::of(view, row)?;
    let steps = view.book.steps_of_claim(row.id);
    desk.walk(row, &steps, until).ok()
}

/// Whether a step can be taken: its claim is there, and is in a state that has such a step.
pub fn check(view: View, step: &Row) -> Result<(), Reason> {
    let text = step.text(places::CLAIM_STEP_CLAIM);
    let id = text.ok_or(Reason::MissingField("claim_id"))?;
    let claim = view.book.find(FactKind::Claim, id);
    let claim = claim.and_then(|claim| view.book.row(claim));
    let own = claim.filter(|claim| claim.partner == step.partner);
    let Some(claim) = own else {
        let name = view.book.symbols().text(id);
        return Err(Reason::UnknownClaim(name));
    };
    let desk = Desk::of(view, claim).ok_or(Reason::UndecidedFund)?;
    let mut steps = view.book.steps_of_claim(claim.id);
    let is_before = |held: &&Row| {
        let days = held.happened.cmp(&step.happened);
        days.then_with(|| view.book.compare(held, step)).is_lt()
    };
    let place = steps.partition_point(is_before);
    steps.insert(place, step);
    desk.walk(claim, &steps, Date::MAX).map(|_| ())
}

/// The rules of a claim's fund.
struct Desk<'v> {
    view: View<'v>,
    rules: Decided,
    business: BusinessDays,
}

impl<'v> Desk<'v> {
    fn of(view: View<'v>, claim: &Row) -> Option<Desk<'v>> {
        let fund = fund_of(view, claim)?;
        Some(Desk {
            view,
            rules: fund.decided?,
            business: view.plan.program.business_days(fund.approval_region),
        })
    }

    /// The claim after its steps, and after what time brings up to a day; the reason where a step cannot be taken.
    fn walk(&self, claim: &Row, steps: &[&Row], until: Date) -> Result<Life, Reason> {
        let cost = claim.number(places::CLAIM_COST).unwrap_or(0);
        let stated = claim.text(places::CLAIM_DECISION);
        let stated = stated.map(|word| self.view.book.symbols().text(word));
        let first = match stated.as_ref().map(Name::as_str) {
            Some("approved") => State::Approved,
            Some("refused") => State::Denied,
            Some(_) | None => State::Submitted,
        };
        let mut life = Life {
            changes: Vec::new(),
            accepted: if first == State::Approved { cost } else { 0 },
            appealed: false,
            due: None,
        };
        self.enter(&mut life, claim.happened, first);
        for step in steps {
            self.pass(&mut life, cost, step.happened);
            self.take(&mut life, cost, step)?;
        }
        self.pass(&mut life, cost, until);
        Ok(life)
    }

    /// The claim becomes something on a day, and its time begins.
    fn enter(&self, life: &mut Life, day: Date, state: State) {
        life.changes.push((day, state));
        let after = |time: crate::base::duration::Duration| time.after(day, &self.business);
        life.due = match state {
            State::Submitted => {
                let silent = match self.rules.silence_approves {
                    true => State::Approved,
                    false => State::Denied,
                };
                Some((after(self.rules.within), silent))
            }
            State::Returned => self.rules.supply.map(|time| (after(time), State::Expired)),
            // Nobody who decides an appeal leaves the decision as it was.
            State::Appealed => {
                let before = life.changes.iter().rev().nth(1);
                before.map(|(_, state)| (after(self.rules.within), *state))
            }
            State::Approved
            | State::PartlyApproved
            | State::Denied
            | State::Expired
            | State::Withdrawn => None,
        };
    }

    /// What time brings before a day.
    fn pass(&self, life: &mut Life, cost: i64, day: Date) {
        if let Some((last, state)) = life.due.filter(|(last, _)| *last < day) {
            if state == State::Approved {
                life.accepted = cost;
            }
            self.enter(life, last.plus_days(1), state);
        }
    }

    fn take(&self, life: &mut Life, cost: i64, step: &Row) -> Result<(), Reason> {
        let word = step.text(places::CLAIM_STEP);
        let word = word.ok_or(Reason::MissingField("step"))?;
        let word = self.view.book.symbols().text(word);
        let (now, day) = (life.now(), step.happened);
        let is_decided = matches!(now, State::Submitted | State::Appealed);
        let next = match word.as_str() {
            "returned" if now == State::Submitted => State::Returned,
            "supplied" if now == State::Returned => State::Submitted,
            "withdrawn" if matches!(now, State::Submitted | State::Returned) => State::Withdrawn,
            "approved" if is_decided => State::Approved,
            "partly_approved" if is_decided => State::PartlyApproved,
            "denied" if now == State::Submitted => State::Denied,
            // What was approved before the appeal stays approved.
            "denied" if now == State::Appealed => {
                let before = life.changes.iter().rev().nth(1);
                before.map_or(State::Denied, |(_, state)| *state)
            }
            "appealed" if self.may_appeal(life, day) => State::Appealed,
            _ => return Err(Reason::IllegalStep(word, now.word())),
        };
        if next == State::Approved {
            life.accepted = cost;
        }
        if word.as_str() == "partly_approved" {
            let part = step.number(places::CLAIM_STEP_AMOUNT);
            let part = part.ok_or(Reason::MissingField("amount"))?;
            // More than the cost cannot be accepted, and an appeal never lowers what was.
            if part < life.accepted.max(1) || part > cost {
                return Err(Reason::NoSuchPart);
            }
            life.accepted = part;
        }
        life.appealed |= next == State::Appealed;
        self.enter(life, day, next);
        Ok(())
    }

    fn may_appeal(&self, life: &Life, day: Date) -> bool {
        let (Some(within), Some((since, state))) = (self.rules.appeal, life.changes.last()) else {
            return false;
        };
        let can = matches!(state, State::Denied | State::PartlyApproved);
        can && !life.appealed && day <= within.after(*since, &self.business)
    }
}

/// A claim on a day, as tables list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its id.
    pub id: Name,
    /// Whose.
    pub partner: Name,
    /// The fund, by name.
    pub fund: Name,
    /// The word of its state.
    pub state: &'static str,
    /// The last day before time itself changes it.
    pub due: Option<Date>,
}

/// Every claim that is there on a day and whose fund says how claims are decided, by id. `paid` is the day on which what
/// was paid for a claim is due.
pub fn standings(view: View, day: Date, paid: impl Fn(RowId) -> Option<Date>) -> Vec<Standing> {
    let book = view.book;
    let claims = book.rows();
    let claims = claims.filter(|(_, row)| row.kind == FactKind::Claim);
    let told = claims.filter_map(|(id, row)| {
        let life = life(view, row, day)?;
        let state = life.state(day)?;
        let is_approved = life.accepted(day).is_some();
        let is_paid = is_approved && paid(id).is_some_and(|due| due <= day);
        let incentive = view.plan.program.incentives.get(usize::from(row.refers?))?;
        Some(Standing {
            id: book.symbols().text(row.id),
            partner: Name::new(book.name_of(row.partner)),
            fund: incentive.declared.name.clone(),
            state: if is_paid { "paid" } else { state.word() },
            due: life.due.map(|(last, _)| last),
        })
    });
    let mut found: Vec<Standing> = told.collect();
    found.sort_by(|one, two| one.id.cmp(&two.id));
    found
}
