//! What partners were in the program before.

use std::collections::BTreeMap;

use crate::base::id::TierId;
use crate::base::name::Name;

/// A program that another follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// What it was called.
    pub title: Name,
    /// The tier that each of its standings becomes; `None` where one brings nothing.
    pub standings: BTreeMap<Name, Option<TierId>>,
}
