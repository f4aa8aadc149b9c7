//! The table of parameters: append only. Data only.

use crate::intake::scenario::behaviour::{Field, Grade, Group, Parameter};

macro_rules! parameters {
    ($($name:ident: $group:ident $default:expr, $unit:literal, $low:literal to $high:literal,
       $null:expr, $grade:ident $field:ident, $source:literal, $help:literal;)*) => {
        /// A value for every parameter.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Behaviour { $(#[doc = $help] pub $name: f64,)* }

        /// Every parameter, in the order in which sensitivity numbers them: append only.
        pub const PARAMETERS: &[Parameter] = &[$(Parameter {
            name: stringify!($name),
            group: Group::$group,
            default: $default,
            unit: $unit,
            low: $low,
            high: $high,
            null: $null,
            grade: Grade::$grade,
            field: Field::$field,
            source: $source,
            help: $help,
            read: |behaviour| behaviour.$name,
            write: |behaviour, value| behaviour.$name = value,
        },)*];

        impl Default for Behaviour {
            fn default() -> Behaviour {
                Behaviour { $($name: $default,)* }
            }
        }
    };
}

const NEVER: f64 = f64::INFINITY;

parameters! {
    elasticity: Behaviour 0.34, "", 0.15 to 0.55, Some(0.0), A Near,
        "meta-analysis of personal selling (Albers, Mantrala, Sridhar 2010)",
        "Elasticity of new opportunities to one plus the relative reward.";
    company_pass_through: Behaviour 0.50, "", 0.3 to 0.8, Some(0.0), B Near,
        "trade promotions pass 0.41 to 0.71 on (Nijs and others 2010)",
        "Share of a reward to the company that reaches the people who sell.";
    seller_pass_through: Behaviour 0.50, "", 0.25 to 0.9, Some(0.0), D None,
        "assumption", "Share of a reward to the seller that counts as income.";
    goal_gradient: Behaviour 0.5, "", 0.0 to 1.5, Some(0.0), B Far,
        "effort near a goal (Kivetz 2006); mostly heterogeneity (Nastasoiu 2021)",
        "Extra weight of a threshold as it comes near.";
    delay_half_life: Behaviour 46.0, "weeks", 13.0 to 104.0, Some(NEVER), D Near,
        "sales people discount later pay (Chung, Steenburgh, Sudhir 2014); size assumed",
        "Delay of payment that halves its worth.";
    participation_intercept: Behaviour -0.4, "logit", -1.4 to 0.6, Some(NEVER), D None,
        "set so that 30 to 60% take an offer up", "Inclination to work towards an offer.";
    participation_reward: Behaviour 0.80, "", 0.4 to 1.2, Some(0.0), D None,
        "assumption", "Slope of participation in the logarithm of the relative reward.";
    participation_digital: Behaviour 0.35, "", 0.0 to 0.7, Some(0.0), D None,
        "assumption", "Slope of participation in digital maturity.";
    participation_complexity: Behaviour 1.0, "", 0.0 to 2.0, Some(0.0), C Far,
        "less filing effort raises redemption (Letzler, Tasoff 2012)",
        "How much complicated terms keep partners away.";
    attention_slots: Behaviour 2.0, "offers", 1.0 to 4.0, Some(NEVER), D None,
        "assumption", "Offers that an average partner works towards at once.";
    closing_acceleration: Behaviour 1.0, "", 0.0 to 3.0, Some(0.0), B Far,
        "set to a net-to-gross lift of 0.66; others found 0.45",
        "How much an ending offer speeds up closing.";
    announcement_wait: Behaviour 0.30, "", 0.0 to 0.6, Some(0.0), B Far,
        "dips before promotions (van Heerde, Leeflang, Wittink 2000)",
        "How much an announced offer holds closing back.";
    urgency_half_life: Behaviour 2.0, "weeks", 1.0 to 4.0, None, D None,
        "assumption", "Distance to an offer's end or start that halves its pressure.";
    borrowed_share: Behaviour 0.20, "", 0.0 to 0.5, Some(0.0), A Far,
        "dips after promotions (van Heerde 2004; Mian, Sufi 2012)",
        "Share of extra opportunities that is borrowed from later weeks.";
    payback_half_life: Behaviour 6.0, "weeks", 2.0 to 13.0, None, B Far,
        "as for the borrowed share", "Time in which half of the borrowed demand is paid back.";
    cannibalised_share: Behaviour 0.20, "", 0.0 to 0.5, Some(0.0), D Far,
        "a third of a bump comes from other brands (van Heerde 2004); size assumed",
        "Extra demand for focus lines that is taken from the core line.";
    awareness_half_life: Behaviour 4.0, "weeks", 2.0 to 8.0, None, C Far,
        "advertising carry-over of 2 to 5 weeks (Aravindakshan, Naik 2011)",
        "Time in which half of the awareness of an offer is lost.";
    learning_per_touch: Behaviour 0.5, "", 0.2 to 0.9, Some(1.0), D None,
        "assumption", "Share of missing awareness that an opened touch fills.";
    learning_per_visit: Behaviour 0.30, "", 0.1 to 0.5, Some(0.0), D None,
        "assumption", "Share of missing awareness that a portal visit fills.";
    fatigue_half_life: Behaviour 3.0, "weeks", 1.0 to 8.0, None, D Far,
        "annoyance fades before memory (Kronrod, Huber 2018); size assumed",
        "Time in which half of the load is forgotten.";
    fatigue_half_load: Behaviour 6.0, "load", 3.0 to 10.0, Some(NEVER), B Far,
        "optimal mailing frequency (Zhang, Kumar, Cosguner 2017)",
        "Load at which response is halved.";
    fatigue_crossing: Behaviour 0.35, "", 0.0 to 0.7, Some(0.0), B Far,
        "several channels tire more (Godfrey, Seiders, Voss 2011)",
        "Weight of the load of other sorts of touches.";
    relief_per_reward: Behaviour 0.25, "load", 0.0 to 1.0, Some(0.0), D None,
        "assumption", "Load that a payout or recognition takes away.";
    fatigue_churn: Behaviour 0.6, "log hazard", 0.0 to 1.2, Some(0.0), D None,
        "contested: no effect in a field experiment (van Diepen 2009)",
        "How much a tired partner tends to leave.";
    goodwill_churn: Behaviour 0.5, "log hazard", 0.0 to 1.0, Some(0.0), D None,
        "assumption", "How much goodwill keeps a partner.";
    goodwill_per_payout: Behaviour 0.05, "", 0.0 to 0.15, Some(0.0), D None,
        "assumption", "Goodwill that a payout brings.";
    loss_aversion: Behaviour 2.0, "", 1.0 to 3.0, Some(1.0), B Far,
        "demotion hurts more than promotion helps (Wagner and others 2009)",
        "How much more a loss weighs than a gain.";
    goodwill_half_life: Behaviour 26.0, "weeks", 13.0 to 52.0, None, D None,
        "assumption", "Time in which half of the goodwill is lost.";
    goodwill_arrivals: Behaviour 0.0, "log", 0.0 to 0.08, Some(0.0), D None,
        "off until calibrated", "How much goodwill brings opportunities.";
    enrolment_hazard: Behaviour 0.07, "per week", 0.03 to 0.12, Some(0.0), D None,
        "assumption", "Weekly hazard to begin a track that one is fully aware of.";
    enrolment_reward: Behaviour 0.5, "", 0.2 to 1.0, Some(0.0), D None,
        "assumption", "Elasticity of enrolment to the reward for finishing.";
    skill_win: Behaviour 0.25, "logit", 0.0 to 0.5, Some(0.0), A Near,
        "training in a call centre raised output 10% (de Grip, Sauermann 2012)",
        "How much full skill raises the chance to win.";
    skill_focus_arrivals: Behaviour 0.8, "log", 0.0 to 1.4, Some(0.0), C Direct,
        "one distributor's case", "How much full skill raises opportunities for focus lines.";
    skill_half_life: Behaviour 44.0, "weeks", 26.0 to 60.0, Some(NEVER), A Far,
        "half of a gain lost after 6.5 to 13 months (Tatel, Ackerman)",
        "Time in which half of a skill is lost.";
    selling_time_lost: Behaviour 0.03, "", 0.0 to 0.06, Some(0.0), D None,
        "assumption", "Selling effort that one running enrolment costs.";
    registered_win: Behaviour 0.20, "logit", 0.0 to 0.4, Some(0.0), D None,
        "no causal evidence; net of shifts between partners; the most influential of all",
        "How much protection of a registered deal raises the chance to win.";
    marketing_elasticity: Behaviour 0.12, "", 0.05 to 0.25, Some(0.0), A Far,
        "advertising meta-analyses (Sethuraman 2011; Henningsen 2011)",
        "Elasticity of opportunities to marketing stock.";
    marketing_displacement: Behaviour 0.3, "", 0.1 to 0.6, Some(1.0), D None,
        "assumption", "Share of funded marketing that replaces the partner's own.";
    churn_hazard: Process 0.0025, "per week", 0.0 to 0.02, Some(0.0), C Direct,
        "10 to 20% a year in mature programs", "Weekly hazard of an average partner to leave.";
    churn_size: Process 0.30, "log hazard", 0.0 to 0.6, Some(0.0), D None,
        "assumption", "How much larger partners leave less, per standard deviation.";
    churn_inactive: Process 0.7, "log hazard", 0.0 to 1.4, Some(0.0), D None,
        "assumption", "How much more a partner leaves after 26 weeks without a win.";
    quarter_end_push: Process 0.40, "", 0.0 to 3.0, Some(0.0), A Near,
        "sales bunch at fiscal ends (Oyer 1998)",
        "Closing above average in the last two weeks of a quarter, without any program.";
    module_rate: Process 0.45, "per week", 0.1 to 0.9, None, D None,
        "the vendor's records", "Chance to finish the next course in a week.";
    drop_rate: Process 0.03, "per week", 0.0 to 0.1, Some(0.0), C Direct,
        "60 to 85% finish", "Chance to give a track up in a week.";
    exam_pass: Process 0.85, "", 0.5 to 1.0, Some(1.0), D None,
        "the vendor's records", "Chance to pass after the last course.";
    registration_intercept: Process 0.35, "logit", -2.0 to 2.0, None, D None,
        "the vendor's records", "Inclination to register an average deal.";
    registration_quality: Process 0.5, "logit", 0.0 to 1.0, Some(0.0), D None,
        "assumption: better deals are registered", "Slope of registering in hidden quality.";
    registration_conflict: Process 0.06, "", 0.0 to 0.3, Some(0.0), D None,
        "the vendor's records", "Share of registrations that meet another one.";
    new_customer_share: Process 0.35, "", 0.1 to 0.7, None, D None,
        "the vendor's records", "Share of deals with a new customer.";
    request_hazard: Process 0.16, "per week", 0.02 to 0.5, Some(0.0), C Direct,
        "70 to 90% of allocated funds are used", "Weekly hazard to ask for available funds.";
    request_approval: Process 0.93, "", 0.5 to 1.0, Some(1.0), C Direct,
        "as for requests", "Share of requests that are approved.";
    request_claim: Process 0.93, "", 0.5 to 1.0, Some(1.0), C Direct,
        "as for requests", "Share of approved activities that are claimed in time.";
    own_marketing: Process 0.02, "", 0.005 to 0.05, None, D None,
        "assumption", "A partner's own marketing, as a share of revenue.";
    vendor_margin: Process 0.30, "", 0.05 to 0.9, None, D None,
        "the vendor's records", "Margin on lines for which the program states none.";
    seller_commission: Process 0.10, "", 0.02 to 0.4, None, D None,
        "assumption", "A seller's normal income, as a share of the partner's margin.";
    contested_share: Process 0.25, "", 0.0 to 0.5, Some(0.0), D None,
        "assumption", "Share of deals that a competitor contests: where the vendor bears a special price, it is asked for.";
    special_price_cut: Process 0.05, "", 0.01 to 0.2, Some(0.0), D None,
        "assumption", "By how much a special price is lower than what the partner paid.";
    price_win: Behaviour 3.5, "logit", 2.0 to 5.0, Some(0.0), A Far,
        "1,851 price elasticities (mean -2.62)", "How much a lower price raises the chance to win, for all of the price: 5% lower is a twentieth of it.";
    paid_share: Process 0.99, "", 0.8 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of sales that their customers pay for; drawn where the program asks whether they do.";
    payment_days: Process 40.0, "days", 5.0 to 120.0, Some(0.0), D None,
        "the vendor's records", "Days from a sale to its payment that half of those who pay need at most.";
    payment_spread: Process 0.5, "", 0.1 to 1.0, Some(0.0), D None,
        "assumption", "Spread of the logarithm of these days.";
    return_share: Process 0.0, "", 0.005 to 0.3, Some(0.0), D None,
        "the vendor's records", "Share of sales that come back whole; nothing does unless the scenario says so.";
    return_days: Process 30.0, "days", 2.0 to 120.0, None, D None,
        "the vendor's records", "Days from a sale to its return that half of those that come back need at most.";
    return_spread: Process 0.5, "", 0.1 to 1.0, None, D None,
        "assumption", "Spread of the logarithm of these days.";
    customer_churn: Process 0.1, "per year", 0.0 to 0.6, Some(0.0), D None,
        "the vendor's records", "How often customers end what they bought; drawn where the program counts it.";
    invited_share: Process 0.3, "", 0.01 to 1.0, Some(1.0), D None,
        "the vendor's records", "Share of partners that are invited to a tier or specialization which asks for it.";
    step_share: Process 0.8, "", 0.1 to 1.0, Some(1.0), D None,
        "the vendor's records", "Share of partners that enrol in a tier or specialization, pay its fee and are audited in time, where it asks for that.";
    stock_cover: Process 1.0, "", 0.2 to 2.0, Some(0.0), D None,
        "the vendor's records", "How much of what they usually sell partners buy for their stock; drawn where the program counts it.";
    stock_price: Process 0.75, "", 0.3 to 1.0, None, D None,
        "the vendor's records", "What partners pay for a unit, as a part of its list price.";
    sent_back: Process 0.03, "", 0.005 to 0.2, Some(0.0), D None,
        "the vendor's records", "Share of what they bought in twelve weeks that partners send back after them; drawn where the program counts it.";
    price_falls: Process 1.0, "per year", 0.1 to 6.0, Some(0.0), D None,
        "the vendor's records", "How often the price of a product falls; drawn where the program pays for it.";
    price_fall: Process 0.08, "", 0.01 to 0.5, Some(0.0), D None,
        "the vendor's records", "By which part of the price it falls.";
    late_share: Process 0.0, "", 0.05 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of offers that begin within the year and are approved late, where the program asks for approvals: partners hear of them later.";
    late_weeks: Process 3.0, "weeks", 0.5 to 12.0, None, D None,
        "the vendor's records", "How late they are on average.";
    renewal_share: Process 0.5, "", 0.0 to 0.8, Some(0.0), D None,
        "the vendor's records", "Share of sales to customers of the partner that renew what they have; drawn where the program asks for kinds of sale.";
    upsell_share: Process 0.2, "", 0.0 to 0.5, Some(0.0), D None,
        "the vendor's records", "Share of sales to customers of the partner that widen what they have.";
    lead_share: Process 0.15, "", 0.0 to 0.6, Some(0.0), D None,
        "the vendor's records", "Share of opportunities that the vendor found and gives as leads; drawn where the program pays for leads.";
    lead_answer: Process 0.7, "", 0.2 to 1.0, Some(1.0), D None,
        "the vendor's records", "Share of leads that partners accept in time; about the others they say nothing.";
    introduced_share: Process 0.15, "", 0.0 to 0.5, Some(0.0), D None,
        "the vendor's records", "Share of deals that another partner brought; drawn where the program pays for parts in a deal.";
    introducer_credit: Process 0.4, "", 0.05 to 0.9, Some(0.0), D None,
        "the vendor's records", "The part of such a deal that this other partner is credited with.";
    agreed_share: Process 1.0, "", 0.1 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of partners with whom the targets are agreed that the program leaves to be agreed.";
    target_stretch: Process 0.05, "", -0.2 to 0.5, Some(0.0), D None,
        "the vendor's records", "By how much the middle target lies above what its partner is expected to sell without a program.";
    target_spread: Process 0.1, "", 0.0 to 0.5, Some(0.0), D None,
        "assumption", "Spread of the logarithm of agreed targets around the middle one.";
    join_share: Process 0.4, "", 0.0 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of partners that join an offer which pays only those who joined it.";
    group_share: Process 0.1, "", 0.0 to 0.6, Some(0.0), D None,
        "the vendor's records", "Share of partners that belong to the group of another; drawn where the program counts groups.";
    claim_returned: Process 0.15, "", 0.01 to 0.6, Some(0.0), D None,
        "the vendor's records", "Share of claims that are sent back for more, where the fund says how long the partner has to supply it.";
    claim_supplied: Process 0.85, "", 0.3 to 1.0, Some(1.0), D None,
        "the vendor's records", "Share of these for which it is supplied in time; the others are over.";
    claim_silent: Process 0.05, "", 0.01 to 0.5, Some(0.0), D None,
        "the vendor's records", "Share of claims that nobody decides in time, so that silence does; drawn where the fund says how claims are decided.";
    claim_denied: Process 0.05, "", 0.01 to 0.3, Some(0.0), C Direct,
        "1 to 9% of claims are invalid", "Share of claims that are denied, of those that are decided.";
    claim_cut: Process 0.05, "", 0.01 to 0.3, Some(0.0), D None,
        "the vendor's records", "Share of claims of which a part is approved, of those that are decided.";
    claim_part: Process 0.6, "", 0.1 to 0.95, Some(1.0), D None,
        "the vendor's records", "Which part of the cost that is.";
    claim_appealed: Process 0.3, "", 0.05 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of claims that are appealed of those denied or cut, where the fund lets partners appeal.";
    appeal_granted: Process 0.4, "", 0.05 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of appeals that are granted whole; the others change nothing.";
    exception_asks: Process 0.1, "per year", 0.02 to 2.0, Some(0.0), D None,
        "the vendor's records", "How often a partner asks for something off the rules, of each who may grant it; drawn where the program has exceptions.";
    exception_size: Process 0.2, "", 0.01 to 2.0, None, D None,
        "the vendor's records", "How much that is on average, as a part of the partner's mean deal.";
    exception_granted: Process 0.6, "", 0.1 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of what is asked for that is granted.";
    quoted_share: Process 0.3, "", 0.05 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of sales that are ordered at a price quoted before; drawn where the program keeps quotes.";
    quote_days: Process 30.0, "days", 2.0 to 180.0, Some(0.0), D None,
        "the vendor's records", "Days from the quote to its order that half of them need at most.";
    quote_spread: Process 0.7, "", 0.1 to 1.5, Some(0.0), D None,
        "assumption", "Spread of the logarithm of these days.";
    price_rises: Process 1.0, "per year", 0.1 to 6.0, Some(0.0), D None,
        "the vendor's records", "How often the list price of a product rises; drawn where the program keeps quotes.";
    price_rise: Process 0.04, "", 0.005 to 0.3, Some(0.0), D None,
        "the vendor's records", "By which part of the price it rises.";
    fee_collected: Process 1.0, "", 0.2 to 1.0, Some(0.0), D None,
        "the vendor's records", "Share of the fees for tiers and specializations that comes in as income.";
}
