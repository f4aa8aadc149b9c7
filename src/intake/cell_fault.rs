//! The reasons to refuse a cell of a data file, each with the name of its problem.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use crate::base::money::Currency;

/// A reason to refuse a cell, or to warn of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellFault {
    /// Nothing stands where a value is needed.
    Empty,
    /// Spaces around or inside.
    Spaces,
    /// `NaN` or an infinity.
    NotFinite,
    /// Digits other than 0 to 9.
    ForeignDigits,
    /// A dash in the place of `-`.
    ForeignMinus,
    /// `(12.00)` for a negative amount.
    Parentheses,
    /// `$5`, `5EUR`.
    CurrencySign,
    /// `+5`.
    LeadingPlus,
    /// `5-`.
    TrailingMinus,
    /// `1e3`.
    Exponent,
    /// `1,234.50`, `1_000`, `1'000`.
    Grouping,
    /// `12,5`.
    DecimalComma,
    /// `.5` or `5.`.
    BarePoint,
    /// `007`.
    LeadingZero,
    /// Anything else.
    NotANumber,
    /// Decimals where a whole number is needed.
    NotWhole,
    /// More decimals than the currency has.
    TooManyDecimals {
        /// Decimals as written.
        written: u8,
        /// The currency.
        currency: Currency,
    },
    /// Beyond 10^18 minor units, or more digits than any range holds.
    OutOfRange,
    /// The form of a date, but no day of the calendar.
    NoSuchDay,
    /// A date with a time of day.
    TimeOfDay,
    /// Not the form of a date.
    NotADate,
    /// An id too long to be one.
    LongId,
    /// An id that a spreadsheet would compute.
    FormulaInId,
    /// A text that a spreadsheet would compute; kept.
    FormulaInText,
}

impl CellFault {
    /// The name of the problem.
    pub const fn name(self) -> &'static str {
        match self {
            CellFault::Empty => "empty-cell",
            CellFault::Spaces => "spaces-in-cell",
            CellFault::NotFinite => "not-finite",
            CellFault::ForeignDigits => "foreign-digits",
            CellFault::ForeignMinus => "foreign-minus",
            CellFault::Parentheses => "parenthesised-amount",
            CellFault::CurrencySign => "currency-in-amount",
            CellFault::LeadingPlus => "leading-plus",
            CellFault::TrailingMinus => "trailing-minus",
            CellFault::Exponent => "exponent-in-number",
            CellFault::Grouping => "grouped-digits",
            CellFault::DecimalComma => "decimal-comma",
            CellFault::BarePoint => "bare-point",
            CellFault::LeadingZero => "leading-zero",
            CellFault::NotANumber => "not-a-number",
            CellFault::NotWhole => "not-whole",
            CellFault::TooManyDecimals { .. } => "too-many-decimals",
            CellFault::OutOfRange => "number-out-of-range",
            CellFault::NoSuchDay => "no-such-day",
            CellFault::TimeOfDay => "time-of-day",
            CellFault::NotADate => "not-a-date",
            CellFault::LongId => "long-id",
            CellFault::FormulaInId => "formula-in-id",
            CellFault::FormulaInText => "formula-in-text",
        }
    }
}
