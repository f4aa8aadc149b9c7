//! A forecast that gave everything, and one that gave little.

use super::{head, key, pair, rows, text};
use charter::render::chart::bars::{self, Bars};
use charter::render::chart::burn::{Budget, Burn};
use charter::render::chart::fan::{Fan, Quantiles, World};
use charter::render::chart::frame::WeekMark;
use charter::render::chart::heat::{Audience, Heat};
use charter::render::chart::histogram::{Histogram, Mark};
use charter::render::chart::intervals::{Interval, Intervals};
use charter::render::chart::scale::Quantity;
use charter::render::chart::tornado::{Swing, Tornado};
use charter::render::report::{
    Benchmarks, Budgets, Changes, Cost, Fatigue, Incentives, Part, Report, Tiers, Unknowns, Verdict,
};
use charter::render::view::{Block, Table, Tone};

/// Names that must be readable in both pictures of their chart.
pub const CHART_NAMES: [&str; 12] = [
    "with the program, median",
    "without it, median",
    "5% 4.94M",
    "budget 6.2M",
    "Simulation error (95% interval)",
    "Cloud Secure launch, double reward",
    "Platinum",
    "Marketing leads at gold and platinum",
    "Regional fund, Europe, Middle East and Africa",
    "Win rate gained by registering a deal",
    "Portal adoption",
    "one deviation around it",
];

fn months() -> Vec<WeekMark> {
    let names = "Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Jan";
    let starts = [
        0.0, 4.0, 8.43, 12.71, 17.14, 21.43, 25.86, 30.29, 34.57, 39.0, 43.29, 47.71,
    ];
    names
        .split(' ')
        .zip(starts)
        .map(|(name, week)| WeekMark {
            week,
            label: text(name),
            year: if name == "Jan" { 2028 } else { 2027 },
        })
        .collect()
}

fn usd() -> Quantity {
    Quantity::Money(text("USD"))
}

/// A wave between -1 and 1 with this period, from straight lines.
fn wave(at: u32, period: u32) -> f64 {
    let place = f64::from(at % period) / f64::from(period);
    if place < 0.5 {
        4.0 * place - 1.0
    } else {
        3.0 - 4.0 * place
    }
}

fn fan() -> Fan {
    let world = |name: &str, lift: f64| {
        let at = |week: u32| {
            let growth = f64::from(week + 1) * (5.9e6 + lift) + 3.0e6 * wave(week, 13);
            let spread = 0.03 + 0.0016 * f64::from(week);
            let part = |step: f64| (growth * (1.0 + spread * step)).max(0.0);
            Quantiles {
                p05: part(-1.0),
                p25: part(-0.42),
                p50: part(0.0),
                p75: part(0.45),
                p95: part(1.15),
            }
        };
        World {
            name: text(name),
            weeks: (0..53).map(at).collect(),
        }
    };
    let worlds = vec![world("with the program", 1.9e6), world("without it", 0.0)];
    Fan {
        quantity: usd(),
        worlds,
        marks: months(),
        banded: true,
    }
}

/// 200 values around a middle, denser there.
fn spread(middle: f64, width: f64) -> Vec<f64> {
    let one = |run: u32| {
        let parts = (1..7)
            .map(|part| wave(run * 17 + part * 31, 40 + part * 13))
            .sum::<f64>();
        middle + width * parts / 3.0
    };
    (0..200).map(one).collect()
}

fn layers() -> Intervals {
    let one = |label: &str, middle, low, high| Interval {
        label: text(label),
        middle,
        low,
        high,
        range: None,
    };
    Intervals {
        quantity: Quantity::Figure,
        intervals: vec![
            one("Simulation error (95% interval)", 0.34, 0.31, 0.37),
            one("Luck of the year (nine years in ten)", 0.34, 0.12, 0.55),
            one("Ignorance of behaviour (5% to 95%)", 0.35, -0.04, 0.64),
        ],
        bar: text("interval, with its middle"),
        band: String::new(),
    }
}

fn verdict() -> Verdict {
    Verdict {
        guardrails: None,
        expected: None,
        objectives: None,
        scorecards: None,
        net_note: "Margin less cost, added up.".to_owned(),
        answer: text("Yes, on these assumptions"),
        tone: Tone::Good,
        reason: text(
            "Each dollar spent brings back 1.34 dollars of margin that would not have come \
             otherwise (95% interval of the simulation 1.31 to 1.37). If behaviour is at the \
             unlucky end of what we know, it brings 0.96.",
        ),
        keys: vec![
            key(
                "Incremental return",
                "0.34",
                "±0.03 from simulation alone",
                Tone::Good,
            ),
            key(
                "Incremental margin",
                "7.52M USD",
                "7.31M to 7.73M",
                Tone::Plain,
            ),
            key(
                "Cost of the program",
                "5.61M USD",
                "5.2% of revenue",
                Tone::Plain,
            ),
            key(
                "Gross return",
                "5.21",
                "not causal: counts sales that would come anyway",
                Tone::Caution,
            ),
        ],
        layers: layers(),
        layers_missing: Vec::new(),
        net: Part::Shown(fan()),
        revenue: Part::Shown(fan()),
    }
}

fn cost() -> Cost {
    let mark = |label: &str, value| Mark {
        label: text(label),
        value,
    };
    let named = vec![
        mark("5%", 4.94e6),
        mark("mean", 5.61e6),
        mark("95%", 6.17e6),
        mark("budget", 6.2e6),
    ];
    Cost {
        lead: text(
            "At worst 43.55 million USD can be owed. In one year of twenty it is more than \
             6.17 million, just inside the 6.2 million that were planned.",
        ),
        keys: vec![
            key("Middle year", "5.61M USD", "", Tone::Plain),
            key("One year in twenty", "6.17M USD", "limit 6.2M", Tone::Good),
            key(
                "At worst, by the rules",
                "43.55M USD",
                "every cap reached",
                Tone::Plain,
            ),
            key("Owed at one time", "1.93M USD", "in a mean run", Tone::Plain),
            key("Reserve for payouts", "6.71M USD", "p99.5", Tone::Plain),
        ],
        spread: Part::Shown(Histogram::of(usd(), &spread(5.56e6, 0.75e6), 16, named)),
        spend: Part::Shown(fan()),
        bounds: Part::Shown(Table::of(
            &["Incentive", "What bounds it", "At most#"],
            rows("Quarterly volume rebate | 1,200 × 10,000 + 400 × 40,000 + 90 × 150,000 | 41,500,000 USD
Market development fund | Fund budget, four quarters | 1,800,000 USD
Cloud Secure launch, double reward | Launch rewards budget | 250,000 USD
Together |  | 43,550,000 USD"),
        )),
    }
}

fn incentives() -> Incentives {
    let one = |label: &str, middle, low, high| Interval {
        label: text(label),
        middle,
        low,
        high,
        range: None,
    };
    Incentives {
        further: Vec::new(),
        keys: vec![
            key(
                "Partners that ever work towards an offer",
                "71%",
                "",
                Tone::Plain,
            ),
            key("Partners that do so in a mean week", "18%", "", Tone::Plain),
        ],
        lead: text(
            "Training and the new-customer bonus earn their money. The volume rebate costs more \
             than it brings: most of it goes to sales that would have come anyway.",
        ),
        table: Table::of(
            &[
                "Incentive",
                "Cost#",
                "Return#",
                "95% interval#",
                "Would have come anyway#",
                "Verdict",
            ],
            rows(
                "Cloud sales training | 412,300 USD | 5.30 | 4.10 to 6.50 | 0% | earns its money
New-customer bonus | 628,900 USD | 1.65 | 1.21 to 2.09 | 77% | earns its money
Market development fund | 1,404,000 USD | 0.68 | 0.31 to 1.05 | 41% | earns its money
Deal registration | 1,204,400 USD | 0.12 | −0.05 to 0.29 | 58% | cannot tell yet
Cloud Secure launch, double reward | 231,700 USD | −0.15 | −0.34 to 0.04 | 70% | cannot tell yet
Quarterly volume rebate | 1,724,600 USD | −0.83 | −0.91 to −0.75 | 88% | costs more than it brings",
            ),
        ),
        // Cost times return, as in the table.
        nets: Part::Shown(Intervals {
            quantity: Quantity::Money(text("USD")),
            intervals: vec![
                one(
                    "Cloud sales training",
                    2_185_190.0,
                    1_690_430.0,
                    2_679_950.0,
                ),
                one("New-customer bonus", 1_037_685.0, 760_969.0, 1_314_401.0),
                one("Market development fund", 954_720.0, 435_240.0, 1_474_200.0),
                one("Deal registration", 144_528.0, -60_220.0, 349_276.0),
                one(
                    "Cloud Secure launch, double reward",
                    -34_755.0,
                    -78_778.0,
                    9_268.0,
                ),
                one(
                    "Quarterly volume rebate",
                    -1_431_418.0,
                    -1_569_386.0,
                    -1_293_450.0,
                ),
            ],
            bar: text("95% interval, with its middle"),
            band: String::new(),
        }),
    }
}

fn heat(peak: f64, limit: f64) -> Heat {
    let names = [
        "Everyone",
        "Sales at platinum",
        "Sales at gold",
        "Sales at silver",
        "Marketing leads at gold and platinum",
        "New partners in their first 90 days",
    ];
    let audience = |(row, name): (u32, &&str)| {
        let at = |week: u32| {
            let base = 0.5 + 0.3 * wave(week + row * 5, 13) + 0.2 * wave(week * 3 + row, 7);
            let launch = if (6..19).contains(&week) && row > 0 {
                0.45
            } else {
                0.0
            };
            (base * 0.6 + launch).max(0.0) * peak
        };
        Audience {
            name: text(name),
            weeks: (0..53).map(at).collect(),
        }
    };
    let audiences = (0_u32..).zip(&names).map(audience).collect();
    Heat {
        quantity: Quantity::Figure,
        audiences,
        limit: Some(limit),
        marks: months(),
    }
}

fn fatigue() -> Fatigue {
    Fatigue {
        lead: text(
            "Sales people at gold and platinum in the weeks of the Cloud Secure launch: training \
             invitations, the announcement and two reminders meet there.",
        ),
        keys: vec![
            key(
                "Fatigue index, mean",
                "0.24",
                "0 rested, 0.5 half the response lost",
                Tone::Plain,
            ),
            key("Most tired partner in twenty", "0.48", "", Tone::Plain),
            key("Partner-weeks over 0.5", "6.1%", "limit 10%", Tone::Good),
            key("Highest week", "week 17", "31 May to 6 June", Tone::Caution),
        ],
        load: Part::Shown(heat(3.4, 3.0)),
        load_note: text("Touch load from the calendar, an exact sum."),
        heaviest: Part::Shown(Table::of(
            &[
                "Audience",
                "Heaviest month",
                "Load#",
                "Limit",
                "What it is made of",
            ],
            rows(
                "Gold and Platinum | March 2027 | 2.60 | 3.00, within | Cloud Secure is coming, Product launch training",
            ),
        )),
        index: Part::Shown(heat(0.62, 0.5)),
        causes: Part::Shown(Table::of(
            &["In week 17", "Audience", "Load#"],
            rows(
                "Cloud Secure launch push | gold, platinum | 1.0
Product launch training | sales | 0.8
Fund claim deadline | marketing leads | 0.6",
            ),
        )),
        entries: None,
    }
}

fn burn() -> Burn {
    let budget = |name: &str, outcome: &str, amount: f64, pace: f64| {
        let at = |week: u32| {
            let used = f64::from(week) * pace;
            [1.25, 1.0, 0.8].map(|speed| amount * (1.0 - used * speed).max(0.0))
        };
        Budget {
            name: text(name),
            outcome: text(outcome),
            left: (0..53).map(at).collect(),
        }
    };
    Burn {
        quantity: usd(),
        budgets: vec![
            budget(
                "Launch rewards",
                "Runs out in 34% of runs, in the middle of those in week 16.",
                250e3,
                0.022,
            ),
            budget(
                "Fund budget",
                "Lasts the quarter in every run.",
                450e3,
                0.012,
            ),
            budget(
                "Regional fund, Europe, Middle East and Africa",
                "Lasts the year in 97% of runs.",
                180e3,
                0.016,
            ),
        ],
        marks: months(),
    }
}

fn tiers() -> Bars {
    let part = |name: &str, values: [f64; 5]| bars::Part {
        name: text(name),
        values: values.to_vec(),
    };
    Bars {
        quantity: Quantity::Count,
        periods: ["Start", "Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027"]
            .map(text)
            .to_vec(),
        parts: vec![
            part("No tier", [1560.0, 1520.0, 1482.0, 1465.0, 1440.0]),
            part("Silver", [380.0, 402.0, 421.0, 428.0, 436.0]),
            part("Gold", [42.0, 55.0, 68.0, 76.0, 88.0]),
            part("Platinum", [18.0, 23.0, 29.0, 31.0, 36.0]),
        ],
    }
}

fn benchmarks() -> Benchmarks {
    let one = |label: &str, middle, low, high, from, to| Interval {
        label: text(label),
        middle,
        low,
        high,
        range: Some((from, to)),
    };
    Benchmarks {
        lead: text("Five of six figures lie in the range that the field reports; one is above."),
        table: Table::of(
            &["Metric", "Forecast#", "95% interval#", "Field#", "In range"],
            rows(
                "Portal adoption | 70.0% | 69.4% to 70.6% | 65% to 80% | yes
Registered deals won | 36.4% | 36.1% to 36.7% | 30% to 50% | yes
Fund utilisation | 83.0% | 80.7% to 85.3% | 70% to 90% | yes
Partners lost in a year | 14.9% | 12.9% to 16.9% | 10% to 20% | yes
Required training finished | 73.8% | 72.0% to 75.6% | 60% to 85% | yes
Email opened | 31.0% | 30.2% to 31.8% | 20% to 28% | above: half of the touches are calls",
            ),
        ),
        shares: Part::Shown(Intervals {
            quantity: Quantity::Percent,
            intervals: vec![
                one("Portal adoption", 0.70, 0.694, 0.706, 0.65, 0.80),
                one("Registered deals won", 0.364, 0.361, 0.367, 0.30, 0.50),
                one("Fund utilisation", 0.83, 0.807, 0.853, 0.70, 0.90),
                one("Partners lost in a year", 0.149, 0.129, 0.169, 0.10, 0.20),
                one("Required training finished", 0.738, 0.72, 0.756, 0.60, 0.85),
                one("Email opened", 0.31, 0.302, 0.318, 0.20, 0.28),
            ],
            bar: text("forecast with 95% interval"),
            band: text("range of the field"),
        }),
    }
}

fn unknowns() -> Unknowns {
    let swing = |label: &str, size, deviation| Swing {
        label: text(label),
        size,
        deviation,
    };
    Unknowns {
        lead: text(
            "Nothing here was measured on your partners. The return hangs most on how much \
             registering a deal raises the chance to win it, which nobody has measured.",
        ),
        variance: None,
        sensitivity: Part::Shown(Tornado {
            quantity: Quantity::Figure,
            swings: vec![
                swing("Win rate gained by registering a deal", 0.80, 0.21),
                swing("Win rate gained by training", 0.38, 0.10),
                swing("Interest in a new product after training", 0.27, 0.08),
                swing("Response to marketing money", 0.20, 0.05),
                swing("Fatigue that makes partners leave", 0.16, 0.22),
                swing("Weeks until a load is half forgotten", 0.14, 0.02),
            ],
        }),
        parameters: Part::Shown(Table::of(
            &["Parameter", "Value#", "Range#", "Grade", "Source"],
            rows("Sales elasticity to relative reward | 0.34 | 0.15 to 0.55 | A, near | Meta-analysis of personal selling, 2010
Pass-through of company money | 0.50 | 0.30 to 0.80 | B, near | Trade promotion field data, 2010
Win rate gained by registering, logit | 0.20 | 0 to 0.40 | D | Assumption
Fatigue half-life, weeks | 3 | 1 to 8 | D | Assumption"),
        )),
        assumptions: vec![
            text("Competitors do not react to the program."),
            text("Partners do not plan across offers."),
            text("After the last day of the program nothing new is earned, in any world."),
        ],
    }
}

/// A report in which everything is there.
pub fn report() -> Report {
    let mut head = head(
        "Forecast report",
        "Halden Partner Network",
        "What the program of 2027 would bring and cost, against the same year without it.",
    );
    head.facts = vec![
        pair("Scenario", "Baseline"),
        pair("Runs", "200"),
        pair("Partners", "2,000"),
        pair("Weeks", "79"),
        pair("Seed", "2027"),
    ];
    Report {
        head,
        verdict: verdict(),
        cost: cost(),
        incentives: Part::Shown(incentives()),
        fatigue: Part::Shown(fatigue()),
        budgets: Part::Shown(Budgets {
            lead: text("The launch budget runs out in one run of three; the funds last."),
            burn: Part::Shown(burn()),
            table: Part::Missing(text("Every budget is in the picture.")),
        }),
        tiers: Part::Shown(Tiers {
            lead: text("Platinum doubles and gold doubles; most partners never reach silver."),
            keys: Vec::new(),
            mix: Part::Shown(tiers()),
            moves: Part::Shown(Table::of(
                &["From, to", "Silver#", "Gold#"],
                rows("Silver | · | 4.0\nGold | 2.0 | ·"),
            )),
        }),
        changes: Some(Changes {
            lead: text("The second is better: net value is 1,200,000 USD higher."),
            blocks: vec![Block::Table(Table::of(
                &["Metric", "First#", "Second#"],
                rows("Net value | 240M | 241M"),
            ))],
        }),
        benchmarks: Part::Shown(benchmarks()),
        unknowns: unknowns(),
    }
}

/// A report of a forecast that gave little.
pub fn bare_report() -> Report {
    let missing = "It needs a world without each incentive; run with leave-one-out worlds.";
    let mut report = report();
    report.verdict.layers_missing = vec![text("Ignorance of behaviour was not drawn in this run.")];
    report.verdict.layers.intervals.truncate(1);
    report.verdict.revenue = Part::Missing(text("Weekly revenue was not kept in this run."));
    report.cost.spread = Part::Missing(text("One run has no spread."));
    report.cost.bounds = Part::Missing(text("No incentive of this program has an upper bound."));
    report.incentives = Part::Missing(text(missing));
    report.fatigue = Part::Missing(text(
        "The program's calendar is empty, so nobody is tired by it.",
    ));
    report.budgets = Part::Missing(text("The program has no budget."));
    report.tiers = Part::Missing(text("The program has no tiers."));
    report.changes = None;
    report.benchmarks = Part::Missing(text("The field reports no figure that this program has."));
    report.unknowns.sensitivity = Part::Missing(text("Sensitivity was not computed in this run."));
    report
}
