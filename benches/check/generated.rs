//! Programs of any length: the shapes of a real one, repeated with other names, and one kind of line at a time.

/// One kind of line: its name and a text with so many of it.
pub type Family = (&'static str, fn(usize) -> String);

/// Kinds of lines whose number a program may have much of.
pub const FAMILIES: [Family; 15] = [
    ("products", products),
    ("measures", measures),
    ("policies", policies),
    ("glossary", glossary),
    ("roles", roles),
    ("segments", segments),
    ("communications", communications),
    ("reviews", reviews),
    ("bands", bands),
    ("examples", examples),
    ("facts of one example", facts),
    ("benefits", benefits),
    ("rebates", rebates),
    ("rebates of own products", own_rebates),
    ("comments", comments),
];

const HEAD: &str = r#"program big "Big network" {
  edition   2027
  published 2026-10-01
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/Chicago
  languages en
  prevails  en
  owner     director
  assume    at most 500 partners
  assume    yearly sales of a partner at silver <= 2,000,000 USD
  assume    yearly sales of a partner at gold <= 8,000,000 USD
  assume    net price of widget >= 900 USD
}
region NA "North America" { countries US, CA; weekend Saturday, Sunday; closed 2027-07-05, 2027-12-24 }
role director "Director" {}
line tools "Tools" { margin 45% internal }
product widget "Widget" { line tools; list 1,200 USD }
measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }
tier silver "Silver" {
  rank 1
  earn bookings over last 4 quarters >= 100,000 USD
  review every quarter on last business day in NA
  rise at review
  fall never
}
tier gold "Gold" {
  rank 2
  earn bookings over last 4 quarters >= 1,000,000 USD
  review every quarter on last business day in NA
  rise at review
  fall never
}
governance { notice 90 days when worse for any partner }
"#;

pub const PAY: &str = "  cap     20,000 USD per partner per year crossing paid to the limit
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    when returned within 90 days of sale date by recomputing the period from next payout
  account contra revenue
  tax     reported by partner
  drives  bookings
";

/// The least program with a text added, in files of less than a mebibyte.
pub fn with(text: &str) -> Vec<(String, String)> {
    let mut files = vec![("a.charter".to_owned(), HEAD.to_owned())];
    let mut file = String::new();
    for block in text.split_inclusive("\n\n") {
        if file.len() + block.len() > 900_000 {
            files.push((
                format!("f{}.charter", files.len()),
                std::mem::take(&mut file),
            ));
        }
        file.push_str(block);
    }
    files.push((format!("f{}.charter", files.len()), file));
    files
}

/// A program of about so many lines: incentives, examples, calendar, products and texts in the proportions of a
/// real one.
pub fn program(lines: usize) -> Vec<(String, String)> {
    // So many lines have one and two thirds of the counts below for each hundred.
    let unit = lines / 165;
    let text = [
        rebates((unit / 4).clamp(4, 60)),
        examples(unit),
        products(unit * 8),
        communications(unit * 8),
        policies(unit * 5),
        glossary(unit * 12),
        roles(unit * 12),
        benefits(unit * 12),
        segments(unit * 2),
        measures(unit * 4),
        comments(unit * 10),
    ];
    with(&text.join("\n\n"))
}

fn each(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).map(make).collect()
}

fn products(count: usize) -> String {
    each(count, |at| {
        let list = 1_000 + at;
        format!("product p{at} \"Product {at}\" {{ line tools; list {list} USD }}\n\n")
    })
}

fn measures(count: usize) -> String {
    each(count, |at| {
        format!(
            "measure m{at} \"Measure {at}\" {{ sum of sale.net_amount where sale.status is accepted }}\n\n"
        )
    })
}

fn policies(count: usize) -> String {
    each(count, |at| {
        format!(
            "policy s{at} \"Section {at}\" {{\n  section {}\n  text \"Paragraph {at} of the policy says what no rule \
             can say.\"\n}}\n\n",
            at + 1
        )
    })
}

fn glossary(count: usize) -> String {
    each(count, |at| {
        format!("glossary g{at} \"Word {at}\" {{ means \"What word {at} means here.\" }}\n\n")
    })
}

fn roles(count: usize) -> String {
    each(count, |at| format!("role r{at} \"Role {at}\" {{}}\n\n"))
}

fn benefits(count: usize) -> String {
    each(count, |at| {
        format!("benefit b{at} \"Benefit {at}\" {{}}\n\n")
    })
}

fn segments(count: usize) -> String {
    each(count, |at| {
        format!(
            "segment e{at} \"Segment {at}\" {{ region is NA and tier is gold as of quarter end }}\n\n"
        )
    })
}

fn communications(count: usize) -> String {
    let rows = each(count, |at| {
        let (month, day) = (at % 12 + 1, at / 12 % 28 + 1);
        format!(
            "    | 2027-{month:02}-{day:02} | \"Message {at}\" | everyone | email | reminder |\n"
        )
    });
    format!(
        "calendar {{\n  communications\n    | when | title | audience | channel | load |\n{rows}}}\n\npacing {{\n  \
         load reminder 0.001\n  touches at most 1,000.0 load per partner per month\n}}\n\n"
    )
}

fn reviews(count: usize) -> String {
    let entries = each(count, |at| {
        let (month, day) = (at % 12 + 1, at / 12 % 28 + 1);
        format!("  event v{at} \"Event {at}\" {{ 2027-{month:02}-{day:02}; for gold }}\n")
    });
    format!("calendar {{\n{entries}}}\n\n")
}

fn bands(count: usize) -> String {
    let rows = each(count, |at| {
        format!(
            "    | {} USD | {}.{:04}% |\n",
            at * 1_000,
            at / 10_000,
            at % 10_000
        )
    });
    format!(
        "rebate banded \"Banded\" {{\n  for gold as of sale date\n  on bookings in quarter\n  rate marginal\n    \
         | from | all |\n{rows}{PAY}}}\n\n"
    )
}

fn rebate(at: usize) -> String {
    format!(
        "rebate i{at} \"Rebate {at}\" {{\n  for     silver, gold as of sale date\n  on      bookings in quarter\n  \
         rate    marginal\n    | from        | all |\n    | 0 USD       |  0.01% |\n    | 100,000 USD |  0.02% |\n\
         {PAY}}}\n\n"
    )
}

/// So many products, each with a line, a measure and a rebate of its own.
fn own_rebates(count: usize) -> String {
    let count = if count > 200 { count / 10 } else { count };
    each(count, |at| {
        let own = format!(
            "line n{at} \"Line {at}\" {{ margin 45% internal }}\nproduct p{at} \"Product {at}\" {{ line n{at}; list 200 \
             USD }}\nmeasure m{at} \"Measure {at}\" {{ sum of sale.net_amount of p{at} where sale.status is accepted \
             }}\n"
        );
        own + &rebate(at).replace("on      bookings", &format!("on      m{at}"))
    })
}

/// So many incentives, each of which may meet every other: the pairs are listed, so that the text grows by their
/// square and the count here by its root.
fn rebates(count: usize) -> String {
    let count = if count > 200 { count / 25 } else { count };
    let stacks = each(count.saturating_sub(1), |at| {
        let others: Vec<String> = (at + 1..count).map(|other| format!("i{other}")).collect();
        format!("stack i{at} with {}\n", others.join(", "))
    });
    each(count, rebate) + &stacks + "\n"
}

fn example(at: usize) -> String {
    let amount = 1_000 + at;
    format!(
        "example \"Case {at}\" {{\n  given partner acme at gold since 2027-01-01\n  given\n    \
         | fact | sale_id | happened | partner | product | net_amount |\n    \
         | sale | s1 | 2027-01-20 | acme | widget | {amount} USD |\n  \
         expect tier of acme on 2027-01-20 = gold\n}}\n\n"
    )
}

fn examples(count: usize) -> String {
    each(count, example)
}

fn facts(count: usize) -> String {
    let rows = each(count, |at| {
        let (month, day) = (at % 12 + 1, at / 12 % 28 + 1);
        format!("    | sale | s{at} | 2027-{month:02}-{day:02} | acme | widget | 1,000 USD |\n")
    });
    format!(
        "example \"Many sales\" {{\n  given partner acme at gold since 2027-01-01\n  given\n    \
         | fact | sale_id | happened | partner | product | net_amount |\n{rows}  \
         expect tier of acme on 2027-01-20 = gold\n}}\n\n"
    )
}

fn comments(count: usize) -> String {
    each(count, |at| {
        format!("# A note on what was decided, number {at}.\n\n")
    })
}
