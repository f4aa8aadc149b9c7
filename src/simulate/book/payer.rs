//! The ledger of a real program: drawn facts go into the fold that settlement uses, and what the
//! fold posts, holds and would pay comes back. Pays nothing by itself.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::id::{BudgetId, IncentiveId, TierId};
use crate::base::ratio::Ratio;
use crate::payout::measure::Reading;
use crate::semantics::book::PartnerId;
use crate::semantics::curve::of::Situation;
use crate::semantics::evaluate::{Detail, View};
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::{Plan, Role};
use crate::semantics::posting::{Earned as Claimed, Posting, PostingKind};
use crate::simulate::behaviour::market::row;
use crate::simulate::behaviour::population::Partners;
use crate::simulate::behaviour::reward::Curve;
use crate::simulate::behaviour::standing_worth::Year;
use crate::simulate::behaviour::worth::Stand;
use crate::simulate::book::facts::{Scribe, deal_of, partner};
use crate::simulate::book::past::Past;
use crate::simulate::book::payout_parts::{budgets, left_of, rank_key};
use crate::simulate::book::rows::Rows;
use crate::simulate::engine::drawn::Drawn;
use crate::simulate::engine::ledger::{Earned, Ledger, Left, Part, Posted, Sort};
use crate::simulate::setting::{Setting, Target};

/// Places of a ranking that are worth projecting.
const MOST_RIVALS: usize = 64;

/// The fold of a program at work on drawn facts.
pub struct Payer<'a> {
    pub(super) fold: Fold<'a>,
    pub(super) scribe: Scribe<'a>,
    rows: Rows<'a>,
    pub(super) past: Option<&'a Past<'a>>,
    setting: &'a Setting,
    pub(super) partners: &'a Partners,
    budgets: Vec<Vec<BudgetId>>,
    /// For each partner, a year's revenue without a program in what each incentive counts.
    revenues: Vec<Vec<f64>>,
    /// What a year in its next tier is worth to a partner, in minor units, once it was asked.
    gains: BTreeMap<(PartnerId, TierId), f64>,
    /// For each ranked offer, the day for which it was projected, and the keys of
    /// those who compete, highest first.
    keys: BTreeMap<usize, (Date, Vec<(Ratio, usize)>)>,
    today: Date,
    pub(super) fault: Option<Fault>,
    parts: Vec<Part>,
    postings: Vec<Posting>,
    keeps_postings: bool,
}

impl<'a> Payer<'a> {
    /// A fold that knows the partners and nothing else, and how much its postings say.
    pub fn new(
        plan: &'a Plan<'a>,
        setting: &'a Setting,
        partners: &'a Partners,
        scribe: Scribe<'a>,
        detail: Detail,
    ) -> Payer<'a> {
        let mut fold = Fold::new(plan, detail);
        if !setting.plan.reads.returns {
            fold = fold.without_returns();
        }
        for place in 0..partners.len() {
            fold.add_partner(partner(plan.program, partners, place));
        }
        let budgets = setting
            .offers
            .iter()
            .map(|target| budgets(plan, *target))
            .collect();
        Payer {
            rows: Rows::of(plan.program, scribe.clock, fold.book_mut()),
            fold,
            past: None,
            scribe,
            setting,
            partners,
            budgets,
            revenues: (0..partners.len())
                .map(|place| revenues(plan, setting, partners, place))
                .collect(),
            gains: BTreeMap::new(),
            keys: BTreeMap::new(),
            today: scribe.clock.start,
            fault: None,
            parts: Vec::new(),
            postings: Vec::new(),
            keeps_postings: false,
        }
    }

    /// The same, keeping every posting as the fold made it.
    pub fn keeping_postings(mut self) -> Payer<'a> {
        self.keeps_postings = true;
        self
    }

    /// The postings that were kept.
    pub fn into_postings(self) -> Vec<Posting> {
        self.postings
    }

    /// What was paid for periods, deal by deal.
    pub fn into_parts(self) -> Vec<Part> {
        self.parts
    }

    /// What payouts may read at the end of what was taken.
    pub fn view(&self) -> View<'_> {
        self.fold.view()
    }

    /// What stopped the fold, if an amount went outside the range.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    pub(super) fn admit(&mut self, drawn: &Drawn) {
        let reads = &self.setting.plan.reads;
        let is_completion = matches!(drawn, Drawn::Completion(_));
        let is_registration = matches!(drawn, Drawn::Registration(_));
        let is_extension = matches!(drawn, Drawn::Extension(_));
        // Postings that are kept name their facts as settlement numbers them.
        let is_short = !self.keeps_postings;
        let is_unread = is_short && is_completion && !reads.completions;
        // Only the sale of its deal asks for it, or who looks at the end.
        let is_noted = is_short
            && ((is_registration && !reads.registrations) || (is_extension && !reads.deal_steps));
        match self.rows.row(drawn) {
            Some(_) if is_unread => {}
            Some(row) if is_noted => self.fold.note_row(row),
            Some(row) => self.fold.admit_row(row),
            None => self.fold.admit(&self.scribe.fact(drawn)),
        }
    }

    fn posted(&self, posting: &Posting) -> Posted {
        let clock = self.scribe.clock;
        let claim = &posting.claim;
        let earned = match claim.earned {
            Claimed::Event(_, symbol) | Claimed::Claim(symbol) => Earned::Event(symbol.word()),
            Claimed::Period(period) => {
                let days = self.fold.plan().almanac.days(period);
                Earned::Period(clock.day(days.first()), clock.day(days.last()))
            }
            Claimed::Days(days) => Earned::Period(clock.day(days.first()), clock.day(days.last())),
        };
        Posted {
            incentive: claim.incentive.0,
            partner: claim.partner.0,
            earned,
            sort: self.sort(posting),
            day: clock.day(posting.day),
            due: clock.day(posting.due),
            amount: i64::try_from(posting.amount.minor).unwrap_or(i64::MAX),
        }
    }

    /// Keeps what a payout for a period gave each deal.
    fn keep_parts(&mut self, posted: &Posted, posting: &Posting) {
        let Earned::Period(_, until) = posted.earned else {
            return;
        };
        if posted.sort != Sort::Payout {
            return;
        }
        for (row, amount) in &posting.lines {
            let id = self.fold.book().row(*row).map(|row| row.id.word());
            if let Some(deal) = id.and_then(deal_of) {
                self.parts.push(Part {
                    incentive: posted.incentive,
                    deal,
                    until,
                    amount: i64::try_from(*amount).unwrap_or(i64::MAX),
                });
            }
        }
    }

    fn sort(&self, posting: &Posting) -> Sort {
        let offer = self.fold.plan().offer(posting.claim.incentive);
        let term = offer.and_then(|offer| offer.terms.get(usize::from(posting.claim.term)));
        match (posting.kind, term.map(|term| term.role)) {
            (PostingKind::Expiry, _) => Sort::Lapse,
            (PostingKind::Credit, _) | (_, Some(Role::Credit)) => Sort::Credit,
            (PostingKind::Reimbursement, _) | (_, Some(Role::Reimbursement)) => Sort::Reimbursement,
            (
                PostingKind::Award | PostingKind::Adjustment | PostingKind::Reversal(_),
                Some(Role::Award) | None,
            ) => Sort::Payout,
        }
    }
}

impl Ledger for Payer<'_> {
    fn post(&mut self, facts: &[Drawn], until: i32) -> Vec<Posted> {
        if self.fault.is_some() {
            return Vec::new();
        }
        self.take_in(facts, until);
        self.today = self.scribe.clock.date(until).plus_days(1);
        let postings = self.fold.take_postings();
        let posted: Vec<Posted> = postings
            .iter()
            .map(|posting| self.posted(posting))
            .collect();
        for (posted, posting) in posted.iter().zip(&postings) {
            self.keep_parts(posted, posting);
        }
        if self.keeps_postings {
            self.postings.extend(postings);
        }
        posted
    }

    fn is_open(&self, offer: usize, day: i32) -> bool {
        let date = self.scribe.clock.date(day);
        let budgets = self.budgets.get(offer).map_or(&[][..], Vec::as_slice);
        budgets
            .iter()
            .all(|budget| self.fold.pool_left(*budget, date) > 0)
    }

    fn curve(&mut self, offer: usize, partner: usize, day: i32, deal: f64) -> Option<Curve> {
        let units = self.setting.plan.minor_units;
        let id = PartnerId(u32::try_from(partner).ok()?);
        let date = self.scribe.clock.date(day);
        let deal = (deal * units).round().clamp(1.0, 1e15) as i128;
        match *self.setting.offers.get(offer)? {
            Target::Incentive(incentive) => {
                let (rivals, own_gain) = self.rivals(offer, incentive, partner, date);
                let stand = Stand {
                    incentive: Some(incentive),
                    line: self.line(offer),
                    rivals: &rivals,
                    own_gain,
                    ..Stand::on(&self.fold, id, date, deal)
                };
                stand.worth(units)
            }
            Target::Tier(tier) => {
                let week = i16::try_from(day.div_euclid(7)).unwrap_or(i16::MAX);
                let plan = self.setting.plan.offers.get(offer)?;
                let review = plan.window_end.get(row(week)).copied().unwrap_or(day);
                let stand = Stand {
                    as_of: self.scribe.clock.date(review.max(day)),
                    ..Stand::on(&self.fold, id, date, deal)
                };
                let revenues = &self.revenues[partner];
                let year = Year { stand, revenues };
                let (held, next) = year.held_and_next();
                if tier.index() != next {
                    return None;
                }
                let known = self.gains.get(&(id, tier)).copied();
                let gain = known.unwrap_or_else(|| year.gain(held, tier));
                let found = year.worth(tier, gain, units);
                self.gains.insert((id, tier), gain);
                found
            }
        }
    }

    fn tier(&self, partner: usize) -> Option<u16> {
        let partner = PartnerId(u32::try_from(partner).ok()?);
        self.fold
            .state()
            .standing
            .tier_on(partner, self.today)
            .map(|tier| tier.0)
    }

    fn left(&self, budget: usize) -> Option<Left> {
        let budget = BudgetId(u16::try_from(budget).ok()?);
        // What is awarded as a period ends within a week is drawn from the pool of that period, not of the next.
        let monday = self.today.plus_days(-7);
        let last = self.fold.plan().program.fiscal.year().last();
        self.fold.pool(budget, monday.min(last)).map(left_of)
    }

    fn fees(&self) -> Vec<(usize, i32, f64)> {
        self.fees_of_year()
    }

    fn balance(&self, fund: usize, partner: usize) -> i64 {
        let held = self
            .setting
            .funds
            .get(fund)
            .zip(u32::try_from(partner).ok());
        let left = held.map_or(0, |(id, partner)| {
            self.fold.credit_left(*id, PartnerId(partner))
        });
        i64::try_from(left).unwrap_or(i64::MAX).max(0)
    }
}

impl Payer<'_> {
    /// The line that an offer counts most of; the first of equals.
    fn line(&self, offer: usize) -> usize {
        let shares = self.setting.plan.offers.get(offer);
        let shares = shares.map_or(&[][..], |offer| &offer.lines);
        let most = shares.iter().copied().fold(0.0, f64::max);
        shares.iter().position(|share| *share == most).unwrap_or(0)
    }

    /// What the others in a ranking are projected to reach, highest first, and what the partner
    /// itself is projected to gain. Keys are projected once for a day.
    fn rivals(
        &mut self,
        offer: usize,
        incentive: IncentiveId,
        partner: usize,
        today: Date,
    ) -> (Vec<Ratio>, Ratio) {
        let nobody = (Vec::new(), Ratio::ZERO);
        if !self
            .setting
            .plan
            .offers
            .get(offer)
            .is_some_and(|each| each.is_ranked)
        {
            return nobody;
        }
        let Some(key) = rank_key(self.fold.plan().program, incentive) else {
            return nobody;
        };
        if self.keys.get(&offer).is_none_or(|(day, _)| *day != today) {
            let all = (0..self.partners.len()).filter_map(|each| {
                let (key, _) = self.projected(incentive, key, each, today)?;
                Some((key, each))
            });
            let mut all: Vec<(Ratio, usize)> = all.collect();
            all.sort_unstable_by(|one, other| other.cmp(one));
            self.keys.insert(offer, (today, all));
        }
        let gain = self
            .projected(incentive, key, partner, today)
            .map_or(Ratio::ZERO, |(_, gain)| gain);
        let keys = self.keys.get(&offer).map_or(&[][..], |(_, keys)| keys);
        let others = keys.iter().filter(|(_, place)| *place != partner);
        (
            others.map(|(key, _)| *key).take(MOST_RIVALS).collect(),
            gain,
        )
    }

    /// What a partner's key is projected to be at the end of the ranking, and how much of it is
    /// still to come at its usual revenue; `None` for who cannot win.
    fn projected(
        &self,
        incentive: IncentiveId,
        key: &Reading,
        partner: usize,
        today: Date,
    ) -> Option<(Ratio, Ratio)> {
        let units = self.setting.plan.minor_units;
        let deal = (self.partners.deal_mean[partner] * units).round().max(1.0) as i128;
        let id = PartnerId(u32::try_from(partner).ok()?);
        let stand = Stand {
            incentive: Some(incentive),
            ..Stand::on(&self.fold, id, today, deal)
        };
        if !stand.could_pay() {
            return None;
        }
        let line = stand.line(key).ok()?;
        let weeks = today.days_until(stand.scene().day).max(0) as f64 / 7.0;
        let yearly = *self.revenues.get(partner)?.get(incentive.index())?;
        let further = Ratio::whole((yearly / 52.0 * weeks) as i128);
        let gain = line.slope.times(further).ok()?;
        Some((line.at.plus(gain).ok()?, gain))
    }
}

/// A year's revenue of a partner without a program, in what each incentive counts of it.
fn revenues(plan: &Plan, setting: &Setting, partners: &Partners, place: usize) -> Vec<f64> {
    let yearly = partners.revenue[place] * setting.plan.minor_units;
    let all = partners.opportunities(place);
    let mut revenues = vec![yearly; plan.program.incentives.len()];
    for offer in &setting.plan.offers {
        let counted = offer
            .lines
            .iter()
            .zip(&partners.rates)
            .map(|(part, rates)| part * rates[place]);
        if let Some(revenue) = revenues.get_mut(usize::from(offer.place)) {
            *revenue = yearly * counted.sum::<f64>() / all;
        }
    }
    revenues
}
