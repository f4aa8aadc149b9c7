//! What becomes of a claim on a fund that says how claims are decided: it may be sent back for more, is decided or not, and
//! the partner may not agree. Each day in time, the last one too, is as likely as any other. Must not know what a claim is
//! paid.

use crate::intake::scenario::behaviour::Behaviour;

/// The last day in time of what is asked, by the day from which it is counted.
#[derive(Clone, Debug, Default)]
pub struct LastDays(pub Vec<i32>);

impl LastDays {
    /// For a day; `None` beyond the end of the forecast.
    fn of(&self, day: i32) -> Option<i32> {
        let place = usize::try_from(day).ok()?;
        self.0.get(place).copied()
    }
}

/// What a fund says of deciding.
#[derive(Clone, Debug)]
pub struct Rules {
    /// For the vendor to decide.
    pub decide: LastDays,
    /// For the partner to supply what it is asked for; claims are sent back only where that is said.
    pub supply: Option<LastDays>,
    /// For the partner to appeal.
    pub appeal: Option<LastDays>,
    /// Whether a claim is approved that nobody decides.
    pub silence_approves: bool,
}

/// What happens to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It is sent back for more.
    Returned,
    /// The partner supplies that.
    Supplied,
    /// It is approved.
    Approved,
    /// A part of its cost is.
    PartlyApproved,
    /// It is denied.
    Denied,
    /// The partner does not agree.
    Appealed,
}

/// What happens to one claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// In order.
    pub steps: Vec<(i32, Done)>,
    /// From which day nothing more happens, and whether nothing of it is paid; `None` where that is beyond the end.
    pub over: Option<(i32, bool)>,
}

/// What happens to a claim that is handed in on a day, by numbers of its own.
pub fn course(
    behaviour: &Behaviour,
    rules: &Rules,
    day: i32,
    number: impl Fn(u16) -> f64,
) -> Course {
    let mut course = Course::default();
    course.over = follow(behaviour, rules, day, &number, &mut course.steps);
    course
}

fn follow(
    behaviour: &Behaviour,
    rules: &Rules,
    mut day: i32,
    number: &dyn Fn(u16) -> f64,
    steps: &mut Vec<(i32, Done)>,
) -> Option<(i32, bool)> {
    if let Some(supply) = &rules.supply
        && number(0) < behaviour.claim_returned
    {
        let returned = within(day, rules.decide.of(day)?, number(1));
        steps.push((returned, Done::Returned));
        let last = supply.of(returned)?;
        if number(2) >= behaviour.claim_supplied {
            return Some((last + 1, true));
        }
        day = within(returned, last, number(3));
        steps.push((day, Done::Supplied));
    }
    let last = rules.decide.of(day)?;
    let decided = match number(4) < behaviour.claim_silent {
        true if rules.silence_approves => return Some((last + 1, false)),
        true => Decided::on(last + 1, Done::Denied),
        false => {
            let decided = Decided::on(within(day, last, number(5)), found(behaviour, number(6)));
            steps.push((decided.day, decided.what));
            decided
        }
    };
    let is_whole = decided.what == Done::Approved;
    let is_nothing = decided.what == Done::Denied;
    let appeal = rules.appeal.as_ref().filter(|_| !is_whole);
    let appeal = appeal.filter(|_| number(7) < behaviour.claim_appealed);
    let Some(appeal) = appeal else {
        return Some((decided.day, is_nothing));
    };
    let appealed = within(decided.day, appeal.of(decided.day)?, number(8));
    steps.push((appealed, Done::Appealed));
    let again = within(appealed, rules.decide.of(appealed)?, number(9));
    let is_granted = number(10) < behaviour.appeal_granted;
    let answer = match is_granted {
        true => Done::Approved,
        false => Done::Denied,
    };
    steps.push((again, answer));
    Some((again, is_nothing && !is_granted))
}

/// A decision and its day.
struct Decided {
    day: i32,
    what: Done,
}

impl Decided {
    fn on(day: i32, what: Done) -> Decided {
        Decided { day, what }
    }
}

/// What is decided, by a number.
fn found(behaviour: &Behaviour, u: f64) -> Done {
    if u < behaviour.claim_denied {
        Done::Denied
    } else if u < behaviour.claim_denied + behaviour.claim_cut {
        Done::PartlyApproved
    } else {
        Done::Approved
    }
}

/// A day from the first to the last.
fn within(first: i32, last: i32, u: f64) -> i32 {
    first + (f64::from((last - first).max(0) + 1) * u) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten days to decide, four to supply, six to appeal, whenever they begin.
    fn rules(silence_approves: bool) -> Rules {
        let days = |length: i32| LastDays((0..100).map(|day| day + length).collect());
        Rules {
            decide: days(10),
            supply: Some(days(4)),
            appeal: Some(days(6)),
            silence_approves,
        }
    }

    fn behaviour() -> Behaviour {
        Behaviour {
            claim_returned: 0.2,
            claim_supplied: 0.5,
            claim_silent: 0.1,
            claim_denied: 0.3,
            claim_cut: 0.2,
            claim_appealed: 0.5,
            appeal_granted: 0.5,
            ..Behaviour::null()
        }
    }

    /// The course of a claim of day 20 whose numbers are these, and 0.99 for the others.
    fn of(rules: &Rules, numbers: &[(u16, f64)]) -> Course {
        let number = |which| {
            let held = numbers.iter().find(|(own, _)| *own == which);
            held.map_or(0.99, |(_, number)| *number)
        };
        course(&behaviour(), rules, 20, number)
    }

    #[test]
    fn a_claim_is_decided_on_a_day_in_time_the_last_one_too() {
        let approved = |day| Course {
            steps: vec![(day, Done::Approved)],
            over: Some((day, false)),
        };
        // Eleven days: 0.5 is the sixth, 0.99 the last.
        assert_eq!(of(&rules(false), &[]), approved(30));
        assert_eq!(of(&rules(false), &[(5, 0.5)]), approved(25));
        assert_eq!(of(&rules(false), &[(5, 0.0)]), approved(20));
    }

    #[test]
    fn silence_does_what_the_fund_says_on_the_day_after_the_last() {
        let silent = [(4, 0.05)];
        let nothing = |is_refused| Course {
            steps: Vec::new(),
            over: Some((31, is_refused)),
        };
        assert_eq!(of(&rules(true), &silent), nothing(false));
        assert_eq!(of(&rules(false), &silent), nothing(true));
        // The time to appeal begins on that day.
        let appealed = of(&rules(false), &[(4, 0.05), (7, 0.1), (8, 0.0), (9, 0.0)]);
        let steps = [(31, Done::Appealed), (31, Done::Denied)];
        assert_eq!(appealed.steps, steps);
        assert_eq!(appealed.over, Some((31, true)));
    }

    #[test]
    fn what_is_sent_back_is_supplied_or_over() {
        let sent = [(0, 0.1), (1, 0.0)];
        let late = of(&rules(false), &sent);
        assert_eq!(late.steps, [(20, Done::Returned)]);
        assert_eq!(late.over, Some((25, true)));
        let supplied = of(&rules(false), &[(0, 0.1), (1, 0.0), (2, 0.4)]);
        let steps = [
            (20, Done::Returned),
            (24, Done::Supplied),
            (34, Done::Approved),
        ];
        assert_eq!(supplied.steps, steps);
        // A fund that does not say how long sends nothing back.
        let never = Rules {
            supply: None,
            ..rules(false)
        };
        assert_eq!(of(&never, &sent).steps, [(30, Done::Approved)]);
    }

    #[test]
    fn what_is_denied_or_cut_is_appealed_once_and_keeps_what_it_had() {
        // 0.29 denies, 0.3 cuts, and so does 0.49; half of 0.5 is approved.
        let by = |u| of(&rules(false), &[(6, u)]);
        assert_eq!(by(0.29).steps, [(30, Done::Denied)]);
        assert_eq!(by(0.29).over, Some((30, true)));
        assert_eq!(by(0.30).steps, [(30, Done::PartlyApproved)]);
        assert_eq!(by(0.49).over, Some((30, false)));
        assert_eq!(by(0.50).steps, [(30, Done::Approved)]);
        let cut = of(&rules(false), &[(6, 0.4), (7, 0.1)]);
        let steps = [
            (30, Done::PartlyApproved),
            (36, Done::Appealed),
            (46, Done::Denied),
        ];
        assert_eq!(cut.steps, steps);
        assert_eq!(cut.over, Some((46, false)));
        let right = of(&rules(false), &[(6, 0.1), (7, 0.1), (10, 0.4)]);
        assert_eq!(right.steps.last(), Some(&(46, Done::Approved)));
        assert_eq!(right.over, Some((46, false)));
    }

    #[test]
    fn beyond_the_end_of_the_forecast_nothing_happens() {
        let short = Rules {
            decide: LastDays(vec![10; 20]),
            ..rules(false)
        };
        assert_eq!(of(&short, &[]), Course::default());
    }
}
