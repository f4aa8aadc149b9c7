//! Why a cell of a data file is refused, and how that is said: each reason is a problem with a
//! name of its own and a help text that shows what to write. It must not know tables.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

use crate::base::date::Date;
use crate::diagnostic::place::Row;
use crate::diagnostic::untrusted::quote;
use crate::diagnostic::{Problem, Severity};
use crate::intake::cell_fault::CellFault;
use crate::intake::misspelt::{DASHES, GROUPING};
use crate::intake::number;

impl CellFault {
    /// The problem of a cell: the user's text is quoted, the place is the cell's.
    pub fn problem(self, text: &str, place: Row) -> Problem {
        let severity = if self == CellFault::FormulaInText {
            Severity::Warning
        } else {
            Severity::Error
        };
        Problem::new(self.name(), severity, self.message(text))
            .help(self.help(text))
            .at(place)
    }

    fn message(self, text: &str) -> String {
        let cell = quote(text);
        match self {
            CellFault::Empty => "the cell is empty".to_owned(),
            CellFault::Spaces => format!("{cell} has spaces"),
            CellFault::NotFinite => format!("{cell} is not a finite number"),
            CellFault::ForeignDigits => format!("{cell} has digits other than 0 to 9"),
            CellFault::ForeignMinus => format!("{cell} has a dash where `-` is needed"),
            CellFault::Parentheses => format!("{cell} is in parentheses"),
            CellFault::CurrencySign => format!("{cell} names a currency inside a number"),
            CellFault::LeadingPlus => format!("{cell} begins with `+`"),
            CellFault::TrailingMinus => format!("{cell} has its sign at the end"),
            CellFault::Exponent => format!("{cell} has an exponent"),
            CellFault::Grouping => format!("{cell} has grouped digits"),
            CellFault::DecimalComma => format!("{cell} has a comma before its decimals"),
            CellFault::BarePoint => format!("{cell} has no digit on one side of its point"),
            CellFault::LeadingZero => format!("{cell} begins with a zero that says nothing"),
            CellFault::NotANumber => format!("{cell} is not a number"),
            CellFault::NotWhole => format!("{cell} is not a whole number"),
            CellFault::TooManyDecimals { written, currency } => {
                let most = currency.exponent();
                format!("{cell} has {written} decimals; {currency} has {most}")
            }
            CellFault::OutOfRange => format!("{cell} is outside the range"),
            CellFault::NoSuchDay => format!("{cell} is no day of the calendar"),
            CellFault::TimeOfDay => format!("{cell} has a time of day"),
            CellFault::NotADate => format!("{cell} is not a date"),
            CellFault::LongId => format!("{cell} is too long for an id"),
            CellFault::FormulaInId => format!("{cell} begins like a formula of a spreadsheet"),
            CellFault::FormulaInText => format!("{cell} begins like a formula of a spreadsheet"),
        }
    }

    fn help(self, text: &str) -> String {
        if let Some(repaired) = self.repaired(text) {
            return format!("write `{repaired}`");
        }
        let help = match self {
            CellFault::Empty => "write a value, or leave the whole column out if it is optional",
            CellFault::Spaces => "write the value without spaces around or inside it",
            CellFault::NotFinite => "write an amount such as `1234.50`, or leave the row out",
            CellFault::Grouping => {
                "write digits without grouping and a point before decimals: `1234.50`"
            }
            CellFault::NotWhole => "write a whole number such as `12`",
            CellFault::TooManyDecimals { .. } => {
                "round before the file is written; amounts are never rounded while reading"
            }
            CellFault::OutOfRange => {
                "amounts reach from -10^18 to 10^18 minor units, which is 10^16 in dollars"
            }
            CellFault::NoSuchDay => "write a day that exists, as `2027-02-28`",
            CellFault::TimeOfDay => {
                "write the date alone, as `2027-02-01`, in the time zone of the program"
            }
            CellFault::NotADate => {
                return match Date::readings(text).as_slice() {
                    [] => "write year, month and day, as `2027-02-01`".to_owned(),
                    [one] => format!("write `{one}`"),
                    [one, other, ..] => format!("write `{one}`, or `{other}` if that is meant"),
                };
            }
            CellFault::LongId => "an id has at most 256 bytes",
            CellFault::FormulaInId => "begin the id with a letter or a digit, as `A-17`",
            CellFault::FormulaInText => {
                "it is kept as text, and made harmless where it is written to a spreadsheet"
            }
            CellFault::ForeignDigits
            | CellFault::ForeignMinus
            | CellFault::Parentheses
            | CellFault::CurrencySign
            | CellFault::LeadingPlus
            | CellFault::TrailingMinus
            | CellFault::Exponent
            | CellFault::DecimalComma
            | CellFault::BarePoint
            | CellFault::LeadingZero
            | CellFault::NotANumber => "write a number such as `1234.50` or `-12`",
        };
        help.to_owned()
    }

    /// The same value in the one spelling that is read, where only one value can be meant.
    fn repaired(self, text: &str) -> Option<String> {
        let number = |candidate: String| number::decimal(&candidate).is_ok().then_some(candidate);
        match self {
            CellFault::Spaces => {
                let trimmed = text.trim();
                let one_word = !trimmed.is_empty() && !trimmed.contains(char::is_whitespace);
                one_word.then(|| trimmed.to_owned())
            }
            CellFault::ForeignMinus => number(text.replace(DASHES, "-")),
            CellFault::Parentheses => {
                number(format!("-{}", text.strip_prefix('(')?.strip_suffix(')')?))
            }
            CellFault::LeadingPlus => {
                let size = text.strip_prefix('+')?;
                number(size.to_owned()).filter(|_| !size.starts_with('-'))
            }
            CellFault::TrailingMinus => number(format!("-{}", text.strip_suffix('-')?)),
            CellFault::Grouping => ungrouped(text),
            CellFault::DecimalComma => number(text.replace(',', ".")),
            CellFault::BarePoint => number(text.trim_end_matches('.').to_owned())
                .or_else(|| number(text.replacen('.', "0.", 1))),
            CellFault::LeadingZero => {
                let (sign, size) = text
                    .strip_prefix('-')
                    .map_or(("", text), |size| ("-", size));
                let short = size.trim_start_matches('0');
                number(format!("{sign}{short}")).or_else(|| number(format!("{sign}0{short}")))
            }
            CellFault::Empty
            | CellFault::NotFinite
            | CellFault::ForeignDigits
            | CellFault::CurrencySign
            | CellFault::Exponent
            | CellFault::NotANumber
            | CellFault::NotWhole
            | CellFault::TooManyDecimals { .. }
            | CellFault::OutOfRange
            | CellFault::NoSuchDay
            | CellFault::TimeOfDay
            | CellFault::NotADate
            | CellFault::LongId
            | CellFault::FormulaInId
            | CellFault::FormulaInText => None,
        }
    }
}

/// A number without the marks between its groups of three digits. `1,234` may be a decimal comma,
/// `1.234,50` uses the point as the mark: neither is guessed at.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mark = whole.matches(GROUPING).next()?;
    let mut groups = whole.trim_start_matches('-').split(mark);
    let leads = groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()));
    let threes = groups.all(|group| group.len() == 3);
    let doubtful = mark == "," && !text.contains('.') && whole.matches(mark).count() == 1;
    if !leads || !threes || doubtful || decimals.contains(GROUPING) {
        return None;
    }
    let candidate = text.replace(mark, "");
    number::decimal(&candidate).is_ok().then_some(candidate)
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Severity;
    use crate::diagnostic::place::Row;
    use crate::intake::{number, word};

    fn place() -> Row {
        Row {
            file: "sales.csv".to_owned(),
            row: 2,
            column: None,
            excerpt: String::new(),
            cell: None,
        }
    }

    fn help_of_number(text: &str) -> String {
        let fault = number::decimal(text).expect_err("refused");
        fault
            .problem(text, place())
            .help
            .expect("every fault has a help")
    }

    #[test]
    fn the_help_shows_the_number_where_only_one_can_be_meant() {
        for (text, help) in [
            (" 5", "write `5`"),
            ("(12.00)", "write `-12.00`"),
            ("+5", "write `5`"),
            ("5-", "write `-5`"),
            ("\u{2212}5", "write `-5`"),
            ("1,234.50", "write `1234.50`"),
            ("-1,234,567", "write `-1234567`"),
            ("1'234", "write `1234`"),
            ("12,5", "write `12.5`"),
            (".5", "write `0.5`"),
            ("-.5", "write `-0.5`"),
            ("5.", "write `5`"),
            ("007", "write `7`"),
            ("00.5", "write `0.5`"),
            ("000", "write `0`"),
        ] {
            assert_eq!(help_of_number(text), help, "{text}");
        }
    }

    #[test]
    fn the_help_does_not_guess_between_two_numbers() {
        for text in [
            "1,234",
            "1.234,50",
            "1,23,456.00",
            "1.234.567",
            "+-5",
            "(-5)",
            "$5",
            "1e3",
        ] {
            let help = help_of_number(text);
            assert!(
                help.starts_with("write ") && help.contains("`1234.50`"),
                "{text}: {help}"
            );
        }
    }

    #[test]
    fn a_problem_quotes_the_cell_and_makes_it_harmless() {
        let fault = number::decimal("5\u{1b}[31m").expect_err("refused");
        let problem = fault.problem("5\u{1b}[31m", place());
        assert_eq!(problem.name, "not-a-number");
        assert_eq!(problem.message, "`5\\u{1b}[31m` is not a number");
        assert_eq!(problem.severity, Severity::Error);
    }

    #[test]
    fn only_a_formula_in_a_free_text_is_a_warning() {
        let fault = word::text_warning("=1+1").expect("a warning");
        assert_eq!(fault.problem("=1+1", place()).severity, Severity::Warning);
        let fault = word::id("=1+1").expect_err("refused");
        assert_eq!(fault.problem("=1+1", place()).severity, Severity::Error);
    }
}
