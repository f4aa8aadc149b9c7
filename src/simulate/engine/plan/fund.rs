//! What the engine needs to know of money that partners ask for.

use crate::base::name::Name;
use crate::simulate::behaviour::claiming::Rules;
use crate::simulate::engine::plan::Audience;

/// Vendor money for partners' marketing.
#[derive(Clone, Debug)]
pub struct Fund {
    /// Its place among what pays.
    pub place: u16,
    /// Its name.
    pub name: Name,
    /// Addresses its random words.
    pub hash: u32,
    /// What can be paid back.
    pub activities: Vec<Activity>,
    /// Whether a request must be that many days before its activity.
    pub request_days: i32,
    /// How many days after its activity a claim is in time in any case; `None` is for good.
    pub claim_days: Option<i32>,
    /// How claims are decided; `None` where each says so itself.
    pub decided: Option<Rules>,
}

/// A kind of activity.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Its name.
    pub name: Name,
    /// The part of its cost that is paid back.
    pub share: f64,
    /// The most paid back for one, in minor units.
    pub most: Option<f64>,
    /// The documents that a claim needs, as a claim lists them.
    pub proof: Name,
}

/// Somebody who may grant what is off the rules.
#[derive(Clone, Debug)]
pub struct Granting {
    /// Its place among what pays.
    pub place: u16,
    /// Addresses its random words.
    pub hash: u32,
    /// First and last day on which it is paid.
    pub days: (i32, i32),
    /// Who may be granted one.
    pub audience: Audience,
}
