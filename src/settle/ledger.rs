//! Double entry: every entry has lines that add up to zero, so the ledger does.

use crate::base::date::Date;
use crate::base::money::{Currency, Money};
use crate::base::name::Name;
use crate::payout::Account;
use crate::semantics::posting::PostingKind;
use crate::settle::entry::{Entry, Way};

/// One line: a debit above zero, a credit below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry it belongs to.
    pub entry: String,
    /// The day it is booked.
    pub booked: Date,
    /// Which account.
    pub account: Book,
    /// The partner whose sub-account it is.
    pub partner: Name,
    /// How much.
    pub amount: Money,
}

/// An account of the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Book {
    /// A cost.
    Cost(Account),
    /// What is owed to partners and their people.
    Payable,
    /// What partners owe for their sales: a discount lessens it.
    Receivable,
    /// Credit that partners may still claim.
    FundCredit,
}

/// The words of an account.
pub fn words(book: Book) -> &'static str {
    match book {
        Book::Cost(account) => cost_words(account),
        Book::Payable => "partner payable",
        Book::Receivable => "partner receivable",
        Book::FundCredit => "fund credit",
    }
}

/// The words of a cost account.
pub fn cost_words(account: Account) -> &'static str {
    match account {
        Account::ContraRevenue => "contra revenue",
        Account::Marketing => "marketing",
        Account::CostOfSales => "cost of sales",
    }
}

/// The lines of all entries; an entry that only moves a cost has none for what is owed.
pub fn ledger(entries: &[Entry]) -> Vec<Line> {
    let all = entries.iter().flat_map(lines);
    all.filter(|line| line.amount.minor != 0).collect()
}

fn lines(entry: &Entry) -> Vec<Line> {
    let line = |account: Book, minor: i128| Line {
        entry: entry.id.clone(),
        booked: entry.booked,
        account,
        partner: entry.claim.partner.clone(),
        amount: Money {
            minor,
            currency: entry.amount.currency,
        },
    };
    let owed = entry.amount.minor.saturating_neg();
    let costs = entry
        .accounts
        .iter()
        .map(|(account, minor)| line(Book::Cost(*account), *minor));
    match entry.kind {
        PostingKind::Award
        | PostingKind::Adjustment
        | PostingKind::Reversal(_)
        | PostingKind::Credit
        | PostingKind::Expiry => {
            let other = match entry.way() {
                Way::Paid => Book::Payable,
                Way::OnInvoice => Book::Receivable,
                Way::Credit => Book::FundCredit,
            };
            costs.chain([line(other, owed)]).collect()
        }
        PostingKind::Reimbursement => {
            vec![
                line(Book::FundCredit, entry.amount.minor),
                line(Book::Payable, owed),
            ]
        }
    }
}

/// The sum of all lines in a currency: zero.
pub fn balance(ledger: &[Line], currency: Currency) -> i128 {
    ledger
        .iter()
        .filter(|line| line.amount.currency == currency)
        .fold(0, |sum, line| sum.saturating_add(line.amount.minor))
}
