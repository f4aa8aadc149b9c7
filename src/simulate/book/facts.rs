//! Drawn facts as the facts of a program: ids, names and dates. The same fact is posted to the
//! fold and written to files, so a forecast can be settled.

use crate::base::id::{RegionId, TypeId};
use crate::base::name::Name;
use crate::fact::{Fact, FactKind, Value, type_of};
use crate::model::Program;
use crate::semantics::book::Partner;
use crate::semantics::symbol::Symbol;
use crate::simulate::behaviour::population::Partners;
use crate::simulate::engine::drawn::{Debit, Drawn, Extension, Learnt, Registration, Sale};
use crate::simulate::engine::plan::Fund;
use crate::simulate::setting::Clock;

/// Letters of drawn ids: with twelve digits they are the ids themselves.
pub(in crate::simulate) mod letter {
    pub const SALE: u8 = b's';
    pub const DEAL: u8 = b'd';
    pub const ORDER: u8 = b'o';
    pub const CUSTOMER: u8 = b'c';
    pub const PERSON: u8 = b'e';
    pub const REGISTRATION: u8 = b'r';
    pub const EXTENSION: u8 = b'x';
    pub const DEBIT: u8 = b'b';
    /// As of a special price: ids of one kind of fact are apart from those of another.
    pub const QUOTE: u8 = DEBIT;
    pub const COMPLETION: u8 = b'k';
    pub const CERTIFICATE: u8 = b't';
    pub const CLAIM: u8 = b'f';
    pub const PAYMENT: u8 = b'p';
    pub const RETURN: u8 = b'u';
    pub const CANCELLATION: u8 = b'v';
    pub const PURCHASE: u8 = b'w';
    pub const ROTATION: u8 = b'z';
    pub const PROTECTION: u8 = b'i';
    pub const STEP: u8 = b'y';
    pub const LEAD: u8 = b'l';
    pub const ANSWER: u8 = b'a';
    pub const TARGET: u8 = b'j';
    pub const JOINING: u8 = b'n';
    pub const MEMBERSHIP: u8 = b'm';
    pub const SOURCING: u8 = b'g';
    pub const SELLING: u8 = b'h';
    pub const NUMBER: u8 = b'q';
}

/// What facts need to be written: the program's names and dates.
#[derive(Clone, Copy)]
pub struct Scribe<'a> {
    /// The program.
    pub program: &'a Program,
    /// Names of partners by place.
    pub partners: &'a [Name],
    /// The funds of the plan.
    pub funds: &'a [Fund],
    /// Days as dates.
    pub clock: Clock,
}

/// The symbol of a drawn id. Numbers of drawn things have at most twelve digits.
pub(in crate::simulate) fn symbol(letter: u8, number: u64) -> Symbol {
    Symbol::numbered(letter, number).unwrap_or(Symbol::EMPTY)
}

/// The text of a drawn id.
pub(super) fn id(letter: u8, number: u64) -> Name {
    Name::from(format!("{}{number:012}", char::from(letter)))
}

/// The number of the deal that a symbol of a sale, deal, order, special price or part in a deal names.
pub fn deal_of(word: u64) -> Option<u64> {
    let deal = |letter| symbol(letter, word & 0xff_ffff_ffff).word() == word;
    let letters = [
        letter::SALE,
        letter::DEAL,
        letter::ORDER,
        letter::DEBIT,
        letter::SOURCING,
        letter::SELLING,
    ];
    let named = letters.into_iter().any(deal);
    named.then_some(word & 0xff_ffff_ffff)
}

/// A partner as settlement knows it.
pub fn partner(program: &Program, partners: &Partners, place: usize) -> Partner {
    let region = partners
        .regions
        .get(place)
        .filter(|_| !program.regions.is_empty());
    let sort = partners
        .types
        .get(place)
        .filter(|_| !program.types.is_empty());
    Partner {
        region: region.copied().map(RegionId),
        sort: sort.copied().map(TypeId),
        ..Partner::named(&partners.names[place])
    }
}

impl Scribe<'_> {
    /// A drawn fact as a fact of the program.
    pub fn fact(&self, drawn: &Drawn) -> Fact {
        match drawn {
            Drawn::Sale(sale) => self.sale(sale),
            Drawn::Registration(registration) => self.registration(registration),
            Drawn::Extension(extension) => self.extension(extension),
            Drawn::Completion(learnt) => {
                let courses = &self.program.learning.courses;
                let course = courses
                    .get(usize::from(learnt.what))
                    .map(|each| &each.declared.name);
                self.learnt(
                    FactKind::Completion,
                    learnt,
                    letter::COMPLETION,
                    "course",
                    course,
                )
            }
            Drawn::Certification(learnt) => {
                let list = &self.program.learning.certifications;
                let name = list
                    .get(usize::from(learnt.what))
                    .map(|each| &each.declared.name);
                let kind = FactKind::Certification;
                self.learnt(kind, learnt, letter::CERTIFICATE, "certification", name)
            }
            Drawn::Claim(claim) => self.claim(claim),
            Drawn::ClaimStep(step) => self.claim_step(step),
            Drawn::Exception(asked) => self.exception(asked),
            Drawn::Debit(debit) => self.debit(debit),
            Drawn::Payment(payment) => self.payment(payment),
            Drawn::Return(back) => self.back(back),
            Drawn::Lead(lead) => self.lead(lead),
            Drawn::LeadAccepted(lead) => self.lead_accepted(lead),
            Drawn::Credit(credit) => self.credit(credit),
            Drawn::Target(target) => self.target(target),
            Drawn::Joining(joining) => self.joining(joining),
            Drawn::Membership(membership) => self.membership(membership),
            Drawn::Cancellation(ended) => self.cancellation(ended),
            Drawn::Purchase(goods) => self.goods(goods, FactKind::Purchase, letter::PURCHASE),
            Drawn::Rotation(goods) => self.goods(goods, FactKind::Rotation, letter::ROTATION),
            Drawn::Protection(fallen) => self.protection(fallen),
            Drawn::Quote(quote) => self.quote(quote),
            Drawn::Step(step) => self.step(step),
        }
    }

    fn sale(&self, sale: &Sale) -> Fact {
        let product = sale
            .product
            .and_then(|place| self.program.products.get(usize::from(place)));
        let mut fact = self.blank(
            FactKind::Sale,
            letter::SALE,
            sale.deal,
            sale.partner,
            sale.day,
        );
        fact.claim = id(letter::NUMBER, sale.claim);
        set(
            &mut fact,
            "seller",
            Value::Text(id(letter::PERSON, sale.seller)),
        );
        set(
            &mut fact,
            "customer_id",
            Value::Text(id(letter::CUSTOMER, sale.customer)),
        );
        set(
            &mut fact,
            "order_id",
            Value::Text(id(letter::ORDER, sale.deal)),
        );
        set(
            &mut fact,
            "deal_id",
            Value::Text(id(letter::DEAL, sale.deal)),
        );
        if let Some(product) = product {
            set(
                &mut fact,
                "product",
                Value::Text(product.declared.name.clone()),
            );
        }
        set(&mut fact, "units", Value::Count(sale.units));
        set(
            &mut fact,
            "net_amount",
            Value::Amount(i128::from(sale.amount)),
        );
        set(&mut fact, "status", Value::Text(Name::new("accepted")));
        if let Some(kind) = sale.kind {
            set(&mut fact, "kind", Value::Text(Name::new(kind)));
        }
        fact
    }

    fn extension(&self, asked: &Extension) -> Fact {
        let kind = FactKind::DealStep;
        let mut fact = self.blank(
            kind,
            letter::EXTENSION,
            asked.deal,
            asked.partner,
            asked.day,
        );
        let about = id(letter::REGISTRATION, asked.deal);
        set(&mut fact, "about", Value::Text(about));
        set(&mut fact, "step", Value::Text(Name::new("extended")));
        fact
    }

    fn debit(&self, debit: &Debit) -> Fact {
        let kind = FactKind::Debit;
        let mut fact = self.blank(kind, letter::DEBIT, debit.deal, debit.partner, debit.day);
        let product = self.program.products.get(usize::from(debit.product));
        let product = product.map(|each| each.declared.name.clone());
        let customer = Value::Text(id(letter::CUSTOMER, debit.customer));
        set(
            &mut fact,
            "product",
            product.map_or(Value::Absent, Value::Text),
        );
        set(&mut fact, "customer_id", customer);
        set(&mut fact, "units", Value::Count(debit.units));
        set(
            &mut fact,
            "book_cost",
            Value::Amount(i128::from(debit.book)),
        );
        set(
            &mut fact,
            "special_cost",
            Value::Amount(i128::from(debit.special)),
        );
        set(&mut fact, "decision", Value::Text(Name::new("approved")));
        fact
    }

    fn registration(&self, asked: &Registration) -> Fact {
        let kind = FactKind::Registration;
        let mut fact = self.blank(
            kind,
            letter::REGISTRATION,
            asked.deal,
            asked.partner,
            asked.day,
        );
        let decision = if asked.approved {
            "approved"
        } else {
            "refused"
        };
        set(
            &mut fact,
            "deal_id",
            Value::Text(id(letter::DEAL, asked.deal)),
        );
        set(&mut fact, "value", Value::Amount(i128::from(asked.value)));
        set(&mut fact, "decision", Value::Text(Name::new(decision)));
        set(
            &mut fact,
            "decided",
            Value::Date(self.clock.date(asked.decided)),
        );
        fact
    }

    fn learnt(
        &self,
        kind: FactKind,
        learnt: &Learnt,
        letter: u8,
        field: &str,
        what: Option<&Name>,
    ) -> Fact {
        let mut fact = self.blank(kind, letter, learnt.number, learnt.partner, learnt.day);
        set(
            &mut fact,
            "person",
            Value::Text(id(letter::PERSON, learnt.person)),
        );
        if let Some(what) = what {
            set(&mut fact, field, Value::Text(what.clone()));
        }
        fact
    }

    /// A fact without fields: it happened, was known and was accepted on one day.
    pub(super) fn blank(
        &self,
        kind: FactKind,
        letter: u8,
        number: u64,
        partner: u32,
        day: i32,
    ) -> Fact {
        let date = self.clock.date(day);
        let fields = type_of(kind).fields.len();
        Fact {
            kind,
            id: id(letter, number),
            partner: self
                .partners
                .get(partner as usize)
                .cloned()
                .unwrap_or_else(|| "".into()),
            happened: date,
            known: date,
            accepted: date,
            claim: Name::new(""),
            values: vec![Value::Absent; fields].into_boxed_slice(),
        }
    }
}

/// Sets a field by its name in the registry.
pub(super) fn set(fact: &mut Fact, field: &str, value: Value) {
    let place = type_of(fact.kind)
        .field(field)
        .map(|(place, _)| usize::from(place.0));
    if let Some(cell) = place.and_then(|place| fact.values.get_mut(place)) {
        *cell = value;
    }
}
