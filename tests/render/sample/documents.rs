//! A policy, a guide and a calendar.

use super::{head, key, pair, rows, text};
use charter::base::date::Date;
use charter::model::calendar::Sort;
use charter::render::calendar::{Entry, Year};
use charter::render::view::{Block, Callout, Document, Section, Table, Tone, Worked};
use charter::render::words::Language;

fn section(id: &str, number: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: text(id),
        number: text(number),
        title: text(title),
        lead: String::new(),
        blocks,
    }
}

fn volume_rates() -> Table {
    Table::of(
        &[
            "Bookings in the quarter from",
            "Silver#",
            "Gold#",
            "Platinum#",
        ],
        rows(
            "0 USD | 0.5% | 1.0% | 1.5%
250,000 USD | 1.0% | 2.0% | 3.0%
750,000 USD | 1.5% | 3.0% | 4.5%",
        ),
    )
}

fn worked() -> Worked {
    Worked {
        title: text("Gold, 600,000 USD in a quarter"),
        given: Table::of(
            &["Date", "Product", "Net amount#"],
            rows(
                "10 February 2027 | Edge Router | 350,000.00 USD
20 April 2027 | Edge Router | 250,000.00 USD",
            ),
        ),
        steps: vec![
            pair("250,000 USD at 1.0%", "2,500.00 USD"),
            pair("350,000 USD at 2.0%", "7,000.00 USD"),
        ],
        result: pair("Quarterly volume rebate for the quarter", "9,500.00 USD"),
    }
}

/// A policy document.
pub fn policy() -> Document {
    let paragraph = |words: &str| Block::Paragraph(text(words));
    let sections = vec![
        section(
            "purpose",
            "1",
            "Purpose",
            vec![
                paragraph(
                    "This policy states what partners of the Halden Partner Network earn, how it is \
                 earned and paid, and what both sides owe each other in the program year.",
                ),
                Block::Callout(Callout {
                    title: text("Which text counts"),
                    text: text(
                        "The English text prevails. Every amount below comes from the program itself.",
                    ),
                    tone: Tone::Plain,
                }),
            ],
        ),
        section(
            "definitions",
            "2",
            "Definitions",
            vec![Block::Pairs(vec![
                pair(
                    "Bookings",
                    "The sum of net amounts of accepted sales, less returns of the same quarter.",
                ),
                pair(
                    "Certified people",
                    "Different people who hold an active certification on the day of review.",
                ),
                pair(
                    "Quarter",
                    "Three months of the program year; the first is 1 February to 30 April 2027.",
                ),
            ])],
        ),
        section(
            "tiers",
            "3",
            "Tiers",
            vec![
                Block::Heading(text("3.1 What earns each tier")),
                Block::Table(Table::of(
                    &[
                        "Tier",
                        "Bookings over the last 4 quarters, North America#",
                        "Bookings over the last 4 quarters, Europe, Middle East and Africa#",
                        "Certified people#",
                    ],
                    rows(
                        "Platinum | 10,000,000 USD | 6,000,000 USD | 3
Gold | 5,000,000 USD | 3,000,000 USD | 2
Silver | 1,000,000 USD | 1,000,000 USD | 1",
                    ),
                )),
                Block::Heading(text("3.2 When a tier changes")),
                Block::List(vec![
                    text("A partner rises on the day after a review that finds the tier earned."),
                    text("A partner falls after two missed reviews in a row, one rank at a time."),
                ]),
            ],
        ),
        section(
            "incentives",
            "4",
            "Incentives",
            vec![
                Block::Heading(text("4.1 Quarterly volume rebate")),
                paragraph(
                    "Each rate applies to the sales inside its own band. The tier on the day of the sale decides the column.",
                ),
                Block::Table(volume_rates()),
                Block::Pairs(vec![
                    pair(
                        "Limit",
                        "Silver 10,000 USD, gold 40,000 USD, platinum 150,000 USD a partner and year; paid up to the limit.",
                    ),
                    pair(
                        "Payment",
                        "45 days after the end of the quarter, on the next business day in North America, as a credit note to the partner.",
                    ),
                    pair(
                        "Returns",
                        "Within 90 days of the sale the quarter is computed again; the difference lessens the next payout.",
                    ),
                ]),
                Block::Worked(worked()),
            ],
        ),
        section(
            "termination",
            "5",
            "Termination",
            vec![paragraph(
                "Either side may end the membership with 60 days of notice. What was earned before the last day is paid on its usual day.",
            )],
        ),
    ];
    let head = head(
        "Program policy",
        "Halden Partner Network",
        "The rules of the program, in force from 1 February 2027.",
    );
    Document {
        head,
        contents_above: true,
        opening: Vec::new(),
        sections,
    }
}

/// A partner guide.
pub fn guide() -> Document {
    let opening = vec![Block::Keys(vec![
        key(
            "Volume rebate",
            "up to 3.0%",
            "of bookings, each quarter",
            Tone::Plain,
        ),
        key(
            "Launch reward",
            "500 USD",
            "a deal, doubled until 13 June",
            Tone::Plain,
        ),
        key(
            "Marketing fund",
            "1.5%",
            "of bookings, to 60,000 USD a year",
            Tone::Plain,
        ),
    ])];
    let sections = vec![
        section(
            "earn",
            "",
            "What you earn",
            vec![
                Block::Heading(text("Quarterly volume rebate")),
                Block::Paragraph(text(
                    "Each rate applies to the sales inside its own band, up to 40,000 USD a year.",
                )),
                Block::Table(Table::of(
                    &["Bookings from", "Rate#"],
                    rows(
                        "0 USD | 1.0%
250,000 USD | 2.0%
750,000 USD | 3.0%",
                    ),
                )),
                Block::Worked(worked()),
            ],
        ),
        section(
            "stay",
            "",
            "How you stay gold",
            vec![Block::Steps(vec![
                text(
                    "Bookings over the last 4 quarters stay at 4,000,000 USD or more in North America.",
                ),
                text("Two different people hold an active certification on the day of review."),
            ])],
        ),
        section(
            "fund",
            "",
            "How you claim from the fund",
            vec![Block::Table(Table::of(
                &["Activity", "We pay back#", "At most#", "Documents"],
                rows(
                    "Webinar | 50% | 5,000 USD | invoice, list of attendees
Event | 60% | 20,000 USD | invoice, list of attendees, photos
Digital campaign | 75% | 15,000 USD | invoice, campaign report",
                ),
            ))],
        ),
    ];
    let head = head(
        "Partner guide",
        "Gold partners of the Halden Partner Network",
        "What you earn as a gold partner, what keeps you there, and the dates that matter.",
    );
    Document {
        head,
        contents_above: false,
        opening,
        sections,
    }
}

/// A calendar with something of every sort.
pub fn year() -> Year {
    let date = |text: &str| Date::parse(text).unwrap();
    let mut entries = Vec::new();
    let mut add = |sort, title: &str, note: &str, first: &str, last: &str| {
        let (first, last) = (date(first), date(last));
        entries.push(Entry {
            sort,
            title: text(title),
            note: text(note),
            first,
            last,
        });
    };
    add(
        Sort::Communication,
        "Program kickoff",
        "everyone, webinar and email",
        "2027-02-03",
        "2027-02-03",
    );
    add(
        Sort::Training,
        "Onboarding sprint",
        "gold, platinum and new partners",
        "2027-02-08",
        "2027-03-05",
    );
    add(
        Sort::Promotion,
        "Cloud Secure launch push",
        "gold and platinum",
        "2027-03-15",
        "2027-06-13",
    );
    add(
        Sort::Deadline,
        "Fund claims of the first quarter",
        "marketing leads",
        "2027-05-15",
        "2027-05-15",
    );
    add(
        Sort::Event,
        "Regional round tables",
        "Europe, Middle East and Africa",
        "2027-09-07",
        "2027-09-09",
    );
    add(
        Sort::Promotion,
        "Summer promotion",
        "everyone",
        "2027-07-05",
        "2027-08-13",
    );
    for (month, day) in [(4, 13), (7, 13), (10, 12), (1, 11)] {
        let year = if month == 1 { 2028 } else { 2027 };
        let on = format!("{year}-{month:02}-{day:02}");
        add(
            Sort::Review,
            "Quarterly business review",
            "gold and platinum, partner manager",
            &on,
            &on,
        );
        let paid = format!("{year}-{month:02}-28");
        add(Sort::Reward, "Rebate release", "", &paid, &paid);
    }
    for month in 2..13 {
        let on = format!("2027-{month:02}-20");
        add(
            Sort::Communication,
            "Spotlight newsletter",
            "everyone, email",
            &on,
            &on,
        );
    }
    add(
        Sort::Training,
        "Compliance refresher",
        "everyone",
        "2027-10-01",
        "2027-10-15",
    );
    add(
        Sort::Event,
        "Awards",
        "everyone, event and portal",
        "2027-12-07",
        "2027-12-07",
    );
    Year {
        head: head(
            "Program calendar",
            "Halden Partner Network 2027",
            "Everything with a date, on one page.",
        ),
        language: Language::En,
        first: date("2027-02-01"),
        last: date("2028-01-31"),
        entries,
    }
}
