//! How far what is said of a period can still change.

use crate::base::date::Date;
use crate::model::Program;

/// How far an amount can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its period is open: nothing of it is posted.
    Estimate,
    /// It is posted; what becomes known late still corrects it.
    Provisional,
    /// Only what is returned in the time that an incentive gives changes it.
    Final,
}

impl State {
    /// What an amount is that was posted for a day, once a day is closed.
    pub fn of(program: &Program, day: Date, until: Date) -> State {
        match program.final_day(day) {
            Some(last) if until >= last => State::Final,
            Some(_) | None => State::Provisional,
        }
    }

    /// Its word in tables.
    pub fn word(self) -> &'static str {
        match self {
            State::Estimate => "estimate",
            State::Provisional => "provisional",
            State::Final => "final",
        }
    }
}
