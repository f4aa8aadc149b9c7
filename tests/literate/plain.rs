//! Replacing a construct by its plain form makes the example that proves it fail: an example that would come out
//! the same without the construct proves nothing.

use std::fs;
use std::path::Path;

use charter::base::span::{Source, Sources};
use charter::compile::compile_one;
use charter::parse::parse;
use charter::semantics::example::play;

use crate::page::Page;
use crate::program;

const TABLE: &str = "docs/reference/constructs.md";

/// A construct, what stands in the program of its example, and the plain form of it.
type Plain = (&'static str, &'static str, &'static str);

#[rustfmt::skip]
const PLAIN: &[Plain] = &[
    // Systems.
    ("Incentives calendar", "accepted in push", "accepted in year"),
    ("Co-op and MDF", "|   50% | 2,000 USD |", "|  100% | 2,000 USD |"),
    ("Deal registration", "on a registered deal in year", "accepted in year"),
    ("Rebates, spiffs, bonuses, contests", "  rate    marginal across tier as of sale date continue\n    | from        | silver | gold |\n    | 0 USD       |     1% |   2% |\n    | 100,000 USD |     2% |   4% |\n", "  rate    2%\n"),
    ("Ship and debit", "units at book_cost less special_cost", "units at book_cost less special_cost plus 20% of special_cost"),
    ("Tiers", "earn   bookings over last 4 quarters >= 100,000 USD", "invite by channel_director"),
    ("Opportunity management", "silence recalls in NA", "silence accepts in NA"),
    ("Enablement", "  grants cloud_expert for 12 months\n", ""),
    ("Multi-region, multi-currency, multi-language, multi-tier routes", "    change cap 500 USD per partner per year crossing paid to the limit\n", ""),
    ("Subscription models", "each upsell of suite in year", "each renewal of suite in year"),
    ("Attribution and influence", "  split   by credit on the deal\n", ""),
    ("Playbooks", "    change cap 200 USD per partner per year crossing paid to the limit\n", ""),
    // Constructs.
    ("effective dating", "150 USD per sale from", "100 USD per sale from"),
    ("product exclusions", " except edge_router", ""),
    ("unique individuals", "distinct customer_id of sale where", "count of sale where"),
    ("trailing window", "over last 2 quarters", "in quarter"),
    ("grace or grandfathering", "  grace  60 days\n", ""),
    ("caps multi scope", "  cap     10,000 USD per partner per year crossing paid to the limit\n", ""),
    ("two tier", "|        0.5% |     1.0% |", "|        1.0% |     1.0% |"),
    ("deal reg state machine", "on a registered deal in year", "accepted in year"),
    ("specialisation lifecycle", "  renew  30 days before the end\n  grace  10 days\n", ""),
    ("approval sla", "  decide   within 10 business days silence denies\n  supply   within 15 days\n  appeal   within 30 days\n", ""),
    ("incumbency", "conflict incumbent wins", "conflict first registered wins"),
    ("order minimum", "  least    20,000 USD\n", ""),
    ("timeout auto decision", "silence approves in NA", "silence refuses in NA"),
    ("cascade recompute", "earn   holds security as of review", "earn   bookings over last 4 quarters >= 0 USD"),
    ("tier from badges", "for     gold, security as of sale date", "for     gold as of sale date"),
    ("points ledger", "  round half up to 0.1 per part\n", ""),
    ("snapshot date review", "  earn   certified as of review >= 1\n", ""),
    ("rate by tier", "|     2% |   4% |", "|     2% |   2% |"),
    ("per region thresholds", "| EMEA   | 60,000 USD  |", "| EMEA   | 100,000 USD |"),
    ("ratio requirement", "  needs   share of cloud_sales in quarter among bookings in quarter when base is 0 then fails >= 40%\n", ""),
    ("regional variant", "    change cap 500 USD per partner per year crossing paid to the limit\n", ""),
    ("opt in enrolment", "  enrol  within 45 days\n", ""),
    ("asymmetric up down", "  keep   bookings in quarter >= 60,000 USD\n", ""),
    ("invitation gate", "  invite by channel_director\n", ""),
    ("stacking rules", "exclude volume from sales paid by launch", "stack launch with volume"),
    ("claim state machine", "  appeal   within 30 days\n", ""),
    ("currency table", "at fixed 1.08", "at fixed 1"),
    ("growth over baseline", "above   bookings in previous quarter at least 50,000 USD", "above   50,000 USD"),
    ("pay when paid", "  hold    until customer paid\n", ""),
    ("attribution types", "  split   by credit on the deal\n", ""),
    ("cert lifecycle", "grants cloud_expert for 12 months", "grants cloud_expert"),
    ("alternative paths", "  path   volume { earn bookings over last 4 quarters >= 100,000 USD }\n", ""),
    ("annual fee", "  fee    900 USD per year prorated by whole months refundable within 14 days\n", ""),
    ("targets per partner", "target agreed_reach \"Agreed target\" { agreed; fixed on quarter start }", "target agreed_reach \"Agreed target\" { amount 1 USD; fixed on quarter start }"),
    ("tier freeze", "  freeze by channel_director\n", ""),
    ("all or nothing", "  open    when bookings in quarter >= 60,000 USD\n", ""),
    ("net of churn", "  less     count of cancellation\n", ""),
    ("score with category minima", " with at least 4 in each category", ""),
    ("product categories", "of security except vault", "of security"),
    ("dollar one", "rate    whole\n", "rate    marginal\n"),
    ("proration", "as of sale date restart", "as of sale date continue"),
    ("baseline floor", " at least 1,000,000 USD", ""),
    ("cohort rates", "| 2026-07-01 | 12% |", "| 2026-07-01 |  8% |"),
    ("time decay rates", "| 12 months | 10% |", "| 12 months | 20% |"),
    ("density metric", "  earn   certified as of review per whole 50,000 USD of bookings over last 4 quarters >= 1\n", ""),
    ("attach condition", " sold with edge_router on the same order", ""),
    ("payment condition", "  needs   overdue over last 2 quarters < 1\n", ""),
    ("payout in kind", "2 units of edge_router per whole 100 units valued at 10 USD", "20 USD per whole 150 units"),
    ("fiscal calendar 5253", "2027-01-31 to 2028-01-29 weeks four five four", "2027-02-01 to 2028-01-31"),
    ("tier exclusion", "for     listed as of sale date", "for     listed, featured as of sale date"),
    ("rounding rule", "half even per posting", "half up per posting"),
    ("clawback", "undo    when returned within 90 days of sale date at the rate first paid from next payout", "undo    never"),
    ("any day in window", "certified >= 2 on any day over last 2 quarters", "certified as of review >= 2"),
    ("discount stack different bases", "reduce quick by early\n", "stack quick with early\n"),
    ("instalments", "each while customer is active ", ""),
    ("alternating year rules", "  needs   in every 2 years since 2028-01-01\n", ""),
    ("secondary benefit", "  split   to the second registrant\n", ""),
    ("individual offers", "  for     launch_partners\n", ""),
    ("median metric", "median of sale.net_amount by customer_id where", "sum of sale.net_amount where"),
    ("named account list", "sale.customer_id is not", "sale.customer_id is"),
    ("prerequisite gate", "  needs   seller holds responder as of sale date\n", ""),
    ("proof of execution", "| invoice, attendee_list |", "| invoice                |"),
    ("prospective only", "rate    marginal restart from", "rate    marginal continue from"),
    ("rate as of event date", "across tier as of sale date continue", "across tier as of quarter end"),
    ("count and sum requirement", "  earn   certified as of review >= 1\n", ""),
    ("daily evaluation", "rise   on any day", "rise   at review"),
    ("group aggregate", "bookings across group over last 4 quarters", "bookings over last 4 quarters"),
    ("highest of regions", "region highest of group", "region of partner home"),
    ("program succession", "    | premier | silver |\n", "    | premier |        |\n"),
    ("high water mark", "above   peak of bookings over previous 8 quarters", "above   0 USD"),
    ("highest all met", "  earn   certified as of review >= 1\n", ""),
    ("human confirmed demotion", "  confirm by channel_director within 10 business days silence keeps\n", ""),
    ("no level skipping", "rise   at review one rank at a time", "rise   at review"),
    ("once only award", "  cap     1 awards per partner per year crossing refused\n", ""),
    ("soft requirement", "  advise certified as of review >= 1\n", "  earn   certified as of review >= 1\n"),
    ("split qualification", "  split   by credit on the deal\n", ""),
    ("transaction type rates", "to a new customer in year", "accepted in year"),
    ("inactivity rule", "  needs   bookings > 0 USD in every quarter over last 2 quarters\n", ""),
    ("nested minimums", "  earn   drafting as of review >= 2\n", ""),
    ("best of tracks", "  best progress", "  category progress"),
    ("data latency", "| 2027-03-29 | 2027-04-02 |", "| 2027-03-29 | 2027-03-29 |"),
    ("target adjustment for price", "  index  95% from 2027-06-15 until 2027-09-30\n", ""),
    ("front end vs back end", "reduce back by front\n", "stack back with front\n"),
    ("price hold", "held for 90 days", "held for 91 days"),
    ("exception budget", "crossing paid to the limit\n}\n\nexception goodwill", "crossing refused\n}\n\nexception goodwill"),
    ("seasonality", ">= 30,000 USD from", ">= 80,000 USD from"),
    ("sell out basis", "sum of sale.net_amount where sale.status is accepted", "sum of purchase.net_amount"),
    ("benefit gates by score", "  needs   cloud_score as of quarter end >= 4\n", ""),
    ("coverage requirement", "  earn   cloud_sales over last 4 quarters <= 0 USD or cloud_people as of review >= 1\n", ""),
    ("fractional points", "to 0.1 per part", "to 1 per part"),
    ("milestone reviews", ">= 50,000 USD from", ">= 25,000 USD from"),
    ("mutually exclusive plans", " and joined_other in first 20 days of quarter < 1", ""),
    ("quote grandfathering", "  keep    terms 90 days after registration\n", ""),
    ("per portfolio scope", "part sales \"Sales\" { on bookings of cloud over", "part sales \"Sales\" { on bookings over"),
    ("qualifying multiplier", "    points 1 in proportion to 1,000 USD\n  }", "    points 1 at 1,000,000 USD\n  }"),
    ("audit of a tier", "  audit  every 2 renewals by partner_manager\n", ""),
    ("carried credit", "  carry    50% beyond 1 quarter after the quarter of accrual\n", ""),
    ("enrolment levels", "|   4% |   2% |", "|   4% |   4% |"),
    ("expectation by date", "  least  20,000 USD from 2027-05-15\n", ""),
    ("limit of a group", "per group per year", "per partner per year"),
    ("regions in regions", "; in EMEA", ""),
    ("term of a tier", "  fall   at the end to the tier that is met\n  lasts  6 months\n  renew  50 days before the end\n  grace  20 days\n", "  fall   never\n"),
    ("tier safe until its end", "fall   at the end to", "fall   at review to"),
];

/// The rows of the table that an example proves: construct, title and file.
fn proved() -> Vec<(String, String, String)> {
    let text = fs::read_to_string(TABLE).expect("the table can be read");
    let rows = text.lines().filter(|line| line.starts_with("| "));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, name, _, _, proof, _] = cells.as_slice() else {
            return None;
        };
        let (title, file) = proof.strip_prefix('"')?.rsplit_once("\" in ")?;
        Some((
            (*name).to_owned(),
            format!("\"{title}\""),
            file.trim().to_owned(),
        ))
    };
    rows.filter_map(row).collect()
}

#[test]
fn the_plain_form_of_a_construct_fails_its_example() {
    let mut faults = Vec::new();
    let proved = proved();
    for (name, title, file) in &proved {
        let Some((_, from, to)) = PLAIN.iter().find(|(construct, ..)| construct == name) else {
            faults.push(format!("{name}: its plain form is not said"));
            continue;
        };
        let found = if file.starts_with("programs/") {
            in_program(Path::new(file), title, from, to)
        } else {
            on_page(file, title, from, to)
        };
        faults.extend(found.err().map(|why| format!("{name}: {why}")));
    }
    for (name, ..) in PLAIN {
        if !proved.iter().any(|(construct, ..)| construct == name) {
            faults.push(format!("{name}: no example proves it"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The page with the plain form in the program of the example: the example itself must fail, and nothing else be wrong.
fn on_page(file: &str, title: &str, from: &str, to: &str) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|_| format!("there is no {file}"))?;
    let page = Page::new(file, &text);
    let fence = page
        .fences
        .iter()
        .find(|it| it.text.contains(&format!("example {title}")))
        .ok_or("no program has the example")?;
    if !fence.text.contains(from) {
        return Err(format!("the program of {title} has no `{from}`"));
    }
    let text = fence.text.replace(from, to);
    let text = format!("```{}\n{text}```\n", fence.words);
    let found = program::faults(&Page::new(file, &text));
    let fails = |fault: &String| fault.contains(title) && !fault.contains("not marked: error");
    if found.iter().any(fails) {
        return Ok(());
    }
    Err(format!(
        "without it {title} comes out the same: {}",
        found.join("; ")
    ))
}

/// The program with the plain form: it is a program, and the example fails.
fn in_program(file: &Path, title: &str, from: &str, to: &str) -> Result<(), String> {
    let folder = file.parent().ok_or("no folder")?;
    let entries = fs::read_dir(folder).map_err(|_| "no such program")?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "charter"));
    paths.sort();
    let mut is_there = false;
    let mut sources = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|_| "a file cannot be read")?;
        is_there |= text.contains(from);
        sources.push(Source {
            name: path.display().to_string(),
            text: text.replace(from, to),
        });
    }
    if !is_there {
        return Err(format!("{} has no `{from}`", folder.display()));
    }
    let (trees, _) = parse(&Sources::new(sources));
    let (program, problems) = compile_one(&trees, None);
    let program = program.ok_or_else(|| {
        let said: Vec<&str> = problems.iter().map(|it| &*it.message).collect();
        format!("the plain form is no program: {}", said.join("; "))
    })?;
    let title = title.trim_matches('"');
    let mut examples = program.examples.iter();
    let example = examples
        .find(|it| &*it.declared.title == title)
        .ok_or("no such example")?;
    let played = play(&program, example).map_err(|_| "the example cannot be played")?;
    if played.outcomes.iter().any(|it| !it.is_met()) || !played.unexpected.is_empty() {
        return Ok(());
    }
    Err(format!("without it \"{title}\" comes out the same"))
}
