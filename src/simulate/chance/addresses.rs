//! Many addresses at once, in columns, so that their random words are drawn side by side.

use crate::simulate::chance::random::Address;

/// Addresses that differ in week, ordinal, partner or name, such as those of the deals of a week: a column
/// for each part, an address an entry.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    pub(in crate::simulate) heads: Vec<u32>,
    pub(in crate::simulate) partners: Vec<u64>,
    pub(in crate::simulate) names: Vec<u32>,
}

impl Addresses {
    /// Adds one. Its purpose is left open.
    pub fn push(&mut self, address: Address) {
        let [head, .., name] = address.counter();
        self.heads.push(head & !PURPOSE);
        self.partners.push(address.partner);
        self.names.push(name);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.heads.clear();
        self.partners.clear();
        self.names.clear();
    }
}

/// The bits of an address's purpose in its head.
const PURPOSE: u32 = 0xff00_0000;
