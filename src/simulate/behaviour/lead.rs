//! Leads: customers that the vendor found and gives to a partner. A share of opportunities begins as one, with and
//! without the program; it is answered in time or not at all. Must not know what a lead earns.

use crate::intake::scenario::behaviour::Behaviour;

/// On which day of its week an opportunity is given as a lead, by a number; `None` where the partner found it itself.
pub fn given(behaviour: &Behaviour, u: f64) -> Option<i32> {
    of_part(u, behaviour.lead_share).map(|place| (place * 7.0) as i32)
}

/// After how many days a lead is accepted, by a number; `None` where the partner does not answer. Each of the days in
/// time, the last one too, is as likely as any other.
pub fn answered(behaviour: &Behaviour, most_days: i32, u: f64) -> Option<i32> {
    of_part(u, behaviour.lead_answer).map(|place| (place * f64::from(most_days + 1)) as i32)
}

/// The share of opportunities that partners have as leads.
pub fn share(behaviour: &Behaviour, silence_accepts: bool) -> f64 {
    let accepted = match silence_accepts {
        true => 1.0,
        false => behaviour.lead_answer,
    };
    behaviour.lead_share * accepted
}

/// Where in the first part of all numbers a number stands, from 0 to below 1: a new number.
fn of_part(u: f64, part: f64) -> Option<f64> {
    (u < part).then(|| u / part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_below_the_share_is_a_lead_and_says_its_day() {
        let behaviour = Behaviour {
            lead_share: 0.14,
            lead_answer: 0.5,
            ..Behaviour::default()
        };
        let days = [0.0, 0.019, 0.021, 0.139].map(|u| given(&behaviour, u));
        assert_eq!(days, [Some(0), Some(0), Some(1), Some(6)]);
        assert_eq!(given(&behaviour, 0.14), None);
        let answers = [0.0, 0.2, 0.4, 0.5].map(|u| answered(&behaviour, 2, u));
        assert_eq!(answers, [Some(0), Some(1), Some(2), None]);
        assert_eq!(answered(&behaviour, 0, 0.49), Some(0));
        assert_eq!(share(&behaviour, false), 0.07);
        assert_eq!(share(&behaviour, true), 0.14);
        let none = Behaviour {
            lead_share: 0.0,
            ..behaviour
        };
        assert_eq!(given(&none, 0.0), None);
    }
}
