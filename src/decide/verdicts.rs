//! Everything that a forecast is held against, judged: guardrails of its scenario and what the scenario expects.

use crate::decide::expectation::{self, Met};
use crate::decide::guardrail::{self, Judged, Verdict};
use crate::simulate::estimate::limit::Rule;
use crate::simulate::run::forecast::Forecast;

/// What was judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// Guardrails of the scenario.
    pub guardrails: Vec<Judged>,
    /// Guardrails of other scenarios, which are left alone.
    pub others: Vec<Rule>,
    /// What the scenario expects.
    pub expected: Vec<Met>,
}

impl Verdicts {
    /// What a forecast says.
    pub fn of(forecast: &Forecast) -> Verdicts {
        let all = forecast.guardrails.iter();
        let others = all.filter(|rule| *rule.scenario != *forecast.variant);
        Verdicts {
            guardrails: guardrail::judge(forecast),
            others: others.cloned().collect(),
            expected: expectation::judge(forecast),
        }
    }

    /// Whether something has this verdict.
    pub fn has(&self, verdict: Verdict) -> bool {
        let guardrails = self.guardrails.iter().map(|each| each.verdict);
        let expected = self.expected.iter().map(|each| each.verdict);
        guardrails.chain(expected).any(|each| each == verdict)
    }

    /// How many guardrails are of this scenario and of which the others are, where there are others.
    pub fn left_alone(&self, scenario: &str) -> Option<String> {
        if self.others.is_empty() {
            return None;
        }
        let own = self.guardrails.len();
        let all = own.saturating_add(self.others.len());
        let each = self.others.iter().map(|rule| {
            let (name, scenario) = (&rule.name, &rule.scenario);
            format!("`{name}` is of `{scenario}`")
        });
        let (each, is) = (
            each.collect::<Vec<_>>(),
            if own == 1 { "is" } else { "are" },
        );
        Some(format!(
            "{own} of {all} guardrails {is} of scenario `{scenario}`: {}",
            each.join(", ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::Verdicts;
    use crate::simulate::estimate::limit::{Limit, Rule};

    #[test]
    fn guardrails_of_other_scenarios_are_told() {
        let limit = Limit::Fatigue {
            above: 0.5,
            most: 0.1,
        };
        let rule = |name: &str| Rule {
            name: name.to_owned(),
            title: String::new(),
            scenario: "baseline".to_owned(),
            limit,
        };
        let mut verdicts = Verdicts::default();
        assert_eq!(verdicts.left_alone("other"), None);
        verdicts.others = vec![rule("cost"), rule("load")];
        assert_eq!(
            verdicts.left_alone("other").as_deref(),
            Some(
                "0 of 2 guardrails are of scenario `other`: `cost` is of `baseline`, `load` is of `baseline`"
            )
        );
    }
}
