//! The fold as one function: a state and new facts in, a state and what was posted out.

use sha2::{Digest, Sha256};

use crate::base::date::Date;
use crate::base::money::Currency;
use crate::base::name::Name;
use crate::fact::{Fact, type_of};
use crate::payout::{Occasion, Per};
use crate::semantics::book::Book;
use crate::semantics::evaluate::Detail;
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::{Plan, Role, Term};
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

/// A claim by names, so that it is the same claim in every program that keeps them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimName {
    /// The incentive.
    pub incentive: Name,
    /// The partner.
    pub partner: Name,
    /// The person who is paid, where it is not the partner.
    pub person: Option<Name>,
    /// What it is paid for: `quarter 2027-02-01`.
    pub earned: Name,
    /// Which of the incentive's occasions that pay for the same; 0 where there is one.
    pub occasion: u8,
    /// The currency.
    pub currency: Currency,
}

impl ClaimName {
    /// The name of a posting's claim.
    pub fn of(plan: &Plan, book: &Book, posting: &Posting) -> ClaimName {
        let key = &posting.claim;
        let offer = plan.offer(key.incentive);
        let term = offer.and_then(|offer| offer.terms.get(usize::from(key.term)));
        // A claim on a fund is one claim, in whichever row of the fund's table its activity stands.
        let reimburses = term.is_some_and(|term| term.role == Role::Reimbursement);
        let incentive = offer.map(|offer| &offer.incentive.declared.first);
        ClaimName {
            incentive: incentive.cloned().unwrap_or_else(|| Name::new("")),
            partner: Name::new(book.name_of(key.partner)),
            person: key.person.map(|person| book.symbols().text(person)),
            earned: Name::from(earned(plan, book, key.earned, term)),
            occasion: if reimburses { 0 } else { key.term },
            currency: posting.amount.currency,
        }
    }

    /// The id of an entry of the claim: a hash of its names and the entry's number.
    pub fn entry_id(&self, sequence: u32) -> EntryId {
        let person = self.person.as_ref().map_or("", Name::as_str);
        let text = format!(
            "{}\n{}\n{person}\n{}\n{}\n{}\n{sequence}",
            self.incentive, self.partner, self.earned, self.occasion, self.currency
        );
        let hash = Sha256::digest(text.as_bytes());
        let mut id = [0; 16];
        for (to, from) in id.iter_mut().zip(hash) {
            *to = from;
        }
        EntryId(id)
    }
}

/// The id of a posting, the same in every settlement.
pub fn entry_id(plan: &Plan, book: &Book, posting: &Posting) -> EntryId {
    ClaimName::of(plan, book, posting).entry_id(posting.sequence)
}

/// What a claim is paid for, with the word of an event's fact: `sale s1`.
pub fn earned(plan: &Plan, book: &Book, earned: Earned, term: Option<&Term>) -> String {
    let occasion = term.map(|term| term.occasion);
    match (earned, occasion) {
        (Earned::Event(Per::Fact, id), Some(Occasion::Event { selector, .. })) => {
            let word = type_of(selector.fact).word;
            format!("{word} {}", book.symbols().text(id))
        }
        _ => earned_text(plan, book, earned),
    }
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
