//! What names mean while values are read: the declared names, and those few meanings that other values
//! need (units of measures, days of entries, products of lines).

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::business::BusinessDays;
use crate::base::id::{
    BenefitId, BudgetId, CertificationId, CommitteeId, CourseId, EntryId, IncentiveId, LineId,
    MeasureId, ProductId, RegionId, RoleId, ScoreId, SegmentId, SpecializationId, TargetId, TierId,
    TrackId, TypeId,
};
use crate::base::money::Currency;
use crate::base::name::{Name, nearest};
use crate::base::period::{Days, Fiscal};
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::diagnostic::Problem;
use crate::kind::spec::{Named, Refers};
use crate::model::region::MOST_DEPTH;
use crate::payout::score::Score;
use crate::payout::target::Target;

/// Comparisons of names that the search for near ones may cost in one program: a hostile one declares 20,000
/// and misspells as many.
pub const COMPARISONS: usize = 1_000_000;

/// Lines that are read only to see whether they can be offered instead of those that cannot be read, in one program.
pub const READINGS: usize = 20_000;

/// A declared name.
#[derive(Clone, Debug)]
pub struct Known {
    /// What it names.
    pub named: Named,
    /// Where it is declared.
    pub span: Span,
}

/// The names of a program and what reading values needs of them.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Every declared name. Names are unique in a program, whatever they name.
    pub names: BTreeMap<Name, Known>,
    /// Names of each sort in the order of their ids.
    pub order: BTreeMap<Refers, Vec<Name>>,
    /// Names whose declaration failed or is not the only one: using them is not a second fault.
    pub broken: BTreeSet<Name>,
    /// Words of text that could not be read at all: one that is not known may be declared there.
    pub mentioned: BTreeSet<Name>,
    /// Sorts of names of which two are alike: one that is not known may be what the other should have been.
    pub doubtful: BTreeSet<Refers>,
    /// Whether some declaration could not be read at all: a name that is not known may be its own.
    pub torn: bool,
    /// How many names may still be compared in search of near ones.
    pub comparisons_left: Cell<usize>,
    /// How many lines may still be read to see whether they can be offered.
    pub readings_left: Cell<usize>,
    /// The program's currency.
    pub currency: Currency,
    /// Other currencies that have an exchange rule.
    pub exchanged: BTreeSet<Currency>,
    /// The program's year.
    pub fiscal: Fiscal,
    /// Unit of each measure, and whether it is a stock. Filled before anything reads measures.
    pub measures: BTreeMap<MeasureId, (Unit, bool)>,
    /// Measures that are the middle of some totals: what is not made of parts.
    pub medians: BTreeSet<MeasureId>,
    /// Scores as they are counted. Filled once all of them are read.
    pub scores: BTreeMap<ScoreId, Score>,
    /// Targets and their units. Filled once all of them are read.
    pub targets: BTreeMap<TargetId, (Target, Unit)>,
    /// Days of each dated entry. Filled before anything reads entries.
    pub entries: BTreeMap<EntryId, Days>,
    /// Products of each line.
    pub products_of: BTreeMap<LineId, BTreeSet<ProductId>>,
    /// Business days of each region that states them, or lies in one that does.
    pub business: BTreeMap<RegionId, BusinessDays>,
    /// Blocks with a clause that could not be read: that something is missing in them is not known.
    pub unread: BTreeSet<Name>,
    /// The region that each region lies in. Filled once all of them are read.
    pub around: BTreeMap<RegionId, RegionId>,
}

/// The words a message uses for a sort of name.
pub fn noun(refers: Refers) -> &'static str {
    match refers {
        Refers::Region => "region",
        Refers::Type => "partner type",
        Refers::Line => "product line",
        Refers::Product => "product",
        Refers::Measure => "measure",
        Refers::Tier => "tier",
        Refers::Specialization => "specialization",
        Refers::Benefit => "benefit",
        Refers::Certification => "certification",
        Refers::Budget => "budget",
        Refers::Incentive => "incentive",
        Refers::Track => "track",
        Refers::Course => "course",
        Refers::Entry => "calendar entry",
        Refers::Segment => "segment",
        Refers::Role => "role",
        Refers::Committee => "committee",
        Refers::Score => "score",
        Refers::Target => "target",
    }
}

/// A noun with its article: `an incentive`.
pub fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// The sort of a resolved name.
pub fn sort_of(named: Named) -> Refers {
    match named {
        Named::Region(_) => Refers::Region,
        Named::Type(_) => Refers::Type,
        Named::Line(_) => Refers::Line,
        Named::Product(_) => Refers::Product,
        Named::Measure(_) => Refers::Measure,
        Named::Tier(_) => Refers::Tier,
        Named::Specialization(_) => Refers::Specialization,
        Named::Benefit(_) => Refers::Benefit,
        Named::Certification(_) => Refers::Certification,
        Named::Budget(_) => Refers::Budget,
        Named::Incentive(_) => Refers::Incentive,
        Named::Track(_) => Refers::Track,
        Named::Course(_) => Refers::Course,
        Named::Entry(_) => Refers::Entry,
        Named::Segment(_) => Refers::Segment,
        Named::Role(_) => Refers::Role,
        Named::Committee(_) => Refers::Committee,
        Named::Score(_) => Refers::Score,
        Named::Target(_) => Refers::Target,
    }
}

/// The id at a place of its list.
pub fn numbered(refers: Refers, at: u16) -> Named {
    match refers {
        Refers::Region => Named::Region(RegionId(at)),
        Refers::Type => Named::Type(TypeId(at)),
        Refers::Line => Named::Line(LineId(at)),
        Refers::Product => Named::Product(ProductId(at)),
        Refers::Measure => Named::Measure(MeasureId(at)),
        Refers::Tier => Named::Tier(TierId(at)),
        Refers::Specialization => Named::Specialization(SpecializationId(at)),
        Refers::Benefit => Named::Benefit(BenefitId(at)),
        Refers::Certification => Named::Certification(CertificationId(at)),
        Refers::Budget => Named::Budget(BudgetId(at)),
        Refers::Incentive => Named::Incentive(IncentiveId(at)),
        Refers::Track => Named::Track(TrackId(at)),
        Refers::Course => Named::Course(CourseId(at)),
        Refers::Entry => Named::Entry(EntryId(at)),
        Refers::Segment => Named::Segment(SegmentId(at)),
        Refers::Role => Named::Role(RoleId(at)),
        Refers::Committee => Named::Committee(CommitteeId(at)),
        Refers::Score => Named::Score(ScoreId(at)),
        Refers::Target => Named::Target(TargetId(at)),
    }
}

impl Scope {
    /// The names of one sort, in the order of their ids.
    pub fn of(&self, refers: Refers) -> &[Name] {
        self.order.get(&refers).map_or(&[], Vec::as_slice)
    }

    /// What a name of one of these sorts means; the problem says what it is instead, or the near match.
    /// `None` when its declaration failed and was reported already.
    pub fn find(&self, name: &str, span: Span, sorts: &[Refers]) -> Result<Option<Named>, Problem> {
        if let Some(known) = self.names.get(name) {
            let sort = sort_of(known.named);
            if sorts.contains(&sort) {
                return Ok(Some(known.named));
            }
            if self.broken.contains(name) {
                return Ok(None);
            }
            let wanted = nouns(sorts);
            return Err(Problem::error(
                "wrong-sort-of-name",
                format!(
                    "`{name}` is {}, and {} is meant here",
                    a(noun(sort)),
                    a(&wanted)
                ),
            )
            .at(span)
            .also(known.span, "declared here")
            .help(format!("name {}", a(&wanted))));
        }
        let near = self.near(name, sorts);
        let may_be_new = self.torn || sorts.iter().any(|sort| self.doubtful.contains(sort));
        if self.is_lost(name) || (may_be_new && near.is_none()) {
            return Ok(None);
        }
        Err(self.unknown(name, span, sorts, near))
    }

    /// Whether a name, or the thing that a part belongs to, may be declared by what could not be read.
    pub fn is_lost(&self, name: &str) -> bool {
        let whole = name.split('.').next().unwrap_or(name);
        let mut names = [name, whole].into_iter();
        names.any(|it| self.broken.contains(it) || self.mentioned.contains(it))
    }

    /// Whether one more line may be read to see whether it can be offered.
    pub fn may_read(&self) -> bool {
        let left = self.readings_left.get().checked_sub(1);
        left.inspect(|left| self.readings_left.set(*left)).is_some()
    }

    /// The name of one of these sorts that was most likely meant, while looking for it is not too much work.
    fn near(&self, name: &str, sorts: &[Refers]) -> Option<&str> {
        let count: usize = sorts.iter().map(|sort| self.of(*sort).len()).sum();
        let left = self.comparisons_left.get().checked_sub(count)?;
        self.comparisons_left.set(left);
        let fitting = sorts.iter().flat_map(|sort| self.of(*sort));
        nearest(name, fitting.map(|name| &**name))
    }

    fn unknown(&self, name: &str, span: Span, sorts: &[Refers], near: Option<&str>) -> Problem {
        let wanted = nouns(sorts);
        let fitting = || {
            sorts
                .iter()
                .flat_map(|sort| self.of(*sort))
                .map(|name| &**name)
        };
        let meant = near.and_then(|near| self.names.get(near));
        let wanted = meant.map_or(wanted, |known| noun(sort_of(known.named)).to_owned());
        let problem =
            Problem::error("unknown-name", format!("there is no {wanted} `{name}`")).at(span);
        match near {
            Some(near) => {
                let problem = problem.help(format!("did you mean `{near}`?"));
                match self.names.get(near) {
                    Some(known) => problem.also(known.span, format!("`{near}` is declared here")),
                    None => problem,
                }
            }
            None => {
                let known: Vec<String> =
                    fitting().take(8).map(|name| format!("`{name}`")).collect();
                if known.is_empty() {
                    problem.help(format!("the program declares no {wanted}"))
                } else {
                    problem.help(format!("declared are {}", known.join(", ")))
                }
            }
        }
    }

    /// Business days of a region, if it states them.
    pub fn business_days(&self, region: RegionId) -> Option<&BusinessDays> {
        self.business.get(&region)
    }

    /// The regions around one, from the nearest outwards.
    pub fn regions_around(&self, id: RegionId) -> impl Iterator<Item = RegionId> {
        let outer = |id: &RegionId| self.around.get(id).copied();
        std::iter::successors(outer(&id), outer).take(MOST_DEPTH)
    }

    /// The regions that lie in one, in the order of their ids.
    pub fn regions_in(&self, id: RegionId) -> Vec<RegionId> {
        let inner = self.around.keys().copied();
        inner
            .filter(|each| self.regions_around(*each).any(|outer| outer == id))
            .collect()
    }

    /// How many members a set has.
    pub fn count(&self, refers: Refers) -> usize {
        self.of(refers).len()
    }
}

/// "tier or region".
fn nouns(sorts: &[Refers]) -> String {
    let words: Vec<&str> = sorts.iter().map(|sort| noun(*sort)).collect();
    words.join(" or ")
}
