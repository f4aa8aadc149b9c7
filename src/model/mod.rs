//! The resolved program: inert, every name an id, every clause a value; everything reads it. Must not know syntax.

pub mod aim;
pub mod calendar;
pub mod finality;
pub mod guard;
pub mod incentive;
pub mod learning;
pub mod region;
pub mod spoken;
pub mod standing;
pub mod succession;
pub mod text;
pub mod words;

use std::collections::BTreeMap;

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{
    BenefitId, BudgetId, IncentiveId, LineId, MeasureId, ProductId, RegionId, SpecializationId,
    TierId,
};
use crate::base::money::{Currency, Money, Rounding};
use crate::base::name::Name;
use crate::base::origin::{Origin, Origins};
use crate::base::period::Fiscal;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::kind::spec::{Kind, Terms};
use crate::payout::measure::Measure;
use crate::payout::score::Score;
use crate::payout::table::Set;
use crate::payout::target::Target;

/// What every declaration carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Its name, or an empty name for a kind that has none.
    pub name: Name,
    /// The name under which it was first declared, or its own words where it has no name: it is known by this
    /// wherever something lasts longer than a text, such as the entries of a calendar.
    pub first: Name,
    /// Its title; its name where none is given.
    pub title: Name,
    /// Whether its amounts may never reach a partner.
    pub internal: bool,
    /// For partners.
    pub tell: Option<Name>,
    /// The internal reason.
    pub why: Option<Name>,
    /// Where it stands.
    pub origin: Origin,
}

/// A compiled program.
#[derive(Clone)]
pub struct Program {
    /// Name and title of the program.
    pub declared: Declared,
    /// The edition of the language.
    pub edition: u16,
    /// When this version was published; notice runs from it.
    pub published: Option<Date>,
    /// The program's year.
    pub fiscal: Fiscal,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// How a posting is rounded.
    pub rounding: Rounding,
    /// When what was posted is final; `None` does not say it.
    pub finality: Option<finality::Finality>,
    /// The time zone, as written.
    pub zone: Name,
    /// Languages of documents; the first is the source.
    pub languages: Vec<Name>,
    /// The language that prevails.
    pub prevails: Name,
    /// Documents, each of which counts where a later one differs.
    pub precedence: Vec<&'static str>,
    /// Who owns the program (a role).
    pub owner: Option<Name>,
    /// The program that it follows, if any.
    pub succession: Option<succession::Succession>,
    /// Fixed exchange rates into the program's currency.
    pub exchange: BTreeMap<Currency, Ratio>,
    /// Whose program it is.
    pub covers: Covers,
    /// What proofs may assume.
    pub assumptions: Vec<Assumption>,
    /// Regions.
    pub regions: Vec<region::Region>,
    /// Partner types.
    pub types: Vec<PartnerType>,
    /// Product lines.
    pub lines: Vec<Line>,
    /// Products.
    pub products: Vec<Product>,
    /// Measures.
    pub measures: Vec<MeasureOf>,
    /// Scores.
    pub scores: Vec<ScoreOf>,
    /// Targets.
    pub targets: Vec<TargetOf>,
    /// Tiers, lowest rank first.
    pub tiers: Vec<standing::Tier>,
    /// Specializations, in order of name.
    pub specializations: Vec<standing::Specialization>,
    /// Benefits of tiers.
    pub benefits: Vec<Benefit>,
    /// Budgets.
    pub budgets: Vec<Budget>,
    /// Everything that pays, in order of name.
    pub incentives: Vec<incentive::Incentive>,
    /// Registration of deals, if the program has it.
    pub registration: Option<incentive::Registration>,
    /// How leads are given, if the program gives any.
    pub leads: Option<incentive::LeadRules>,
    /// Pairs of incentives that may both pay on one sale, lower id first.
    pub stacked: Vec<(IncentiveId, IncentiveId)>,
    /// Pairs that never both pay on one sale: the second is kept from sales paid by the first.
    pub excluded: Vec<(IncentiveId, IncentiveId)>,
    /// Pairs of which the first is paid on what the award of the second leaves.
    pub reduced: Vec<(IncentiveId, IncentiveId)>,
    /// Incentives of which only the largest award on an occasion is paid; of equal ones the first.
    pub larger: Vec<Vec<IncentiveId>>,
    /// Certifications, tracks and courses.
    pub learning: learning::Learning,
    /// Everything with a date.
    pub calendar: calendar::Calendar,
    /// Limits on the calendar and on exposure.
    pub guard: guard::Guard,
    /// What it is to reach and what it tries.
    pub aims: aim::Aims,
    /// Roles, committees, segments, policies, scorecards and other words.
    pub words: words::Words,
    /// Worked examples.
    pub examples: Vec<words::Example>,
    /// What is said in other languages than the first.
    pub translations: text::Translations,
    /// Every declaration as resolved terms, in order of kind and name: the source of exports and pages.
    pub declarations: Vec<Declaration>,
    /// Where everything stands in the files.
    pub origins: Origins,
}

/// Whose program it is, by the home of a partner. Of the programs of a directory one is each partner's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Covers {
    /// Everybody's.
    #[default]
    All,
    /// That of partners in these regions.
    In(Vec<RegionId>),
    /// That of all others: partners in these regions have programs of their own.
    Outside(Vec<RegionId>),
}

impl Covers {
    /// Whether it is the program of a partner with this home.
    pub fn has(&self, home: Option<RegionId>) -> bool {
        match self {
            Covers::All => true,
            Covers::In(regions) => home.is_some_and(|home| regions.contains(&home)),
            Covers::Outside(regions) => home.is_none_or(|home| !regions.contains(&home)),
        }
    }
}

/// A declaration as resolved terms.
#[derive(Clone)]
pub struct Declaration {
    /// Its descriptor.
    pub kind: &'static Kind,
    /// Name, title and texts.
    pub declared: Declared,
    /// Its clauses.
    pub terms: Terms,
    /// Nested declarations.
    pub children: Vec<Declaration>,
}

/// A fact about the world that proofs may use; checked against real data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// At most so many different partners hold the tier on any day of the year.
    PartnersAt {
        /// How many.
        most: i64,
        /// Which tier.
        tier: TierId,
        /// Where it is written.
        origin: Origin,
    },
    /// At most so many partners in all.
    Partners {
        /// How many.
        most: i64,
        /// Where it is written.
        origin: Origin,
    },
    /// A sale of the product is never below this net price.
    NetPrice {
        /// Which product.
        product: ProductId,
        /// The least price of a sale.
        least: Money,
        /// Where it is written.
        origin: Origin,
    },
    /// A partner of the tier sells at most this much in a year.
    Volume {
        /// Which tier.
        tier: TierId,
        /// The most net sales of a year.
        most: Money,
        /// Where it is written.
        origin: Origin,
    },
}

/// A type of partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerType {
    /// Name and title.
    pub declared: Declared,
}

/// A product line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Name and title.
    pub declared: Declared,
    /// The vendor's margin on a sale.
    pub margin: Option<Ratio>,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Name and title.
    pub declared: Declared,
    /// Its line.
    pub line: LineId,
    /// List price of a unit (of a year, for subscriptions).
    pub list: Option<Money>,
    /// The first day it is sold.
    pub launch: Option<Date>,
}

/// A declared measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureOf {
    /// Name and title.
    pub declared: Declared,
    /// What is counted.
    pub measure: Measure,
    /// The unit of what is counted.
    pub unit: Unit,
}

/// A declared score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreOf {
    /// Name and title.
    pub declared: Declared,
    /// How it is counted.
    pub score: Score,
}

/// A declared target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetOf {
    /// Name and title.
    pub declared: Declared,
    /// What is expected.
    pub target: Target,
    /// In which unit.
    pub unit: Unit,
}

/// A benefit of a tier that pays no money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    /// Name and title.
    pub declared: Declared,
    /// How many, where it is counted.
    pub quantity: Option<i64>,
    /// What a partner would pay for it in a year, for the forecast.
    pub value: Option<Money>,
}

/// A shared pool of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Name and title.
    pub declared: Declared,
    /// The pool and its rule.
    pub pool: crate::payout::Pool,
    /// The role that owns it.
    pub owner: Option<Name>,
}

impl Program {
    /// How many members a set has: the number of columns of a table across it.
    pub fn members(&self, set: Set) -> usize {
        match set {
            Set::Tier => self.tiers.len(),
            Set::Region => self.regions.len(),
            Set::Type => self.types.len(),
            Set::Line => self.lines.len(),
        }
    }

    /// The declared name and title of a member of a set.
    pub fn member(&self, set: Set, index: usize) -> Option<&Declared> {
        match set {
            Set::Tier => self.tiers.get(index).map(|tier| &tier.declared),
            Set::Region => self.regions.get(index).map(|region| &region.declared),
            Set::Type => self.types.get(index).map(|each| &each.declared),
            Set::Line => self.lines.get(index).map(|line| &line.declared),
        }
    }

    /// A tier by id.
    pub fn tier(&self, id: TierId) -> Option<&standing::Tier> {
        self.tiers.get(id.index())
    }

    /// A specialization by id.
    pub fn specialization(&self, id: SpecializationId) -> Option<&standing::Specialization> {
        self.specializations.get(id.index())
    }

    /// A region by id.
    pub fn region(&self, id: RegionId) -> Option<&region::Region> {
        self.regions.get(id.index())
    }

    /// A line by id.
    pub fn line(&self, id: LineId) -> Option<&Line> {
        self.lines.get(id.index())
    }

    /// A product by id.
    pub fn product(&self, id: ProductId) -> Option<&Product> {
        self.products.get(id.index())
    }

    /// A product by name.
    pub fn product_named(&self, name: &str) -> Option<ProductId> {
        let at = self
            .products
            .iter()
            .position(|each| &*each.declared.name == name)?;
        u16::try_from(at).ok().map(ProductId)
    }

    /// A measure by id.
    pub fn measure(&self, id: MeasureId) -> Option<&MeasureOf> {
        self.measures.get(id.index())
    }

    /// An incentive by id.
    pub fn incentive(&self, id: IncentiveId) -> Option<&incentive::Incentive> {
        self.incentives.get(id.index())
    }

    /// A budget by id.
    pub fn budget(&self, id: BudgetId) -> Option<&Budget> {
        self.budgets.get(id.index())
    }

    /// A benefit by id.
    pub fn benefit(&self, id: BenefitId) -> Option<&Benefit> {
        self.benefits.get(id.index())
    }

    /// The business days of a region, or every day where the region states none.
    pub fn business_days(&self, region: Option<RegionId>) -> BusinessDays {
        region
            .and_then(|id| self.region(id))
            .and_then(|region| region.business.clone())
            .unwrap_or_default()
    }
}

/// A length of time as the model keeps it where a clause may be left out.
pub type Within = Option<Duration>;
