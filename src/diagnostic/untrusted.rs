//! Text that others wrote, made harmless for a terminal, a log and a CI runner.
//! It must not know where the text comes from or which format is written.

/// Why a character must not be shown or read as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    /// A control character other than newline and tab.
    Control,
    /// It changes the direction of the text around it.
    Direction,
    /// It shows nothing, or nothing of its own.
    Invisible,
}

/// The reason a character must not be shown as it stands; `None` for every visible one, and for
/// space, newline and tab. Right-to-left letters are visible.
pub const fn hidden(character: char) -> Option<Hidden> {
    match character {
        '\n' | '\t' => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(Hidden::Control),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Hidden::Direction)
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => Some(Hidden::Invisible),
        _ => None,
    }
}

/// The text on one line: newlines, tabs and every hidden character appear as `\u{..}`.
pub fn one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\n' || character == '\t' || hidden(character).is_some() {
            escape_into(&mut shown, character);
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Words of the user's for a message: in backticks, on one line, at most 60 characters of them.
pub fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("`{}`", one_line(&shown))
}

/// Appends one character as `\u{..}`.
pub fn escape_into(shown: &mut String, character: char) {
    shown.extend(character.escape_unicode());
}

/// A JSON text with every hidden character, and what a CI runner would take for a command, written
/// as an escape of JSON: the values are the same, and none reaches a terminal raw. Outside its
/// strings a JSON text has none of these.
pub fn json_escapes(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        if hidden(character).is_some() {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(character);
        }
    }
    safe.replace("##[", "#\\u0023[")
}

/// Breaks up what a CI runner would take for a command: `::` at the start of a line, also after
/// spaces or colours, and `##[` anywhere.
pub fn without_commands(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = command_start(line);
        let (before, rest) = line.split_at(start);
        safe.push_str(before);
        if let Some(after) = rest.strip_prefix("::") {
            safe.push_str("\\u{3a}:");
            safe.push_str(&after.replace("##[", "\\u{23}#["));
        } else {
            safe.push_str(&rest.replace("##[", "\\u{23}#["));
        }
    }
    safe
}

/// Where the first character stands that is neither space nor part of a colour sequence.
fn command_start(line: &str) -> usize {
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start();
        let after_colour = trimmed
            .strip_prefix("\u{1b}[")
            .and_then(|colour| colour.split_once('m'))
            .filter(|(codes, _)| {
                codes
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b';')
            })
            .map(|(_, after)| after);
        match after_colour {
            Some(after) => rest = after,
            None => return line.len().saturating_sub(trimmed.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hidden, hidden, json_escapes, one_line, quote, without_commands};

    #[test]
    fn what_is_hidden_and_what_is_not() {
        let cases = [
            ('\u{1b}', Some(Hidden::Control)),
            ('\u{85}', Some(Hidden::Control)),
            ('\r', Some(Hidden::Control)),
            ('\u{202e}', Some(Hidden::Direction)),
            ('\u{2066}', Some(Hidden::Direction)),
            ('\u{200b}', Some(Hidden::Invisible)),
            ('\u{feff}', Some(Hidden::Invisible)),
            ('\u{e0041}', Some(Hidden::Invisible)),
            ('\n', None),
            ('\t', None),
            ('\u{5d0}', None),
            ('é', None),
            ('語', None),
        ];
        for (character, expected) in cases {
            assert_eq!(
                hidden(character),
                expected,
                "{}",
                character.escape_unicode()
            );
        }
    }

    #[test]
    fn hidden_characters_are_spelt_out() {
        assert_eq!(one_line("a\u{1b}]0;x\u{7}b\n"), "a\\u{1b}]0;x\\u{7}b\\u{a}");
        assert_eq!(one_line("שלום"), "שלום");
    }

    #[test]
    fn json_keeps_its_values() {
        let value = serde_json::json!({ "a": "x\u{202e}\u{7f}\u{e0041} ##[group]\u{1b}" });
        let text = json_escapes(&value.to_string());
        assert_eq!(
            text,
            r#"{"a":"x\u202e\u007f\udb40\udc41 #\u0023[group]\u001b"}"#
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            value
        );
    }

    #[test]
    fn quoted_words_are_short_and_on_one_line() {
        assert_eq!(quote("a\nb"), "`a\\u{a}b`");
        assert_eq!(quote(&"é".repeat(60)), format!("`{}`", "é".repeat(60)));
        assert_eq!(quote(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
    }

    #[test]
    fn runner_commands_lose_their_force() {
        let cases = [
            ("::error::x\n", "\\u{3a}:error::x\n"),
            ("  ::set-env::x", "  \\u{3a}:set-env::x"),
            ("\u{1b}[31m ::x", "\u{1b}[31m \\u{3a}:x"),
            ("a ##[error]b", "a \\u{23}#[error]b"),
            ("a ::b\n::c", "a ::b\n\\u{3a}:c"),
            ("::a ##[b]", "\\u{3a}:a \\u{23}#[b]"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_commands(text), expected);
        }
    }
}
