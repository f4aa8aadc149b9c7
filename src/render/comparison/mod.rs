//! Two programs compared, for people and for tools: a listing for a terminal, a table for a comment, a page,
//! and one JSON object. Must not know how a difference was found.

mod file;
mod sheet;

pub use file::json;

use std::collections::BTreeMap;

use super::chart::scale::Quantity;
use super::listing::{self, columns};
use super::view::Block;
use super::{Fault, Page, document, forecast_file};
use crate::decide::compare::{Change, Comparison, DECIDES, Difference, Verdict};

/// What a comparison was made from.
pub struct Source {
    /// The two programs: what the user called them, and the fingerprints of their meanings.
    pub programs: [(String, String); 2],
    /// The two scenarios, by name and fingerprint.
    pub scenarios: [(String, String); 2],
    /// The seed of both.
    pub seed: u32,
    /// The partners of both.
    pub partners: u32,
    /// The currency of amounts: the second program's.
    pub currency: String,
    /// The title of the second program.
    pub title: String,
    /// The titles of incentives, by name.
    pub titles: BTreeMap<String, String>,
    /// The reach that was asked for, and whether it was met.
    pub precision: Option<(f64, bool)>,
}

/// Every file of a comparison.
pub fn pages(found: &Comparison, source: &Source) -> Result<Vec<Page>, Fault> {
    let page = |name: &str, text: String| Page {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    };
    Ok(vec![
        page("comparison.json", json(found, source)),
        page("comparison.md", markdown(found, source)),
        document::page("comparison.html", &sheet::sheet(found, source))?,
    ])
}

/// The answer and everything under it, for a page that says more than the comparison.
pub fn changed(found: &Comparison, source: &Source) -> (String, Vec<Block>) {
    let mut blocks = vec![Block::Keys(sheet::keys(found, source))];
    for section in sheet::sections(found, source) {
        blocks.push(Block::Heading(section.title));
        blocks.extend(section.blocks);
    }
    (answer(found, source), blocks)
}

/// The comparison for a terminal.
pub fn text(found: &Comparison, source: &Source) -> String {
    let mut out = format!(
        "{}\n\n{}\n\n",
        subject(found, source),
        answer(found, source)
    );
    out.push_str(&tables(found, source, columns));
    out.push_str(&footnote(source));
    out
}

/// The comparison as a comment on a pull request.
pub fn markdown(found: &Comparison, source: &Source) -> String {
    let mut out = format!(
        "**{}**\n\n{}\n\n",
        answer(found, source),
        subject(found, source)
    );
    out.push_str(&tables(found, source, listing::markdown));
    out.push_str(&footnote(source));
    out
}

/// The metrics, then what each incentive pays.
fn tables(
    found: &Comparison,
    source: &Source,
    form: fn(&[&str], &[Vec<String>]) -> String,
) -> String {
    let mut out = String::new();
    for (title, changes) in [("metric", &found.metrics), ("paid by", &found.incentives)] {
        if !changes.is_empty() {
            let mut head = vec![title];
            head.extend(TITLES);
            out.push_str(&form(&head, &rows(changes, source)));
            out.push('\n');
        }
    }
    out
}

/// The columns beside the name.
const TITLES: [&str; 6] = [
    "first",
    "second",
    "difference",
    "95% interval",
    "verdict",
    "runs to tell",
];

/// What was compared.
fn subject(found: &Comparison, source: &Source) -> String {
    let [first, second] = &source.programs;
    let [one, other] = &source.scenarios;
    let scenario = match one.0 == other.0 {
        true => one.0.clone(),
        false => format!("{} and {}", one.0, other.0),
    };
    format!(
        "second {} against first {}, scenario {scenario}: {} runs of {} partners, seed {}, the same luck in both",
        second.0,
        first.0,
        Quantity::Count.long(f64::from(found.runs)),
        Quantity::Count.long(f64::from(source.partners)),
        source.seed,
    )
}

/// What the metric that decides says, in a sentence.
fn answer(found: &Comparison, source: &Source) -> String {
    let money = Quantity::Money(source.currency.clone());
    let Some(difference) = found.difference(DECIDES) else {
        return "Cannot be compared: the net value of one program is not known.".to_owned();
    };
    if is_tiny(difference, &money) {
        return "No difference that matters: net value differs by less than is shown.".to_owned()
            + &added(found, &money);
    }
    let more = money.long(difference.interval.mean.abs());
    let range = interval(&money, difference, Quantity::long);
    let sentence = match difference.verdict {
        Verdict::Same => "The two are the same: no run differs in net value.".to_owned(),
        Verdict::Better | Verdict::Higher => {
            format!("The second is better: net value is {more} higher ({range}).")
        }
        Verdict::Worse | Verdict::Lower => {
            format!("The second is worse: net value is {more} lower ({range}).")
        }
        Verdict::Undecided => match difference.runs_to_tell {
            Some(runs) => format!(
                "Cannot tell yet: the difference in net value is {range}; about {} runs would tell.",
                Quantity::Count.long(runs)
            ),
            None => "Cannot tell yet: one run says nothing about the next.".to_owned(),
        },
    };
    sentence + &added(found, &money)
}

/// What the second costs and brings more, where the two do not cost the same.
fn added(found: &Comparison, money: &Quantity) -> String {
    let by = |name: &str| found.difference(name).map(|found| found.interval.mean);
    let (Ok(returned), Some(cost), Some(margin)) = (
        &found.return_on_change,
        by("program_cost"),
        by("incremental_margin"),
    ) else {
        return String::new();
    };
    let fees = by("fee_income").unwrap_or(0.0);
    let what = match fees == 0.0 {
        true => "margin",
        false => "margin and fees",
    };
    let more = |amount: f64| {
        let word = if amount < 0.0 { "less" } else { "more" };
        format!("{} {word}", money.long(amount.abs()))
    };
    format!(
        " It costs {} and brings {} in {what}: {} for each unit of cost.",
        more(cost),
        more(margin + fees),
        Quantity::Figure.long(returned.mean + 1.0)
    )
}

/// What holds for every row, and what was asked for.
fn footnote(source: &Source) -> String {
    let mut out = "Each interval stands alone; net value decides.\n".to_owned();
    if let Some((reach, met)) = source.precision {
        let word = if met { "reached" } else { "not reached" };
        out.push_str(&format!(
            "Precision of {reach} on the difference of returns: {word}.\n"
        ));
    }
    out
}

/// A row for each change: name, first, second, difference, interval, verdict, runs to tell.
fn rows(changes: &[Change], source: &Source) -> Vec<Vec<String>> {
    let row = |change| row(change, &quantity(change, source), Quantity::long).to_vec();
    changes.iter().map(row).collect()
}

/// How a quantity is written.
type Written = fn(&Quantity, f64) -> String;

fn row(change: &Change, quantity: &Quantity, written: Written) -> [String; 7] {
    let shown =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| written(quantity, value));
    let (difference, range, verdict, runs) = match &change.difference {
        Ok(found) => (
            moved(quantity, found.interval.mean, written),
            interval(quantity, found, written),
            verdict(found, quantity).to_owned(),
            found
                .runs_to_tell
                .map_or_else(String::new, |runs| Quantity::Count.long(runs)),
        ),
        Err(reason) => {
            let none = || "–".to_owned();
            (none(), none(), (*reason).to_owned(), String::new())
        }
    };
    let (first, second) = (shown(change.first), shown(change.second));
    let name = change.name.to_string();
    [name, first, second, difference, range, verdict, runs]
}

/// Whether a difference that is told is nothing in the digits that are shown: it is no matter of chance, and of none to
/// anybody.
fn is_tiny(found: &Difference, quantity: &Quantity) -> bool {
    let is_told = match found.verdict {
        Verdict::Better | Verdict::Worse | Verdict::Higher | Verdict::Lower => true,
        Verdict::Same | Verdict::Undecided => false,
    };
    is_told && !counts(&quantity.long(found.interval.mean))
}

/// Whether a figure is more than noughts.
fn counts(figure: &str) -> bool {
    figure.chars().any(|digit| ('1'..='9').contains(&digit))
}

/// What a difference says, in the digits that are shown.
fn verdict(found: &Difference, quantity: &Quantity) -> &'static str {
    match is_tiny(found, quantity) {
        true => "no difference that matters",
        false => found.verdict.words(),
    }
}

/// How a change is written.
fn quantity(change: &Change, source: &Source) -> Quantity {
    forecast_file::quantity(&change.name, change.unit, &source.currency)
}

/// A difference. Of shares it is in points: from 20% to 22% is 2 points, and 10% more.
fn moved(quantity: &Quantity, value: f64, written: Written) -> String {
    let text = signed(quantity, value, written);
    match text.strip_suffix('%') {
        Some(number) => format!("{number} points"),
        None => text,
    }
}

fn signed(quantity: &Quantity, value: f64, written: Written) -> String {
    let text = written(quantity, value);
    // What is rounded to nothing has no sign.
    if value > 0.0 && counts(&text) {
        format!("+{text}")
    } else {
        text
    }
}

fn interval(quantity: &Quantity, found: &Difference, written: Written) -> String {
    let low = signed(quantity, found.interval.low, written);
    let high = moved(quantity, found.interval.high, written);
    format!("{} to {high}", low.trim_end_matches('%'))
}

#[cfg(test)]
mod tests {
    use super::{Difference, Quantity, Verdict, moved, verdict};
    use crate::simulate::estimate::statistics::Interval;

    /// A return that is 0.004 lower is 0.00 lower in the two digits that are shown: no reason to call it worse.
    #[test]
    fn what_rounds_to_nothing_is_no_difference_that_matters() {
        let told = |mean: f64, said, quantity: &Quantity| {
            let found = Difference {
                interval: Interval {
                    mean,
                    standard_error: 0.0,
                    low: mean,
                    high: mean,
                },
                verdict: said,
                runs_to_tell: None,
            };
            verdict(&found, quantity)
        };
        let none = "no difference that matters";
        assert_eq!(told(-0.004, Verdict::Worse, &Quantity::Figure), none);
        assert_eq!(told(-0.006, Verdict::Worse, &Quantity::Figure), "worse");
        assert_eq!(told(0.4, Verdict::Better, &Quantity::Count), none);
        assert_eq!(told(0.6, Verdict::Better, &Quantity::Count), "better");
        assert_eq!(told(-0.0004, Verdict::Lower, &Quantity::Percent), none);
        assert_eq!(told(0.0, Verdict::Same, &Quantity::Percent), "the same");
        let unclear = told(0.0, Verdict::Undecided, &Quantity::Percent);
        assert_eq!(unclear, "cannot tell yet");
    }

    /// A share that rises from 20% to 22.1% has risen by 2.1 points, not by 2.1%.
    #[test]
    fn a_difference_of_shares_is_in_points() {
        let told = |quantity: &Quantity, value| moved(quantity, value, Quantity::long);
        assert_eq!(told(&Quantity::Percent, 0.021), "+2.1 points");
        assert_eq!(told(&Quantity::Percent, -0.3), "−30.0 points");
        assert_eq!(told(&Quantity::Percent, 0.0), "0.0 points");
        assert_eq!(told(&Quantity::Figure, 0.021), "+0.02");
        let money = Quantity::Money("USD".to_owned());
        assert_eq!(told(&money, 1234.0), "+1,234 USD");
    }
}
