//! The state of one world in one replication: one column a quantity, one entry a partner. Moves
//! only in the steps of a week; holds no rule.

use crate::simulate::behaviour::fatigue::SORTS;
use crate::simulate::behaviour::reward::Curve;
use crate::simulate::behaviour::training::Progress;
use crate::simulate::chance::draw::gumbel;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::Scene;
use crate::simulate::engine::pipeline::Pipeline;
use crate::simulate::engine::plan::{Offer, Plan};

/// Everything that a week leaves for the next.
#[derive(Clone, Debug)]
pub struct State {
    /// 1 for who takes part, 0 for who has left.
    pub alive: Vec<f64>,
    /// The tier held.
    pub tier: Vec<Option<u16>>,
    /// Goodwill, affinity left out.
    pub goodwill: Vec<f64>,
    /// Load of each sort of touches.
    pub stocks: [Vec<f64>; SORTS],
    /// Skill by line.
    pub skill: Vec<Vec<f64>>,
    /// Borrowed demand by line.
    pub debt: Vec<Vec<f64>>,
    /// Marketing stock paid for by the vendor.
    pub marketing: Vec<f64>,
    /// The week of the last won deal.
    pub last_win: Vec<i16>,
    /// The week of the last portal visit.
    pub last_visit: Vec<i16>,
    /// Open deals.
    pub deals: Pipeline,
    /// First deals of the customers of each partner, in order of sale.
    pub customers: Vec<Vec<u64>>,
    /// Persistent taste for working towards nothing.
    pub outside: Vec<f64>,
    /// What each offer left, in the plan's order.
    pub offers: Vec<OfferState>,
    /// What each track left, in the plan's order.
    pub tracks: Vec<TrackState>,
    /// Marketing activities that were granted and not yet claimed.
    pub activities: Vec<Activity>,
    /// By fund and partner: credit of activities that are granted and whose claims are not yet over, in minor units.
    pub promised: Vec<Vec<i64>>,
    /// Claims that are not yet over.
    pub claims: Vec<OpenClaim>,
    /// Payouts that are booked and not yet due.
    pub dues: Vec<Due>,
    /// By the place of a product, from which day on which part of its first price it costs; all of it before, and beyond the end.
    pub prices: Vec<Vec<(i32, f64)>>,
}

/// What an offer left.
#[derive(Clone, Debug)]
pub struct OfferState {
    /// Who knows of it, 0 to 1.
    pub awareness: Vec<f64>,
    /// Persistent numbers: who notices it at which awareness.
    pub notice: Vec<f64>,
    /// Persistent tastes.
    pub taste: Vec<f64>,
    /// Who works towards it this week.
    pub active: Vec<bool>,
    /// Who worked towards it at any time in its window.
    pub tried: Vec<bool>,
    /// Who ever worked towards it.
    pub ever: Vec<bool>,
    /// Relative reward this week.
    pub reward: Vec<f64>,
    /// What it pays for further sales, while nothing changed: `None` when it has to be asked.
    pub curves: Vec<Option<Option<Curve>>>,
    /// The window for which the curves hold.
    pub window_end: i32,
}

/// What a track left.
#[derive(Clone, Debug)]
pub struct TrackState {
    /// Who knows of it, 0 to 1.
    pub awareness: Vec<f64>,
    /// Who is enrolled and how far.
    pub progress: Vec<Progress>,
    /// The week after the last valid one of each person's certificate.
    pub valid: Vec<Vec<i16>>,
}

/// An open deal.
#[derive(Clone, Copy, Debug)]
pub struct Deal {
    /// Its number.
    pub number: u64,
    /// Whose.
    pub partner: u32,
    /// In which line.
    pub line: u16,
    /// When it was created.
    pub created: i16,
    /// Its place among those of its week.
    pub ordinal: u16,
    /// The first day it can close.
    pub from_day: i32,
    /// Minor units.
    pub size: i64,
    /// Hidden quality, in logits.
    pub quality: f64,
    /// The first day on which it is protected, and the last.
    pub protected: Option<(i32, i32)>,
}

/// A payout on its way.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    /// The day it arrives.
    pub day: i32,
    /// Whose.
    pub partner: u32,
    /// Whether it pays marketing back.
    pub is_reimbursement: bool,
}

/// A granted marketing activity.
#[derive(Clone, Copy, Debug)]
pub struct Activity {
    /// Whose.
    pub partner: u32,
    /// The fund's place.
    pub fund: u16,
    /// The activity's place.
    pub activity: u16,
    /// Minor units that it costs.
    pub cost: i64,
    /// Minor units of credit that it will use.
    pub credit: i64,
    /// The day it was asked for.
    pub requested: i32,
    /// The week it takes place.
    pub week: i16,
}

/// A claim that is handed in, or will be.
#[derive(Clone, Copy, Debug)]
pub struct OpenClaim {
    /// The day on which it is over.
    pub over: i32,
    /// Whose.
    pub partner: u32,
    /// The fund's place.
    pub fund: u16,
    /// Minor units of credit that are kept for it.
    pub credit: i64,
    /// Whether nothing of it is paid.
    pub is_refused: bool,
}

impl Deal {
    /// Whether it is protected on a day.
    pub fn is_protected(&self, day: i32) -> bool {
        self.protected
            .is_some_and(|(first, last)| (first..=last).contains(&day))
    }
}

impl State {
    /// The first week of a scene, without anything of a program.
    pub fn new(scene: &Scene) -> State {
        let n = scene.partners.len();
        let lines = scene.plan.lines.len();
        let column = || vec![0.0; n];
        let skills = (0..lines).map(|line| {
            (0..n)
                .map(|i| scene.partners.first_skill(i, line))
                .collect()
        });
        State {
            alive: vec![1.0; n],
            tier: vec![None; n],
            goodwill: column(),
            stocks: std::array::from_fn(|_| column()),
            skill: skills.collect(),
            debt: vec![column(); lines],
            marketing: column(),
            last_win: vec![0; n],
            last_visit: vec![i16::MIN; n],
            deals: Pipeline::default(),
            customers: vec![Vec::new(); n],
            outside: Vec::new(),
            offers: Vec::new(),
            tracks: Vec::new(),
            activities: Vec::new(),
            promised: Vec::new(),
            claims: Vec::new(),
            dues: Vec::new(),
            prices: Vec::new(),
        }
    }

    /// Adds what a program's offers and tracks need, with the numbers that last for the run.
    pub fn enter(&mut self, scene: &Scene, plan: &Plan) {
        self.offers = plan
            .offers
            .iter()
            .map(|offer| OfferState::new(scene, offer.hash))
            .collect();
        let n = scene.partners.len();
        self.outside = tastes(scene, Address::of(Purpose::OutsideTaste));
        self.promised = vec![vec![0; n]; plan.funds.len()];
        let valid = || (0..n).map(|i| vec![i16::MIN; usize::from(scene.partners.people[i])]);
        self.tracks = plan
            .tracks
            .iter()
            .map(|_| TrackState {
                awareness: vec![0.0; n],
                progress: vec![Progress::default(); n],
                valid: valid().collect(),
            })
            .collect();
    }

    /// Forgets what these offers pay a partner: something that they read has changed.
    pub fn forget_curves(&mut self, plan: &Plan, partner: usize, which: impl Fn(&Offer) -> bool) {
        for (offer, state) in plan.offers.iter().zip(&mut self.offers) {
            if which(offer) {
                state.curves[partner] = None;
            }
        }
    }
}

/// A Gumbel number for each partner.
fn tastes(scene: &Scene, address: Address) -> Vec<f64> {
    let mut tastes = vec![0.0; scene.partners.len()];
    scene
        .key
        .uniforms(address, &scene.partners.hashes, &mut tastes);
    tastes.iter_mut().for_each(|u| *u = gumbel(*u));
    tastes
}

impl OfferState {
    fn new(scene: &Scene, hash: u32) -> OfferState {
        let n = scene.partners.len();
        let mut notice = vec![0.0; n];
        let address = Address::of(Purpose::Notice).about(hash);
        scene
            .key
            .uniforms(address, &scene.partners.hashes, &mut notice);
        OfferState {
            awareness: vec![0.0; n],
            notice,
            taste: tastes(scene, Address::of(Purpose::Taste).about(hash)),
            active: vec![false; n],
            tried: vec![false; n],
            ever: vec![false; n],
            reward: vec![0.0; n],
            curves: vec![None; n],
            window_end: i32::MIN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protection_holds_on_its_first_and_on_its_last_day() {
        let deal = Deal {
            number: 1,
            partner: 0,
            line: 0,
            created: 0,
            ordinal: 0,
            from_day: 3,
            size: 1,
            quality: 0.0,
            protected: Some((5, 9)),
        };
        let protected = (3..12).filter(|day| deal.is_protected(*day));
        assert_eq!(protected.collect::<Vec<i32>>(), [5, 6, 7, 8, 9]);
        let refused = Deal {
            protected: None,
            ..deal
        };
        assert!(!refused.is_protected(5));
    }
}
