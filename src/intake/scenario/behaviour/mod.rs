//! Every number the behaviour of partners depends on: default, range, the value that switches its
//! mechanism off, and how good the evidence is. Data only; must not know how a number is used.
//!
//! Little of it was measured in partner channels: read the grades before the forecasts.

mod table;

pub use table::{Behaviour, PARAMETERS};

/// How good the evidence for a default is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// A meta-analysis or several field experiments.
    A,
    /// One good study.
    B,
    /// A figure of a vendor or practitioner.
    C,
    /// An assumption.
    D,
}

/// How close the field of the evidence is to business-to-business partner channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Partner channels themselves.
    Direct,
    /// Sales forces, dealers, retailers, promotions to trade.
    Near,
    /// Consumers and others.
    Far,
    /// No evidence.
    None,
}

/// Whether a number describes people or the vendor's own processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// How partners respond.
    Behaviour,
    /// What the vendor's own records show.
    Process,
}

/// One row of the table of [`Behaviour`]: what is known about a number.
pub struct Parameter {
    /// The name under which a scenario overrides it.
    pub name: &'static str,
    /// People or processes.
    pub group: Group,
    /// What is used when a scenario says nothing.
    pub default: f64,
    /// What it is counted in; empty for a pure number.
    pub unit: &'static str,
    /// The lowest sensible value.
    pub low: f64,
    /// The highest sensible value.
    pub high: f64,
    /// The value that switches its mechanism off; `None` where there is none.
    pub null: Option<f64>,
    /// How good the evidence is.
    pub grade: Grade,
    /// Where the evidence comes from.
    pub field: Field,
    /// The evidence, in a few words.
    pub source: &'static str,
    /// What it does, in one sentence.
    pub help: &'static str,
    read: fn(&Behaviour) -> f64,
    write: fn(&mut Behaviour, f64),
}

impl Parameter {
    /// The parameter with this name.
    pub fn named(name: &str) -> Option<&'static Parameter> {
        PARAMETERS.iter().find(|parameter| parameter.name == name)
    }

    /// Whether a value is inside the range, or switches the mechanism off.
    pub fn allows(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value) || self.null == Some(value)
    }

    /// Its value in a behaviour.
    pub fn of(&self, behaviour: &Behaviour) -> f64 {
        (self.read)(behaviour)
    }

    /// Sets its value in a behaviour, whatever the value.
    pub fn set(&self, behaviour: &mut Behaviour, value: f64) {
        (self.write)(behaviour, value);
    }
}

impl Behaviour {
    /// Every mechanism that has a null switched off: the closed forms of the tests start here.
    pub fn null() -> Behaviour {
        let mut behaviour = Behaviour::default();
        for parameter in PARAMETERS {
            if let Some(value) = parameter.null {
                parameter.set(&mut behaviour, value);
            }
        }
        behaviour
    }

    /// The Hill exponent of fatigue: 2 is the cautious end of what mailing data allow.
    pub const HILL_EXPONENT: f64 = 2.0;
    /// The most that all relative rewards together count for.
    pub const MOST_REWARD: f64 = 2.5;
    /// The relative reward at which participation has its intercept.
    pub const REFERENCE_REWARD: f64 = 0.1;
    /// Part of a baseline that payback and cannibalisation may take at most.
    pub const MOST_TAKEN: f64 = 0.5;
    /// Weeks after which an open deal is dead.
    pub const DEAL_LIFE: u16 = 52;
    /// How much of affinity counts as goodwill.
    pub const AFFINITY: f64 = 0.2;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_coherent() {
        let mut names = std::collections::BTreeSet::new();
        for parameter in PARAMETERS {
            let name = parameter.name;
            assert!(names.insert(name), "{name} twice");
            assert!(parameter.low < parameter.high, "{name}");
            assert!(
                parameter.allows(parameter.default),
                "{name}: default outside its range"
            );
            assert!(
                !parameter.help.is_empty() && !parameter.source.is_empty(),
                "{name}"
            );
            let mut behaviour = Behaviour::default();
            assert_eq!(parameter.of(&behaviour), parameter.default, "{name}");
            parameter.set(&mut behaviour, 0.123);
            assert_eq!(parameter.of(&behaviour), 0.123, "{name}");
        }
    }

    #[test]
    fn no_default_is_both_well_measured_and_direct() {
        let strong = PARAMETERS
            .iter()
            .filter(|row| row.group == Group::Behaviour);
        for row in strong {
            assert!(
                row.field != Field::Direct || row.grade >= Grade::C,
                "{}",
                row.name
            );
        }
    }

    #[test]
    fn nulls_are_allowed_and_reached() {
        let null = Behaviour::null();
        for row in PARAMETERS {
            if let Some(value) = row.null {
                assert!(row.allows(value));
                assert_eq!(row.of(&null), value, "{}", row.name);
            }
        }
        assert_eq!(
            Parameter::named("elasticity").map(|row| row.of(&null)),
            Some(0.0)
        );
        assert!(Parameter::named("elastcity").is_none());
    }
}
