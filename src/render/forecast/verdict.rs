//! Should we run this program?

use super::{Numbers, RATIO, card, key};
use crate::decide::expectation;
use crate::decide::guardrail::{Judged, judge};
use crate::render::chart::fan::{Fan, Quantiles, World};
use crate::render::chart::intervals::{Interval, Intervals};
use crate::render::chart::scale::Quantity;
use crate::render::forecast::incentive::sentence_case;
use crate::render::forecast::subject::title;
use crate::render::forecast_file::{
    OBJECTIVES, SCORECARDS, amounts, counted, expected_rows, objective_rows, scorecard_rows,
};
use crate::render::report::{Part, Verdict};
use crate::render::view::{Key, Table, Tone};
use crate::simulate::estimate::bands::Band;
use crate::simulate::estimate::number::Metric;

pub(super) fn verdict(numbers: &Numbers) -> Verdict {
    let (answer, tone, reason) = match numbers.known("roi") {
        Some(roi) => decision(numbers, roi),
        None => {
            let reason = numbers.missing("roi");
            ("Cannot tell".to_owned(), Tone::Caution, reason)
        }
    };
    let mut keys = Vec::new();
    if let Some(roi) = numbers.known("roi") {
        let note = numbers.interval(&RATIO, roi);
        keys.push(key(
            "Incremental return",
            card(&RATIO, roi.interval.mean),
            &note,
            tone,
        ));
    }
    for (name, label) in [
        ("incremental_margin", "Incremental margin"),
        (FEES, "Fees that partners pay"),
        ("program_cost", "Cost of the program"),
    ] {
        let shown = numbers.known(name);
        if let Some(metric) = shown.filter(|_| name != FEES || has_fees(numbers)) {
            let money = numbers.money();
            let (low, high) = (metric.interval.low, metric.interval.high);
            let note = match numbers.is_single() {
                true => numbers.interval(&money, metric),
                false => format!("95% interval {} to {}", money.short(low), money.short(high)),
            };
            keys.push(key(
                label,
                card(&money, metric.interval.mean),
                &note,
                Tone::Plain,
            ));
        }
    }
    keys.extend(payback(numbers));
    keys.extend(gross(numbers));
    Verdict {
        answer,
        tone,
        reason,
        keys,
        guardrails: guardrails(numbers),
        expected: expected(numbers),
        objectives: objectives(numbers),
        scorecards: scorecards(numbers),
        layers: layers(numbers),
        layers_missing: match &numbers.forecast.ignorance {
            Some(_) => Vec::new(),
            None => vec![
                "Ignorance of behaviour, the third layer, needs runs with other parameters; this \
                 run used one value for each. Read the grades at the end before you rely on the \
                 first two layers."
                    .to_owned(),
            ],
        },
        net: net(numbers),
        net_note: net_note(numbers),
        revenue: revenue(numbers),
    }
}

/// The return that counts every sale that drew a payout.
fn gross(numbers: &Numbers) -> Option<Key> {
    let mean = numbers.known("gross_roi")?.interval.mean;
    let note = "not causal: counts sales that would come anyway";
    Some(key("Gross return", card(&RATIO, mean), note, Tone::Caution))
}

/// In how many runs it pays for itself, and from when on.
fn payback(numbers: &Numbers) -> Option<Key> {
    let chance = numbers.known("payback_probability")?;
    let week = numbers.known("payback_week");
    let middle = week.and_then(|week| week.percentiles[1]);
    let since = middle.map_or_else(String::new, |week| {
        format!("from week {:.0} on", week + 1.0)
    });
    let (figure, note) = match (numbers.is_single(), middle) {
        (true, Some(_)) => ("Yes".to_owned(), format!("{since}, in this one run")),
        (true, None) => ("No".to_owned(), "not in this one run".to_owned()),
        (false, _) => {
            let share = Quantity::Percent.short(chance.interval.mean);
            let sure = numbers.interval(&Quantity::Percent, chance);
            let note = match since.as_str() {
                "" => format!("of runs; {sure}"),
                since => format!("of runs, {since} in the middle one of them; {sure}"),
            };
            (share, note)
        }
    };
    Some(key(
        "Pays for itself",
        (figure, String::new()),
        &note,
        Tone::Plain,
    ))
}

/// What partners pay for tiers and specializations.
const FEES: &str = "fee_income";

/// Whether partners pay anything.
fn has_fees(numbers: &Numbers) -> bool {
    let fees = numbers.known(FEES);
    fees.is_some_and(|metric| metric.interval.mean > 0.0)
}

/// Guardrails of this scenario with what the runs say.
fn guardrails(numbers: &Numbers) -> Option<Table> {
    let judged = judge(numbers.forecast);
    let row = |each: &Judged| {
        let (found, most) = amounts(each, numbers.currency);
        let title = format!("{}: {}", each.rule.named(), counted(&each.rule));
        let runs = each.runs_to_tell.map_or_else(String::new, |runs| {
            format!(" ({} runs would tell)", Quantity::Count.long(runs))
        });
        vec![
            title,
            found,
            most,
            format!("{}{runs}", each.verdict.words()),
        ]
    };
    let titles = ["Guardrail", "Forecast", "At most#", "Verdict"];
    (!judged.is_empty()).then(|| Table::of(&titles, judged.iter().map(row)))
}

/// What the scenario expects with what the runs say.
fn expected(numbers: &Numbers) -> Option<Table> {
    let rows = expected_rows(&expectation::judge(numbers.forecast), numbers.currency);
    let titles = ["Expected", "Forecast (95%)", "Runs#", "Verdict"];
    (!rows.is_empty()).then(|| Table::of(&titles, rows))
}

/// What the program is to reach and how often it does.
fn objectives(numbers: &Numbers) -> Option<Table> {
    let mut aims = numbers.forecast.aims.clone();
    for aim in &mut aims {
        aim.of = title(&numbers.subject.objectives, &aim.of).into();
    }
    let rows = objective_rows(&aims, numbers.currency);
    let titles = OBJECTIVES.map(sentence_case);
    let titles = titles.each_ref().map(String::as_str);
    (!rows.is_empty()).then(|| Table::of(&titles, rows))
}

/// How many partners are green and yellow at the end of the last period.
fn scorecards(numbers: &Numbers) -> Option<Table> {
    let mut cards = numbers.forecast.scorecards.clone();
    for card in &mut cards {
        card.of = title(&numbers.subject.scorecards, &card.of).into();
    }
    let rows = scorecard_rows(&cards);
    let titles = SCORECARDS.map(sentence_case);
    let titles = titles.each_ref().map(String::as_str);
    (!rows.is_empty()).then(|| Table::of(&titles, rows))
}

/// What the return says, and how sure it is.
fn decision(numbers: &Numbers, roi: &Metric) -> (String, Tone, String) {
    let interval = roi.interval;
    let (answer, tone) = match (interval.low > 0.0, interval.high < 0.0) {
        _ if numbers.is_single() => ("Cannot tell yet", Tone::Caution),
        (true, _) => ("Yes, on these assumptions", Tone::Good),
        (_, true) => ("No, on these assumptions", Tone::Bad),
        _ => ("Cannot tell yet", Tone::Caution),
    };
    let back = |value: f64| RATIO.long(value + 1.0);
    let code = numbers.currency;
    let mut reason = format!(
        "Each {code} spent brings back {} {code} of {} that would not have come otherwise ({}).",
        back(interval.mean),
        match has_fees(numbers) {
            true => "margin and fees",
            false => "margin",
        },
        match numbers.is_single() {
            true => "one run: no interval".to_owned(),
            false => format!(
                "95% interval of the simulation {} to {}",
                back(interval.low),
                back(interval.high)
            ),
        }
    );
    if let [Some(low), _, Some(high)] = numbers.luck(roi) {
        reason.push_str(&format!(
            " In nine years of ten the luck of the year alone puts it between {} and {}.",
            back(low),
            back(high)
        ));
    }
    if let Some(ignorance) = &numbers.forecast.ignorance {
        reason.push_str(&format!(
            " Of {} ways in which partners might behave, {} bring back more than they cost.",
            ignorance.draws,
            Quantity::Percent.long(ignorance.spread.above_zero)
        ));
    }
    (answer.to_owned(), tone, reason)
}

/// The layers that this run has.
fn layers(numbers: &Numbers) -> Intervals {
    let mut intervals = Vec::new();
    let row = |label: &str, middle, low, high| Interval {
        label: label.to_owned(),
        middle,
        low,
        high,
        range: None,
    };
    if let Some(roi) = numbers.known("roi") {
        let own = roi.interval;
        intervals.push(row(
            "Simulation error (95% interval)",
            own.mean,
            own.low,
            own.high,
        ));
        if let [Some(low), Some(middle), Some(high)] = numbers.luck(roi) {
            intervals.push(row(
                "Luck of the year (nine years in ten)",
                middle,
                low,
                high,
            ));
        }
    }
    if let Some(ignorance) = &numbers.forecast.ignorance {
        let [low, _, middle, _, high] = ignorance.spread.percentiles;
        let label = "Not knowing people (nine behaviours in ten)";
        intervals.push(row(label, middle, low, high));
    }
    Intervals {
        quantity: RATIO,
        intervals,
        bar: "interval, with its middle".to_owned(),
        band: String::new(),
    }
}

/// What the program has brought less what it has cost, week by week.
fn net(numbers: &Numbers) -> Part<Fan> {
    let program = numbers.forecast.world("program");
    let bands = program.map(|world| world.bands.net_value.as_slice());
    match bands.unwrap_or_default() {
        [] => Part::Missing(
            "What the program brings week by week needs a run of the world without it.".to_owned(),
        ),
        weeks => Part::Shown(banded(numbers, "the program", weeks)),
    }
}

/// A fan of one world.
pub(super) fn banded(numbers: &Numbers, name: &str, weeks: &[Band]) -> Fan {
    let quantiles = |band: &Band| Quantiles {
        p05: band.p05,
        p25: band.p25,
        p50: band.p50,
        p75: band.p75,
        p95: band.p95,
    };
    Fan {
        quantity: numbers.money(),
        worlds: vec![World {
            name: name.to_owned(),
            weeks: weeks.iter().map(quantiles).collect(),
        }],
        marks: super::load::months(numbers),
        banded: true,
    }
}

/// What the curve shows, and what it leaves out: deals that are open when the weeks end.
fn net_note(numbers: &Numbers) -> String {
    let fees = match has_fees(numbers) {
        true => " and fees that partners pay",
        false => "",
    };
    let mut note = format!(
        "Margin above the year without it{fees}, less payouts and running costs, added up. It has paid \
         for itself where it stays above zero."
    );
    if let Some(open) = numbers.known("open_margin") {
        let open = numbers.money().long(open.interval.mean);
        note.push_str(&format!(
            " The curve counts deals that are won by then. Deals still open at the end are worth {open} more of \
             margin in the mean; they count in the return and in the incremental margin above."
        ));
    }
    note
}

/// Revenue added up over the weeks, with and without the program.
fn revenue(numbers: &Numbers) -> Part<Fan> {
    let world = |name: &str, label: &str| {
        let found = numbers.forecast.world(name)?;
        let mut sum = 0.0;
        let weeks = found.weeks.iter().map(|week| {
            sum += week.revenue;
            Quantiles {
                p05: sum,
                p25: sum,
                p50: sum,
                p75: sum,
                p95: sum,
            }
        });
        Some(World {
            name: label.to_owned(),
            weeks: weeks.collect(),
        })
    };
    let worlds = [
        world("program", "with the program"),
        world("none", "without it"),
    ];
    let worlds: Vec<World> = worlds.into_iter().flatten().collect();
    if worlds.iter().all(|world| world.weeks.is_empty()) {
        return Part::Missing("This run kept no weekly revenue.".to_owned());
    }
    let marks = super::load::months(numbers);
    Part::Shown(Fan {
        quantity: numbers.money(),
        worlds,
        marks,
        banded: false,
    })
}
