//! Going on from an earlier settlement. What was posted stays; what the closed days give now, less what was
//! posted for them, is one correction a claim; what is booked later is posted as it comes.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::payout::Account;
use crate::payout::payment::Form;
use crate::semantics::advance::ClaimName;
use crate::semantics::fold::Fold;
use crate::semantics::posting::PostingKind;
use crate::settle::entry::Entry;

/// Entries of earlier settlements, and of this one.
pub struct Books {
    /// What was posted before, in the order posted.
    pub earlier: Vec<Entry>,
    /// What is posted now: corrections by claim, then entries in the order booked.
    pub new: Vec<Entry>,
}

/// Sets what was computed from all facts against what was posted up to a closed day.
pub fn continued(
    fold: &mut Fold,
    computed: Vec<Entry>,
    posted: &[Entry],
    closed: Option<Date>,
    until: Date,
) -> Books {
    let reasons: BTreeMap<&str, &Entry> = computed.iter().map(|each| (&*each.id, each)).collect();
    let earlier: Vec<Entry> = posted
        .iter()
        .map(|entry| with_reason(entry, reasons.get(&*entry.id).copied()))
        .collect();
    let mut claims: BTreeMap<ClaimName, Sums> = BTreeMap::new();
    for entry in &earlier {
        claims.entry(entry.claim.clone()).or_default().add(entry);
    }
    let is_past = |entry: &Entry| closed.is_some_and(|closed| entry.booked <= closed);
    let (past, future): (Vec<Entry>, Vec<Entry>) = computed.into_iter().partition(is_past);
    let mut new = match closed {
        Some(closed) => corrections(fold, &mut claims, &past, closed, until),
        None => Vec::new(),
    };
    for entry in future {
        let sums = claims.entry(entry.claim.clone()).or_default();
        let mut entry = entry.numbered(sums.next(), sums.amount);
        // What was given in one form is taken back of that form, whatever the program says now.
        entry.form = sums.first_form.unwrap_or(entry.form);
        sums.add(&entry);
        new.push(entry);
    }
    Books { earlier, new }
}

/// An entry of before with the reason of the same amount now.
fn with_reason(entry: &Entry, now: Option<&Entry>) -> Entry {
    let same = now.filter(|now| now.amount == entry.amount && now.booked == entry.booked);
    Entry {
        held: same.and_then(|now| now.held.clone()),
        why: same.and_then(|now| now.why.clone()),
        ..entry.clone()
    }
}

/// What the entries of a claim add up to.
#[derive(Clone, Default)]
struct Sums {
    amount: i128,
    accounts: BTreeMap<Account, i128>,
    facts: BTreeMap<Name, i128>,
    last: Option<Entry>,
    first_kind: Option<PostingKind>,
    first_form: Option<Form>,
    count: u32,
}

impl Sums {
    fn add(&mut self, entry: &Entry) {
        self.amount = self.amount.saturating_add(entry.amount.minor);
        for (account, minor) in &entry.accounts {
            let sum = self.accounts.entry(*account).or_default();
            *sum = sum.saturating_add(*minor);
        }
        for (fact, minor) in &entry.facts {
            let sum = self.facts.entry(fact.clone()).or_default();
            *sum = sum.saturating_add(*minor);
        }
        self.first_kind = self.first_kind.or(Some(entry.kind));
        self.first_form = self.first_form.or(Some(entry.form));
        self.count = self.count.saturating_add(1);
        self.last = Some(entry.clone());
    }

    /// The number of the next entry.
    fn next(&self) -> u32 {
        self.count.saturating_add(1)
    }
}

/// One entry for each claim whose closed days give something else now than was posted for them.
fn corrections(
    fold: &mut Fold,
    claims: &mut BTreeMap<ClaimName, Sums>,
    past: &[Entry],
    closed: Date,
    until: Date,
) -> Vec<Entry> {
    let mut now: BTreeMap<ClaimName, Sums> = BTreeMap::new();
    for entry in past {
        now.entry(entry.claim.clone()).or_default().add(entry);
    }
    let names: BTreeSet<ClaimName> = claims.keys().chain(now.keys()).cloned().collect();
    let mut found = Vec::new();
    for name in names {
        let given = now.remove(&name).unwrap_or_default();
        let posted = claims.entry(name.clone()).or_default();
        if let Some(entry) = correction(fold, &name, &given, posted, closed.plus_days(1), until) {
            posted.add(&entry);
            found.push(entry);
        }
    }
    found
}

fn correction(
    fold: &mut Fold,
    name: &ClaimName,
    given: &Sums,
    posted: &Sums,
    booked: Date,
    until: Date,
) -> Option<Entry> {
    let amount = given.amount.saturating_sub(posted.amount);
    let accounts = less(&given.accounts, &posted.accounts);
    if amount == 0 && accounts.is_empty() {
        return None;
    }
    let kind = kind(posted.first_kind, given.first_kind)?;
    let model = given.last.as_ref().or(posted.last.as_ref())?;
    let due = match kind {
        PostingKind::Credit | PostingKind::Expiry => booked,
        PostingKind::Award
        | PostingKind::Adjustment
        | PostingKind::Reversal(_)
        | PostingKind::Reimbursement => fold.due_when_booked(&name.incentive, booked),
    };
    // What was given in one form is corrected in that form; but the price of a sale of before stays what it was.
    let form = match posted.first_form {
        Some(Form::Discount) => Form::CreditNote,
        Some(form) => form,
        None => model.form,
    };
    let entry = Entry {
        kind,
        form,
        booked,
        due,
        amount: Money {
            minor: amount,
            currency: name.currency,
        },
        accounts,
        facts: less(&given.facts, &posted.facts),
        settled: until,
        corrects: posted.count > 0,
        why: given.last.as_ref().and_then(|last| last.why.clone()),
        ..model.clone()
    };
    Some(entry.numbered(posted.next(), posted.amount))
}

/// What a correction is called: as the claim's first entry where it is the first, else what such a claim's
/// later entries are.
fn kind(posted: Option<PostingKind>, given: Option<PostingKind>) -> Option<PostingKind> {
    match (posted, given) {
        (None, given) => given,
        (Some(PostingKind::Credit | PostingKind::Expiry), _) => Some(PostingKind::Credit),
        (Some(PostingKind::Reimbursement), _) => Some(PostingKind::Reimbursement),
        (Some(PostingKind::Award | PostingKind::Adjustment | PostingKind::Reversal(_)), _) => {
            Some(PostingKind::Adjustment)
        }
    }
}

/// What each place has more or less than before.
fn less<K: Clone + Ord>(now: &BTreeMap<K, i128>, before: &BTreeMap<K, i128>) -> Vec<(K, i128)> {
    let keys: BTreeSet<&K> = now.keys().chain(before.keys()).collect();
    let change = |key: &K| {
        let held = |sums: &BTreeMap<K, i128>| sums.get(key).copied().unwrap_or(0);
        held(now).saturating_sub(held(before))
    };
    keys.into_iter()
        .map(|key| (key.clone(), change(key)))
        .filter(|(_, change)| *change != 0)
        .collect()
}
