//! Names that people gave things, and the nearest known word to a misspelt one.
//! It must not know which names exist or what they stand for.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A name, shared and cheap to clone; ordered by its bytes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// A name as written.
    pub fn new(text: &str) -> Name {
        Name(Arc::from(text))
    }

    /// The text of the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Name, D::Error> {
        String::deserialize(from).map(Name::from)
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name::new(text)
    }
}

impl From<String> for Name {
    fn from(text: String) -> Name {
        Name(Arc::from(text))
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// No word longer than this, in characters, is compared: comparing takes quadratic time.
const LONGEST_COMPARED: usize = 64;

/// The word a writer most likely meant, by Damerau-Levenshtein distance without regard to case:
/// at most 1 edit for words of 3 to 5 characters, 2 for up to 8, 3 beyond. Ties go to the word
/// that shares more of its beginning, then to the first by bytes, so the order of `among` does
/// not matter.
pub fn nearest<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.to_lowercase();
    let length = wanted.chars().count();
    if length > LONGEST_COMPARED {
        return None;
    }
    let most = most_edits(length);
    among
        .filter(|known| known.chars().count().abs_diff(length) <= most)
        .filter_map(|known| {
            let lower = known.to_lowercase();
            let edits = strsim::damerau_levenshtein(&wanted, &lower);
            let shared = wanted
                .chars()
                .zip(lower.chars())
                .take_while(|(one, two)| one == two);
            (edits <= most).then(|| (edits, std::cmp::Reverse(shared.count()), known))
        })
        .min()
        .map(|(_, _, known)| known)
}

/// In a word of one or two characters any edit makes another word: only case may differ.
const fn most_edits(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, nearest};
    use std::collections::BTreeMap;

    #[test]
    fn the_nearest_word_is_within_a_few_edits() {
        let known = [
            "program",
            "population",
            "platinum",
            "gold",
            "silver",
            "cap",
            "cup",
        ];
        for (word, meant) in [
            ("programm", Some("program")),
            ("popluation", Some("population")),
            ("PLATINUM", Some("platinum")),
            ("glod", Some("gold")),
            ("cxp", Some("cap")),
            ("ca", None),
            ("rebate", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known.into_iter()), meant, "{word}");
            assert_eq!(
                nearest(word, known.into_iter().rev()),
                meant,
                "{word}, other order"
            );
        }
        assert_eq!(
            nearest("OF", ["of"].into_iter()),
            Some("of"),
            "only case differs"
        );
        assert_eq!(nearest(&"a".repeat(65), ["a"].into_iter()), None);
    }

    #[test]
    fn names_are_found_by_their_text() {
        let map = BTreeMap::from([(Name::new("gold"), 2)]);
        assert_eq!(map.get("gold"), Some(&2));
        assert_eq!(Name::from("gold".to_owned()), "gold");
        assert_eq!(format!("{:>6}|{0:?}", Name::new("gold")), "  gold|\"gold\"");
    }
}
