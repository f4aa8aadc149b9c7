//! What holds of every program and all facts.

use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::base::id::IncentiveId;
use charter::base::period::Cycle;
use charter::fact::{Fact, FactKind, Value};
use charter::model::Program;
use charter::payout::given::Among;
use charter::payout::measure::{Condition, Reading, Window};
use charter::payout::table::AsOf;
use charter::payout::{Crossing, Payout, Per, PoolRule, Source, UndoMethod};
use charter::semantics::advance::entry_id;
use charter::semantics::evaluate::{Barred, Detail, PaidSales, Scene};
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::posting::{Posting, PostingKind};
use proptest::prelude::*;

use crate::any::{PARTNERS, Small, any_facts, any_program};
use crate::any_around::put;
use crate::funds::{any_claims, any_funded};
use crate::world::*;

const END: &str = "2028-07-31";

/// A posting as far as money goes: id, booked, due, amount, accounts.
type Told = (
    String,
    Date,
    Date,
    i128,
    Vec<(charter::payout::Account, i128)>,
);

fn new_fold<'p>(plan: &'p Plan<'p>, detail: Detail) -> Fold<'p> {
    let mut fold = Fold::new(plan, detail);
    let standings = [
        ("acme", "2027-02-01", Some(SILVER)),
        ("bert", "2027-02-01", Some(GOLD)),
    ];
    populate(&mut fold, &standings, &[sale("s", "cleo", "2027-02-01", 1)]);
    fold
}

fn told(fold: &mut Fold) -> Vec<Told> {
    let postings = fold.take_postings();
    postings
        .into_iter()
        .map(|posting| {
            let id = entry_id(fold.plan(), fold.book(), &posting).to_string();
            (
                id,
                posting.booked,
                posting.due,
                posting.amount.minor,
                posting.accounts,
            )
        })
        .collect()
}

fn at_once(program: &Program, facts: &[Fact], detail: Detail) -> Vec<Told> {
    let plan = Plan::of(program);
    let mut fold = new_fold(&plan, detail);
    facts.iter().for_each(|fact| fold.admit(fact));
    fold.advance_to(date(END)).unwrap();
    told(&mut fold)
}

fn postings(program: &Program, facts: &[Fact]) -> Vec<Posting> {
    let plan = Plan::of(program);
    let mut fold = new_fold(&plan, Detail::Lines);
    facts.iter().for_each(|fact| fold.admit(fact));
    fold.advance_to(date(END)).unwrap();
    fold.take_postings()
}

fn sorted(mut told: Vec<Told>) -> Vec<Told> {
    told.sort();
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn closing_month_by_month_equals_closing_at_once(
        Small(program) in any_program(),
        facts in any_facts(),
        steps in prop::collection::vec(1_i64..90, 1..8),
    ) {
        let mut program = program;
        if facts.len().is_multiple_of(2) {
            put(&mut program, facts.len());
        }
        let plan = Plan::of(&program);
        let mut fold = new_fold(&plan, Detail::Why);
        let mut left = facts.clone();
        let mut reached = date("2026-12-31");
        for step in steps {
            reached = reached.plus_days(step);
            let (now, later) = left.into_iter().partition(|fact: &Fact| fact.known <= reached);
            left = later;
            now.iter().for_each(|fact| fold.admit(fact));
            fold.advance_to(reached).unwrap();
        }
        left.iter().for_each(|fact| fold.admit(fact));
        fold.advance_to(date(END)).unwrap();
        prop_assert_eq!(told(&mut fold), at_once(&program, &facts, Detail::Why));
    }

    /// Running totals save adding up rows and never say anything else.
    #[test]
    fn a_running_total_is_the_rows_added_up(
        facts in any_facts(),
        until in 30_i64..560,
        returns in any::<bool>(),
    ) {
        let first = bookings(Window::In(Cycle::Quarter));
        let share = Payout::Share { rate: percent("1"), of: first };
        let program = program(vec![incentive("volume", each_quarter(share))]);
        let plan = Plan::of(&program);
        prop_assert!(!plan.tallied.is_empty());
        let mut fold = new_fold(&plan, Detail::Amount);
        let known = facts.iter().filter(|fact| returns || fact.kind != FactKind::Return);
        known.for_each(|fact| fold.admit(fact));
        fold.advance_to(date("2026-12-31").plus_days(until)).unwrap();
        // An incentive that shares sales with another reads them row by row; this one has paid none.
        let paid = PaidSales::default();
        let by_rows = Barred { paid: Some(&paid), by: &[IncentiveId(0)] };
        let windows = [
            Window::In(Cycle::Month),
            Window::OverLast(4, Cycle::Quarter),
            Window::OverPrevious(2, Cycle::Month),
            Window::OfLastYear(Cycle::Quarter),
            Window::Days(days("2027-03-01", "2027-09-30")),
        ];
        for (partner, offset) in fold.book().partners().iter().flat_map(|partner| {
            (0..560).step_by(37).map(move |offset| (*partner, offset))
        }) {
            let day = date("2026-12-31").plus_days(offset);
            let quick = Scene::on(fold.view(), partner, day);
            let slow = Scene { barred: by_rows, ..quick };
            let gold = Condition::Tier([GOLD].into(), AsOf::SaleDate);
            let of_gold = |window| Reading { only: vec![gold.clone()], ..bookings(window) };
            for reading in windows.map(bookings).into_iter().chain(windows.map(of_gold)) {
                prop_assert_eq!(quick.total(&reading), slow.total(&reading));
                prop_assert_eq!(quick.contributions(&reading), slow.contributions(&reading));
            }
        }
    }

    #[test]
    fn the_order_in_which_facts_are_given_never_matters(
        Small(program) in any_program(),
        (facts, shuffled) in any_facts().prop_flat_map(|facts| {
            (Just(facts.clone()), Just(facts).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(
            at_once(&program, &facts, Detail::Why),
            at_once(&program, &shuffled, Detail::Why)
        );
    }

    /// Law 8: neither a fact that comes to be known on a day nor a tier that begins on it alters anything
    /// that was booked before.
    #[test]
    fn what_comes_later_alters_nothing_before(
        Small(program) in any_program(),
        facts in any_facts(),
        after in 30_i64..330,
        tier in prop::sample::select(vec![None, Some(SILVER), Some(GOLD)]),
    ) {
        let day = date("2027-02-01").plus_days(after);
        let plan = Plan::of(&program);
        let before = |facts: &[Fact], changes: bool| {
            let mut fold = new_fold(&plan, Detail::Amount);
            if changes {
                let acme = fold.book().partner_named("acme").unwrap();
                fold.set_standing(acme, day, tier);
            }
            facts.iter().for_each(|fact| fold.admit(fact));
            fold.advance_to(day.plus_days(-1)).unwrap();
            told(&mut fold)
        };
        let earlier: Vec<Fact> = facts.iter().filter(|fact| fact.known < day).cloned().collect();
        let expected = before(&earlier, false);
        prop_assert_eq!(&before(&facts, false), &expected);
        // A tier on a day to come is the one held now: only what asks for a later day may see it.
        if !asks_ahead(&program) {
            prop_assert_eq!(&before(&facts, true), &expected);
        }
    }

    #[test]
    fn explaining_changes_no_amount(Small(program) in any_program(), facts in any_facts()) {
        prop_assert_eq!(
            at_once(&program, &facts, Detail::Amount),
            at_once(&program, &facts, Detail::Why)
        );
    }

    #[test]
    fn the_same_facts_again_post_nothing(Small(program) in any_program(), facts in any_facts()) {
        let plan = Plan::of(&program);
        let mut fold = new_fold(&plan, Detail::Why);
        facts.iter().chain(&facts).for_each(|fact| fold.admit(fact));
        fold.advance_to(date("2027-09-15")).unwrap();
        facts.iter().for_each(|fact| fold.admit(fact));
        fold.advance_to(date(END)).unwrap();
        prop_assert_eq!(told(&mut fold), at_once(&program, &facts, Detail::Why));
    }

    #[test]
    fn a_posting_adds_up(Small(program) in any_program(), facts in any_facts()) {
        let mut ids = std::collections::BTreeSet::new();
        for told in at_once(&program, &facts, Detail::Why) {
            let (id, booked, due, amount, accounts) = told;
            prop_assert!(ids.insert(id), "an id twice");
            prop_assert!(due >= booked);
            prop_assert_ne!(amount, 0);
            prop_assert_eq!(accounts.iter().map(|(_, part)| part).sum::<i128>(), amount);
        }
        for posting in postings(&program, &facts) {
            let lines: i128 = posting.lines.iter().map(|(_, part)| part).sum();
            prop_assert!(posting.lines.is_empty() || lines == posting.amount.minor);
            if posting.kind == PostingKind::Award {
                prop_assert!(posting.amount.minor > 0);
            }
        }
    }

    #[test]
    fn what_a_claim_was_paid_never_falls_below_zero(
        Small(program) in any_program(),
        facts in any_facts(),
    ) {
        let mut claims: BTreeMap<_, i128> = BTreeMap::new();
        for posting in postings(&program, &facts) {
            let held = claims.entry(posting.claim).or_default();
            *held += posting.amount.minor;
            prop_assert!(*held >= 0, "{:?}", posting.claim);
        }
    }

    #[test]
    fn no_budget_is_ever_exceeded(Small(program) in any_program(), facts in any_facts()) {
        let mut drawn: BTreeMap<_, i128> = BTreeMap::new();
        let plan = Plan::of(&program);
        for posting in postings(&program, &facts) {
            let incentive = program.incentive(posting.claim.incentive).unwrap();
            let Some(budget) = budget_of(&incentive.payout) else {
                continue;
            };
            let pool = &program.budgets[usize::from(budget.0)].pool;
            let key = (budget, span_key(&plan, &pool.span, posting.day));
            let held = drawn.entry(key).or_default();
            *held += posting.amount.minor;
            // One award may cross a pool that is closed after it.
            let crosses = pool.rule == PoolRule::FirstAccepted(Crossing::PaidThenClosed);
            prop_assert!(crosses || *held <= pool.amount, "{} of {}", held, pool.amount);
        }
    }

    #[test]
    fn no_cap_of_a_partner_is_ever_exceeded(Small(program) in any_program(), facts in any_facts()) {
        let mut used: BTreeMap<_, i128> = BTreeMap::new();
        let plan = Plan::of(&program);
        for posting in postings(&program, &facts) {
            let incentive = program.incentive(posting.claim.incentive).unwrap();
            for (place, cap) in partner_caps(&incentive.payout).into_iter().enumerate() {
                let stretch = span_key(&plan, &cap.span, posting.day);
                let key = (posting.claim.incentive, posting.claim.partner, place, stretch);
                let held = used.entry(key).or_default();
                *held += posting.amount.minor;
                let limit = cap.limit.amounts[0].unwrap().floor();
                prop_assert!(*held <= limit, "{} of {}", held, limit);
            }
        }
    }

    /// Of the credit of a fund at most what is left is paid out, and no more expires. Credit that is taken back
    /// after it was used leaves less than nothing.
    #[test]
    fn no_credit_is_used_twice(
        Small(program) in any_funded(),
        facts in any_facts(),
        claims in any_claims(),
    ) {
        let fund = program.incentives.iter().position(|each| each.fund.is_some());
        let facts = [facts, claims].concat();
        let mut left: BTreeMap<_, i128> = BTreeMap::new();
        for posting in postings(&program, &facts) {
            if Some(posting.claim.incentive.index()) != fund {
                continue;
            }
            let held = left.entry(posting.claim.partner).or_default();
            *held += match posting.kind {
                PostingKind::Reimbursement => -posting.amount.minor,
                _ => posting.amount.minor,
            };
            let uses = matches!(posting.kind, PostingKind::Reimbursement | PostingKind::Expiry);
            prop_assert!(!uses || *held >= 0, "{:?}", posting);
        }
    }

    #[test]
    fn sales_returned_whole_cost_nothing(
        Small(program) in any_program(),
        facts in any_facts(),
    ) {
        let mut program = program;
        // Reversals of events, without a limit in time; what others exclude or cap would shift by reopening.
        for incentive in program.incentives.iter_mut().filter(|each| !is_event(&each.payout)) {
            incentive.payout = Payout::Sum(Vec::new());
        }
        program.excluded.clear();
        for incentive in program.incentives.iter_mut().filter(|each| is_event(&each.payout)) {
            let bare = stripped(incentive.payout.clone());
            incentive.payout = undo(UndoMethod::AtTheRateFirstPaid, None, bare);
        }
        // What is paid for claims on prices is no sale, and nothing of it comes back.
        let is_claim = |fact: &Fact| matches!(fact.kind, FactKind::Debit | FactKind::Protection);
        let kept = facts.into_iter().filter(|fact| fact.partner.len() > 1 && !is_claim(fact));
        let mut facts: Vec<Fact> = kept.collect();
        let sales: Vec<Fact> = facts.iter().filter(|fact| fact.id.starts_with('s')).cloned().collect();
        for sale in sales {
            let amount = sale.number(charter::fact::FIELDS_OF_SALE.net_amount).unwrap();
            let third = amount / 3;
            for (place, part) in [third, third, amount - third - third].into_iter().enumerate() {
                let day = date("2028-07-20").plus_days(i64::try_from(place).unwrap());
                let mut back = give_back(&format!("all{}{place}", sale.id), &sale.id, &day.to_string(), 0);
                back.values[2] = charter::fact::Value::Amount(part);
                facts.push(back);
            }
        }
        let mut claims: BTreeMap<_, i128> = BTreeMap::new();
        for posting in postings(&program, &facts) {
            *claims.entry(posting.claim).or_default() += posting.amount.minor;
        }
        for (claim, left) in claims {
            // A sale of no amount can be paid, and nothing of it can come back.
            let paid_for_nothing = left > 0 && claim_is_of_nothing(&claim, &facts);
            prop_assert!(left == 0 || paid_for_nothing, "{:?} {}", claim, left);
        }
    }
}

/// Acme and bert both sell to one customer, on deals of their own, and both credit cleo with half: what cleo is paid
/// once for the customer of acme and once for that of bert are two claims.
#[test]
fn parts_for_one_customer_of_two_partners_are_two_claims() {
    let award = Payout::Fixed(money(10));
    let payout = per(
        Per::Customer,
        Payout::Shared {
            among: Among::Credited,
            payout: Box::new(award),
        },
    );
    let program = program(vec![incentive("part", payout)]);
    let sold = |deal: &str| [("deal_id", text(deal)), ("customer_id", text("c1"))];
    let half = |deal: &str| {
        [
            ("deal_id", text(deal)),
            ("role", text("sourcing")),
            ("share", Value::Count(50)),
        ]
    };
    let facts = [
        fact(FactKind::Credit, "x1", "cleo", "2027-02-20", &half("d1")),
        fact(FactKind::Credit, "x2", "cleo", "2027-02-20", &half("d2")),
        sale_with("s1", "acme", "2027-03-01", 1_000, &sold("d1")),
        sale_with("s2", "bert", "2027-03-02", 1_000, &sold("d2")),
    ];
    let told = at_once(&program, &facts, Detail::Amount);
    let ids: std::collections::BTreeSet<&str> = told.iter().map(|told| &*told.0).collect();
    assert_eq!(told.len(), 4);
    assert_eq!(ids.len(), 4);
    assert!(told.iter().all(|(_, _, _, amount, _)| *amount == 500));
}

/// Whether a rule asks for the tier on the last day of a period that an event is paid in.
fn asks_ahead(program: &Program) -> bool {
    format!(
        "{:?}",
        program
            .incentives
            .iter()
            .map(|each| &each.payout)
            .collect::<Vec<_>>()
    )
    .contains("End(")
}

fn claim_is_of_nothing(_: &charter::semantics::posting::ClaimKey, facts: &[Fact]) -> bool {
    facts.iter().any(|fact| {
        fact.id.starts_with('s') && fact.number(charter::fact::FIELDS_OF_SALE.net_amount) == Some(0)
    })
}

/// The budget of the outermost draw.
fn budget_of(payout: &Payout) -> Option<charter::base::id::BudgetId> {
    match payout {
        Payout::TrueUp(inner)
        | Payout::Undo { payout: inner, .. }
        | Payout::Split { payout: inner, .. } => budget_of(inner),
        Payout::Draw {
            from: Source::Budget(budget),
            ..
        } => Some(*budget),
        _ => None,
    }
}

/// The caps of money by partner around an occasion that nothing may cross.
fn partner_caps(payout: &Payout) -> Vec<&charter::payout::Cap> {
    match payout {
        Payout::TrueUp(inner)
        | Payout::Undo { payout: inner, .. }
        | Payout::Split { payout: inner, .. }
        | Payout::Hold { payout: inner, .. }
        | Payout::Instalments { payout: inner, .. }
        | Payout::Shared { payout: inner, .. }
        | Payout::Draw { payout: inner, .. } => partner_caps(inner),
        Payout::Cap { cap, payout } => {
            let holds = cap.scope == charter::payout::Scope::Partner
                && cap.counts == charter::payout::Counts::Quantity
                && cap.crossing != Crossing::PaidThenClosed
                && cap.span != charter::payout::CapSpan::Award;
            let mut caps = partner_caps(payout);
            caps.extend(holds.then_some(cap));
            caps
        }
        _ => Vec::new(),
    }
}

fn span_key(plan: &Plan, span: &charter::payout::CapSpan, day: Date) -> String {
    match span {
        charter::payout::CapSpan::In(cycle) => format!("{:?}", plan.almanac.period_at(*cycle, day)),
        charter::payout::CapSpan::Days(days) => days.to_string(),
        charter::payout::CapSpan::Ever | charter::payout::CapSpan::Award => String::new(),
    }
}

fn is_event(payout: &Payout) -> bool {
    match payout {
        Payout::TrueUp(inner)
        | Payout::Undo { payout: inner, .. }
        | Payout::Split { payout: inner, .. }
        | Payout::Cap { payout: inner, .. }
        | Payout::Draw { payout: inner, .. } => is_event(inner),
        Payout::Over { occasion, .. } => {
            matches!(occasion, charter::payout::Occasion::Event { .. })
        }
        _ => false,
    }
}

/// The payout of an event without what keeps memory.
fn stripped(payout: Payout) -> Payout {
    match payout {
        Payout::TrueUp(inner)
        | Payout::Undo { payout: inner, .. }
        | Payout::Split { payout: inner, .. }
        | Payout::Cap { payout: inner, .. }
        | Payout::Draw { payout: inner, .. } => stripped(*inner),
        other => other,
    }
}

#[test]
fn the_generated_programs_pay_something() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..200 {
        let Small(program) = any_program().new_tree(&mut runner).unwrap().current();
        let facts = any_facts().new_tree(&mut runner).unwrap().current();
        for posting in postings(&program, &facts) {
            let kind = match posting.kind {
                PostingKind::Reversal(_) => "reversal".to_owned(),
                other => format!("{other:?}"),
            };
            *kinds.entry(kind).or_default() += 1;
        }
    }
    assert!(PARTNERS.len() == 3 && sorted(Vec::new()).is_empty());
    for kind in ["Award", "Adjustment", "reversal"] {
        assert!(
            kinds.get(kind).is_some_and(|count| *count > 30),
            "{kinds:?}"
        );
    }
}
