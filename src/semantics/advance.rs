//! The fold as one function: a state and new facts in, a state and what was posted out.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::base::date::Date;
use crate::fact::Fact;
use crate::payout::Per;
use crate::semantics::book::Book;
use crate::semantics::evaluate::Detail;
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::Plan;
use crate::semantics::posting::{Earned, EntryId, Posting, Rejection};
use crate::semantics::state::State;

/// What came of going on.
pub struct Advanced {
    /// What is remembered.
    pub state: State,
    /// In the order they were booked.
    pub postings: Vec<Posting>,
    /// Facts that earn nothing because something is wrong with them.
    pub rejections: Vec<Rejection>,
}

/// Goes on from a state with new facts and closes every day up to `until`. Nothing comes of it when an
/// amount is outside the range.
pub fn advance(
    plan: &Plan,
    state: State,
    facts: &[Fact],
    until: Date,
    detail: Detail,
) -> Result<Advanced, Fault> {
    let mut fold = Fold::resume(plan, state, detail);
    for fact in facts {
        fold.admit(fact);
    }
    fold.advance_to(until)?;
    let postings = fold.take_postings();
    let rejections = fold.take_rejections();
    Ok(Advanced {
        state: fold.into_state(),
        postings,
        rejections,
    })
}

/// The id of a posting: a hash of incentive, payee, what it was earned by, currency and sequence, so the
/// same posting has the same id in every settlement.
pub fn entry_id(plan: &Plan, book: &Book, posting: &Posting) -> EntryId {
    let key = &posting.claim;
    let incentive = plan.program.incentive(key.incentive);
    let incentive = incentive.map_or("", |incentive| incentive.declared.name.as_str());
    let mut text = format!("{incentive}\n{}\n", book.name_of(key.partner));
    if let Some(person) = key.person {
        text.push_str(&book.symbols().text(person));
    }
    let earned = earned_text(plan, book, key.earned);
    // Writing into a string does not fail.
    let _ = write!(
        text,
        "\n{earned}\n{}\n{}\n{}",
        key.term, posting.amount.currency, posting.sequence
    );
    let hash = Sha256::digest(text.as_bytes());
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(hash) {
        *to = from;
    }
    EntryId(id)
}

/// What a claim is paid for, as text that never changes: `quarter 2027-02-01`, `sale s1`.
pub fn earned_text(plan: &Plan, book: &Book, earned: Earned) -> String {
    match earned {
        Earned::Event(per, id) => {
            let word = match per {
                Per::Fact => "fact",
                Per::Deal => "deal",
                Per::Order => "order",
                Per::Customer => "customer",
                Per::Person => "person",
            };
            format!("{word} {}", book.symbols().text(id))
        }
        Earned::Period(period) => {
            format!("{} {}", period.cycle, plan.almanac.days(period).first())
        }
        Earned::Days(days) => days.to_string(),
        Earned::Claim(id) => format!("claim {}", book.symbols().text(id)),
    }
}
