//! What was asked of the product of a sale, beside whether a list names it.

use std::cell::Cell;

/// Whether a bound rests on it.
#[derive(Default)]
pub struct Asked {
    /// The least price that is assumed.
    pub price: Cell<bool>,
    /// The product line.
    pub line: Cell<bool>,
}
