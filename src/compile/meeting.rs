//! What is said of things that meet on a sale, where some of the things are gone.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::syntax::Clause;
use crate::syntax::token::{Token, TokenKind};

/// A clause about several things without those that are gone; `None` where it says nothing any more.
pub fn without<'t>(clause: Cow<'t, Clause>, gone: &BTreeSet<Name>) -> Option<Cow<'t, Clause>> {
    let is_gone = |token: &Token| token.kind.word().is_some_and(|word| gone.contains(word));
    if !clause.tokens.iter().any(is_gone) {
        return Some(clause);
    }
    let mut tokens: Vec<Token> = Vec::new();
    for token in clause.tokens.iter().filter(|token| !is_gone(token)) {
        let comma = token.kind == TokenKind::Comma;
        if !(comma && tokens.last().is_none_or(is_lead)) {
            tokens.push(token.clone());
        }
    }
    // A comma before a lead word is one whose name is gone.
    let leads = |at: usize| tokens.get(at).is_none_or(is_lead);
    let kept: Vec<Token> = (0..tokens.len())
        .filter(|at| {
            let comma = tokens
                .get(*at)
                .is_some_and(|it| it.kind == TokenKind::Comma);
            !(comma && leads(at.saturating_add(1)))
        })
        .filter_map(|at| tokens.get(at).cloned())
        .collect();
    let names = |tokens: &[Token]| tokens.iter().filter(|token| !is_lead(token)).count();
    let sides: Vec<&[Token]> = kept
        .split(|token| {
            token
                .kind
                .word()
                .is_some_and(|word| matches!(&**word, "with" | "from" | "by"))
        })
        .collect();
    let few = match sides.as_slice() {
        [group] => names(group) < 2,
        [first, .., last] => names(first) == 0 || names(last) == 0,
        [] => true,
    };
    let clause = Clause {
        tokens: kept,
        ..clause.into_owned()
    };
    (!few).then_some(Cow::Owned(clause))
}

/// Whether a token is a word of the clauses at file level, or a comma: not a name.
fn is_lead(token: &Token) -> bool {
    const LEADS: &[&str] = &[
        "stack", "exclude", "reduce", "larger", "with", "from", "sales", "paid", "by",
    ];
    let word = token.kind.word();
    word.is_none_or(|word| LEADS.contains(&&**word))
}
