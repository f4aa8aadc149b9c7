//! Scores, targets, payouts and rules of deals of the rules for portals, read back.

use charter::base::id::{BudgetId, IncentiveId, ProductId, RegionId, TargetId};
use charter::base::name::Name;
use charter::base::period::Days;
use charter::fact::FactKind;
use charter::kind::spec::Silence;
use charter::model::incentive::{Conflict, LeadRules, Registration};
use charter::payout::given::Among;
use charter::payout::given::{Held, InKind, Spread, Units, Worth};
use charter::payout::later::{Guarantee, GuaranteePaid, Instalments, Surplus, Until};
use charter::payout::payment::{Anchor, Payee, Payment, Roll};
use charter::payout::score::{Category, Part, Per as Each, Points, Round, Score, Way};
use charter::payout::table::{Bands, Cell, Change, Mode, Start};
use charter::payout::target::{Amount, Expected, Index, New, Target};
use charter::payout::{
    Blocks, Cap, Counts, Deduction, Occasion, Payout, Per, Pool, PoolRule, Returned, Rival, Scope,
    Source, Ties, Undo, UndoFrom, UndoMethod,
};
use serde_json::Value;

use super::{
    Reader, account, as_of, count, crossing, cycle, date, days, duration, exact, field, list,
    money, opt, quantity, span, word,
};

fn name(value: &Value) -> Name {
    Name::new(value.as_str().unwrap())
}

impl Reader<'_> {
    pub fn score(&self, value: &Value) -> Score {
        Score {
            name: name(&value["name"]),
            title: name(&value["title"]),
            categories: list(&value["categories"])
                .map(|it| self.category(it))
                .collect(),
            pass: opt(&value["pass"], exact),
            each: opt(&value["least_in_each_category"], exact),
            round: opt(&value["round"], |it| Round {
                to: exact(&it["to"]),
                half_up: it["mode"] == "half_up",
                per_part: it["per"] == "part",
            }),
        }
    }

    fn category(&self, value: &Value) -> Category {
        Category {
            name: name(&value["name"]),
            title: name(&value["title"]),
            needs: list(&value["needs"]).map(|it| self.test(it)).collect(),
            weight: exact(&value["weight"]),
            cap: opt(&value["cap"], exact),
            parts: list(&value["parts"])
                .map(|it| Part {
                    title: name(&it["title"]),
                    ways: list(&it["best_of"]).map(|it| self.way(it)).collect(),
                    cap: opt(&it["cap"], exact),
                })
                .collect(),
        }
    }

    fn way(&self, value: &Value) -> Way {
        let points = list(&value["points"]).map(|it| {
            let size = exact(&it["size"]);
            Points {
                each: exact(&it["points"]),
                per: match word(it, "kind") {
                    "per_whole" => Each::Whole(size),
                    "in_proportion" => Each::Proportion(size),
                    "reached" => Each::Reached(size),
                    other => panic!("{other}"),
                },
            }
        });
        Way {
            title: name(&value["title"]),
            of: self.reading(&value["of"], None),
            points: points.collect(),
            cap: opt(&value["cap"], exact),
        }
    }

    pub fn target_named(&self, named: &Value) -> Target {
        let at = self.place("targets", named);
        self.target(&self.rules["targets"][usize::from(at)])
    }

    pub fn target(&self, value: &Value) -> Target {
        let amount = |expected: &Value| match word(expected, "kind") {
            "agreed" => Amount::Agreed(TargetId(self.place("targets", &value["name"]))),
            "amount" => Amount::Each(self.threshold(&expected["amount"])),
            "part" => Amount::Part {
                rate: exact(&expected["rate"]),
                of: self.reading(&expected["of"], None),
            },
            other => panic!("{other}"),
        };
        let version = |it: &Value| Expected {
            days: Days::new(date(&it["from"]), date(&it["until"])).unwrap(),
            amount: amount(&it["expected"]),
            least: opt(&it["least"], quantity),
            most: opt(&it["most"], quantity),
            new: opt(&it["new"], |it| New {
                amount: quantity(&it["amount"]),
                fewer_than: count(&it["fewer_than"]),
                cycle: cycle(&it["cycle"]),
            }),
        };
        Target {
            name: name(&value["name"]),
            title: name(&value["title"]),
            versions: list(&value["versions"]).map(version).collect(),
            index: list(&value["index"])
                .map(|it| Index {
                    from: date(&it["from"]),
                    until: opt(&it["until"], date),
                    rate: exact(&it["rate"]),
                })
                .collect(),
            fixed: as_of(&value["fixed_on"]),
        }
    }

    pub fn payout(&self, value: &Value, of: Option<FactKind>) -> Payout {
        let reading = |key: &str| self.reading(&value[key], of);
        let parts = || list(&value["of"]).map(|it| self.payout(it, of)).collect();
        let inner = || Box::new(self.payout(&value["payout"], of));
        match word(value, "kind") {
            "fixed" => Payout::Fixed(quantity(&value["amount"])),
            "share" => Payout::Share {
                rate: exact(&value["rate"]),
                of: reading("of"),
            },
            "per_event" => Payout::PerEvent {
                each: quantity(&value["each"]),
                count: reading("count"),
            },
            "per_step" => Payout::PerStep {
                each: quantity(&value["each"]),
                step: exact(&value["step"]),
                of: reading("of"),
                blocks: match word(value, "blocks") {
                    "whole" => Blocks::Whole,
                    "in_proportion" => Blocks::InProportion,
                    other => panic!("{other}"),
                },
            },
            "bands" => Payout::Bands(self.bands(value, of)),
            "spread" => Payout::Spread(spread(value, of.unwrap())),
            "rank" => Payout::Rank {
                key: reading("key"),
                least: exact(&value["least"]),
                ties: match word(value, "ties") {
                    "first_accepted" => Ties::FirstAccepted,
                    "share" => Ties::Share,
                    "by_name" => Ties::ByName,
                    other => panic!("{other}"),
                },
                prizes: list(&value["prizes"]).map(quantity).collect(),
            },
            "sum" => Payout::Sum(parts()),
            "least" => Payout::Least(parts()),
            "greatest" => Payout::Greatest(parts()),
            "when" => Payout::When {
                test: self.test(&value["test"]),
                then: Box::new(self.payout(&value["then"], of)),
            },
            "net" => Payout::Net {
                less: self.deduction(&value["less"], of),
                payout: inner(),
            },
            "larger" => Payout::Larger {
                than: list(&value["than"]).map(|it| self.rival(it)).collect(),
                payout: inner(),
            },
            "choose" => {
                let across = Self::across(&value["across"]);
                let arms = self.by_member(across.set, &value["arms"]).into_iter();
                Payout::Choose {
                    across,
                    arms: arms.map(|it| opt(it, |it| self.payout(it, of))).collect(),
                }
            }
            "over" => self.over(value, of),
            "cap" => Payout::Cap {
                cap: self.cap(&value["cap"]),
                payout: inner(),
            },
            "draw" => Payout::Draw {
                from: match word(&value["from"], "kind") {
                    "budget" => {
                        Source::Budget(BudgetId(self.place("budgets", &value["from"]["budget"])))
                    }
                    "credit" => Source::Credit,
                    other => panic!("{other}"),
                },
                payout: inner(),
            },
            "guarantee" => Payout::Guarantee {
                guarantee: guarantee(&value["guarantee"]),
                payout: inner(),
            },
            "shared" => Payout::Shared {
                among: match word(value, "among") {
                    "credited" => Among::Credited,
                    "second_registrant" => Among::SecondRegistrant,
                    other => panic!("{other}"),
                },
                payout: inner(),
            },
            "valued" => Payout::Valued {
                given: match word(&value["given"], "kind") {
                    "units" => {
                        let place = self.place("products", &value["given"]["product"]);
                        InKind::Units(ProductId(place))
                    }
                    "points" => InKind::Points,
                    other => panic!("{other}"),
                },
                each: Worth::Stated(quantity(&value["each"])),
                payout: inner(),
            },
            "split" => Payout::Split {
                parts: list(&value["parts"])
                    .map(|it| (account(&it["account"]), exact(&it["weight"])))
                    .collect(),
                payout: inner(),
            },
            "undo" => Payout::Undo {
                undo: undo(&value["undo"]),
                payout: inner(),
            },
            "hold" => {
                assert_eq!(value["until"]["kind"], "customer_paid");
                Payout::Hold {
                    until: Until::CustomerPaid {
                        within: opt(&value["until"]["within_days"], count),
                    },
                    payout: inner(),
                }
            }
            "instalments" => Payout::Instalments {
                instalments: Instalments {
                    after: list(&value["instalments"]["after"]).map(duration).collect(),
                    while_active: value["instalments"]["while_active"] == true,
                },
                payout: inner(),
            },
            "true_up" => Payout::TrueUp(inner()),
            other => panic!("{other}"),
        }
    }

    fn over(&self, value: &Value, of: Option<FactKind>) -> Payout {
        let occasion = &value["occasion"];
        let occasion = match word(occasion, "kind") {
            "event" => Occasion::Event {
                selector: self.selector(&occasion["selector"]),
                per: match word(occasion, "per") {
                    "fact" => Per::Fact,
                    "deal" => Per::Deal,
                    "order" => Per::Order,
                    "customer" => Per::Customer,
                    "person" => Per::Person,
                    other => panic!("{other}"),
                },
            },
            "period" => Occasion::Period(cycle(&occasion["cycle"])),
            "days" => Occasion::Days(days(&occasion["days"])),
            other => panic!("{other}"),
        };
        let of = if let Occasion::Event { selector, .. } = &occasion {
            Some(selector.fact)
        } else {
            of
        };
        Payout::Over {
            payout: Box::new(self.payout(&value["payout"], of)),
            occasion,
        }
    }

    fn bands(&self, value: &Value, of: Option<FactKind>) -> Bands {
        let column = |cells: &Value| {
            let cell = |it: &Value| {
                if it.is_null() {
                    return Cell::Nothing;
                }
                match it.get("rate") {
                    Some(rate) => Cell::Rate(exact(rate)),
                    None => Cell::Fixed(quantity(&it["fixed"])),
                }
            };
            list(cells).map(cell).collect()
        };
        let across = opt(&value["across"], Self::across);
        Bands {
            basis: self.reading(&value["basis"], of),
            after: opt(&value["after"], |it| self.reading(it, of)),
            key: opt(&value["key"], |it| self.figure(it)),
            mode: match word(value, "mode") {
                "marginal" => Mode::Marginal,
                "whole" => Mode::Whole,
                other => panic!("{other}"),
            },
            starts: list(&value["starts"])
                .map(|it| Start {
                    at: opt(&it["at"], exact),
                    above: it["above"] == true,
                })
                .collect(),
            // Each sale by itself has nothing that could change.
            change: match value["change"].as_str() {
                None | Some("continue") => Change::Continue,
                Some("restart") => Change::Restart,
                Some(other) => panic!("{other}"),
            },
            columns: match across {
                None => vec![column(&value["columns"]["all"])],
                Some(across) => {
                    let cells = self.by_member(across.set, &value["columns"]);
                    cells.into_iter().map(column).collect()
                }
            },
            across,
        }
    }

    fn deduction(&self, value: &Value, of: Option<FactKind>) -> Deduction {
        match word(value, "kind") {
            "baseline" => Deduction::Baseline {
                before: opt(&value["before"], |it| self.reading(it, of)),
                least: opt(&value["least"], quantity),
            },
            "target" => Deduction::Target {
                target: Box::new(self.target_named(&value["of"])),
                part: exact(&value["part"]),
            },
            "awards" => Deduction::Awards(
                list(&value["of"])
                    .map(|it| IncentiveId(self.place("incentives", it)))
                    .collect(),
            ),
            other => panic!("{other}"),
        }
    }

    fn rival(&self, value: &Value) -> Rival {
        Rival {
            incentive: IncentiveId(self.place("incentives", &value["incentive"])),
            wins_ties: value["wins_ties"] == true,
        }
    }

    fn cap(&self, value: &Value) -> Cap {
        Cap {
            limit: self.limit(&value["limit"]),
            counts: match word(value, "counts") {
                "quantity" => Counts::Quantity,
                "awards" => Counts::Awards,
                other => panic!("{other}"),
            },
            scope: match word(value, "scope") {
                "program" => Scope::Program,
                "partner" => Scope::Partner,
                "seller" => Scope::Seller,
                "customer" => Scope::Customer,
                "customer_across_partners" => Scope::CustomerAcrossPartners,
                "deal" => Scope::Deal,
                "product" => Scope::Product,
                "region" => Scope::Region,
                "group" => Scope::Group,
                other => panic!("{other}"),
            },
            span: span(&value["span"]),
            crossing: crossing(&value["crossing"]),
            returned: match word(value, "returned") {
                "reopens" => Returned::Reopens,
                "stays_used" => Returned::StaysUsed,
                other => panic!("{other}"),
            },
        }
    }

    pub fn pool(&self, value: &Value) -> Pool {
        let rule = &value["rule"];
        Pool {
            amount: word(value, "amount").parse().unwrap(),
            span: span(&value["span"]),
            rule: match word(rule, "kind") {
                "first_accepted" => PoolRule::FirstAccepted(crossing(&rule["crossing"])),
                "pro_rata" => PoolRule::ProRata(cycle(&rule["at_end_of"])),
                other => panic!("{other}"),
            },
        }
    }

    // When it is paid, and whose a deal is.

    fn region(&self, value: &Value) -> Option<RegionId> {
        opt(value, |it| RegionId(self.place("regions", it)))
    }

    pub fn payment(&self, value: &Value, own: &Payment) -> Payment {
        let anchor = &value["anchor"];
        Payment {
            after: duration(&value["after"]),
            anchor: match word(anchor, "kind") {
                "end" => Anchor::End(cycle(&anchor["cycle"])),
                "event" => Anchor::Event,
                "approved_claim" => Anchor::ApprovedClaim,
                other => panic!("{other}"),
            },
            roll: opt(&value["business_day"], |it| match it.as_str().unwrap() {
                "next" => Roll::Next,
                "previous" => Roll::Previous,
                other => panic!("{other}"),
            }),
            region: self.region(&value["region"]),
            payee: match word(value, "payee") {
                "partner" => Payee::Partner,
                "head of group" => Payee::Head,
                "seller" => Payee::Seller,
                other => panic!("{other}"),
            },
            account: account(&value["account"]),
            ..own.clone()
        }
    }

    pub fn registration(&self, value: &Value, own: Registration) -> Registration {
        Registration {
            least: opt(&value["least"], money),
            decide_within: opt(&value["decide_within"], duration),
            silence: opt(&value["silence"], |it| match word(it, "kind") {
                "approved" => Silence::Approved,
                "refused" => Silence::Refused,
                "escalate" => Silence::EscalateTo(name(&it["to"])),
                other => panic!("{other}"),
            }),
            protects_for: opt(&value["protects_for"], duration),
            extends_for: opt(&value["extends_for"], duration),
            extensions: count(&value["extensions"]),
            region: self.region(&value["region"]),
            conflict: match word(value, "conflict") {
                "first registered wins" => Conflict::FirstRegistered,
                "incumbent wins" => Conflict::Incumbent,
                "channel manager decides" => Conflict::ChannelManager,
                other => panic!("{other}"),
            },
            ..own
        }
    }

    pub fn leads(&self, value: &Value, own: LeadRules) -> LeadRules {
        LeadRules {
            accept_within: duration(&value["accept_within"]),
            silence_accepts: value["silence"] == "accepts",
            work_within: opt(&value["work_within"], duration),
            region: self.region(&value["region"]),
            ..own
        }
    }
}

fn spread(value: &Value, of: FactKind) -> Spread {
    let units = &value["units"];
    Spread {
        units: match word(units, "kind") {
            "counted" => Units::Counted {
                units: field(of, &units["units"]),
                high: field(of, &units["high"]),
                held: opt(&units["held"], |held| Held {
                    since: field(of, &held["since"]),
                    length: duration(&held["length"]),
                }),
            },
            "in_stock" => Units::InStock {
                at_most: field(of, &units["at_most"]),
                bought_within: opt(&units["bought_within"], duration),
            },
            other => panic!("{other}"),
        },
        low: field(of, &value["low"]),
        plus: exact(&value["plus"]),
    }
}

fn guarantee(value: &Value) -> Guarantee {
    Guarantee {
        least: quantity(&value["least"]),
        cycle: cycle(&value["cycle"]),
        surplus: match word(value, "surplus") {
            "to_next_period" => Surplus::ToNextPeriod,
            "to_year_end" => Surplus::ToYearEnd,
            "not_carried" => Surplus::NotCarried,
            other => panic!("{other}"),
        },
        paid: match word(value, "paid") {
            "at_period_end" => GuaranteePaid::AtPeriodEnd,
            "in_advance" => GuaranteePaid::InAdvance,
            other => panic!("{other}"),
        },
    }
}

fn undo(value: &Value) -> Undo {
    Undo {
        within: opt(&value["within"], duration),
        method: match word(value, "method") {
            "at_the_rate_first_paid" => UndoMethod::AtTheRateFirstPaid,
            "by_recomputing_the_period" => UndoMethod::ByRecomputingThePeriod,
            other => panic!("{other}"),
        },
        from: match word(value, "from") {
            "next_payout" => UndoFrom::NextPayout,
            "invoice" => UndoFrom::Invoice,
            other => panic!("{other}"),
        },
    }
}
