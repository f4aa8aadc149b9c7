//! Drawn facts around sales as facts of a program: payments, returns, leads, parts in a deal, targets, joined offers,
//! groups, cancellations, what is in stock, quotes and steps about standings.

use crate::base::name::Name;
use crate::fact::{Fact, FactKind, Value};
use crate::simulate::book::facts::{Scribe, id, letter, set};
use crate::simulate::engine::drawn::{
    Cancellation, Credit, Goods, Joining, Lead, Membership, Payment, Quote, Repriced, Return,
    Standing, Step, Taken, Target,
};

impl Scribe<'_> {
    pub(super) fn payment(&self, paid: &Payment) -> Fact {
        let kind = FactKind::Payment;
        let mut fact = self.blank(kind, letter::PAYMENT, paid.deal, paid.partner, paid.day);
        let sale = Value::Text(id(letter::SALE, paid.deal));
        let amount = Value::Amount(i128::from(paid.amount));
        set(&mut fact, "sale_id", sale);
        set(&mut fact, "net_amount", amount);
        fact
    }

    pub(super) fn back(&self, back: &Return) -> Fact {
        let kind = FactKind::Return;
        let mut fact = self.blank(kind, letter::RETURN, back.deal, back.partner, back.day);
        let sale = Value::Text(id(letter::SALE, back.deal));
        set(&mut fact, "sale_id", sale);
        set(&mut fact, "units", Value::Count(back.units));
        set(
            &mut fact,
            "net_amount",
            Value::Amount(i128::from(back.amount)),
        );
        fact
    }

    pub(super) fn lead(&self, lead: &Lead) -> Fact {
        let kind = FactKind::Lead;
        let mut fact = self.blank(kind, letter::LEAD, lead.deal, lead.partner, lead.day);
        let deal = Value::Text(id(letter::DEAL, lead.deal));
        let value = Value::Amount(i128::from(lead.value));
        set(&mut fact, "deal_id", deal);
        set(&mut fact, "value", value);
        fact
    }

    pub(super) fn lead_accepted(&self, lead: &Lead) -> Fact {
        let kind = FactKind::DealStep;
        let mut fact = self.blank(kind, letter::ANSWER, lead.deal, lead.partner, lead.day);
        let about = Value::Text(id(letter::LEAD, lead.deal));
        set(&mut fact, "about", about);
        set(&mut fact, "step", Value::Text(Name::new("accepted")));
        fact
    }

    pub(super) fn credit(&self, credit: &Credit) -> Fact {
        let (own, role) = match credit.is_sourcing {
            true => (letter::SOURCING, "sourcing"),
            false => (letter::SELLING, "selling"),
        };
        let kind = FactKind::Credit;
        let mut fact = self.blank(kind, own, credit.deal, credit.partner, credit.day);
        let deal = Value::Text(id(letter::DEAL, credit.deal));
        set(&mut fact, "deal_id", deal);
        set(&mut fact, "role", Value::Text(Name::new(role)));
        set(&mut fact, "share", Value::Count(credit.share));
        fact
    }

    pub(super) fn target(&self, agreed: &Target) -> Fact {
        let kind = FactKind::Target;
        let (number, partner) = (agreed.number, agreed.partner);
        let mut fact = self.blank(kind, letter::TARGET, number, partner, agreed.day);
        let target = self.program.targets.get(usize::from(agreed.what));
        let name = target.map(|each| each.declared.name.clone());
        let amount = Value::Amount(i128::from(agreed.amount));
        let until = Value::Date(self.clock.date(agreed.until));
        set(&mut fact, "target", name.map_or(Value::Absent, Value::Text));
        set(&mut fact, "amount", amount);
        set(&mut fact, "until", until);
        fact
    }

    pub(super) fn joining(&self, joined: &Joining) -> Fact {
        let kind = FactKind::Enrolment;
        let (number, partner) = (joined.number, joined.partner);
        let mut fact = self.blank(kind, letter::JOINING, number, partner, joined.day);
        let offer = self.program.incentives.get(usize::from(joined.what));
        let name = offer.map(|each| each.declared.name.clone());
        set(&mut fact, "offer", name.map_or(Value::Absent, Value::Text));
        fact
    }

    pub(super) fn membership(&self, tied: &Membership) -> Fact {
        let kind = FactKind::Membership;
        let (number, partner) = (u64::from(tied.partner), tied.partner);
        let mut fact = self.blank(kind, letter::MEMBERSHIP, number, partner, tied.day);
        let head = self.partners.get(tied.head as usize).cloned();
        set(&mut fact, "head", head.map_or(Value::Absent, Value::Text));
        fact
    }

    pub(super) fn cancellation(&self, ended: &Cancellation) -> Fact {
        let kind = FactKind::Cancellation;
        let (number, partner) = (ended.customer, ended.partner);
        let mut fact = self.blank(kind, letter::CANCELLATION, number, partner, ended.day);
        let customer = Value::Text(id(letter::CUSTOMER, ended.customer));
        set(&mut fact, "customer_id", customer);
        fact
    }

    /// Goods that were bought or sent back.
    pub(super) fn goods(&self, goods: &Goods, kind: FactKind, letter: u8) -> Fact {
        let mut fact = self.blank(kind, letter, goods.number, goods.partner, goods.day);
        set(&mut fact, "product", self.product(goods.product));
        set(&mut fact, "units", Value::Count(goods.units));
        let amount = Value::Amount(i128::from(goods.amount));
        set(&mut fact, "net_amount", amount);
        fact
    }

    pub(super) fn protection(&self, fallen: &Repriced) -> Fact {
        let kind = FactKind::Protection;
        let (number, partner) = (fallen.number, fallen.partner);
        let mut fact = self.blank(kind, letter::PROTECTION, number, partner, fallen.day);
        set(&mut fact, "product", self.product(fallen.product));
        let price = Value::Amount(i128::from(fallen.price));
        set(&mut fact, "new_price", price);
        set(&mut fact, "decision", Value::Text(Name::new("approved")));
        fact
    }

    pub(super) fn quote(&self, quote: &Quote) -> Fact {
        let kind = FactKind::Quote;
        let mut fact = self.blank(kind, letter::QUOTE, quote.deal, quote.partner, quote.day);
        let customer = Value::Text(id(letter::CUSTOMER, quote.customer));
        let price = |minor| Value::Amount(i128::from(minor));
        set(&mut fact, "product", self.product(quote.product));
        set(&mut fact, "customer_id", customer);
        set(&mut fact, "units", Value::Count(quote.units));
        let quoted = Value::Date(self.clock.date(quote.quoted));
        set(&mut fact, "quoted", quoted);
        set(&mut fact, "quoted_price", price(quote.quoted_price));
        set(&mut fact, "list_price", price(quote.list_price));
        set(&mut fact, "decision", Value::Text(Name::new("approved")));
        fact
    }

    fn product(&self, place: u16) -> Value {
        let product = self.program.products.get(usize::from(place));
        let name = product.map(|each| each.declared.name.clone());
        name.map_or(Value::Absent, Value::Text)
    }

    pub(super) fn step(&self, step: &Step) -> Fact {
        let (kind, field, declared) = match step.of {
            Standing::Tier(place) => {
                let tier = self.program.tiers.get(usize::from(place));
                (FactKind::Standing, "tier", tier.map(|it| &it.declared))
            }
            Standing::Specialization(place) => {
                let held = self.program.specializations.get(usize::from(place));
                let declared = held.map(|it| &it.rules.declared);
                (FactKind::Specialization, "specialization", declared)
            }
        };
        let word = match step.taken {
            Taken::Invited => "invited",
            Taken::Enrolled => "enrolled",
            Taken::Paid => "paid",
            Taken::Audited => "audited",
        };
        let mut fact = self.blank(kind, letter::STEP, step.number, step.partner, step.day);
        let name = declared.map(|it| it.name.clone());
        set(&mut fact, field, name.map_or(Value::Absent, Value::Text));
        set(&mut fact, "step", Value::Text(Name::new(word)));
        fact
    }
}
