//! The pages of words that are neither kinds nor clauses: those of measuring, of conditions and of headings, each with the page of the
//! reference that holds it, and these pages themselves.

/// A page of the reference that is of no kind: its name and its text.
type Page = (&'static str, &'static str);

/// The pages.
const PAGES: &[Page] = &[
    ("changing", include_str!("../../docs/reference/changing.md")),
    ("documents", include_str!("../../docs/guide/6-documents.md")),
    (
        "each-sale",
        include_str!("../../docs/reference/each-sale.md"),
    ),
    ("facts", include_str!("../../docs/reference/facts.md")),
    ("grammar", include_str!("../../docs/reference/grammar.md")),
    ("groups", include_str!("../../docs/reference/groups.md")),
    (
        "measuring",
        include_str!("../../docs/reference/measuring.md"),
    ),
    ("patterns", include_str!("../../docs/reference/patterns.md")),
    ("regional", include_str!("../../docs/reference/regional.md")),
    ("values", include_str!("../../docs/reference/values.md")),
];

/// A word, what it says, a line of it, and what explains it further.
type Word = (&'static str, &'static str, &'static str, &'static str);

/// The words.
#[rustfmt::skip]
const WORDS: &[Word] = &[
    ("above", "A band that begins above a bound, and not at it.", "| above 20% | 3% |", "rebate"),
    ("accepted in", "Sales that the vendor accepted in a time.", "on each sale of cloud_secure accepted in launch_push", "spiff"),
    ("across", "What the columns or rows of a table stand for: a tier, a region, a type, a line, a level.", "cap per partner per year crossing paid to the limit across tier as of quarter end", "rebate"),
    ("across group", "Counts the partners of one group as one.", "bookings across group over last 4 quarters", "groups"),
    ("across partners", "Counts all partners together.", "bookings across partners in quarter", "measuring"),
    ("active certification", "Certificates that are valid on the day on which people are counted.", "distinct person of active certification", "measure"),
    ("and", "Both conditions must hold. `and` and `or` do not stand in one condition.", "needs region is NA and type is reseller", "measuring"),
    ("any", "The band of everything below the next, and of what cannot be read.", "| any | 1% |", "rebate"),
    ("approved", "What silence means where somebody should have decided.", "| 0 USD | automatic | 1 business day | approved |", "fund"),
    ("as of", "The day on which something is read that stands: a tier, people certified, points.", "certified as of quarter end >= 2", "measuring"),
    ("attainment of", "The part of a target that is reached.", "rate whole by attainment of reach", "target"),
    ("average of", "The mean of several complete periods, whether or not something was sold in each.", "average of bookings over previous 4 quarters", "measuring"),
    ("business days", "Days on which the offices of a region are open.", "within 5 business days in NA", "region"),
    ("business day", "A day on which the offices of a region are open.", "pay 30 days after quarter end next business day in NA to the partner as credit note", "region"),
    ("certified", "The skills that a product asks for are held.", "needs person holds cloud_seller as of sale date", "spiff"),
    ("change", "An amendment of a block that is like another, or one that holds for a time.", "change cap 500 USD per partner per year crossing paid to the limit", "changing"),
    ("count of", "How many facts there are.", "measure deals \"Deals\" { count of registration }", "measure"),
    ("customer paid", "An award waits until the customer has paid for the sale.", "hold until customer paid", "bonus"),
    ("day of", "The day on which something of a sale began, by which a band is read.", "rate whole by day of first sale to the customer", "each-sale"),
    ("decided by", "Grants that these may decide.", "on each exception decided by finance in year", "exception"),
    ("distinct", "How many different people, customers or products the facts are of.", "distinct customer_id of sale where sale.status is accepted", "measure"),
    ("drop", "Takes a clause or a block out of what a block is like.", "drop tell", "changing"),
    ("equal parts", "An award is paid in parts on several days.", "pay 3 equal parts 30, 60, 90 days after sale date to the partner as cash", "bonus"),
    ("escalate to", "Silence passes the decision to another.", "| 2,500 USD | finance | 5 business days | escalate to channel_director |", "fund"),
    ("every", "A time that comes again.", "review every quarter on last business day in NA", "values"),
    ("except", "Leaves products out of a line.", "sum of sale.net_amount of security except vault", "measure"),
    ("fails", "What a ratio gives where its base is zero: the condition does not hold.", "when base is 0 then fails", "measuring"),
    ("passes", "What a ratio gives where its base is zero: the condition holds.", "when base is 0 then passes", "measuring"),
    ("growth of", "How much more one figure is than another: A / B - 1.", "growth of bookings in quarter over bookings in previous quarter when base is 0 then fails >= 10%", "measuring"),
    ("having", "Counts only those whose own sum or number comes to an amount.", "distinct customer_id of sale having sum of sale.net_amount >= 10,000 USD", "measure"),
    ("highest of group", "A group has the best tier that one of its regions earns.", "region highest of group", "groups"),
    ("holds", "The partner holds a certification or a specialization on a day.", "needs holds cloud_expert as of sale date", "specialization"),
    ("person holds", "The person of a fact holds a certification on a day.", "needs person holds cloud_seller as of sale date", "spiff"),
    ("seller holds", "Whoever sold holds a certification on a day.", "needs seller holds responder as of sale date", "spiff"),
    ("in every", "A condition that must hold in each period of a window, or that is asked again every so many years.", "needs bookings > 0 USD in every quarter over last 2 quarters", "measuring"),
    ("in any", "A condition that must hold in one period of a window.", "bookings >= 50,000 USD in any quarter over last 2 quarters", "measuring"),
    ("in first", "The first days of the period that the occasion is in.", "joined in first 20 days of quarter >= 1", "measuring"),
    ("in previous", "The complete period before.", "bookings in previous quarter", "measuring"),
    ("in proportion to", "So much for so much, a part of a step counted too.", "points 20 in proportion to 5,000 USD", "measuring"),
    ("per whole", "So much for each whole step.", "certified as of review per whole 50,000 USD of bookings over last 4 quarters >= 1", "measuring"),
    ("in same", "The same period a year ago.", "bookings in same quarter of previous year", "measuring"),
    ("of previous year", "The same period a year ago.", "bookings in same quarter of previous year", "measuring"),
    ("incumbent wins", "Of two that register one customer the one who sold to it before has the deal.", "conflict incumbent wins over last 12 months", "registration"),
    ("is not", "The field of a fact has none of these values.", "sum of sale.net_amount where sale.customer_id is not initech", "measure"),
    ("joined before", "The partner joined the program before a day.", "segment old \"Old\" { joined before 2027-01-01 }", "segment"),
    ("known", "The day on which a fact came to be known, in the tables of examples and in files.", "| fact | happened | known |", "facts"),
    ("like", "A block or a program that is another one with some changes.", "rebate growth_emea \"Growth\" like growth { change rate 3% }", "changing"),
    ("list", "At its list price.", "amount 2 units of edge_router per whole 100 units valued at list", "bonus"),
    ("marginal", "Each band pays its rate on its own part.", "rate marginal", "rebate"),
    ("whole", "The band that is reached pays its rate on everything.", "rate whole", "rebate"),
    ("median", "The one in the middle of the totals by a field; of an even number, the mean of the two in the middle.", "median of sale.net_amount by customer_id where sale.status is accepted", "measure"),
    ("months since", "Whole months since something of a sale began, by which a band is read.", "rate whole by months since first sale to the customer", "each-sale"),
    ("new customer", "A customer to whom nobody sold before.", "on each sale to a new customer in year", "bonus"),
    ("to a new customer", "Sales to customers to whom nobody sold before.", "on each sale to a new customer in year", "bonus"),
    ("the customer is new", "The customer is one to whom nobody sold before.", "the customer is new", "registration"),
    ("none", "A cell that pays nothing, or a way that is closed there.", "| other | none |", "rebate"),
    ("not", "The condition does not hold.", "segment f \"Others\" { not type is distributor }", "measuring"),
    ("on a lead", "Deals that began as a lead of the vendor.", "on each sale on a lead in year", "leads"),
    ("the deal is a lead", "The deal began as a lead of the vendor.", "the deal is a lead", "leads"),
    ("on a registered deal", "Sales of deals that are registered.", "on each sale on a registered deal in year", "registration"),
    ("the deal is registered", "The deal is registered.", "the deal is registered", "registration"),
    ("on any day", "A condition that must hold on one day of a window.", "certified >= 2 on any day over last 2 quarters", "measuring"),
    ("on every day", "A condition that must hold on all days of a window.", "certified >= 2 on every day over last 2 quarters", "measuring"),
    ("on pay of", "On the days on which an incentive is paid.", "reward rebate_release \"Rebate release\" { on pay of volume }", "calendar"),
    ("on payout of", "On the days on which an incentive is paid.", "on payout of volume", "calendar"),
    ("or", "One of the conditions must hold. `and` and `or` do not stand in one condition.", "segment e \"Either\" { region is NA or type is distributor }", "measuring"),
    ("other", "The members of a set that have no row or column of their own.", "| other | 30,000 USD |", "tier"),
    ("over last", "The period that holds the day, up to the day, and those before it.", "bookings over last 4 quarters", "measuring"),
    ("over previous", "The complete periods before.", "bookings over previous 4 quarters", "measuring"),
    ("paid within", "The customer paid for the sale in so many days.", "needs paid within 30 days", "each-sale"),
    ("not paid within", "The customer did not pay for the sale in so many days.", "count of sale where not paid within 30 days", "each-sale"),
    ("partner is", "The partner is one of these, by its name.", "segment pilot \"Pilot\" { partner is acme, birch }", "segment"),
    ("region is", "The partner is at home in one of these regions.", "needs region is NA", "segment"),
    ("tier is", "The partner holds one of these tiers on a day.", "needs tier is gold as of sale date", "segment"),
    ("type is", "The partner is of one of these types.", "needs type is reseller", "segment"),
    ("passed", "A score has the points that it asks for.", "needs cloud_score passed as of review", "score"),
    ("peak of", "The best of several complete periods.", "above peak of bookings over previous 8 quarters", "growth"),
    ("point", "The unit of a score.", "points 5 per whole 10,000 USD", "score"),
    ("refused", "What silence means where somebody should have decided, and what happens to an award over a limit.", "crossing refused", "fund"),
    ("returned room", "Whether what a return takes back makes room under a limit again.", "cap 1,000 USD per partner per year crossing paid to the limit returned room reopens", "rebate"),
    ("since", "The year from which the years are counted.", "needs in every 2 years since 2028-01-01", "patterns"),
    ("share of", "Which part one figure is of another.", "share of cloud_sales in quarter among bookings in quarter when base is 0 then fails >= 40%", "measuring"),
    ("sold with", "Sales beside which another product stands on the same order.", "on each sale of cloud_secure sold with edge_router on the same order in year", "each-sale"),
    ("start of", "The first day of a calendar entry or a period.", "10 days before start of launch_push", "calendar"),
    ("end of", "The last day of a calendar entry or a period.", "10 days after end of launch_push", "calendar"),
    ("sum of", "The total of an amount or a count over facts.", "sum of sale.net_amount where sale.status is accepted", "measure"),
    ("unit of", "One piece of a product.", "amount 1 unit of edge_router per whole 40 units valued at list", "bonus"),
    ("units of", "An award in pieces of a product.", "amount 2 units of edge_router per whole 100 units valued at 10 USD", "bonus"),
    ("when base is", "What a ratio gives where its base is zero.", "when base is 0 then fails", "measuring"),
    ("where", "Keeps the facts whose fields are these.", "sum of sale.net_amount where sale.status is accepted", "measure"),
    ("with a sale", "Deals with at least one sale of a product.", "on each deal with a sale of cloud_secure accepted in launch_push", "spiff"),
    ("renewal", "A sale whose kind is `renewal`: of what the customer has already.", "on each renewal of suite in year", "bonus"),
    ("upsell", "A sale whose kind is `upsell`: more to a customer who has it already.", "on each upsell of suite in year", "bonus"),
    ("portal", "The files that a partner portal reads, which `charter render` writes.", "charter render programs/starter --out out/starter", "documents"),
    ("proof", "A column of `reimburse`: what must come with a claim.", "| webinar | 50% | invoice, attendee_list |", "fund"),
];

/// Everything that has a page here, with what it says in a line.
pub fn topics() -> impl Iterator<Item = (&'static str, String)> {
    let words = WORDS
        .iter()
        .map(|(word, says, ..)| (*word, (*says).to_owned()));
    let pages = PAGES
        .iter()
        .map(|(name, text)| (*name, title(text).to_owned()));
    words.chain(pages)
}

fn title(text: &str) -> &str {
    let line = text.lines().find(|line| line.starts_with("# "));
    line.and_then(|line| line.strip_prefix("# ")).unwrap_or("")
}

/// The page of a word, or a page of the reference.
pub fn page(name: &str) -> Option<String> {
    if let Some((_, text)) = PAGES.iter().find(|(page, _)| *page == name) {
        return Some((*text).to_owned());
    }
    let (word, says, line, home) = WORDS.iter().find(|(word, ..)| *word == name)?;
    Some(format!(
        "# The words {word}\n\n{says}\n\n```charter\n{line}\n```\n\nMore of it: `charter explain {home}`.\n"
    ))
}
