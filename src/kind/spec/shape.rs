//! What may stand in a clause, a phrase and a cell, as the descriptors say it.

/// What may stand as a value.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Nothing: the words say all.
    Nothing,
    /// `250,000 USD`
    Money,
    /// `4.5%`
    Percent,
    /// `4.5%`, `500 USD`, `2 units of edge_router` or `50 points`
    Award,
    /// `10,000 USD` or `40 units`
    Step,
    /// `4,200 USD`, or `list`
    Worth,
    /// `45 days`, or `3 equal parts 30, 60, 90 days`
    Payday,
    /// `4%`, or `marginal` / `whole` with a table
    Rate,
    /// A whole number with one of these nouns after it (`10 deals`), or bare where the list is empty
    Count(&'static [&'static str]),
    /// `1.5`
    Number,
    /// `40,000 USD` or `10 deals`, or nothing where a table gives it
    Limit,
    /// `40,000 USD` or `12.5`
    Amount,
    /// `50%`, or `2,000 USD` in the program's currency
    Part,
    /// `45 days`
    Duration,
    /// `2027-02-01`
    Date,
    /// `2027-02-01 to 2027-03-01`, or the name of a calendar entry
    Days,
    /// `quarter`, `year`
    Cycle,
    /// `in quarter`-like: a cycle, days, or a calendar entry
    Span,
    /// `Q1`, `March`, `H1`
    Period,
    /// Days, dates, a recurrence, or `10 days before each mdf expiry`
    When,
    /// `every month on second Wednesday`
    Recurrence,
    /// `"..."`
    Text,
    /// A bare id that is not declared, such as a partner in an example
    Id,
    /// Ids, separated by commas
    Ids,
    /// `volume.title`, or a text that is known by its own words
    Address,
    /// One declared name of these kinds
    Name(&'static [Refers]),
    /// Declared names of these kinds, separated by commas
    Names(&'static [Refers]),
    /// One of these phrases
    Word(&'static [&'static str]),
    /// Some of these phrases, separated by commas
    Words(&'static [&'static str]),
    /// Words with a number each: `announcement 1.0, event 1.0`
    Weights(&'static [&'static str]),
    /// `sum of sale.net_amount where ...`
    Measure,
    /// `bookings in quarter`, `growth of ... over ...`
    Figure,
    /// `bookings in quarter`, or `months since first sale to the customer`
    Key,
    /// `bookings in quarter`, or `each sale of cloud_secure in year`
    FigureOrEvents,
    /// `bookings in previous quarter`, or `600,000 USD`
    FigureOrMoney,
    /// `certified as of review >= 2`, `seller holds cloud_seller as of sale date`
    Test,
    /// `each deal with a sale of cloud_secure accepted in launch_push`
    Events,
    /// `sale date`, `quarter end`
    AsOf,
    /// `tier`, `region`, `type`, `line`
    Set,
    /// `month end`, `sale date`, `approved claim`
    Anchor,
    /// `USD`
    Currency,
    /// `DE, FR`
    Countries,
    /// `Monday, Friday`
    Weekdays,
    /// Dates separated by commas
    Dates,
    /// What silence means: `approved`, `refused`, `escalate to ROLE`
    Silence,
}

/// Whether a clause has a table.
#[derive(Clone, Copy)]
pub enum Table {
    /// Never.
    No,
    /// Bands as rows (`from`), a set as columns: when the value says `marginal` or `whole`.
    Bands,
    /// A set as rows or columns, an amount each: when the clause says `across`.
    Across,
    /// These columns, each row a record.
    Columns(&'static [Column]),
    /// Facts: the headings choose the type.
    Facts,
}

/// A column of a table of records.
#[derive(Clone, Copy)]
pub struct Column {
    /// The heading.
    pub name: &'static str,
    /// What a cell holds.
    pub value: Shape,
    /// Whether the column must stand.
    pub required: bool,
}

/// What a name can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refers {
    /// A region.
    Region,
    /// A partner type.
    Type,
    /// A product line.
    Line,
    /// A product.
    Product,
    /// A measure.
    Measure,
    /// A tier.
    Tier,
    /// A specialization.
    Specialization,
    /// A benefit.
    Benefit,
    /// A certification.
    Certification,
    /// A budget.
    Budget,
    /// Whatever is declared and pays.
    Incentive,
    /// A track.
    Track,
    /// A course.
    Course,
    /// A calendar entry.
    Entry,
    /// An audience.
    Segment,
    /// A role.
    Role,
    /// A committee.
    Committee,
    /// A score.
    Score,
    /// A target.
    Target,
}
