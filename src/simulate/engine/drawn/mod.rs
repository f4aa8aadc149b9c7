//! Facts as the engine draws them: numbers and days, no texts. Their ids are numbers that depend
//! on what they are about and never on the program, so a deal has one id in every world.

mod claim;
mod goods;
mod number;

pub use claim::{Claim, ClaimStep, Exception};
pub use goods::{Goods, Quote, Repriced};
pub use number::{MOST_DEALS, MOST_NAMES, MOST_PARTNERS, deal, event, exception, person, thing};

/// Something that a partner did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drawn {
    /// Sold.
    Sale(Sale),
    /// Asked for protection of a deal, and what was decided.
    Registration(Registration),
    /// Protection was extended.
    Extension(Extension),
    /// Finished a course.
    Completion(Learnt),
    /// Passed.
    Certification(Learnt),
    /// Asked to be paid back for an activity.
    Claim(Claim),
    /// Something happened to such a claim.
    ClaimStep(ClaimStep),
    /// Asked for something off the rules.
    Exception(Exception),
    /// Asked for the difference to a special price.
    Debit(Debit),
    /// The customer paid.
    Payment(Payment),
    /// The goods came back.
    Return(Return),
    /// The vendor gave it a customer.
    Lead(Lead),
    /// It accepted such a lead.
    LeadAccepted(Lead),
    /// It had a part in a deal.
    Credit(Credit),
    /// A target was agreed with it.
    Target(Target),
    /// Joined an offer.
    Joining(Joining),
    /// Belongs to the group of another.
    Membership(Membership),
    /// The customer ended what it had bought.
    Cancellation(Cancellation),
    /// Bought goods for its stock.
    Purchase(Goods),
    /// Sent some of them back.
    Rotation(Goods),
    /// Asked to be paid for the fall of a price.
    Protection(Repriced),
    /// Ordered at a price that was quoted before.
    Quote(Quote),
    /// It, or somebody about it, did what a tier or specialization asks for.
    Step(Step),
}

/// A deal that was won.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sale {
    /// The deal.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// When, in days from the program's first.
    pub day: i32,
    /// Who sold it: [`person`].
    pub seller: u64,
    /// The number of the customer's first deal.
    pub customer: u64,
    /// The place of the product among the program's; `None` where it declares none.
    pub product: Option<u16>,
    /// How many.
    pub units: i64,
    /// Minor units.
    pub amount: i64,
    /// What it does for its customer, as facts say it, where the program asks.
    pub kind: Option<&'static str>,
    /// Breaks ties of the day where sales compete.
    pub claim: u64,
}

/// A sale at a special price, whose difference to the usual one is claimed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Debit {
    /// The deal.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// The number of the customer's first deal.
    pub customer: u64,
    /// The place of the product among the program's.
    pub product: u16,
    /// How many.
    pub units: i64,
    /// What one usually costs the partner, in minor units.
    pub book: i64,
    /// What one costs it for this customer, in minor units.
    pub special: i64,
}

/// A sale that its customer paid for, all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payment {
    /// The deal.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// Minor units.
    pub amount: i64,
}

/// A sale that came back, all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Return {
    /// The deal.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// How many.
    pub units: i64,
    /// Minor units.
    pub amount: i64,
}

/// A lead, on the day on which it was given or accepted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lead {
    /// The deal.
    pub deal: u64,
    /// To whom it was given.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// Minor units.
    pub value: i64,
}

/// A partner's part in a deal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Credit {
    /// The deal.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// When the deal was won.
    pub day: i32,
    /// Whether it brought the deal; else it sold it.
    pub is_sourcing: bool,
    /// How many hundredths it is credited with.
    pub share: i64,
}

/// What a partner should reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The fact: [`event`], by the target's place.
    pub number: u64,
    /// Whose.
    pub partner: u32,
    /// The first day on which it holds.
    pub day: i32,
    /// The last.
    pub until: i32,
    /// The place of the target among the program's.
    pub what: u16,
    /// Minor units.
    pub amount: i64,
}

/// An offer that was joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joining {
    /// The fact: [`event`], by the offer's place among those that are joined.
    pub number: u64,
    /// Who joined.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// The place of the offer among what pays.
    pub what: u16,
}

/// A partner that belongs to the group of another, for good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Membership {
    /// Whose.
    pub partner: u32,
    /// From when on.
    pub day: i32,
    /// Who stands for the group.
    pub head: u32,
}

/// A customer that ended what it had bought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cancellation {
    /// The number of its first deal.
    pub customer: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
}

/// A step about a standing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The fact: [`event`], by the place of the step among those that are asked for.
    pub number: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// What it is for.
    pub of: Standing,
    /// What was done.
    pub taken: Taken,
}

/// A tier or specialization, by its place among the program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A tier.
    Tier(u16),
    /// A specialization.
    Specialization(u16),
}

/// What is done for a standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Somebody invited the partner.
    Invited,
    /// It enrolled.
    Enrolled,
    /// It paid the fee of a year.
    Paid,
    /// Somebody looked at it.
    Audited,
}

/// A registration that was extended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extension {
    /// The deal.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
}

/// A deal that was registered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Registration {
    /// The deal.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// When it was decided.
    pub decided: i32,
    /// Minor units.
    pub value: i64,
    /// What was decided.
    pub approved: bool,
}

/// A person who finished a course or passed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learnt {
    /// The fact: [`event`].
    pub number: u64,
    /// Whose.
    pub partner: u32,
    /// Who: [`person`].
    pub person: u64,
    /// When.
    pub day: i32,
    /// The place of the course or certification among the program's.
    pub what: u16,
}

impl Drawn {
    /// Whether it is told only once its day has come, for it changes what the partner may still earn.
    pub fn is_kept_back(&self) -> bool {
        matches!(self, Drawn::Return(_) | Drawn::Cancellation(_))
    }

    /// The day it happened.
    pub fn day(&self) -> i32 {
        match self {
            Drawn::Sale(sale) => sale.day,
            Drawn::Registration(registration) => registration.day,
            Drawn::Extension(extension) => extension.day,
            Drawn::Debit(debit) => debit.day,
            Drawn::Payment(payment) => payment.day,
            Drawn::Return(back) => back.day,
            Drawn::Lead(lead) | Drawn::LeadAccepted(lead) => lead.day,
            Drawn::Credit(credit) => credit.day,
            Drawn::Target(target) => target.day,
            Drawn::Joining(joining) => joining.day,
            Drawn::Membership(membership) => membership.day,
            Drawn::Cancellation(ended) => ended.day,
            Drawn::Purchase(goods) | Drawn::Rotation(goods) => goods.day,
            Drawn::Protection(fallen) => fallen.day,
            Drawn::Quote(quote) => quote.day,
            Drawn::Step(step) => step.day,
            Drawn::Completion(learnt) | Drawn::Certification(learnt) => learnt.day,
            Drawn::Claim(claim) => claim.day,
            Drawn::ClaimStep(step) => step.day,
            Drawn::Exception(asked) => asked.day,
        }
    }

    /// Whose it is.
    pub fn partner(&self) -> u32 {
        match self {
            Drawn::Sale(sale) => sale.partner,
            Drawn::Registration(registration) => registration.partner,
            Drawn::Extension(extension) => extension.partner,
            Drawn::Debit(debit) => debit.partner,
            Drawn::Payment(payment) => payment.partner,
            Drawn::Return(back) => back.partner,
            Drawn::Lead(lead) | Drawn::LeadAccepted(lead) => lead.partner,
            Drawn::Credit(credit) => credit.partner,
            Drawn::Target(target) => target.partner,
            Drawn::Joining(joining) => joining.partner,
            Drawn::Membership(membership) => membership.partner,
            Drawn::Cancellation(ended) => ended.partner,
            Drawn::Purchase(goods) | Drawn::Rotation(goods) => goods.partner,
            Drawn::Protection(fallen) => fallen.partner,
            Drawn::Quote(quote) => quote.partner,
            Drawn::Step(step) => step.partner,
            Drawn::Completion(learnt) | Drawn::Certification(learnt) => learnt.partner,
            Drawn::Claim(claim) => claim.partner,
            Drawn::ClaimStep(step) => step.partner,
            Drawn::Exception(asked) => asked.partner,
        }
    }
}
