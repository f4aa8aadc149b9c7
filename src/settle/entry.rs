//! One posting with names instead of numbers: what is kept, printed and audited.

use crate::base::date::Date;
use crate::base::id::IncentiveId;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::payout::Account;
use crate::semantics::advance::{earned_text, entry_id};
use crate::semantics::example::payee_of;
use crate::semantics::fold::Fold;
use crate::semantics::posting::{Posting, PostingKind};
use crate::semantics::why::Why;

/// A booked amount.
#[derive(Clone, Debug)]
pub struct Entry {
    /// A hash of incentive, payee, what was earned, currency and sequence: the same in every settlement.
    pub id: String,
    /// Which incentive.
    pub incentive: IncentiveId,
    /// Its name.
    pub incentive_name: Name,
    /// Its title.
    pub incentive_title: Name,
    /// The partner.
    pub partner: Name,
    /// Who is paid: the partner, or a person there.
    pub payee: Name,
    /// What it does.
    pub kind: PostingKind,
    /// What it was earned by, as text that never changes.
    pub earned: String,
    /// 1 for the first posting of its claim.
    pub sequence: u32,
    /// The day of the occasion.
    pub day: Date,
    /// The day it is booked.
    pub booked: Date,
    /// The day it is due.
    pub due: Date,
    /// How much.
    pub amount: Money,
    /// The accounts that bear it, in minor units.
    pub accounts: Vec<(Account, i128)>,
    /// The part of each fact, in minor units.
    pub facts: Vec<(Name, i128)>,
    /// Why.
    pub why: Option<Why>,
}

/// The entry of a posting.
pub fn entry(fold: &Fold, posting: &Posting) -> Entry {
    let plan = fold.plan();
    let book = fold.book();
    let incentive = plan.program.incentive(posting.claim.incentive);
    let declared = incentive.map(|incentive| &incentive.declared);
    let facts = posting.lines.iter().filter_map(|(row, minor)| {
        let row = book.row(*row)?;
        Some((Name::new(&book.symbols().text(row.id)), *minor))
    });
    Entry {
        id: entry_id(plan, book, posting).to_string(),
        incentive: posting.claim.incentive,
        incentive_name: declared.map_or_else(|| Name::new(""), |each| each.name.clone()),
        incentive_title: declared.map_or_else(|| Name::new(""), |each| each.title.clone()),
        partner: Name::new(book.name_of(posting.claim.partner)),
        payee: payee_of(fold, posting),
        kind: posting.kind,
        earned: earned_text(plan, book, posting.claim.earned),
        sequence: posting.sequence,
        day: posting.day,
        booked: posting.booked,
        due: posting.due,
        amount: posting.amount,
        accounts: posting.accounts.clone(),
        facts: facts.collect(),
        why: posting.why.as_deref().cloned(),
    }
}

/// Whether money changes hands for it: credit of a fund and its expiry do not.
pub fn is_payable(kind: PostingKind) -> bool {
    match kind {
        PostingKind::Award
        | PostingKind::Adjustment
        | PostingKind::Reversal(_)
        | PostingKind::Reimbursement => true,
        PostingKind::Credit | PostingKind::Expiry => false,
    }
}

/// The word of a kind of posting.
pub fn kind_word(kind: PostingKind) -> &'static str {
    match kind {
        PostingKind::Award => "award",
        PostingKind::Adjustment => "adjustment",
        PostingKind::Reversal(_) => "reversal",
        PostingKind::Credit => "fund credit",
        PostingKind::Reimbursement => "reimbursement",
        PostingKind::Expiry => "expiry of credit",
    }
}
