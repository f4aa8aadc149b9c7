//! Limits, budgets and credit.

use std::collections::{BTreeMap, BTreeSet};

use charter::base::ratio::Ratio;
use serde_json::Value;

use super::Paid;
use super::facts::{Row, day};
use super::interpreter::{Award, Interpreter, Place};
use super::value::{half_even, list, number, plus, quantity, text};

impl Interpreter<'_> {
    pub(super) fn capped(&self, cap: &Value, awards: Vec<Award>) -> Vec<Award> {
        let mut used: BTreeMap<String, Ratio> = BTreeMap::new();
        let by_count = cap["counts"] == "awards";
        let each = |(count, mut award): (usize, Award)| {
            let span = match text(&cap["span"], "kind") {
                "in" if cap["span"]["cycle"] == "quarter" => self.quarter(award.day).0.to_string(),
                "in" | "days" => String::new(),
                "award" => count.to_string(),
                kind => panic!("a span of kind {kind}"),
            };
            let holder = if cap["scope"] == "seller" {
                &award.payee
            } else {
                &award.partner
            };
            let used = used
                .entry(format!("{holder} {span}"))
                .or_insert(Ratio::ZERO);
            let limit = match cap["limit"].get("amounts") {
                Some(amounts) => {
                    let tier = self.tier(&award.partner, self.quarter(award.day).1);
                    let limit = tier.map(|tier| &amounts[tier]).filter(|it| !it.is_null());
                    limit.map_or(Ratio::ZERO, quantity)
                }
                None => quantity(&cap["limit"]),
            };
            let room = limit.less(*used).unwrap().max(Ratio::ZERO);
            // A limit is used up by what is posted, which is rounded.
            if award.sale.is_some() {
                award.amount = Ratio::whole(half_even(award.amount));
            }
            let want = if by_count {
                Ratio::whole(i128::from(!award.amount.is_zero()))
            } else {
                award.amount
            };
            let taken = match text(cap, "crossing") {
                "refused" if want > room => Ratio::ZERO,
                "refused" => want,
                "paid_to_the_limit" => want.min(room),
                crossing => panic!("crossing {crossing}"),
            };
            if by_count && taken.is_zero() {
                award.amount = Ratio::ZERO;
            } else if !by_count {
                award.amount = taken;
            }
            *used = plus(*used, taken);
            award
        };
        awards.into_iter().enumerate().map(each).collect()
    }

    pub(super) fn drawn(&self, name: &str, mut awards: Vec<Award>) -> Vec<Award> {
        let budget = list(&self.rules["budgets"])
            .find(|it| it["name"] == name)
            .unwrap();
        let pool = number(text(budget, "amount"));
        if budget["rule"]["kind"] == "pro_rata" {
            for quarter in self.quarters() {
                let own = awards.iter().filter(|award| award.day == quarter.1);
                let sum = own.fold(Ratio::ZERO, |sum, award| plus(sum, award.amount));
                assert!(sum <= pool, "a share needs the rule of remainders");
            }
            return awards;
        }
        let mut left = pool;
        for award in &mut awards {
            award.amount = match text(&budget["rule"], "crossing") {
                "refused" if award.amount > left => Ratio::ZERO,
                _ => award.amount.min(left),
            };
            left = left.less(award.amount).unwrap();
        }
        awards
    }

    /// Claims that were approved are paid from the credit that was earned before.
    pub(super) fn claims(&self, name: &str, fund: &Value, credit: &[Award], out: &mut Paid) {
        let mut used: BTreeMap<&str, i128> = BTreeMap::new();
        let rule = &fund["reimbursement"];
        assert_eq!(
            (&rule["kind"], &rule["from"]["kind"]),
            (&"draw".into(), &"credit".into())
        );
        for claim in &self.facts.claims {
            if !is_claimable(fund, claim) {
                continue;
            }
            let known = day(claim, "known");
            let place = Place {
                partner: &claim["partner"],
                fact: Some(claim),
                days: (known, known),
                undo: None,
            };
            let asked = half_even(self.amount(&rule["payout"], &place));
            let own = credit
                .iter()
                .filter(|it| it.partner == claim["partner"] && it.day < known);
            let earned: i128 = own.map(|it| half_even(it.amount)).sum();
            let used = used.entry(&claim["partner"]).or_default();
            let paid = asked.min(earned - *used);
            *used += paid;
            if paid != 0 {
                let key = (name.to_owned(), claim["partner"].clone());
                *out.entry(key).or_default() += paid;
            }
        }
    }
}

/// Whether a claim keeps to the days of its fund and carries the proof of its activity.
fn is_claimable(fund: &Value, claim: &Row) -> bool {
    let days = |value: &Value| {
        assert_eq!(value["unit"], "day");
        value["count"].as_i64().unwrap()
    };
    let (requested, held) = (day(claim, "requested"), day(claim, "held"));
    let activity = list(&fund["activities"]).find(|it| it["name"] == claim["activity"]);
    let given: BTreeSet<&str> = claim["proof"].split(';').collect();
    let proof = activity.map(|it| list(&it["proof"]).map(|it| it.as_str().unwrap()).collect());
    let proof: BTreeSet<&str> = proof.unwrap_or_default();
    requested.plus_days(days(&fund["request_before"])) <= held
        && day(claim, "happened") <= held.plus_days(days(&fund["claim_within"]))
        && proof.is_subset(&given)
}
