//! What random words are for, each with the number that enters its addresses.

use serde::Serialize;

/// Declares the purposes with their numbers, which are part of every result: never reused, never
/// changed.
macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)*) => {
        /// What a random word is for. Its number enters the address.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[repr(u8)]
        pub enum Purpose { $($(#[$doc])* $name = $number,)* }

        impl Purpose {
            /// Every purpose, in the order of their numbers.
            pub const ALL: &'static [Purpose] = &[$(Purpose::$name,)*];
        }
    };
}

purposes! {
    /// Which type a partner is.
    PartnerType = 1,
    /// Which region a partner is in.
    PartnerRegion = 2,
    /// The four attributes of a partner; ordinal 0 to 3.
    Attribute = 3,
    /// Whether a partner is in a cohort; name is the cohort's.
    Cohort = 4,
    /// One of the two market factors of a week; the second is by region name.
    Market = 5,
    /// Whether a shock happens, and how long it lasts; name is the shock's.
    Shock = 6,
    /// Whether a partner is among those a shock strikes.
    ShockReach = 7,
    /// Whether a partner leaves in a week.
    Leave = 10,
    /// Whether a partner visits the portal in a week.
    Visit = 11,
    /// Whether a touch is opened; name is the entry's.
    Open = 12,
    /// Whether an offer is noticed at a given awareness; one word for the whole run.
    Notice = 13,
    /// A partner's persistent taste for an offer.
    Taste = 14,
    /// A partner's persistent taste for none of them.
    OutsideTaste = 15,
    /// Whether a partner joins an offer that it must join, and on which day; name is the offer's.
    OptIn = 16,
    /// Whether a partner drops a track.
    Drop = 20,
    /// Whether a module is finished.
    Module = 21,
    /// Whether an exam is passed.
    Exam = 22,
    /// Whether a partner enrols in a track.
    Enrol = 23,
    /// Which person of the partner does it.
    Person = 24,
    /// Whether a person held a certificate before the program began; ordinal is the person's.
    FirstCertificate = 25,
    /// Whether marketing funds are asked for.
    Request = 30,
    /// What share of the balance is asked for.
    RequestSize = 31,
    /// Whether a request is approved.
    Approve = 32,
    /// Whether an approved activity is claimed in time.
    FundClaim = 33,
    /// Which activity it is.
    Activity = 34,
    /// How many opportunities appear in a week; name is the product's.
    Arrivals = 40,
    /// The size of deal number `ordinal` of a week.
    Size = 41,
    /// Its hidden quality.
    Quality = 42,
    /// How much hazard it takes to close.
    Clock = 43,
    /// Whether it is won.
    Win = 44,
    /// Whether the partner registers it.
    Register = 45,
    /// Whether it conflicts with someone else's.
    Conflict = 46,
    /// Whether a competitor contests it.
    Contested = 47,
    /// Whether the customer is new.
    NewCustomer = 48,
    /// Which day of the week something of the deal falls on; ordinal is the deal's.
    Day = 49,
    /// Which customer it is for.
    Customer = 50,
    /// Which product of a line it is.
    Product = 51,
    /// Who at the partner sells it.
    Seller = 52,
    /// How many days after a fact the vendor learns of it.
    Lag = 53,
    /// Whether what was sold comes back.
    Return = 54,
    /// Whether the customer ever pays for a sale.
    Payment = 55,
    /// How many days after the sale it pays.
    PaymentDelay = 56,
    /// Whether a sale renews or widens what its customer has.
    SaleKind = 57,
    /// Whether the vendor found it and gives it to the partner as a lead, and on which day of the week.
    Lead = 58,
    /// Whether the partner accepts a lead, and after how many days.
    LeadAnswer = 59,
    /// Whether another partner brought it.
    Introduced = 60,
    /// Which partner that is.
    Introducer = 61,
    /// Whether a target is agreed with a partner at all; name is the target's.
    Agrees = 62,
    /// How far the target that is agreed lies from what is usual; name is the target's.
    AgreedTarget = 63,
    /// Whether a partner belongs to the group of another.
    Grouped = 64,
    /// The claim number of a sale: the order in which sales reach a shared pool.
    ClaimOrder = 65,
    /// Which partner stands for the group that a partner belongs to.
    GroupHead = 66,
    /// How many days after the sale it comes back.
    ReturnDelay = 67,
    /// When a customer ends what it bought.
    Cancels = 68,
    /// Whether a partner is invited to a tier or specialization; name is its.
    Invited = 69,
    /// Behaviour drawn from its ranges; ordinal is the parameter's, week is 0.
    Behaviour = 70,
    /// Whether a partner takes the steps that a tier or specialization asks for; name is its.
    TakesSteps = 71,
    /// Whether an offer is approved late; name is the offer's.
    Late = 72,
    /// How late it is; name is the offer's.
    HowLate = 73,
    /// Whether the price of a product falls in a week; name is the product's.
    PriceFall = 74,
    /// What happens to a claim; week is that of the activity, name is the fund's, ordinal says which number of it.
    ClaimStep = 75,
    /// Whether a partner asks for an exception in a week, when, for how much and whether it is granted; name is the exception's,
    /// ordinal says which number of it.
    Exception = 76,
    /// Whether it was ordered at a price quoted before.
    Quoted = 77,
    /// How many days before.
    QuoteDelay = 78,
    /// Whether the list price of a product rises in a week; name is the product's.
    PriceRise = 79,
    /// Which partner of a history is drawn again; week is 0.
    Redrawn = 80,
}
