//! One spelling for each token.
//! It must not know where on a line a token stands.

use crate::syntax::token::TokenKind;

/// A token as written, given its neighbours.
pub(super) fn shown(
    kind: &TokenKind,
    before: Option<&TokenKind>,
    after: Option<&TokenKind>,
) -> String {
    match kind {
        TokenKind::Word(name) => name.to_string(),
        TokenKind::Text(text) => quoted(text),
        TokenKind::Number { digits, scale } => {
            let is_word = |near: Option<&TokenKind>| near.is_some_and(|near| near.word().is_some());
            let year = *scale == 0 && (1900..2200).contains(digits);
            if year && is_word(before) && !is_word(after) {
                digits.to_string()
            } else {
                figure(*digits, *scale)
            }
        }
        TokenKind::Percent { digits, scale } => format!("{}%", figure(*digits, *scale)),
        TokenKind::Date(date) => date.to_string(),
        TokenKind::Comma => ",".to_owned(),
        TokenKind::Op(op) => op.sign().to_owned(),
        TokenKind::Open => "(".to_owned(),
        TokenKind::Close => ")".to_owned(),
    }
}

/// A text in quotes, with the four escapes it may need.
fn quoted(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().saturating_add(2));
    shown.push('"');
    for character in text.chars() {
        match character {
            '"' => shown.push_str("\\\""),
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            _ => shown.push(character),
        }
    }
    shown.push('"');
    shown
}

/// Digits grouped by three, with as many behind the point as were written.
fn figure(digits: i128, scale: u8) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let scale = usize::from(scale);
    let all = format!(
        "{:0>width$}",
        digits.unsigned_abs(),
        width = scale.saturating_add(1)
    );
    let (whole, fraction) = all.split_at(all.len().saturating_sub(scale));
    let mut shown = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(index);
        if index > 0 && left % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    if scale > 0 {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown;
    use crate::base::name::Name;
    use crate::syntax::token::{Op, TokenKind};

    fn number(digits: i128, scale: u8) -> TokenKind {
        TokenKind::Number { digits, scale }
    }

    #[test]
    fn numbers_are_grouped_and_keep_their_decimals() {
        for (digits, scale, expected) in [
            (0, 0, "0"),
            (0, 2, "0.00"),
            (5, 1, "0.5"),
            (-5, 1, "-0.5"),
            (999, 0, "999"),
            (1_000, 0, "1,000"),
            (-1_250_050, 2, "-12,500.50"),
            (100_000_000, 0, "100,000,000"),
        ] {
            assert_eq!(shown(&number(digits, scale), None, None), expected);
        }
        let percent = TokenKind::Percent {
            digits: 45,
            scale: 1,
        };
        assert_eq!(shown(&percent, None, None), "4.5%");
    }

    #[test]
    fn a_year_is_not_grouped() {
        let word = TokenKind::Word(Name::new("edition"));
        let sign = TokenKind::Op(Op::AtLeast);
        let cases = [
            (2027, Some(&word), None, "2027"),
            (2027, Some(&word), Some(&sign), "2027"),
            (2027, Some(&word), Some(&word), "2,027"),
            (2027, Some(&sign), None, "2,027"),
            (2027, None, None, "2,027"),
            (3027, Some(&word), None, "3,027"),
        ];
        for (digits, before, after, expected) in cases {
            assert_eq!(shown(&number(digits, 0), before, after), expected);
        }
    }

    #[test]
    fn texts_are_escaped() {
        let text = TokenKind::Text("a \"b\" \\ \n\té {cap}".to_owned());
        assert_eq!(shown(&text, None, None), r#""a \"b\" \\ \n\té {cap}""#);
    }
}
