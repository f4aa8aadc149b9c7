//! Guardrails that depend on how partners behave, as a forecast keeps them: what is limited, and in which
//! scenario. Whether they hold is judged elsewhere.

use serde::{Deserialize, Serialize};

use crate::base::money::Money;
use crate::model::Program;
use crate::model::guard::GuardrailRule;

/// A guardrail that a forecast judges.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The scenario that it is about.
    pub scenario: String,
    /// What it limits.
    pub limit: Limit,
}

impl Rule {
    /// What people call it: its title, or its name where it has none.
    pub fn named(&self) -> &str {
        match self.title.as_str() {
            "" => &self.name,
            title => title,
        }
    }
}

/// What a guardrail limits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Payouts of the program's year: at most `most`, in major units, in this part of the runs.
    Payouts {
        /// 0.95 for p95.
        quantile: f64,
        /// At most.
        most: f64,
    },
    /// Partner-weeks whose fatigue index is above a level.
    Fatigue {
        /// The level: 0.3 or 0.5.
        above: f64,
        /// At most this part of them.
        most: f64,
    },
}

/// The guardrails of a program that a forecast judges.
pub fn rules(program: &Program) -> Vec<Rule> {
    let guardrails = program.guard.guardrails.iter().filter_map(|guardrail| {
        let (limit, scenario) = match &guardrail.rule {
            GuardrailRule::Quantile {
                quantile,
                most,
                scenario,
                ..
            } => {
                let (quantile, most) = (quantile.to_f64(), major(program, *most));
                (Limit::Payouts { quantile, most }, scenario)
            }
            GuardrailRule::Fatigue {
                above,
                most,
                scenario,
            } => {
                let (above, most) = (above.to_f64(), most.to_f64());
                (Limit::Fatigue { above, most }, scenario)
            }
            GuardrailRule::WorstCase { .. }
            | GuardrailRule::OneSale { .. }
            | GuardrailRule::NeverFalls => return None,
        };
        Some(Rule {
            name: guardrail.declared.name.to_string(),
            title: guardrail.declared.title.to_string(),
            scenario: scenario.to_string(),
            limit,
        })
    });
    guardrails.collect()
}

/// An amount in major units of the program's currency; others by the fixed rate.
pub(in crate::simulate) fn major(program: &Program, money: Money) -> f64 {
    let rate = match program.exchange.get(&money.currency) {
        Some(rate) if money.currency != program.currency => rate.to_f64(),
        Some(_) | None => 1.0,
    };
    let own = (0..money.currency.exponent()).fold(1.0, |units, _| units * 10.0);
    money.minor as f64 * rate / own
}
