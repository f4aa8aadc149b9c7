//! The facts known so far, indexed for reading. What a fact means for money is not its concern: it
//! answers who did what on which days, and what is left of a sale.

mod beside;
pub mod convert;
mod deals;
mod enter;
mod group;
mod ids;
pub mod row;

pub use enter::Entered;
pub use row::{PartnerId, Row, RowId};

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{CertificationId, RegionId, TypeId};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::fact::{FIELDS_OF_SALE, FactKind, FieldIndex};
use crate::semantics::lookup::Lookup;
use crate::semantics::symbol::{Symbol, Symbols};
use row::places;

/// A partner of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its name: the id that facts carry.
    pub name: Name,
    /// Its home.
    pub region: Option<RegionId>,
    /// Its type.
    pub sort: Option<TypeId>,
    /// When it joined; `None` for one that was always there.
    pub joined: Option<Date>,
}

impl Partner {
    /// A partner of which only the name is known.
    pub fn named(name: &Name) -> Partner {
        Partner {
            name: name.clone(),
            region: None,
            sort: None,
            joined: None,
        }
    }
}

/// Which returns lessen a sale.
#[derive(Clone, Copy, Debug)]
pub enum Counted<'a> {
    /// All that are known.
    All,
    /// Those entered by the day a claim closed (or by the day the sale was entered, if later), and of
    /// the later ones those that `late` lets in.
    Closed {
        /// The day the claim closed.
        on: Date,
        /// The longest time from sale to return, and whose business days count; `None` lets none in.
        late: Option<(Option<Duration>, &'a BusinessDays)>,
    },
}

#[derive(Clone, Debug)]
struct Entry {
    row: Row,
    entered: Date,
    returned_amount: i64,
    returned_units: i64,
}

/// A fact among those of its partner and kind.
#[derive(Clone, Copy, Debug)]
struct Listed {
    happened: Date,
    id: RowId,
}

/// The facts known so far and the partners they belong to.
#[derive(Clone, Debug, Default)]
pub struct Book {
    symbols: Symbols,
    partners: Vec<Partner>,
    by_name: BTreeMap<Name, PartnerId>,
    in_name_order: Vec<PartnerId>,
    entries: Vec<Entry>,
    ids: ids::Ids,
    lists: Vec<[Vec<Listed>; KINDS]>,
    returns: BTreeMap<RowId, Vec<RowId>>,
    /// Of a claim, the part of its cost that was accepted by a step or by silence.
    accepted_costs: BTreeMap<RowId, i64>,
    first_sales: Lookup<Symbol, enter::FirstSale>,
    /// What sales have in common; kept where the program asks for it.
    beside: Option<Box<beside::Beside>>,
    /// What customers have paid for each sale, by its id.
    payments: Lookup<Symbol, Vec<RowId>>,
    /// The credits on each deal.
    credits: Lookup<Symbol, Vec<RowId>>,
    /// What happened to registrations and leads, by their ids.
    steps: Lookup<Symbol, Vec<RowId>>,
    /// What happened to claims, by their ids.
    claim_steps: Lookup<Symbol, Vec<RowId>>,
    /// The leads for each deal.
    leads: Lookup<Symbol, Vec<RowId>>,
    /// The last registration of each deal.
    registrations: Lookup<Symbol, RowId>,
    /// The registration of the same deal before this one; most have none.
    registered_before: BTreeMap<RowId, RowId>,
    /// The heads that memberships name.
    heads: BTreeMap<RowId, PartnerId>,
    /// The partners that were ever one's head, or ever had it as theirs.
    tied: BTreeMap<PartnerId, BTreeSet<PartnerId>>,
}

const KINDS: usize = 23;

const fn place_of(kind: FactKind) -> usize {
    match kind {
        FactKind::Sale => 0,
        FactKind::Return => 1,
        FactKind::Certification => 2,
        FactKind::Completion => 3,
        FactKind::Registration => 4,
        FactKind::Claim => 5,
        FactKind::Enrolment => 6,
        FactKind::Standing => 7,
        FactKind::Target => 8,
        FactKind::Purchase => 9,
        FactKind::Rotation => 10,
        FactKind::Debit => 11,
        FactKind::Protection => 12,
        FactKind::Payment => 13,
        FactKind::Cancellation => 14,
        FactKind::Credit => 15,
        FactKind::Specialization => 16,
        FactKind::DealStep => 17,
        FactKind::Lead => 18,
        FactKind::Membership => 19,
        FactKind::ClaimStep => 20,
        FactKind::Exception => 21,
        FactKind::Quote => 22,
    }
}

impl Book {
    /// The texts of its symbols.
    pub fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    /// The symbol of a text, kept if it is new.
    pub fn symbol(&mut self, text: &Name) -> Symbol {
        self.symbols.intern(text)
    }

    /// Adds a partner, or replaces what is known of one with this name.
    pub fn add_partner(&mut self, partner: Partner) -> PartnerId {
        if let Some(id) = self.by_name.get(&partner.name).copied() {
            if let Some(held) = self.partners.get_mut(id.index()) {
                *held = partner;
            }
            return id;
        }
        let id = PartnerId(u32::try_from(self.partners.len()).unwrap_or(u32::MAX));
        self.by_name.insert(partner.name.clone(), id);
        self.partners.push(partner);
        self.lists.push(Default::default());
        let place = self
            .in_name_order
            .partition_point(|other| self.name_of(*other) < self.name_of(id));
        self.in_name_order.insert(place, id);
        id
    }

    /// The partner with this name.
    pub fn partner_named(&self, name: &str) -> Option<PartnerId> {
        self.by_name.get(name).copied()
    }

    /// What is known of a partner.
    pub fn partner(&self, id: PartnerId) -> Option<&Partner> {
        self.partners.get(id.index())
    }

    /// The name of a partner; empty for one of another book.
    pub fn name_of(&self, id: PartnerId) -> &str {
        self.partner(id).map_or("", |partner| &partner.name)
    }

    /// All partners in the order of the bytes of their names.
    pub fn partners(&self) -> &[PartnerId] {
        &self.in_name_order
    }

    /// A fact.
    pub fn row(&self, id: RowId) -> Option<&Row> {
        self.entries.get(id.index()).map(|entry| &entry.row)
    }

    /// The day a fact entered the book: the day it was known, or the first day open then.
    pub fn entered(&self, id: RowId) -> Option<Date> {
        self.entries.get(id.index()).map(|entry| entry.entered)
    }

    /// All facts, in the order they were entered.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, &Row)> {
        let rows = self.entries.iter().map(|entry| &entry.row);
        (0..).map(RowId).zip(rows)
    }

    /// A partner's facts of a kind that happened on these days, in the order of day, then of facts.
    pub fn facts(
        &self,
        partner: PartnerId,
        kind: FactKind,
        days: Days,
    ) -> impl Iterator<Item = (RowId, &Row)> {
        let list = self.list(partner, kind);
        let from = list.partition_point(|fact| fact.happened < days.first());
        let to = list.partition_point(|fact| fact.happened <= days.last());
        let facts = list.get(from..to).unwrap_or(&[]).iter();
        facts.filter_map(|fact| Some((fact.id, self.row(fact.id)?)))
    }

    /// All of a partner's facts of a kind, in the order of day, then of facts.
    fn list(&self, partner: PartnerId, kind: FactKind) -> &[Listed] {
        self.lists
            .get(partner.index())
            .and_then(|lists| lists.get(place_of(kind)))
            .map_or(&[], Vec::as_slice)
    }

    /// The returns of a sale, in the order they were known.
    pub fn returns_of(&self, sale: RowId) -> &[RowId] {
        self.returns.get(&sale).map_or(&[], Vec::as_slice)
    }

    /// Whether anything that a partner sold came back.
    pub fn has_returns(&self, partner: PartnerId) -> bool {
        !self.list(partner, FactKind::Return).is_empty()
    }

    /// The order in which facts compete: accepted date, claim number, id bytes.
    pub fn compare(&self, left: &Row, right: &Row) -> Ordering {
        left.accepted
            .cmp(&right.accepted)
            .then_with(|| self.symbols.compare(left.claim, right.claim))
            .then_with(|| self.symbols.compare(left.id, right.id))
    }

    /// A number field of a fact, a sale's less what was returned of it.
    pub fn net(&self, id: RowId, field: FieldIndex, counted: Counted) -> i128 {
        let Some(entry) = self.entries.get(id.index()) else {
            return 0;
        };
        let whole = entry.row.number(field).map_or(0, i128::from);
        if let (FactKind::Claim, places::CLAIM_COST) = (entry.row.kind, field) {
            let part = self.accepted_costs.get(&id).copied();
            return part.map_or(whole, i128::from);
        }
        if entry.row.kind != FactKind::Sale || whole == 0 {
            return whole;
        }
        if field == FIELDS_OF_SALE.net_amount {
            whole.saturating_sub(self.returned(id, counted).0)
        } else if field == FIELDS_OF_SALE.units {
            whole.saturating_sub(self.returned(id, counted).1)
        } else {
            whole
        }
    }

    /// Says what part of the cost of a claim was accepted.
    pub fn accept_claim(&mut self, claim: RowId, cost: i64) {
        self.accepted_costs.insert(claim, cost);
    }

    /// Whether a claim was accepted after it was handed in, in whole or in part.
    pub fn is_accepted(&self, claim: RowId) -> bool {
        self.accepted_costs.contains_key(&claim)
    }

    /// Whether a sale has been returned whole: of its amount, or of its units where it has no amount,
    /// nothing is left.
    pub fn is_gone(&self, id: RowId, counted: Counted) -> bool {
        let Some(entry) = self.entries.get(id.index()) else {
            return true;
        };
        if entry.returned_amount == 0 && entry.returned_units == 0 {
            return false;
        }
        let (base, back) = self.basis_of_return(entry, self.returned(id, counted));
        base > 0 && back >= base
    }

    /// What was left of a sale and of that what has come back since, in the unit that measures its
    /// returns: amount, or units where it has no amount. `by` is the day the base is taken.
    pub fn returned_since(&self, sale: RowId, by: Date, counted: Counted) -> (i128, i128) {
        let Some(entry) = self.entries.get(sale.index()) else {
            return (0, 0);
        };
        let before = Counted::Closed { on: by, late: None };
        let (base, early) = self.basis_of_return(entry, self.returned(sale, before));
        let (_, all) = self.basis_of_return(entry, self.returned(sale, counted));
        (base.saturating_sub(early), all.saturating_sub(early))
    }

    /// The first accepted sale to a customer by anyone.
    pub fn first_sale_to(&self, customer: Symbol) -> Option<RowId> {
        self.first_sales.get(&customer).map(|first| first.id)
    }

    /// The partner's certificates that are valid on a day.
    pub fn certificates(
        &self,
        partner: PartnerId,
        day: Date,
    ) -> impl Iterator<Item = (RowId, &Row)> {
        let list = self.list(partner, FactKind::Certification);
        list.iter()
            .filter_map(|fact| Some((fact.id, self.row(fact.id)?)))
            .filter(move |(_, row)| {
                let until = row.date(places::CERTIFICATION_UNTIL);
                row.happened <= day && until.is_none_or(|until| day <= until)
            })
    }

    /// Whether a person of the partner holds a certification on a day; `None` asks for anybody.
    pub fn holds(
        &self,
        partner: PartnerId,
        person: Option<Symbol>,
        certification: CertificationId,
        day: Date,
    ) -> bool {
        self.certificates(partner, day).any(|(_, row)| {
            row.refers == Some(certification.0)
                && person.is_none_or(|person| row.text(places::PERSON) == Some(person))
        })
    }

    /// Amount and units returned of a sale, of the returns that count.
    fn returned(&self, sale: RowId, counted: Counted) -> (i128, i128) {
        let Some(entry) = self.entries.get(sale.index()) else {
            return (0, 0);
        };
        let (on, late) = match counted {
            Counted::All => {
                return (entry.returned_amount.into(), entry.returned_units.into());
            }
            Counted::Closed { on, late } => (on.max(entry.entered), late),
        };
        if entry.returned_amount == 0 && entry.returned_units == 0 {
            return (0, 0);
        }
        let returns = self.returns_of(sale).iter();
        returns
            .filter_map(|id| self.entries.get(id.index()))
            .filter(|back| {
                back.entered <= on
                    || late.is_some_and(|late| is_within(&entry.row, &back.row, late))
            })
            .fold((0, 0), |(amount, units): (i128, i128), back| {
                let more = |field| back.row.number(field).map_or(0, i128::from);
                (
                    amount.saturating_add(more(places::RETURN_AMOUNT)),
                    units.saturating_add(more(places::RETURN_UNITS)),
                )
            })
    }

    /// The sale and its returns in one unit: amount, or units where it has no amount.
    fn basis_of_return(&self, entry: &Entry, back: (i128, i128)) -> (i128, i128) {
        let sold = |field| entry.row.number(field).map_or(0, i128::from);
        match sold(FIELDS_OF_SALE.net_amount) {
            0 => (sold(FIELDS_OF_SALE.units), back.1),
            amount => (amount, back.0),
        }
    }
}

/// Whether a return happened within the time that the rule gives it, counted from the day of sale.
pub fn is_within(sale: &Row, back: &Row, limit: (Option<Duration>, &BusinessDays)) -> bool {
    let (within, business) = limit;
    within.is_none_or(|within| back.happened <= within.after(sale.happened, business))
}
