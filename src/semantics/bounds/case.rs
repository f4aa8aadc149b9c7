//! A case: partners and facts that show a finding, and what the evaluator pays on them. Tiers are held as
//! the case says; reviews are left out, so that the case shows the payout and nothing else.

mod beside;
mod emptied;
pub mod still;

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::id::{
    CertificationId, IncentiveId, ProductId, RegionId, SpecializationId, TierId, TypeId,
};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, Fact, FactKind, FieldIndex, Value, type_of};
use crate::model::Program;
use crate::payout::test::Test;
use crate::semantics::book::Partner;
use crate::semantics::bounds::case::still::Still;
use crate::semantics::bounds::needs::Needs;
use crate::semantics::bounds::price::price_of;
use crate::semantics::evaluate::Detail;
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::Plan;
use crate::semantics::posting::PostingKind;

/// A partner of a case; it holds its tier from before the program's first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePartner {
    /// Its name.
    pub name: Name,
    /// Its tier.
    pub tier: Option<TierId>,
    /// Its home.
    pub region: Option<RegionId>,
    /// Its type.
    pub sort: Option<TypeId>,
}

/// Partners and facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// The partners.
    pub partners: Vec<CasePartner>,
    /// What happened.
    pub facts: Vec<Fact>,
}

/// What the evaluator pays on a case, in minor units. Credit of a fund counts when it is earned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paid {
    /// By incentive and by the day an award is earned.
    pub by_day: BTreeMap<(IncentiveId, Date), i128>,
    /// By incentive and fact.
    pub by_fact: BTreeMap<(IncentiveId, Name), i128>,
    /// How many facts were refused.
    pub rejected: usize,
}

impl Paid {
    /// What an incentive pays for what is earned on some days.
    pub fn by(&self, incentive: IncentiveId, span: Days) -> i128 {
        let of = self
            .by_day
            .iter()
            .filter(|((paid, day), _)| *paid == incentive && span.contains(*day));
        of.fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
    }

    /// What all incentives pay for a fact.
    pub fn for_fact(&self, id: &str) -> i128 {
        let of = self.by_fact.iter().filter(|((_, fact), _)| &**fact == id);
        of.fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
    }
}

/// Where cases are played: its plan is made once for all of them.
pub struct Stage<'p> {
    plan: Plan<'p>,
}

impl<'p> Stage<'p> {
    /// The stage of a program.
    pub fn of(still: &'p Still) -> Stage<'p> {
        Stage {
            plan: Plan::of(still.program()),
        }
    }

    /// The fold of a case at the end of the program's year.
    fn folded(&self, case: &Case, detail: Detail) -> Result<Fold<'_>, Fault> {
        let mut fold = Fold::new(&self.plan, detail);
        for partner in &case.partners {
            let id = fold.add_partner(Partner {
                region: partner.region,
                sort: partner.sort,
                ..Partner::named(&partner.name)
            });
            fold.set_standing(id, Date::MIN, partner.tier);
        }
        for fact in &case.facts {
            fold.admit(fact);
        }
        fold.advance_to(self.plan.program.fiscal.end())?;
        Ok(fold)
    }

    /// Plays a case to the end of the program's year.
    pub fn play(&self, case: &Case) -> Result<Paid, Fault> {
        let mut fold = self.folded(case, Detail::Lines)?;
        let mut paid = Paid::default();
        for posting in fold.take_postings() {
            match posting.kind {
                PostingKind::Award
                | PostingKind::Adjustment
                | PostingKind::Reversal(_)
                | PostingKind::Credit => {}
                // Credit was counted when it was earned.
                PostingKind::Reimbursement | PostingKind::Expiry => continue,
            }
            let incentive = posting.claim.incentive;
            add(
                &mut paid.by_day,
                (incentive, posting.day),
                posting.amount.minor,
            );
            for (row, amount) in &posting.lines {
                if let Some(row) = fold.book().row(*row) {
                    let id = Name::new(&fold.book().symbols().text(row.id));
                    add(&mut paid.by_fact, (incentive, id), *amount);
                }
            }
        }
        paid.rejected = fold.take_rejections().len();
        Ok(paid)
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, i128>, key: K, amount: i128) {
    let sum = sums.entry(key).or_default();
    *sum = sum.saturating_add(amount);
}

/// Facts in the making: sales that meet what incentives ask of them.
pub struct Making<'p> {
    program: &'p Program,
    case: Case,
    needs: Needs,
    made: u32,
    /// Before every id, so that those of several partners differ.
    prefix: String,
}

/// What a rule may ask about a partner: tier, home and type.
pub type Who = (Option<TierId>, Option<RegionId>, Option<TypeId>);

/// The partner of a case that has only one.
pub const PARTNER: &str = "acme";

impl<'p> Making<'p> {
    /// One partner, whose sales and people have what these incentives ask for.
    pub fn of(program: &'p Program, who: Who, incentives: &[IncentiveId]) -> Making<'p> {
        Making::named(program, PARTNER, String::new(), who, incentives)
    }

    /// The same with a name of its own.
    pub fn named(
        program: &'p Program,
        name: &str,
        prefix: String,
        who: Who,
        incentives: &[IncentiveId],
    ) -> Making<'p> {
        let mut needs = Needs::default();
        for incentive in incentives.iter().filter_map(|id| program.incentive(*id)) {
            needs.payout(program, &incentive.payout);
        }
        Making::with(program, name, prefix, who, needs)
    }

    /// One partner, whose sales and people have what these tests ask for.
    pub fn meeting(program: &'p Program, who: Who, tests: &[&Test]) -> Making<'p> {
        let mut needs = Needs::default();
        for test in tests {
            needs.test(program, test);
        }
        Making::with(program, PARTNER, String::new(), who, needs)
    }

    fn with(
        program: &'p Program,
        name: &str,
        prefix: String,
        (tier, region, sort): Who,
        needs: Needs,
    ) -> Making<'p> {
        // Who is one of several goes by the name it was given.
        let named = needs.partner.as_ref().filter(|_| name == PARTNER);
        let named = named.and_then(|named| named.first().cloned());
        let mut making = Making {
            program,
            case: Case {
                partners: vec![CasePartner {
                    name: named.unwrap_or_else(|| Name::new(name)),
                    tier,
                    region,
                    sort,
                }],
                facts: Vec::new(),
            },
            needs,
            made: 0,
            prefix,
        };
        making.certify();
        making.specialize();
        making
    }

    fn partner(&self) -> Name {
        let only = self.case.partners.first();
        only.map_or_else(|| Name::new(PARTNER), |partner| partner.name.clone())
    }

    /// Every person that is needed holds what is needed, all the year.
    fn certify(&mut self) {
        let held: Vec<CertificationId> = self.needs.held.iter().copied().collect();
        for id in held {
            self.certificate(id, "ann");
        }
        let certified: Vec<(CertificationId, i128)> = self
            .needs
            .certified
            .iter()
            .map(|(id, count)| (*id, *count))
            .collect();
        for (id, count) in certified {
            for place in 0..count.clamp(0, 1_000) {
                self.certificate(id, &format!("person{}", place.saturating_add(1)));
            }
        }
    }

    /// Every specialization that is needed was granted on the evening before the year.
    fn specialize(&mut self) {
        let day = self.program.fiscal.start().plus_days(-1);
        let needed: Vec<SpecializationId> = self.needs.specialized.iter().copied().collect();
        for id in needed {
            let Some(held) = self.program.specialization(id) else {
                continue;
            };
            let name = held.rules.declared.name.clone();
            let values = vec![Value::Text(name), Value::Text(Name::new("granted"))];
            self.fact(FactKind::Specialization, "granted", day, values);
        }
    }

    fn certificate(&mut self, id: CertificationId, person: &str) {
        self.learn(id, person, self.program.fiscal.start());
    }

    /// A person learns a certification on a day and holds it to the end of the year.
    pub fn learn(&mut self, id: CertificationId, person: &str, day: Date) {
        let Some(certification) = self.program.learning.certifications.get(id.index()) else {
            return;
        };
        let year = self.program.fiscal.year();
        let values = vec![
            Value::Text(Name::new(person)),
            Value::Text(certification.declared.name.clone()),
            Value::Date(year.last()),
        ];
        self.fact(FactKind::Certification, "certificate", day, values);
    }

    /// A sale of a product on a day; its id is given back. Each is a deal, an order and a new customer of
    /// its own.
    pub fn sale(&mut self, product: ProductId, day: Date, amount: i128) -> Name {
        let place = self.made.saturating_add(1);
        let prefix = self.prefix.clone();
        let own = |letter: &str| Value::Text(Name::from(format!("{prefix}{letter}{place}")));
        let deal = own("deal");
        if self.needs.registered {
            let values = vec![
                deal.clone(),
                own("customer"),
                Value::Absent,
                Value::Text(Name::new("approved")),
                Value::Date(day),
            ];
            self.fact(FactKind::Registration, "registration", day, values);
        }
        if self.needs.led {
            let lead = self.fact(FactKind::Lead, "lead", day, vec![deal.clone()]);
            let values = vec![Value::Text(lead), Value::Text(Name::new("accepted"))];
            self.fact(FactKind::DealStep, "accepted", day, values);
        }
        let name = self
            .program
            .product(product)
            .map(|held| held.declared.name.clone());
        let price = price_of(self.program, product).filter(|price| *price > Ratio::ZERO);
        let units = price.map_or(1, |price| {
            let units = Ratio::whole(amount).over(price).map_or(1, Ratio::floor);
            i64::try_from(units).unwrap_or(1).max(1)
        });
        let values = vec![
            Value::Text(Name::new("ann")),
            own("customer"),
            own("order"),
            deal,
            name.map_or(Value::Absent, Value::Text),
            Value::Count(units),
            Value::Amount(amount),
            Value::Text(Name::new("accepted")),
        ];
        self.beside(&values, day);
        let sale = self.fact(FactKind::Sale, "sale", day, values);
        if self.needs.paid {
            let values = vec![Value::Text(sale.clone()), Value::Amount(amount)];
            self.fact(FactKind::Payment, "payment", day, values);
        }
        sale
    }

    /// A sale of a deal that nobody registered, to a customer who bought before the program began.
    pub fn plain_sale(&mut self, product: ProductId, day: Date, amount: i128) {
        let registered = std::mem::replace(&mut self.needs.registered, false);
        let led = std::mem::replace(&mut self.needs.led, false);
        let earlier = self.program.fiscal.start().plus_days(-1);
        let least = price_of(self.program, product)
            .map_or(1, Ratio::floor)
            .max(1);
        self.sale(product, earlier, least);
        self.sale(product, day, amount);
        self.needs.registered = registered;
        self.needs.led = led;
        let mut sales = self.case.facts.iter_mut().rev().take(2);
        if let (Some(now), Some(then)) = (sales.next(), sales.next()) {
            let customer = usize::from(FIELDS_OF_SALE.customer.0);
            if let (Some(own), Some(old)) =
                (now.values.get_mut(customer), then.values.get(customer))
            {
                *own = old.clone();
            }
        }
    }

    /// Gives all sales what the last of them has in a field.
    pub fn share(&mut self, field: FieldIndex) {
        let place = usize::from(field.0);
        let sales = self.case.facts.iter_mut();
        let mut sales = sales.filter(|fact| fact.kind == FactKind::Sale).rev();
        let last = sales
            .next()
            .and_then(|sale| sale.values.get(place).cloned());
        for sale in sales {
            if let (Some(own), Some(last)) = (sale.values.get_mut(place), &last) {
                *own = last.clone();
            }
        }
    }

    fn fact(&mut self, kind: FactKind, word: &str, day: Date, mut values: Vec<Value>) -> Name {
        self.made = self.made.saturating_add(1);
        let id = Name::from(format!("{}{word}{:04}", self.prefix, self.made));
        if kind == FactKind::Sale {
            for (field, text) in &self.needs.words {
                let place = usize::from(field.0);
                if *field != FIELDS_OF_SALE.product
                    && let Some(value) = values.get_mut(place)
                {
                    *value = Value::Text(text.clone());
                }
            }
        }
        values.resize(type_of(kind).fields.len(), Value::Absent);
        self.case.facts.push(Fact {
            kind,
            id: id.clone(),
            partner: self.partner(),
            happened: day,
            known: day,
            accepted: day,
            claim: Name::new(""),
            values: values.into_boxed_slice(),
        });
        id
    }

    /// The case.
    pub fn done(self) -> Case {
        self.case
    }
}
