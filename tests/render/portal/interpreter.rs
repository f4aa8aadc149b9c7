//! What the JSON of a program's rules pays on facts.

use std::collections::{BTreeMap, BTreeSet};

use charter::base::date::Date;
use charter::base::ratio::Ratio;
use serde_json::Value;

use super::Paid;
use super::facts::{Facts, Row, day, minor};
use super::value::{days_of, half_even, list, number, plus, quantity, text, undo_of};

type Standings = BTreeMap<String, Vec<(Date, Option<String>)>>;

/// Rules, facts and who holds which tier.
pub struct Interpreter<'a> {
    pub(super) rules: &'a Value,
    pub(super) facts: &'a Facts,
    pub(super) standings: &'a Standings,
}

/// Something that is paid, before limits and after.
#[derive(Clone, Debug)]
pub(super) struct Award {
    pub partner: String,
    pub payee: String,
    /// The day it counts for.
    pub day: Date,
    pub amount: Ratio,
    /// The sale it is paid for.
    pub sale: Option<String>,
}

/// Where a payout is read: a partner, the fact that pays, the days of the period.
pub(super) struct Place<'a> {
    pub partner: &'a str,
    pub fact: Option<&'a Row>,
    pub days: (Date, Date),
    /// Days after a sale within which a return lowers a measure; `None` counts those inside the period.
    pub undo: Option<i64>,
}

impl<'a> Interpreter<'a> {
    pub fn new(rules: &'a Value, facts: &'a Facts, standings: &'a Standings) -> Interpreter<'a> {
        assert_eq!(rules["rounding"], "half_even");
        Interpreter {
            rules,
            facts,
            standings,
        }
    }

    /// What is earned, and what claims get out of credit.
    pub fn run(&self) -> (Paid, Paid) {
        let (mut earned, mut out) = (Paid::new(), Paid::new());
        let mut paid_for: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for incentive in self.in_turn() {
            let name = text(incentive, "name");
            let barred: BTreeSet<String> = list(&self.rules["excluded"])
                .filter_map(|pair| {
                    let pair: Vec<&str> = list(pair).map(|it| it.as_str().unwrap()).collect();
                    (pair[1] == name).then(|| paid_for.get(pair[0]).cloned())?
                })
                .flatten()
                .collect();
            let awards = self.payout(incentive, &incentive["payout"], None, &barred);
            let mine = awards.iter().filter(|award| !award.amount.is_zero());
            paid_for.insert(name, mine.filter_map(|award| award.sale.clone()).collect());
            let back = undo_of(&incentive["payout"]);
            for award in &awards {
                let key = (name.to_owned(), award.payee.clone());
                *earned.entry(key).or_default() += self.after_returns(award, back);
            }
            if !incentive["fund"].is_null() {
                self.claims(name, &incentive["fund"], &awards, &mut out);
            }
        }
        earned.retain(|_, amount| *amount != 0);
        (earned, out)
    }

    /// The incentives, each after those that keep it from a sale.
    fn in_turn(&self) -> Vec<&'a Value> {
        let mut left: Vec<&Value> = list(&self.rules["incentives"]).collect();
        let mut turns = Vec::new();
        while !left.is_empty() {
            let waits = |name: &str| {
                list(&self.rules["excluded"]).any(|pair| {
                    pair[1] == name && left.iter().any(|it| pair[0] == text(it, "name"))
                })
            };
            let free = left.iter().position(|it| !waits(text(it, "name"))).unwrap();
            turns.push(left.remove(free));
        }
        turns
    }

    /// What is left of an award when what came back is taken back at the rate first paid.
    fn after_returns(&self, award: &Award, undo: Option<&Value>) -> i128 {
        let paid = half_even(award.amount);
        let Some(undo) = undo.filter(|it| it["method"] == "at_the_rate_first_paid") else {
            return paid;
        };
        let Some(id) = &award.sale else { return paid };
        let sale = self
            .facts
            .sales
            .iter()
            .find(|sale| sale["sale_id"] == *id)
            .unwrap();
        let net = minor(&sale["net_amount"]);
        let back = self.returned(sale, |at| {
            at <= day(sale, "happened").plus_days(days_of(undo))
        });
        paid - half_even(Ratio::new(paid * back.min(net), net).unwrap())
    }

    fn returned(&self, sale: &Row, counts: impl Fn(Date) -> bool) -> i128 {
        let own = self
            .facts
            .returns
            .iter()
            .filter(|it| it["sale_id"] == sale["sale_id"]);
        own.filter(|it| counts(day(it, "happened")))
            .map(|it| minor(&it["net_amount"]))
            .sum()
    }

    pub(super) fn tier(&self, partner: &str, on: Date) -> Option<&str> {
        let held = self
            .standings
            .get(partner)?
            .iter()
            .rev()
            .find(|(from, _)| *from <= on)?;
        held.1.as_deref()
    }

    /// The quarters of the year: first and last days.
    pub(super) fn quarters(&self) -> Vec<(Date, Date)> {
        let first = Date::parse(text(&self.rules["year"], "first")).unwrap();
        let start = |count: i64| first.plus_months(3 * count);
        (0..4)
            .map(|count| (start(count), start(count + 1).plus_days(-1)))
            .collect()
    }

    pub(super) fn quarter(&self, of: Date) -> (Date, Date) {
        let all = self.quarters();
        all.into_iter()
            .find(|(first, last)| (*first..=*last).contains(&of))
            .unwrap()
    }

    /// The awards of a payout, limits applied from the inside out.
    fn payout(
        &self,
        incentive: &Value,
        payout: &Value,
        undo: Option<i64>,
        barred: &BTreeSet<String>,
    ) -> Vec<Award> {
        let inner = |undo| self.payout(incentive, &payout["payout"], undo, barred);
        match text(payout, "kind") {
            "true_up" => inner(undo),
            "undo" => {
                let again = payout["undo"]["method"] == "by_recomputing_the_period";
                inner(again.then(|| days_of(&payout["undo"])))
            }
            "cap" => self.capped(&payout["cap"], inner(undo)),
            "draw" => self.drawn(text(&payout["from"], "budget"), inner(undo)),
            "over" => self.over(incentive, payout, undo, barred),
            kind => panic!("{kind} pays outside an occasion"),
        }
    }

    fn over(
        &self,
        incentive: &Value,
        payout: &Value,
        undo: Option<i64>,
        barred: &BTreeSet<String>,
    ) -> Vec<Award> {
        let (occasion, then) = (&payout["occasion"], &payout["payout"]);
        match text(occasion, "kind") {
            "event" => self.events(incentive, occasion, then, barred),
            "period" => {
                assert_eq!(occasion["cycle"], "quarter");
                let all = self
                    .quarters()
                    .into_iter()
                    .flat_map(|days| self.period(then, days, undo));
                all.collect()
            }
            "days" => {
                let date = |key| Date::parse(text(&occasion["days"], key)).unwrap();
                self.period(then, (date("first"), date("last")), undo)
            }
            kind => panic!("an occasion of kind {kind}"),
        }
    }

    fn period(&self, then: &Value, days: (Date, Date), undo: Option<i64>) -> Vec<Award> {
        let award = |partner: &str, amount| Award {
            partner: partner.to_owned(),
            payee: partner.to_owned(),
            day: days.1,
            amount,
            sale: None,
        };
        let place = |partner| Place {
            partner,
            fact: None,
            days,
            undo,
        };
        let names = self
            .facts
            .partners
            .iter()
            .map(|row| row["partner"].as_str());
        let (test, rank) = match then["then"]["kind"] == "rank" {
            true => (Some(&then["test"]), Some(&then["then"])),
            false => (None, None),
        };
        let Some(rank) = rank else {
            return names
                .map(|name| award(name, self.amount(then, &place(name))))
                .collect();
        };
        let may = names.filter(|name| test.is_none_or(|test| self.test(test, &place(name))));
        let result = |name| (self.reading(&rank["key"], &place(name)), name);
        let mut results: Vec<(Ratio, &str)> = may.map(result).collect();
        results.retain(|(key, _)| *key >= number(text(rank, "least")) && !key.is_zero());
        results.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let prizes: Vec<Ratio> = list(&rank["prizes"]).map(quantity).collect();
        let pairs = results.windows(2).any(|pair| pair[0].0 == pair[1].0);
        assert!(!pairs, "equal results need the rule of ties");
        results
            .iter()
            .zip(prizes)
            .map(|((_, name), prize)| award(name, prize))
            .collect()
    }

    fn events(
        &self,
        incentive: &Value,
        occasion: &Value,
        then: &Value,
        barred: &BTreeSet<String>,
    ) -> Vec<Award> {
        let selector = &occasion["selector"];
        let is_sale = selector["fact"] == "sale";
        let facts = if is_sale {
            &self.facts.sales
        } else {
            &self.facts.certificates
        };
        let once_by = match text(occasion, "per") {
            "fact" => None,
            "deal" => Some("deal_id"),
            "person" => Some("person"),
            per => panic!("once for each {per}"),
        };
        let mut seen = BTreeSet::new();
        let mut awards = Vec::new();
        for fact in facts {
            let chosen = list(&selector["all"]).all(|condition| self.condition(condition, fact));
            let id = is_sale.then(|| fact["sale_id"].clone());
            if !chosen || id.as_ref().is_some_and(|id| barred.contains(id)) {
                continue;
            }
            let key = once_by.map(|field| {
                format!(
                    "{} {}",
                    if field == "person" {
                        &fact["partner"]
                    } else {
                        ""
                    },
                    fact[field]
                )
            });
            if key.is_some_and(|key| !seen.insert(key)) {
                continue;
            }
            let happened = day(fact, "happened");
            let place = Place {
                partner: &fact["partner"],
                fact: Some(fact),
                days: (happened, happened),
                undo: None,
            };
            let to_seller = incentive["payment"]["payee"] == "seller";
            awards.push(Award {
                partner: fact["partner"].clone(),
                payee: fact[if to_seller { "seller" } else { "partner" }].clone(),
                day: happened,
                amount: self.amount(then, &place),
                sale: id,
            });
        }
        awards
    }

    fn condition(&self, condition: &Value, fact: &Row) -> bool {
        let among = |text: &str| list(&condition["any_of"]).any(|it| it == text);
        match text(condition, "kind") {
            "is" => among(&fact[text(condition, "field")]),
            "product" => among(&fact["product"]),
            "certification" => among(&fact["certification"]),
            "within" => {
                let date = |key| Date::parse(text(&condition["days"], key)).unwrap();
                (date("first")..=date("last")).contains(&day(fact, "happened"))
            }
            "tier" => {
                assert_eq!(condition["as_of"]["kind"], "sale_date");
                self.tier(&fact["partner"], day(fact, "happened"))
                    .is_some_and(among)
            }
            "new_customer" => {
                let accepted = self
                    .facts
                    .sales
                    .iter()
                    .filter(|it| it["status"] == "accepted");
                let first = accepted
                    .filter(|it| it["customer_id"] == fact["customer_id"])
                    .min_by_key(|it| (&it["happened"], &it["sale_id"]));
                first.is_some_and(|first| first["sale_id"] == fact["sale_id"])
            }
            "registered_deal" => self.facts.registrations.iter().any(|it| {
                it["deal_id"] == fact["deal_id"]
                    && it["partner"] == fact["partner"]
                    && it["decision"] == "approved"
                    && it["happened"] <= fact["happened"]
                    && it["decided"] <= fact["happened"]
                    && day(fact, "happened") <= self.protected_until(it)
            }),
            kind => panic!("a condition of kind {kind}"),
        }
    }

    /// The last day on which an approved registration protects its deal.
    fn protected_until(&self, registration: &Row) -> Date {
        let rules = &self.rules["registration"];
        let days = |key: &str| rules[key]["count"].as_i64().unwrap();
        let last = day(registration, "decided").plus_days(days("protects_for"));
        let extended = self.facts.steps.iter().any(|step| {
            step["about"] == registration["registration_id"]
                && step["partner"] == registration["partner"]
                && step["step"] == "extended"
                && day(step, "happened") <= last
        });
        last.plus_days(if extended { days("extends_for") } else { 0 })
    }

    pub(super) fn amount(&self, payout: &Value, place: &Place) -> Ratio {
        match text(payout, "kind") {
            "fixed" => quantity(&payout["amount"]),
            "share" => number(text(payout, "rate"))
                .times(self.reading(&payout["of"], place))
                .unwrap(),
            "per_event" => quantity(&payout["each"])
                .times(self.reading(&payout["count"], place))
                .unwrap(),
            "sum" => list(&payout["of"])
                .fold(Ratio::ZERO, |sum, part| plus(sum, self.amount(part, place))),
            "least" => list(&payout["of"])
                .map(|part| self.amount(part, place))
                .min()
                .unwrap(),
            "when" if self.test(&payout["test"], place) => self.amount(&payout["then"], place),
            "when" => Ratio::ZERO,
            "bands" => self.bands(payout, place),
            "over" => {
                let fact = place.fact.unwrap();
                let all = &payout["occasion"]["selector"]["all"];
                match list(all).all(|condition| self.condition(condition, fact)) {
                    true => self.amount(&payout["payout"], place),
                    false => Ratio::ZERO,
                }
            }
            kind => panic!("a payout of kind {kind}"),
        }
    }

    fn test(&self, test: &Value, place: &Place) -> bool {
        match text(test, "kind") {
            "tier" => {
                let on = match text(&test["as_of"], "kind") {
                    "sale_date" => day(place.fact.unwrap(), "happened"),
                    "end" => self.quarter(place.days.1).1,
                    kind => panic!("as of {kind}"),
                };
                let held = self.tier(place.partner, on);
                held.is_some_and(|held| list(&test["any_of"]).any(|it| it == held))
            }
            "within" => self.condition(test, place.fact.unwrap()),
            "person_holds" => {
                let fact = place.fact.unwrap();
                let on = day(fact, "happened");
                let name = text(test, "certification");
                let declared = list(&self.rules["certifications"])
                    .find(|it| it["name"] == name)
                    .unwrap();
                let valid = &declared["valid_for"];
                assert_eq!(valid["unit"], "month");
                let months = valid["count"].as_i64().unwrap();
                self.facts.certificates.iter().any(|it| {
                    it["certification"] == name
                        && it["partner"] == fact["partner"]
                        && it["person"] == fact["seller"]
                        && day(it, "happened") <= on
                        && on < day(it, "happened").plus_months(months)
                })
            }
            kind => panic!("a test of kind {kind}"),
        }
    }

    /// The sales that a reading counts, in order, with what is left of each.
    fn counted(&self, reading: &Value, place: &Place) -> Vec<(&'a Row, i128)> {
        let name = text(&reading["of"], "measure");
        let measure = list(&self.rules["measures"])
            .find(|it| it["name"] == name)
            .unwrap();
        let counts = &measure["counts"];
        assert_eq!(
            (&counts["kind"], &counts["field"]),
            (&"sum".into(), &"net_amount".into())
        );
        let days = match text(&reading["window"], "kind") {
            "in" => self.quarter(place.days.1),
            "days" => place.days,
            kind => panic!("a window of kind {kind}"),
        };
        let conditions = || list(&counts["of"]["all"]).chain(list(&reading["only"]));
        let own = self.facts.sales.iter().filter(|sale| {
            sale["partner"] == place.partner
                && (days.0..=days.1).contains(&day(sale, "happened"))
                && conditions().all(|condition| self.condition(condition, sale))
        });
        let mut own: Vec<(&Row, i128)> = own
            .map(|sale| {
                let until = match place.undo {
                    Some(within) => day(sale, "happened").plus_days(within),
                    None => days.1,
                };
                let back = self.returned(sale, |at| at <= until || at <= days.1);
                (sale, minor(&sale["net_amount"]) - back)
            })
            .collect();
        own.sort_by_key(|(sale, _)| (sale["happened"].clone(), sale["sale_id"].clone()));
        own
    }

    fn reading(&self, reading: &Value, place: &Place) -> Ratio {
        match text(&reading["of"], "kind") {
            "one" => Ratio::whole(1),
            "field" => Ratio::whole(minor(&place.fact.unwrap()[text(&reading["of"], "field")])),
            "measure" => Ratio::whole(
                self.counted(reading, place)
                    .iter()
                    .map(|(_, net)| net)
                    .sum(),
            ),
            kind => panic!("a reading of {kind}"),
        }
    }

    /// Marginal bands: each sale fills them from where the one before stopped, at the rates of its own day.
    fn bands(&self, bands: &Value, place: &Place) -> Ratio {
        assert_eq!(
            (&bands["mode"], &bands["change"]),
            (&"marginal".into(), &"continue".into())
        );
        assert!(bands["after"].is_null(), "the bands begin at zero");
        let starts: Vec<i128> = list(&bands["starts"])
            .map(|it| text(it, "at").parse().unwrap())
            .collect();
        let (mut at, mut sum) = (0, Ratio::ZERO);
        for (sale, net) in self.counted(&bands["basis"], place) {
            let tier = self.tier(place.partner, day(sale, "happened")).unwrap();
            for (band, start) in starts.iter().enumerate() {
                let end = starts.get(band + 1).copied().unwrap_or(i128::MAX);
                let slice = (at + net).min(end) - at.max(*start);
                if slice > 0 {
                    let rate = number(text(&bands["columns"][tier][band], "rate"));
                    sum = plus(sum, rate.times(Ratio::whole(slice)).unwrap());
                }
            }
            at += net;
        }
        sum
    }
}
