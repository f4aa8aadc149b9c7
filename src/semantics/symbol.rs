//! Names and ids as numbers, so that no text is compared while facts are read. Must not know what a
//! symbol stands for.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::base::name::Name;

/// Set on symbols that are made of a letter and a number instead of standing for a kept text.
const NUMBERED: u64 = 1 << 63;
const LETTER_SHIFT: u32 = 40;
const NUMBER_MASK: u64 = (1 << LETTER_SHIFT) - 1;
/// Digits of a numbered symbol's text.
const DIGITS: usize = 12;
/// The first number that has more digits.
const NUMBER_LIMIT: u64 = 1_000_000_000_000;

/// A text of one [`Symbols`] table. Equal symbols are equal texts; the order of symbols means nothing,
/// [`Symbols::compare`] orders by text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u64);

impl Symbol {
    /// The empty text.
    pub const EMPTY: Symbol = Symbol(0);
    /// `accepted`
    pub const ACCEPTED: Symbol = Symbol(1);
    /// `approved`
    pub const APPROVED: Symbol = Symbol(2);

    /// The text of a lower-case letter and twelve digits (`s000000001234`), which no table has to keep:
    /// their order is that of letter, then number. `None` for another letter or more digits.
    pub fn numbered(letter: u8, number: u64) -> Option<Symbol> {
        if !letter.is_ascii_lowercase() || number >= NUMBER_LIMIT {
            return None;
        }
        let letter = u64::from(letter).checked_shl(LETTER_SHIFT)?;
        Some(Symbol(NUMBERED | letter | number))
    }

    /// The symbol as one word, for the columns of a row.
    pub(crate) const fn word(self) -> u64 {
        self.0
    }

    /// The symbol of a word made by [`Symbol::word`].
    pub(crate) const fn of_word(word: u64) -> Symbol {
        Symbol(word)
    }

    fn of_text(text: &str) -> Option<Symbol> {
        let (letter, digits) = text.as_bytes().split_first()?;
        if digits.len() != DIGITS || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        Symbol::numbered(*letter, text.get(1..)?.parse().ok()?)
    }

    const fn is_numbered(self) -> bool {
        self.0 & NUMBERED != 0
    }

    fn numbered_text(self) -> Name {
        let [_, _, letter, ..] = self.0.to_be_bytes();
        let number = self.0 & NUMBER_MASK;
        Name::from(format!("{}{number:0DIGITS$}", char::from(letter)))
    }
}

/// The texts that symbols stand for.
#[derive(Clone, Debug)]
pub struct Symbols {
    texts: Vec<Name>,
    index: BTreeMap<Name, u64>,
}

impl Default for Symbols {
    fn default() -> Symbols {
        let mut symbols = Symbols {
            texts: Vec::new(),
            index: BTreeMap::new(),
        };
        // INVARIANT: in the order of the constants of `Symbol`.
        for word in ["", "accepted", "approved"] {
            symbols.intern(&Name::new(word));
        }
        symbols
    }
}

impl Symbols {
    /// The symbol of a text, kept if it is new.
    pub fn intern(&mut self, text: &Name) -> Symbol {
        if let Some(symbol) = self.find(text) {
            return symbol;
        }
        let next = u64::try_from(self.texts.len()).unwrap_or(NUMBER_MASK);
        self.texts.push(text.clone());
        self.index.insert(text.clone(), next);
        Symbol(next)
    }

    /// The symbol of a text, if the text is known or numbered.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        Symbol::of_text(text).or_else(|| self.index.get(text).copied().map(Symbol))
    }

    /// The text of a symbol of this table.
    pub fn text(&self, symbol: Symbol) -> Name {
        if symbol.is_numbered() {
            return symbol.numbered_text();
        }
        self.kept(symbol).cloned().unwrap_or_else(|| Name::new(""))
    }

    /// Whether the symbol's text is among these.
    pub fn is_among(&self, symbol: Symbol, texts: &std::collections::BTreeSet<Name>) -> bool {
        if symbol.is_numbered() {
            return texts
                .iter()
                .any(|text| Symbol::of_text(text) == Some(symbol));
        }
        self.kept(symbol).is_some_and(|text| texts.contains(text))
    }

    /// The order of the texts by bytes.
    pub fn compare(&self, left: Symbol, right: Symbol) -> Ordering {
        if left == right {
            return Ordering::Equal;
        }
        if left.is_numbered() && right.is_numbered() {
            return left.0.cmp(&right.0);
        }
        match (self.kept(left), self.kept(right)) {
            (Some(left), Some(right)) => left.cmp(right),
            // No text of a numbered symbol is empty, and most that meet one are.
            (Some(left), None) if left.is_empty() => Ordering::Less,
            (None, Some(right)) if right.is_empty() => Ordering::Greater,
            _ => self.text(left).cmp(&self.text(right)),
        }
    }

    fn kept(&self, symbol: Symbol) -> Option<&Name> {
        self.texts.get(usize::try_from(symbol.0).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_symbol_and_a_symbol_one_text() {
        let mut symbols = Symbols::default();
        let acme = symbols.intern(&Name::new("acme"));
        assert_eq!(symbols.intern(&Name::new("acme")), acme);
        assert_eq!(symbols.text(acme), "acme");
        assert_eq!(symbols.find("accepted"), Some(Symbol::ACCEPTED));
        assert_eq!(symbols.find("approved"), Some(Symbol::APPROVED));
        assert_eq!(symbols.find("unheard"), None);
    }

    #[test]
    fn a_numbered_symbol_is_the_symbol_of_its_text() {
        let mut symbols = Symbols::default();
        let sale = Symbol::numbered(b's', 1234).unwrap();
        assert_eq!(symbols.text(sale), "s000000001234");
        assert_eq!(symbols.intern(&Name::new("s000000001234")), sale);
        assert_eq!(Symbol::numbered(b'S', 1), None);
        assert_eq!(Symbol::numbered(b's', NUMBER_LIMIT), None);
        assert!(Symbol::numbered(b's', NUMBER_LIMIT - 1).is_some());
    }

    #[test]
    fn symbols_compare_as_their_texts() {
        let mut symbols = Symbols::default();
        let texts = [
            "s000000000001",
            "s000000000002",
            "d999999999999",
            "",
            "zeta",
            "sale",
        ];
        for left in texts {
            for right in texts {
                let one = symbols.intern(&Name::new(left));
                let other = symbols.intern(&Name::new(right));
                assert_eq!(
                    symbols.compare(one, other),
                    left.cmp(right),
                    "{left} {right}"
                );
            }
        }
    }
}
