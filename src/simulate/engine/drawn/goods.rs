//! What partners have in stock, as far as facts tell: goods that come and go, prices that fall, and orders at
//! prices of before.

/// Units of a product that a partner bought for its stock, or sent back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goods {
    /// The fact: [`super::thing`], by the product's place.
    pub number: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// The place of the product among the program's.
    pub product: u16,
    /// How many.
    pub units: i64,
    /// Minor units for all of them.
    pub amount: i64,
}

/// A claim for what is in stock on the day on which the price of a product falls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repriced {
    /// The fact: [`super::thing`], by the product's place.
    pub number: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// The place of the product among the program's.
    pub product: u16,
    /// What a unit costs from that day on, in minor units.
    pub price: i64,
}

/// A sale that the partner ordered at a price quoted before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quote {
    /// The deal.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// When it was ordered.
    pub day: i32,
    /// The number of the customer's first deal.
    pub customer: u64,
    /// The place of the product among the program's.
    pub product: u16,
    /// How many.
    pub units: i64,
    /// When it was quoted.
    pub quoted: i32,
    /// What one cost by the quote, in minor units.
    pub quoted_price: i64,
    /// What one costs on the day of the order, in minor units.
    pub list_price: i64,
}
