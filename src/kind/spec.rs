//! What a descriptor says. Every declared word has one `Kind`: the compiler reads clauses by it, the
//! formatter and the reference pages print it, and a paying kind lowers its terms to a payout.
//! Must not know the model: a kind sees resolved terms and gives a payout.

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{
    BenefitId, BudgetId, CertificationId, CommitteeId, CourseId, EntryId, IncentiveId, LineId,
    MeasureId, ProductId, RegionId, RoleId, SegmentId, TierId, TrackId, TypeId,
};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::period::{Cycle, Days, Period};
use crate::base::ratio::Ratio;
use crate::base::recurrence::Recurrence;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::payout::measure::{Figure, Measure, Reading, Selector};
use crate::payout::table::{Across, AsOf, Cell, Set, Start};
use crate::payout::test::Test;
use crate::payout::{Payout, Per};

/// The descriptor of one declared word.
pub struct Kind {
    /// The keyword.
    pub word: &'static str,
    /// The heading of its page.
    pub title: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// The first edition that knows it.
    pub since: u16,
    /// Whether it is named.
    pub naming: Naming,
    /// Phrases that may stand in the heading.
    pub heading: &'static [Phrase],
    /// The clauses of its body. A clause whose word is empty is the keywordless head.
    pub clauses: &'static [Clause],
    /// Kinds that may be nested in it.
    pub children: &'static [&'static Kind],
    /// What names of this kind refer to, if they can be referred to.
    pub refers: Option<Refers>,
    /// The payout, for kinds that pay.
    pub lower: Option<Lower>,
    /// The page: reference, text of `charter explain`, and test.
    pub page: &'static str,
}

/// The meaning of a paying kind: its resolved terms as a payout.
pub type Lower = fn(&Terms) -> Result<Payout, Refusal>;

/// Terms that have no meaning together.
pub struct Refusal {
    /// The fault's name, in kebab case.
    pub name: &'static str,
    /// One line, lower case.
    pub message: String,
    /// Where.
    pub span: Span,
    /// A valid line.
    pub help: String,
}

/// Whether a block has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// It must have a name and may have a title.
    Name,
    /// It has a title only.
    Title,
    /// It has neither.
    Bare,
}

/// One clause of a body.
#[derive(Clone, Copy)]
pub struct Clause {
    /// The keyword, one word or several; empty for the head.
    pub word: &'static str,
    /// What follows it.
    pub value: Shape,
    /// Prepositional phrases, in any order.
    pub phrases: &'static [Phrase],
    /// Whether a table may or must follow.
    pub table: Table,
    /// How often it stands.
    pub times: Times,
    /// A valid line, shown in messages and on the page.
    pub help: &'static str,
}

/// One prepositional phrase.
#[derive(Clone, Copy)]
pub struct Phrase {
    /// The words that begin it; reserved in its clause.
    pub lead: &'static str,
    /// What follows.
    pub value: Shape,
    /// Whether it must stand.
    pub required: bool,
}

/// How often a clause stands in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// Exactly once.
    Once,
    /// Once or not at all.
    Optional,
    /// Any number of times.
    Many,
    /// At least once.
    Some,
}

/// What may stand as a value.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Nothing: the words say all.
    Nothing,
    /// `250,000 USD`
    Money,
    /// `4.5%`
    Percent,
    /// `4.5%` or `500 USD`
    RateOrMoney,
    /// `4%`, or `marginal` / `whole` with a table
    Rate,
    /// A whole number with one of these nouns after it (`10 deals`), or bare where the list is empty
    Count(&'static [&'static str]),
    /// `1.5`
    Number,
    /// `40,000 USD` or `10 deals`, or nothing where a table gives it
    Limit,
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
}

/// A resolved name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A region.
    Region(RegionId),
    /// A partner type.
    Type(TypeId),
    /// A product line.
    Line(LineId),
    /// A product.
    Product(ProductId),
    /// A measure.
    Measure(MeasureId),
    /// A tier.
    Tier(TierId),
    /// A benefit.
    Benefit(BenefitId),
    /// A certification.
    Certification(CertificationId),
    /// A budget.
    Budget(BudgetId),
    /// An incentive.
    Incentive(IncentiveId),
    /// A track.
    Track(TrackId),
    /// A course.
    Course(CourseId),
    /// A calendar entry.
    Entry(EntryId),
    /// An audience.
    Segment(SegmentId),
    /// A role.
    Role(RoleId),
    /// A committee.
    Committee(CommitteeId),
}

/// A resolved value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The words say all.
    Nothing,
    /// An amount.
    Money(Money),
    /// A rate: 0.03 for 3%.
    Percent(Ratio),
    /// A whole number and its noun, if it has one.
    Count(i64, Option<&'static str>),
    /// A decimal number.
    Number(Ratio),
    /// A length of time.
    Duration(Duration),
    /// A day.
    Date(Date),
    /// Days, and the entry that named them.
    Days(Days, Option<EntryId>),
    /// A cycle.
    Cycle(Cycle),
    /// A period of the program's year.
    Period(Period),
    /// When an entry takes place.
    When(When),
    /// A text in quotes, placeholders kept.
    Text(Name),
    /// Undeclared ids.
    Ids(Vec<Name>),
    /// Declared names, with their places.
    Names(Vec<(Named, Span)>),
    /// Fixed phrases.
    Words(Vec<&'static str>),
    /// Fixed phrases with a number each.
    Weights(Vec<(&'static str, Ratio)>),
    /// A measure's definition and unit.
    Measure(Measure, Unit),
    /// A figure and its unit.
    Figure(Figure, Unit),
    /// A condition.
    Test(Test),
    /// The facts that are paid for, what is paid once, and the days they are taken from.
    Events(Events),
    /// A day's name.
    AsOf(AsOf),
    /// A closed set.
    Set(Set),
    /// What a payment day is counted from.
    Anchor(crate::payout::payment::Anchor),
    /// A currency.
    Currency(crate::base::money::Currency),
    /// Weekdays.
    Weekdays(Vec<crate::base::date::Weekday>),
    /// Days.
    Dates(Vec<Date>),
    /// What silence means.
    Silence(Silence),
}

/// What it means when nobody decides in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Approved.
    Approved,
    /// Refused.
    Refused,
    /// The next person decides.
    EscalateTo(Name),
}

/// The facts an event payout pays for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events {
    /// Which facts, its window included.
    pub selector: Selector,
    /// What is paid once.
    pub per: Per,
    /// The days they are taken from, when the clause names an entry or dates.
    pub days: Option<Days>,
    /// The amount of one event, for kinds that pay a share of it.
    pub amount: Option<Reading>,
}

/// When a calendar entry takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// From the first to the last day.
    Days(Days),
    /// On each of these days.
    Recurrence(Recurrence),
    /// Each time an incentive is paid.
    Payout(IncentiveId),
    /// This long before or after something that an incentive does.
    Relative {
        /// How long.
        distance: Duration,
        /// Before (or after).
        before: bool,
        /// The moment.
        moment: Moment,
    },
}

/// A moment that an incentive brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// A fund's credit expires.
    Expiry(IncentiveId),
    /// An incentive is paid.
    Payout(IncentiveId),
    /// A calendar entry begins.
    Start(EntryId),
    /// A calendar entry ends.
    End(EntryId),
}

/// One clause as given.
#[derive(Clone)]
pub struct Given {
    /// Its descriptor's word.
    pub word: &'static str,
    /// Its value.
    pub value: Value,
    /// Its phrases in the order given; a lead may stand twice (`per partner per year`).
    pub phrases: Vec<(&'static str, Value, Span)>,
    /// Its table.
    pub table: Option<Grid>,
    /// Where each row of its table stands, the headings left out.
    pub rows: Vec<Span>,
    /// Where it stands.
    pub span: Span,
}

/// A table, resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum Grid {
    /// A rate table: `columns[member][band]`.
    Bands {
        /// Lower bounds.
        starts: Vec<Start>,
        /// The set of the columns, if any.
        across: Option<Across>,
        /// Cells by column, then band.
        columns: Vec<Vec<Cell>>,
    },
    /// An amount for each member of a set; `None` is `none`.
    Across {
        /// The set and its day.
        across: Across,
        /// In the set's order.
        amounts: Vec<Option<Ratio>>,
        /// Their unit.
        unit: Unit,
    },
    /// Records: one value for each column of the descriptor, `None` where the column is left out.
    Rows(Vec<Vec<Option<Value>>>),
    /// Facts.
    Facts(Vec<crate::fact::Fact>),
}

/// The resolved clauses of one block.
#[derive(Clone, Default)]
pub struct Terms {
    /// In the order given.
    pub clauses: Vec<Given>,
}

impl Terms {
    /// The first clause with this word.
    pub fn one(&self, word: &str) -> Option<&Given> {
        self.clauses.iter().find(|given| given.word == word)
    }

    /// All clauses with this word.
    pub fn all<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a Given> {
        self.clauses.iter().filter(move |given| given.word == word)
    }

    /// The text of a clause such as `tell` or `why`.
    pub fn text(&self, word: &str) -> Option<Name> {
        if let Value::Text(text) = &self.one(word)?.value {
            Some(text.clone())
        } else {
            None
        }
    }

    /// The names of a clause such as `drives`.
    pub fn names(&self, word: &str) -> Vec<Named> {
        self.all(word)
            .flat_map(|given| given.value.names())
            .collect()
    }
}

impl Given {
    /// The value of the first phrase with this lead.
    pub fn phrase(&self, lead: &str) -> Option<&Value> {
        self.phrases
            .iter()
            .find(|(each, _, _)| *each == lead)
            .map(|(_, value, _)| value)
    }

    /// Whether a phrase with this lead stands.
    pub fn says(&self, lead: &str) -> bool {
        self.phrase(lead).is_some()
    }
}

impl Value {
    /// The resolved names, if it holds names.
    pub fn names(&self) -> Vec<Named> {
        let Value::Names(names) = self else {
            return Vec::new();
        };
        names.iter().map(|(named, _)| *named).collect()
    }

    /// The first fixed phrase, if it holds one.
    pub fn word(&self) -> Option<&'static str> {
        if let Value::Words(words) = self {
            words.first().copied()
        } else {
            None
        }
    }

    /// The amount, if it is one.
    pub fn money(&self) -> Option<Money> {
        if let Value::Money(money) = self {
            Some(*money)
        } else {
            None
        }
    }
}
