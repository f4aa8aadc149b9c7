//! What becomes of registered deals: decided or silent, protected, extended, disputed, won, lost, over; and who
//! comes first where several partners register one deal. Must not know what a registered deal earns.

mod state;

use std::borrow::Cow;

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::name::Name;
use crate::kind::spec::Silence;
use crate::model::incentive::{Conflict, Registration};
use crate::semantics::book::row::places;
use crate::semantics::book::{Book, PartnerId, Row, RowId};
use crate::semantics::evaluate::View;
use crate::semantics::symbol::Symbol;

pub use state::State;

/// One registration through time.
#[derive(Clone, Debug)]
pub struct Life {
    /// The fact.
    pub row: RowId,
    /// Whose.
    pub partner: PartnerId,
    filed: Date,
    /// When it was decided, and how.
    decided: (Date, State),
    /// The last day of protection, as far as nothing ends it earlier.
    pub last: Date,
    extended: Option<Date>,
    won: Option<Date>,
    /// What ended it before its time, from the day after `last` on.
    ended: Option<State>,
    /// From when to before when it was in question.
    disputes: Vec<(Date, Date)>,
}

impl Life {
    /// What it is on a day; `None` before it was asked for.
    pub fn state(&self, day: Date) -> Option<State> {
        if day < self.filed {
            return None;
        }
        let (from, decision) = self.decided;
        if day < from {
            return Some(State::Open);
        }
        if decision != State::Approved {
            return Some(decision);
        }
        if day > self.last {
            return Some(self.ended.unwrap_or(State::Expired));
        }
        let in_question = |(from, until): &(Date, Date)| *from <= day && day < *until;
        Some(if self.disputes.iter().any(in_question) {
            State::Disputed
        } else if self.won.is_some_and(|won| won <= day) {
            State::Won
        } else if self.extended.is_some_and(|from| from <= day) {
            State::Extended
        } else {
            State::Approved
        })
    }

    /// Whether it stands against a later registration by another partner: it was not over when that was asked for.
    fn keeps_from(&self, later: &Life) -> bool {
        let is_approved = self.decided.1 == State::Approved;
        is_approved && self.partner != later.partner && later.filed <= self.last
    }
}

/// Whether a deal is registered for a partner on a day.
pub fn is_registered(view: View, deal: Symbol, partner: PartnerId, day: Date) -> bool {
    registered_on(view, deal, partner, day).is_some()
}

/// The day of the first registration that protects a deal for a partner on a day.
pub fn registered_on(view: View, deal: Symbol, partner: PartnerId, day: Date) -> Option<Date> {
    let all = lives(view, deal);
    let own = all.iter().filter(|life| life.partner == partner);
    let protecting = own.filter(|life| life.state(day).is_some_and(State::protects));
    protecting.map(|life| life.filed).min()
}

/// Every registration of a deal, the earliest first.
pub fn lives(view: View, deal: Symbol) -> Vec<Life> {
    let desk = Desk::of(view);
    let mut lives: Vec<Life> = Vec::new();
    for id in view.book.registrations_of(deal) {
        let Some(row) = view.book.row(id) else {
            continue;
        };
        let filed = Filed {
            row,
            steps: view.book.steps_about(row.id, row.happened),
        };
        let mut life = desk.alone(id, &filed);
        let given_up = desk.given_up(&filed);
        desk.settle_conflict(&filed, &mut life, &mut lives, given_up);
        life.decided = before_decided(life.decided, given_up);
        if life.decided.1 == State::Approved {
            desk.protect(&filed, &mut life);
        }
        lives.push(life);
    }
    lives
}

/// A registration, and what happened to it after it was asked for, in order.
struct Filed<'v> {
    row: &'v Row,
    steps: Vec<(Date, Name)>,
}

/// The rules, and the facts they are applied to.
struct Desk<'v> {
    book: &'v Book,
    rules: Option<&'v Registration>,
    business: Cow<'v, BusinessDays>,
}

impl<'v> Desk<'v> {
    fn of(view: View<'v>) -> Desk<'v> {
        let program = view.plan.program;
        let rules = program.registration.as_ref();
        let region = rules.and_then(|rules| program.region(rules.region?));
        let business = region.and_then(|region| region.business.as_ref());
        Desk {
            book: view.book,
            rules,
            business: business.map_or_else(Cow::default, Cow::Borrowed),
        }
    }

    /// A registration as if nobody else had asked for the deal.
    fn alone(&self, id: RowId, filed: &Filed) -> Life {
        Life {
            row: id,
            partner: filed.row.partner,
            filed: filed.row.happened,
            decided: self.decision(filed),
            last: Date::MAX,
            extended: None,
            won: None,
            ended: None,
            disputes: Vec::new(),
        }
    }

    /// When it is decided, and how, were it alone.
    fn decision(&self, filed: &Filed) -> (Date, State) {
        let row = filed.row;
        let decided = row.date(places::REGISTRATION_DECIDED);
        let stated = decided.unwrap_or(row.happened).max(row.happened);
        let Some(rules) = self.rules else {
            return match self.stated(row) {
                Some(State::Approved) => (stated, State::Approved),
                Some(_) | None => (row.happened, State::Open),
            };
        };
        if self.is_too_small(row) {
            return (row.happened, State::Refused);
        }
        if let Some(state) = self.stated(row) {
            return (stated, state);
        }
        let (deadline, said) = self.said(rules, filed);
        let silent = match rules.silence {
            Some(Silence::Approved) => State::Approved,
            Some(Silence::Refused | Silence::EscalateTo(_)) | None => State::Refused,
        };
        said.unwrap_or((deadline.plus_days(1), silent))
    }

    /// Whether a deal is smaller than what is registered.
    fn is_too_small(&self, row: &Row) -> bool {
        let value = row.number(places::REGISTRATION_VALUE).map(i128::from);
        let least = self.rules.and_then(|rules| rules.least);
        value
            .zip(least)
            .is_some_and(|(value, least)| value < least.minor)
    }

    /// The decision that the registration itself states.
    fn stated(&self, row: &Row) -> Option<State> {
        let word = row.text(places::REGISTRATION_DECISION)?;
        match &*self.book.symbols().text(word) {
            "approved" => Some(State::Approved),
            "refused" => Some(State::Refused),
            _ => None,
        }
    }

    /// The last day for a decision, and the first word that came by then.
    fn said(&self, rules: &Registration, filed: &Filed) -> (Date, Option<(Date, State)>) {
        let within = rules.decide_within;
        let asked = filed.row.happened;
        let deadline = within.map_or(asked, |it| it.after(asked, &self.business));
        let steps = filed.steps.iter().map(|(day, word)| (*day, word));
        let mut words = steps.filter_map(|(day, word)| match word.as_str() {
            "approved" => Some((day, State::Approved)),
            "refused" => Some((day, State::Refused)),
            _ => None,
        });
        let first = words.next().filter(|(day, _)| *day <= deadline);
        (deadline, first)
    }

    /// From when on, and how, the deal was over for its own partner, whatever is decided later. Without rules what is
    /// approved is approved for good.
    fn given_up(&self, filed: &Filed) -> Option<(Date, State)> {
        self.rules?;
        let steps = filed.steps.iter().map(|(day, word)| (*day, word));
        let ends = steps.filter_map(|(day, word)| match word.as_str() {
            "withdrawn" => Some((day, State::Withdrawn)),
            "lost" => Some((day.plus_days(1), State::Lost)),
            _ => None,
        });
        ends.min_by_key(|(day, state)| (*day, *state == State::Withdrawn))
    }

    /// Who has a deal that others have asked for before, and that is not over.
    fn settle_conflict(
        &self,
        filed: &Filed,
        life: &mut Life,
        earlier: &mut [Life],
        given_up: Option<(Date, State)>,
    ) {
        let Some(rules) = self.rules else { return };
        let row = filed.row;
        if self.is_too_small(row) {
            return;
        }
        // One that comes while another partner's is open is decided after it, whatever becomes of that.
        let others = earlier.iter().filter(|it| it.partner != life.partner);
        let waited = others.map(|it| it.decided.0).fold(life.filed, Date::max);
        let stands = life.decided.0.max(waited);
        let mut rivals: Vec<&mut Life> = earlier
            .iter_mut()
            .filter(|rival| rival.keeps_from(life))
            .collect();
        let takes_over = |rival: &Life| match rules.conflict {
            Conflict::FirstRegistered => false,
            Conflict::Incumbent => self.is_incumbent(row, rival.partner),
            // Silence decides nothing between two partners.
            Conflict::ChannelManager => {
                self.stated(row).is_some() || self.said(rules, filed).1.is_some()
            }
        };
        // What is refused anyway is nobody's duplicate.
        let yields = if life.decided.1 == State::Refused {
            State::Refused
        } else {
            State::Duplicate
        };
        if !rivals.iter().all(|rival| takes_over(rival)) {
            let since = match rules.conflict {
                Conflict::FirstRegistered | Conflict::Incumbent => waited,
                // Somebody may still give it the deal.
                Conflict::ChannelManager => stands,
            };
            life.decided = (since, yields);
            return;
        }
        life.decided.0 = stands;
        // What one of them has won by then is nobody else's.
        if rivals
            .iter()
            .any(|rival| rival.won.is_some_and(|won| won <= stands))
        {
            life.decided.1 = yields;
            return;
        }
        if before_decided(life.decided, given_up).1 == State::Approved {
            let before = life.decided.0.plus_days(-1);
            for rival in rivals.iter_mut().filter(|rival| before < rival.last) {
                rival.last = before;
                rival.ended = Some(State::Overruled);
            }
        }
    }

    /// Whether a partner sold to the customer of its registration before, and later than the other did.
    fn is_incumbent(&self, row: &Row, rival: PartnerId) -> bool {
        let Some(customer) = row.text(places::REGISTRATION_CUSTOMER) else {
            return false;
        };
        let last = |partner| self.book.last_sale_to(partner, customer, row.happened);
        last(row.partner) > last(rival)
    }

    /// The time of an approved registration, and what happens in it.
    fn protect(&self, filed: &Filed, life: &mut Life) {
        let Some(rules) = self.rules else { return };
        let protects = rules.protects_for;
        life.last = protects.map_or(Date::MAX, |it| it.after(life.decided.0, &self.business));
        let mut left = rules.extensions;
        for (day, word) in &filed.steps {
            let day = *day;
            if day < life.decided.0 || day > life.last {
                continue;
            }
            match word.as_str() {
                "extended" if left > 0 => {
                    let extends = rules.extends_for;
                    life.last = extends.map_or(life.last, |it| it.after(life.last, &self.business));
                    life.extended.get_or_insert(day);
                    left = left.saturating_sub(1);
                }
                "won" if !is_disputed(life, day) => {
                    life.won = Some(day);
                    life.last = Date::MAX;
                    return;
                }
                "lost" => end(life, day, State::Lost),
                "withdrawn" => end(life, day.plus_days(-1), State::Withdrawn),
                "disputed" if !is_disputed(life, day) => life.disputes.push((day, Date::MAX)),
                "upheld" => {
                    if let Some(dispute) = life.disputes.last_mut() {
                        dispute.1 = dispute.1.min(day);
                    }
                }
                "refused" if is_disputed(life, day) => {
                    end(life, day.plus_days(-1), State::Refused);
                }
                _ => {}
            }
        }
    }
}

fn is_disputed(life: &Life, day: Date) -> bool {
    let mut all = life.disputes.iter();
    all.any(|(from, until)| *from <= day && day < *until)
}

/// What a deal that is given up before its decision, or on its day, comes to instead; what was refused on that day
/// stays refused.
fn before_decided(decided: (Date, State), given_up: Option<(Date, State)>) -> (Date, State) {
    let stands = |(day, state): &(Date, State)| match (decided.1, state) {
        (State::Approved, _) | (_, State::Lost) => *day <= decided.0,
        _ => *day < decided.0,
    };
    given_up.filter(stands).unwrap_or(decided)
}

fn end(life: &mut Life, last: Date, state: State) {
    life.last = last;
    life.ended = Some(state);
}
