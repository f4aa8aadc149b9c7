//! One posting with names instead of numbers: what is kept, printed and audited.

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::payout::payment::Form;
use crate::payout::{Account, UndoFrom};
use crate::semantics::advance::ClaimName;
use crate::semantics::fold::Fold;
use crate::semantics::posting::{Posting, PostingKind};
use crate::semantics::why::Why;

/// A booked amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// A hash of the claim's names and the sequence: the same in every settlement.
    pub id: String,
    /// What it is paid for, and to whom.
    pub claim: ClaimName,
    /// What it does.
    pub kind: PostingKind,
    /// The form in which its incentive gives what it gives.
    pub form: Form,
    /// 1 for the first entry of its claim.
    pub sequence: u32,
    /// The day of the occasion.
    pub day: Date,
    /// The day it is booked.
    pub booked: Date,
    /// The day it is due.
    pub due: Date,
    /// How much.
    pub amount: Money,
    /// What the claim had posted before, in minor units.
    pub before: i128,
    /// The accounts that bear it, in minor units.
    pub accounts: Vec<(Account, i128)>,
    /// The part of each fact, in minor units.
    pub facts: Vec<(Name, i128)>,
    /// The last day of the settlement that posted it.
    pub settled: Date,
    /// Whether it corrects what an earlier settlement posted.
    pub corrects: bool,
    /// The tier held on the day, by name; kept for the entries of this settlement.
    pub held: Option<Name>,
    /// Why; kept for the entries of this settlement.
    pub why: Option<Why>,
}

impl Entry {
    /// Who is paid: the partner, or a person there.
    pub fn payee(&self) -> &Name {
        self.claim.person.as_ref().unwrap_or(&self.claim.partner)
    }

    /// How it reaches its payee.
    pub fn way(&self) -> Way {
        match self.kind {
            PostingKind::Credit | PostingKind::Expiry => Way::Credit,
            PostingKind::Reimbursement | PostingKind::Reversal(UndoFrom::NextPayout) => Way::Paid,
            PostingKind::Reversal(UndoFrom::Invoice) => Way::OnInvoice,
            PostingKind::Award | PostingKind::Adjustment => match self.form {
                Form::Discount => Way::OnInvoice,
                Form::CreditNote | Form::Cash | Form::Fund | Form::Goods => Way::Paid,
            },
        }
    }

    /// The same entry as another number of its claim.
    #[must_use]
    pub fn numbered(mut self, sequence: u32, before: i128) -> Entry {
        self.sequence = sequence;
        self.before = before;
        self.id = self.claim.entry_id(sequence).to_string();
        self
    }
}

/// The entry of a posting. What its claim had posted before is not known here.
pub fn entry(fold: &Fold, posting: &Posting, settled: Date) -> Entry {
    let book = fold.book();
    let claim = ClaimName::of(fold.plan(), book, posting);
    let facts = posting.lines.iter().filter_map(|(row, minor)| {
        let row = book.row(*row)?;
        Some((book.symbols().text(row.id), *minor))
    });
    let standing = &fold.state().standing;
    let tier = standing.tier_on(posting.claim.partner, posting.day);
    let tier = tier.and_then(|id| fold.plan().program.tier(id));
    let incentive = fold.plan().program.incentive(posting.claim.incentive);
    Entry {
        id: claim.entry_id(posting.sequence).to_string(),
        kind: posting.kind,
        form: incentive.map_or(Form::CreditNote, |incentive| incentive.payment.form),
        sequence: posting.sequence,
        day: posting.day,
        booked: posting.booked,
        due: posting.due,
        amount: posting.amount,
        before: 0,
        accounts: posting.accounts.clone(),
        facts: facts.collect(),
        settled,
        corrects: false,
        held: tier.map(|tier| tier.declared.name.clone()),
        why: posting.why.as_deref().cloned(),
        claim,
    }
}

/// How an amount reaches its payee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// It is paid, or lessens what is paid.
    Paid,
    /// It stands on an invoice: taken off the price of a sale, or taken back by an invoice.
    OnInvoice,
    /// It is credit of a fund: nothing changes hands.
    Credit,
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

/// The word of a form.
pub fn form_word(form: Form) -> &'static str {
    match form {
        Form::CreditNote => "credit note",
        Form::Cash => "cash",
        Form::Fund => "fund",
        Form::Goods => "goods",
        Form::Discount => "discount",
    }
}

/// The word of where something is taken back from.
pub fn back_word(from: UndoFrom) -> &'static str {
    match from {
        UndoFrom::NextPayout => "next payout",
        UndoFrom::Invoice => "invoice",
    }
}

/// The word of how an entry changes hands: the form of an award, and of what is taken back where from.
pub fn way_word(entry: &Entry) -> &'static str {
    match entry.kind {
        PostingKind::Award | PostingKind::Adjustment | PostingKind::Reimbursement => {
            form_word(entry.form)
        }
        PostingKind::Reversal(from) => back_word(from),
        PostingKind::Credit | PostingKind::Expiry => form_word(Form::Fund),
    }
}
