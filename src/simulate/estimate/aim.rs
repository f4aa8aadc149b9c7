//! Results that a program is to reach, replication by replication, and how often they are.

use serde::{Deserialize, Serialize};

use crate::base::name::Name;
use crate::simulate::estimate::statistics::{Interval, interval, share};
use crate::simulate::estimate::totals::Unit;

/// A result to be reached and what all partners come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aim {
    /// What it is a part of, by name.
    pub of: Name,
    /// The result, in words.
    pub result: Name,
    /// What is measured, by name.
    pub measure: Name,
    /// How much is enough, in major units or as a number.
    pub least: f64,
    /// What that is counted in.
    pub is_money: bool,
    /// The last day that counts.
    pub by: String,
    /// What all partners come to, one number a replication, in their order.
    pub reached: Vec<f64>,
}

impl Aim {
    /// How often it is reached: exactly enough is enough.
    pub fn chance(&self) -> Interval {
        let reached = self.reached.iter().filter(|found| **found >= self.least);
        share(reached.count() as u64, self.reached.len() as u64)
    }

    /// What all partners come to in the mean.
    pub fn expected(&self) -> Interval {
        interval(&self.reached)
    }

    /// What it is counted in.
    pub fn unit(&self) -> Unit {
        match self.is_money {
            true => Unit::Money,
            false => Unit::Count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_enough_is_enough() {
        let aim = Aim {
            of: Name::new("growth"),
            result: Name::new("Sales"),
            measure: Name::new("bookings"),
            least: 10.0,
            is_money: true,
            by: "2027-12-31".to_owned(),
            reached: vec![9.99, 10.0, 12.0, 8.0],
        };
        assert_eq!(aim.chance().mean, 0.5);
        assert_eq!(aim.expected().mean, 9.9975);
    }
}
