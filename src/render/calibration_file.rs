//! A calibration for other tools: one JSON object. What is not estimated is null with a reason.

use serde_json::{Map, Value, json};

use super::calibration::{Span, for_want, span};
use crate::intake::panel::Panel;
use crate::intake::scenario::behaviour::{PARAMETERS, Parameter};
use crate::simulate::calibrate::joint::{Compared, Refined, Refinement};
use crate::simulate::calibrate::{Fit, Verdict};

/// The version of the form of this file.
const SCHEMA_VERSION: u32 = 1;

/// The object, as text.
pub fn json(panel: &Panel, fits: &[Fit], refined: Option<&Refined>) -> String {
    let Span {
        partners,
        rows,
        weeks,
    } = span(panel);
    let parameters = PARAMETERS.iter().map(|parameter| {
        let fit = fits.iter().find(|fit| fit.parameter.name == parameter.name);
        let value = fit.map_or_else(|| missing(parameter), estimate);
        (parameter.name.to_owned(), value)
    });
    let value = json!({
        "schema_version": SCHEMA_VERSION,
        "tool_version": env!("CARGO_PKG_VERSION"),
        "history": {
            "partners": partners,
            "partner_weeks": rows,
            "weeks": weeks,
            "columns": panel.columns,
        },
        "parameters": parameters.collect::<Map<String, Value>>(),
        "refinement": refined.map(refinement),
    });
    format!("{value:#}\n")
}

fn missing(parameter: &Parameter) -> Value {
    json!({
        "unit": parameter.unit,
        "default": parameter.default,
        "fit": null,
        "reason": for_want(parameter.name),
    })
}

fn estimate(fit: &Fit) -> Value {
    json!({
        "unit": fit.parameter.unit,
        "default": fit.parameter.default,
        "data": fit.alone(),
        "scale": fit.likely.scale.word(),
        "standard_error": fit.likely.error,
        "fit": fit.value(),
        "low": fit.at(0.025),
        "high": fit.at(0.975),
        "events": fit.likely.events,
        "shrinkage": fit.shrinkage,
        "grade": fit.verdict().words(),
        "caveat": (!fit.caveat.is_empty()).then_some(fit.caveat),
    })
}

fn refinement(found: &Refined) -> Value {
    let parameters = found.parameters.iter();
    let parameters = parameters.map(|each| (each.parameter.name.to_owned(), refined(each)));
    let left_out = found.left_out.iter();
    let left_out = left_out.map(|(name, reason)| json!({ "name": name, "reason": reason }));
    let (misfit, freedom) = found.misfit;
    json!({
        "parameters": parameters.collect::<Map<String, Value>>(),
        "unidentified": found.unidentified,
        "moments": found.moments.iter().map(moment).collect::<Vec<Value>>(),
        "not_compared": left_out.collect::<Vec<Value>>(),
        "j": misfit,
        "degrees_of_freedom": freedom,
        "chance": found.chance,
        "verdict": found.verdict().words(),
        "furthest_off": found.furthest(),
        "settled": found.is_settled,
        "populations": found.seeds,
    })
}

fn refined(each: &Refinement) -> Value {
    let [refined, low, high] = each.refined;
    json!({
        "unit": each.parameter.unit,
        "assumed": each.assumed,
        "block": each.block,
        "refined": refined,
        "low": low,
        "high": high,
        "shrinkage": each.shrinkage,
        "grade": Verdict::of(each.shrinkage).words(),
        "at_end_of_range": each.is_at_end,
    })
}

fn moment(each: &Compared) -> Value {
    let [before, after] = each.simulated;
    let [off_before, off_after] = each.off;
    json!({
        "name": each.name,
        "history": each.observed,
        "before": before,
        "off_before": off_before,
        "after": after,
        "off_after": off_after,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refinement_says_everything_it_found() {
        let parameter = Parameter::named("churn_hazard").unwrap();
        let found = Refined {
            parameters: vec![Refinement {
                parameter,
                assumed: 0.0025,
                block: None,
                refined: [0.005, 0.004, 0.006],
                shrinkage: 0.3,
                is_at_end: false,
            }],
            unidentified: vec!["skill_win"],
            moments: [("a", 1.0), ("b", -4.0), ("c", 2.0), ("d", 3.0)]
                .map(|(name, off)| Compared {
                    name,
                    observed: 0.5,
                    simulated: [0.25, 0.75],
                    off: [5.0, off],
                })
                .into(),
            left_out: vec![("left", "the history lacks a column")],
            misfit: (30.0, 12.5),
            chance: 0.005,
            is_settled: true,
            seeds: 4,
        };
        let told: Value =
            serde_json::from_str(&json(&Panel::default(), &[], Some(&found))).unwrap();
        let told = &told["refinement"];
        let one = json!({
            "unit": "per week", "assumed": 0.0025, "block": null, "refined": 0.005, "low": 0.004, "high": 0.006,
            "shrinkage": 0.3, "grade": "weak", "at_end_of_range": false,
        });
        assert_eq!(told["parameters"], json!({ "churn_hazard": one }));
        assert_eq!(
            told["moments"][1],
            json!({ "name": "b", "history": 0.5, "before": 0.25, "off_before": 5.0, "after": 0.75, "off_after": -4.0 })
        );
        assert_eq!(told["furthest_off"], json!(["b", "d", "c"]));
        assert_eq!(told["verdict"], "the model cannot reproduce this history");
        assert_eq!(
            (&told["j"], &told["degrees_of_freedom"], &told["chance"]),
            (&json!(30.0), &json!(12.5), &json!(0.005))
        );
        assert_eq!(told["unidentified"], json!(["skill_win"]));
        assert_eq!(
            told["not_compared"],
            json!([{ "name": "left", "reason": "the history lacks a column" }])
        );
        assert_eq!(
            (&told["settled"], &told["populations"]),
            (&json!(true), &json!(4))
        );
    }
}
