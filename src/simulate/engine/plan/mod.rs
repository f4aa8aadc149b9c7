//! What the engine needs to know of a program: when things happen, whom they reach and what they
//! refer to, in weeks from the program's first day. What anything pays is the ledger's to say.

mod fund;

pub use fund::{Activity, Fund, Granting};

use crate::base::name::Name;
use crate::simulate::behaviour::reward::Recipient;
use crate::simulate::engine::drawn::{Standing, Taken};

/// A program as the engine sees it. The program "none" has empty lists.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The week after the program's last one: from then on nothing new earns.
    pub year: i16,
    /// The week after the last one.
    pub weeks: i16,
    /// For each week from -52 on: whether it is one of the last two of a quarter of the program.
    pub ends_quarter: Vec<bool>,
    /// Product lines.
    pub lines: Vec<Line>,
    /// What partners can work towards.
    pub offers: Vec<Offer>,
    /// What can be learnt.
    pub tracks: Vec<Track>,
    /// What reaches partners, by week.
    pub touches: Vec<Touch>,
    /// Vendor money for partners' marketing.
    pub funds: Vec<Fund>,
    /// Who may grant exceptions.
    pub exceptions: Vec<Granting>,
    /// Protection of deals.
    pub protection: Option<Protection>,
    /// Whether somebody must approve changes of the program.
    pub asks_approval: bool,
    /// Where the vendor bears a lower price.
    pub special_prices: Vec<SpecialPrice>,
    /// Which facts the program reads beyond those that every program does: no others are drawn.
    pub reads: Reads,
    /// How many tiers there are.
    pub tiers: usize,
    /// How many types are declared.
    pub types: usize,
    /// How many regions are declared.
    pub regions: usize,
    /// How many budgets are declared.
    pub budgets: usize,
    /// The week that holds the last day of each quarter of the program's year.
    pub quarters: Vec<i16>,
    /// Minor units in one unit of the currency.
    pub minor_units: f64,
}

impl Plan {
    /// The place of the quarter of the program's year that holds a day; one more than the last is what comes after it.
    pub fn quarter(&self, day: i32) -> usize {
        let week = day.div_euclid(7);
        self.quarters.partition_point(|end| i32::from(*end) < week)
    }
}

/// Facts that are drawn for a program that reads them, in the year before it and without it too.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// What customers pay.
    pub payments: bool,
    /// What a sale does for its customer.
    pub kinds: bool,
    /// Which deals began as leads of the vendor.
    pub leads: Option<Leads>,
    /// Who had a part in a deal.
    pub credits: bool,
    /// What is agreed with each partner.
    pub targets: Vec<Agreed>,
    /// Who joins what pays only those who joined it.
    pub joined: Vec<Joined>,
    /// Who belongs to the group of whom.
    pub groups: bool,
    /// Which customers end what they bought.
    pub cancellations: bool,
    /// What partners buy for their stock.
    pub purchases: bool,
    /// What of it they send back.
    pub rotations: bool,
    /// What they are paid where a price falls.
    pub protections: bool,
    /// What they order at a price quoted before.
    pub quotes: bool,
    /// What is asked of people before anybody can hold a tier or specialization.
    pub steps: Vec<AskedStep>,
    /// What comes back: in every program alike, where the scenario says that anything does.
    pub returns: bool,
    /// Who finished a course.
    pub completions: bool,
    /// Registrations, besides at the sales of their deals, where a rule counts them or pays for them.
    pub registrations: bool,
    /// Registrations that are counted where no rule asks: by what is looked at when all is over.
    pub counted_registrations: bool,
    /// What happens to registrations, besides at the sales of their deals.
    pub deal_steps: bool,
}

/// A step that a tier or specialization asks for.
#[derive(Clone, Copy, Debug)]
pub struct AskedStep {
    /// What it is for.
    pub of: Standing,
    /// Addresses its random words.
    pub hash: u32,
    /// What is done.
    pub taken: Taken,
}

/// An offer that must be joined, period by period.
#[derive(Clone, Debug)]
pub struct Joined {
    /// Its place among what pays.
    pub place: u16,
    /// Addresses its random words.
    pub hash: u32,
    /// The first and the last day in time, in order.
    pub spans: Vec<(i32, i32)>,
}

/// A target that is agreed with each partner, period by period.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// Its place among the program's targets.
    pub place: u16,
    /// Addresses its random words.
    pub hash: u32,
    /// For each line, the share of its sales that counts.
    pub lines: Vec<f64>,
    /// Whether it is an amount of money; else it is a number of sales.
    pub is_money: bool,
    /// The periods, in order.
    pub periods: Vec<AgreedPeriod>,
}

/// A period for which a target is agreed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgreedPeriod {
    /// Its first and last day.
    pub days: (i32, i32),
    /// How many usual weeks its season makes of it.
    pub weeks: f64,
}

/// What is said about leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    /// How many days a partner has in any case to accept one.
    pub answer_days: i32,
    /// Whether one is accepted that nobody answers.
    pub silence_accepts: bool,
}

/// A product line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Addresses its random words.
    pub hash: u32,
    /// The vendor's margin.
    pub margin: f64,
    /// Its products.
    pub products: Vec<Product>,
}

/// A product.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its name.
    pub name: Name,
    /// Its place among the program's products.
    pub place: u16,
    /// The first day it is sold, from the program's first day.
    pub from_day: i32,
    /// List price of a unit in minor units, if it has one.
    pub list: Option<i64>,
    /// The least price of a sale in minor units.
    pub least: i64,
}

/// Something that partners can work towards because it pays.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its place among what pays.
    pub place: u16,
    /// Its name.
    pub name: Name,
    /// Addresses its random words.
    pub hash: u32,
    /// First and last day on which facts count.
    pub days: (i32, i32),
    /// The week from which partners can learn of it.
    pub announced: i16,
    /// What it pays by.
    pub pays: Pays,
    /// Whether what it pays a partner moves with what others sell.
    pub is_ranked: bool,
    /// The last day of the window that holds each week from -52 on; for events, of the offer.
    pub window_end: Vec<i32>,
    /// Whose income it is.
    pub recipient: Recipient,
    /// How complicated its terms are, 0 to 1.
    pub complexity: f64,
    /// Weeks from earning to being paid.
    pub delay_weeks: f64,
    /// The part of what is earned that the partner gets: what does not wait in vain for a customer to pay, and what
    /// nobody else is credited with.
    pub paid_part: f64,
    /// For each line, the share of its sales that counts.
    pub lines: Vec<f64>,
    /// Places of the plan's offers that are not paid beside it on one sale.
    pub excludes: Vec<usize>,
}

/// What an offer pays by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    /// Each fact by itself: partners wait for its start.
    Event,
    /// A period: who works for it and gets nothing is disappointed.
    Period,
    /// A better standing: no payment of its own.
    Standing,
}

/// Something that can be learnt.
#[derive(Clone, Debug)]
pub struct Track {
    /// Its name.
    pub name: Name,
    /// Addresses its random words.
    pub hash: u32,
    /// Places of its courses among the program's, in order.
    pub courses: Vec<u16>,
    /// What finishing it grants: the place of a certification and its weeks of validity.
    pub grants: Option<(u16, i16)>,
    /// Whether partners must finish it.
    pub required: bool,
    /// Whom it is for.
    pub audience: Audience,
    /// The reward for finishing, in US dollars.
    pub reward: f64,
    /// The weeks in which one can enrol.
    pub open: (i16, i16),
    /// For each line, whether it teaches to sell it.
    pub lines: Vec<bool>,
}

/// One message or meeting in one week.
#[derive(Clone, Debug)]
pub struct Touch {
    /// When.
    pub week: i16,
    /// Addresses its random words.
    pub hash: u32,
    /// Which stock of fatigue it loads.
    pub sort: usize,
    /// How much it loads.
    pub load: f64,
    /// The chance that an average partner opens it.
    pub open_rate: f64,
    /// Whom it reaches.
    pub audience: Audience,
    /// Places of the offers it tells about.
    pub offers: Vec<usize>,
    /// Places of the tracks it tells about.
    pub tracks: Vec<usize>,
}

/// Whom something reaches; an empty list does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Places of tiers; a partner without a tier is in none.
    pub tiers: Vec<u16>,
    /// Places of types.
    pub types: Vec<u16>,
    /// Places of regions.
    pub regions: Vec<u16>,
}

impl Audience {
    /// Whether a partner belongs to it.
    pub fn holds(&self, tier: Option<u16>, sort: u16, region: u16) -> bool {
        let among = |list: &[u16], place: u16| list.is_empty() || list.contains(&place);
        let at_tier = match tier {
            Some(tier) => among(&self.tiers, tier),
            None => self.tiers.is_empty(),
        };
        at_tier && among(&self.types, sort) && among(&self.regions, region)
    }
}

/// A lower price for a customer, of which the vendor bears the difference.
#[derive(Clone, Debug)]
pub struct SpecialPrice {
    /// First and last day on which a sale counts.
    pub days: (i32, i32),
    /// Places of the products among the program's, by place; an empty list does not narrow.
    pub products: Vec<u16>,
    /// Whose claims are paid.
    pub audience: Audience,
}

/// Protection of registered deals.
#[derive(Clone, Debug)]
pub struct Protection {
    /// The least deal, in minor units.
    pub least: i64,
    /// The most days that a decision takes.
    pub decision_days: i32,
    /// Days of protection after it, extended where that is possible; `None` without an end.
    pub days: Option<i32>,
    /// How many days after the decision the extension is asked for.
    pub asks_after: Option<i32>,
}

impl Offer {
    /// The largest share of a line that counts.
    pub fn most(&self) -> f64 {
        self.lines.iter().copied().fold(0.0, f64::max)
    }

    /// For each line, what counts of it relative to the line that counts most.
    pub fn parts(&self) -> impl Iterator<Item = f64> + '_ {
        let most = self.most().max(f64::MIN_POSITIVE);
        self.lines.iter().map(move |share| share / most)
    }
}

impl Plan {
    /// A plan without a program: the world "none", with these lines, ends of quarters and weeks.
    pub fn without_program(&self) -> Plan {
        Plan {
            year: self.year,
            weeks: self.weeks,
            ends_quarter: self.ends_quarter.clone(),
            lines: self.lines.clone(),
            reads: self.reads.clone(),
            tiers: self.tiers,
            types: self.types,
            regions: self.regions,
            quarters: self.quarters.clone(),
            minor_units: self.minor_units,
            ..Plan::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_narrows_by_every_list() {
        let everyone = Audience::default();
        assert!(everyone.holds(None, 3, 1));
        let gold = Audience {
            tiers: vec![1, 2],
            ..Audience::default()
        };
        assert!(gold.holds(Some(1), 0, 0) && !gold.holds(Some(0), 0, 0) && !gold.holds(None, 0, 0));
        let narrow = Audience {
            types: vec![0],
            regions: vec![1],
            ..Audience::default()
        };
        assert!(narrow.holds(None, 0, 1) && !narrow.holds(None, 1, 1) && !narrow.holds(None, 0, 0));
    }
}
