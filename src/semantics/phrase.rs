//! A sentence before it has a language: a key and typed arguments. `render/words` has one template for
//! each key and language. Must not know any language.

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::period::Days;
use crate::base::ratio::Ratio;

/// A key and its arguments, in the order in which the templates number them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Which sentence: lower case, parts joined by dots (`paid.share`).
    pub key: &'static str,
    /// What it speaks of.
    pub args: Vec<Arg>,
}

impl Phrase {
    /// A phrase without arguments.
    pub fn bare(key: &'static str) -> Phrase {
        Phrase::new(key, Vec::new())
    }

    /// A phrase with arguments.
    pub fn new(key: &'static str, args: Vec<Arg>) -> Phrase {
        Phrase { key, args }
    }
}

/// One argument; each language prints it in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// An amount of money.
    Money(Money),
    /// A rate: 0.03 for 3%.
    Rate(Ratio),
    /// A number that is not a rate.
    Number(Ratio),
    /// A day.
    Date(Date),
    /// Days from first to last.
    Days(Days),
    /// How many.
    Count(i64),
    /// The title of something declared, or an id.
    Name(Name),
    /// A text as the program gives it.
    Text(Name),
    /// Several, to be joined by "and".
    List(Vec<Arg>),
    /// A phrase inside the phrase.
    Phrase(Box<Phrase>),
}
