//! What becomes of leads that the vendor gives: accepted or silent, worked or recalled, passed on. Must not know what
//! a lead earns.

use crate::base::date::Date;
use crate::base::name::Name;
use crate::model::incentive::LeadRules;
use crate::semantics::book::{PartnerId, Row, RowId};
use crate::semantics::evaluate::View;
use crate::semantics::symbol::Symbol;

/// What a lead is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The partner has not said whether it takes it.
    Open,
    /// The partner has it.
    Accepted,
    /// The partner did not want it.
    Declined,
    /// The vendor took it back, or silence did.
    Recalled,
    /// The time to work on it was over.
    Expired,
    /// It was given to another partner.
    PassedOn,
}

impl State {
    /// Every state, in the order of their words.
    pub const ALL: [State; 6] = [
        State::Open,
        State::Accepted,
        State::Declined,
        State::Recalled,
        State::Expired,
        State::PassedOn,
    ];

    /// Its word in examples and tables.
    pub fn word(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Accepted => "accepted",
            State::Declined => "declined",
            State::Recalled => "recalled",
            State::Expired => "expired",
            State::PassedOn => "passed_on",
        }
    }
}

/// One lead through time.
#[derive(Clone, Debug)]
pub struct Life {
    /// The fact.
    pub row: RowId,
    /// To whom it was given.
    pub partner: PartnerId,
    given: Date,
    answered: (Date, State),
    /// The last day on which the partner has it, as far as nothing ends it earlier.
    pub last: Date,
    recalled: Option<Date>,
    passed_on: Option<Date>,
}

impl Life {
    /// What it is on a day; `None` before it was given.
    pub fn state(&self, day: Date) -> Option<State> {
        if day < self.given {
            return None;
        }
        if self.passed_on.is_some_and(|from| from <= day) {
            return Some(State::PassedOn);
        }
        let (from, answer) = self.answered;
        let taken_back = self.recalled.is_some_and(|from| from <= day);
        Some(match answer {
            _ if day < from => State::Open,
            State::Accepted if taken_back => State::Recalled,
            State::Accepted if day > self.last => State::Expired,
            State::Accepted
            | State::Open
            | State::Declined
            | State::Recalled
            | State::Expired
            | State::PassedOn => answer,
        })
    }
}

/// Whether a partner has a deal as a lead on a day.
pub fn is_lead(view: View, deal: Symbol, partner: PartnerId, day: Date) -> bool {
    let all = lives(view, deal);
    let mut own = all.iter().filter(|life| life.partner == partner);
    own.any(|life| life.state(day) == Some(State::Accepted))
}

/// Every lead for a deal, the earliest first.
pub fn lives(view: View, deal: Symbol) -> Vec<Life> {
    let mut lives: Vec<Life> = Vec::new();
    for id in view.book.leads_for(deal) {
        let (Some(row), Some(rules)) = (view.book.row(id), &view.plan.program.leads) else {
            continue;
        };
        // Whoever had it before has it no longer.
        if let Some(before) = lives.last_mut() {
            before.passed_on = Some(row.happened);
        }
        lives.push(life(view, rules, id, row));
    }
    lives
}

fn life(view: View, rules: &LeadRules, id: RowId, row: &Row) -> Life {
    let business = view.plan.program.business_days(rules.region);
    let steps = view.book.steps_about(row.id, row.happened);
    let deadline = rules.accept_within.after(row.happened, &business);
    let answer = |(day, word): &(Date, Name)| {
        let state = match word.as_str() {
            "accepted" => State::Accepted,
            "declined" => State::Declined,
            "recalled" => State::Recalled,
            _ => return None,
        };
        Some((*day, state))
    };
    let said = steps.iter().find_map(answer);
    let silent = if rules.silence_accepts {
        State::Accepted
    } else {
        State::Recalled
    };
    let answered = said
        .filter(|(day, _)| *day <= deadline)
        .unwrap_or((deadline.plus_days(1), silent));
    let since = |(day, word): &&(Date, Name)| *day >= answered.0 && word.as_str() == "recalled";
    Life {
        row: id,
        partner: row.partner,
        given: row.happened,
        answered,
        last: rules
            .work_within
            .map_or(Date::MAX, |it| it.after(answered.0, &business)),
        recalled: steps.iter().find(since).map(|(day, _)| *day),
        passed_on: None,
    }
}
