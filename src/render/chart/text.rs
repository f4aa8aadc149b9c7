//! How wide a text will be before any browser has seen it, and how it breaks into lines, so that
//! no label is cut and none lies on another. Must not know what a chart shows.

/// The size of all text in a chart, in units of the drawing.
pub const SIZE: f64 = 12.0;

/// The distance from one line of text to the next.
pub const LINE: f64 = 16.0;

/// Pages take the reader's own system font. The widest in common use are about this much wider
/// than the one the table below describes.
const WIDEST: f64 = 1.14;

/// Advance widths of the printable ASCII characters from the blank on, in thousandths of the
/// font's size: those of Helvetica and its metric twins (Adobe's core font metrics).
const ADVANCE: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The room that a text needs at [`SIZE`], in units of the drawing; an upper estimate.
pub fn width(text: &str) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    f64::from(thousandths) / 1000.0 * SIZE * WIDEST
}

/// The text in lines no wider than `most`, broken at blanks, and inside a word only when the
/// word alone is wider. Never empty.
pub fn wrap(text: &str, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for (place, piece) in pieces(word, most).into_iter().enumerate() {
            let Some(line) = lines.last_mut() else {
                continue;
            };
            let fits = place == 0 && width(line) + width(" ") + width(&piece) <= most;
            if line.is_empty() {
                *line = piece;
            } else if fits {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

/// A word in parts that each fit.
fn pieces(word: &str, most: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let Some(piece) = pieces.last_mut() else {
            continue;
        };
        let longer = format!("{piece}{c}");
        if piece.is_empty() || width(&longer) <= most {
            *piece = longer;
        } else {
            pieces.push(c.to_string());
        }
    }
    pieces
}

/// The advance of one character in thousandths of the size.
fn advance(c: char) -> u32 {
    let code = u32::from(c);
    let ascii = code
        .checked_sub(32)
        .and_then(|at| ADVANCE.get(usize::try_from(at).ok()?));
    match (ascii, code) {
        (Some(width), _) => u32::from(*width),
        (None, 0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f) => 0,
        (None, 0x1100..=0x11ff | 0x2e80..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xff60) => 1000,
        (None, 0x1f000..=0x3ffff) => 1000,
        (None, _) => 640,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_table() {
        // "Wi" is 944 + 222 thousandths of 12, with the margin for wider fonts.
        assert!((width("Wi") - 1.166 * 12.0 * WIDEST).abs() < 1e-9);
        assert!((width("株式") - 24.0 * WIDEST).abs() < 1e-9);
        assert_eq!(width(""), 0.0);
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        for (text, most) in [
            ("Cloud Secure launch, double reward", 90.0),
            ("Donaudampfschifffahrtsgesellschaft Wien", 80.0),
            ("販売パートナー向けプログラム", 60.0),
            ("a", 1.0),
        ] {
            let lines = wrap(text, most);
            let joined: String = lines.concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
            for line in &lines {
                assert!(width(line) <= most || line.chars().count() == 1, "{line}");
            }
        }
        assert_eq!(wrap("  ", 50.0), [""]);
    }
}
