//! From values to places and from values to words: linear scales, round axis marks, and the
//! short and long form of each quantity. Must not know which chart is drawn.

/// What a number in a chart means, and so how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// An amount in the currency with this code, in whole units of it.
    Money(String),
    /// A share, where 1 is all.
    Percent,
    /// A number of things.
    Count,
    /// A plain figure with two decimals, such as a return or an index.
    Figure,
}

impl Quantity {
    /// The form beside an axis: short, without the currency.
    pub fn short(&self, value: f64) -> String {
        match self {
            Quantity::Count if finite(value).abs() < 10_000.0 => grouped(value),
            Quantity::Money(_) | Quantity::Count => compact(value),
            Quantity::Percent => format!("{}%", decimal(value * 100.0, 1)),
            Quantity::Figure => decimal(value, 2),
        }
    }

    /// The form in a table or a sentence.
    pub fn long(&self, value: f64) -> String {
        match self {
            Quantity::Money(code) => format!("{} {code}", grouped(value)),
            Quantity::Percent => format!("{}%", padded(value * 100.0, 1)),
            Quantity::Count => grouped(value),
            Quantity::Figure => padded(value, 2),
        }
    }

    /// What an axis of it is called, when its marks do not say so.
    pub fn unit(&self) -> &str {
        match self {
            Quantity::Money(code) => code,
            Quantity::Percent | Quantity::Count | Quantity::Figure => "",
        }
    }

    /// The least distance between two marks of an axis that still makes sense.
    fn least_step(&self) -> f64 {
        match self {
            Quantity::Money(_) | Quantity::Count => 1.0,
            Quantity::Percent => 0.001,
            Quantity::Figure => 0.01,
        }
    }
}

/// A straight line from values to places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The value at `start`.
    pub low: f64,
    /// The value at `end`; never equal to `low`.
    pub high: f64,
    /// The place of `low`.
    pub start: f64,
    /// The place of `high`.
    pub end: f64,
}

impl Scale {
    /// The place of a value; values outside the scale are put at its nearer end.
    pub fn at(&self, value: f64) -> f64 {
        let share = ((finite(value) - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.start + share * (self.end - self.start)
    }
}

/// Round marks that cover all values, at most about `most` of them. The first and the last are
/// the ends of the axis; there are always at least two.
pub fn marks(values: impl Iterator<Item = f64>, most: u8, quantity: &Quantity) -> Vec<f64> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.filter(|value| value.is_finite()) {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    let least = quantity.least_step();
    if high - low < least {
        high = low + least;
    }
    let step = round_step((high - low) / f64::from(most.max(1)), least);
    let (mut at, last) = ((low / step).floor(), (high / step).ceil());
    let mut marks = Vec::new();
    while at <= last {
        marks.push(at * step);
        at += 1.0;
    }
    marks
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `raw`.
fn round_step(raw: f64, least: f64) -> f64 {
    let mut power = least;
    while power * 10.0 <= raw {
        power *= 10.0;
    }
    let steps = [1.0, 2.0, 5.0, 10.0];
    steps
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= raw * 0.999)
        .unwrap_or(power)
}

/// The scale between the first and the last mark.
pub fn between(marks: &[f64], start: f64, end: f64) -> Scale {
    let low = marks.first().copied().unwrap_or(0.0);
    let high = marks.last().copied().unwrap_or(1.0);
    Scale {
        low,
        high,
        start,
        end,
    }
}

/// The value, or zero when it is not a number.
pub fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

/// A whole number with groups of three digits and a true minus sign.
fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", finite(value).abs());
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    signed(value, out)
}

/// The value in thousands, millions or billions, with at most two decimals.
fn compact(value: f64) -> String {
    let size = finite(value).abs();
    let (divisor, suffix) = match size {
        size if size >= 999_500_000.0 => (1e9, "bn"),
        size if size >= 999_500.0 => (1e6, "M"),
        size if size >= 1_000.0 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let shown = value / divisor;
    // From a hundred on, a second decimal says nothing.
    let decimals = if shown.abs() >= 100.0 { 1 } else { 2 };
    format!("{}{suffix}", decimal(shown, decimals))
}

/// At most so many decimals, no zeros at the end.
fn decimal(value: f64, most: usize) -> String {
    let digits = format!("{:.most$}", finite(value).abs());
    let short = match digits.contains('.') {
        true => digits
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
        false => digits,
    };
    signed(value, short)
}

/// Exactly so many decimals.
fn padded(value: f64, decimals: usize) -> String {
    signed(value, format!("{:.decimals$}", finite(value).abs()))
}

/// Puts a minus sign before the digits of a negative value, unless they are all zero.
fn signed(value: f64, digits: String) -> String {
    let negative = value < 0.0 && digits.contains(|c: char| ('1'..='9').contains(&c));
    if negative {
        format!("−{digits}")
    } else {
        digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_written_short_and_long() {
        let money = Quantity::Money("USD".to_owned());
        for (quantity, value, short, long) in [
            (&money, 1_234_567.4, "1.23M", "1,234,567 USD"),
            (&money, 0.0, "0", "0 USD"),
            (&money, -999_600.0, "−1M", "−999,600 USD"),
            (&money, 2.5e9, "2.5bn", "2,500,000,000 USD"),
            (&Quantity::Count, 1_560.0, "1,560", "1,560"),
            (&Quantity::Count, 12_500.0, "12.5k", "12,500"),
            (&Quantity::Percent, 0.345, "34.5%", "34.5%"),
            (&Quantity::Percent, 0.3, "30%", "30.0%"),
            (&Quantity::Figure, -0.04, "−0.04", "−0.04"),
            (&Quantity::Figure, -0.001, "0", "0.00"),
            (&Quantity::Figure, f64::NAN, "0", "0.00"),
        ] {
            assert_eq!(quantity.short(value), short);
            assert_eq!(quantity.long(value), long);
        }
    }

    #[test]
    fn marks_are_round_and_cover_the_values() {
        let percent = |values: &[f64]| marks(values.iter().copied(), 5, &Quantity::Percent);
        assert_eq!(
            percent(&[0.0, 1.0]),
            [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]
        );
        let figure = marks([-0.04, 0.64].into_iter(), 4, &Quantity::Figure);
        assert_eq!(figure, [-0.2, 0.0, 0.2, 0.4, 0.6000000000000001, 0.8]);
        assert_eq!(marks([3.0].into_iter(), 5, &Quantity::Count), [3.0, 4.0]);
        assert_eq!(marks([].into_iter(), 1, &Quantity::Count), [0.0, 1.0]);
        assert_eq!(
            marks([f64::NAN, 7.0, 9.0].into_iter(), 2, &Quantity::Count),
            [7.0, 8.0, 9.0]
        );
        for most in 1..9 {
            for high in [1.0, 3.7, 12.0, 980.0, 1e7] {
                let marks = marks([0.0, high].into_iter(), most, &Quantity::Count);
                assert!(marks.len() >= 2 && marks.len() <= usize::from(most) + 2);
                assert!(marks[marks.len() - 1] >= high && marks[0] <= 0.0);
            }
        }
    }

    #[test]
    fn a_scale_holds_its_ends() {
        let scale = between(&[0.0, 5.0, 10.0], 100.0, 0.0);
        assert_eq!(scale.at(0.0), 100.0);
        assert_eq!(scale.at(2.5), 75.0);
        assert_eq!(scale.at(99.0), 0.0);
        assert_eq!(scale.at(f64::NAN), 100.0);
    }
}
