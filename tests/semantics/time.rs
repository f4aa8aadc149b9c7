//! Days: late facts, the two dates, dues, the year's ends, doing it twice.

use charter::base::duration::{Duration, DurationUnit};
use charter::base::period::Cycle;
use charter::payout::measure::{Condition, Window};
use charter::payout::payment::{Anchor, Payee, Roll};
use charter::payout::table::Mode;
use charter::payout::{CapSpan, Crossing, Payout, Scope, UndoMethod};
use charter::semantics::advance::{advance, entry_id};
use charter::semantics::evaluate::Detail;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::posting::{PostingKind, Reason};

use crate::world::*;

fn share_of_quarter(rate: &str) -> Payout {
    each_quarter(Payout::Share {
        rate: percent(rate),
        of: bookings(Window::In(Cycle::Quarter)),
    })
}

#[test]
fn happened_chooses_the_period_and_known_the_book() {
    let program = program(vec![incentive("rebate", share_of_quarter("1"))]);
    let facts = [
        sale("s1", "acme", "2027-04-30", 1_000),
        known(sale("s2", "acme", "2027-04-29", 500), "2027-05-20"),
        sale("s3", "acme", "2027-05-01", 200),
    ];
    let paid = settle(&program, &facts, "2027-07-31");
    assert_eq!(paid.amounts(), [10_00, 5_00, 2_00]);
    assert_eq!(paid.postings[0].3, date("2027-04-30"));
    assert_eq!(paid.postings[1].3, date("2027-05-20"));
    assert_eq!(paid.postings[1].2, PostingKind::Adjustment);
    assert_eq!(paid.full[1].day, date("2027-04-30"));
    assert_eq!(paid.full[1].sequence, 2);
    assert_eq!(paid.postings[2].3, date("2027-07-31"));
}

#[test]
fn a_late_sale_can_lift_the_rate_of_the_whole_quarter() {
    let table = bands(Mode::Whole, vec![start(0), start(1_000)], &["1", "2"]);
    let program = program(vec![incentive(
        "rebate",
        each_quarter(Payout::Bands(table)),
    )]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 900),
        known(sale("s2", "acme", "2027-03-02", 100), "2027-06-01"),
    ];
    // 1,000 at 2% is 20.00, less 9.00.
    assert_eq!(
        settle(&program, &facts, "2027-06-30").amounts(),
        [9_00, 11_00]
    );
}

#[test]
fn a_claim_computed_again_uses_its_own_room_first_and_never_anothers() {
    let payout = cap(
        40,
        Scope::Partner,
        CapSpan::In(Cycle::Year),
        Crossing::PaidToTheLimit,
        share_of_quarter("1"),
    );
    let program = program(vec![incentive("rebate", payout)]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 2_500),
        sale("s2", "acme", "2027-06-01", 1_000),
        known(sale("s3", "acme", "2027-03-02", 1_000), "2027-08-15"),
    ];
    // 25.00 and 10.00 leave 5.00 for the late 10.00.
    assert_eq!(
        settle(&program, &facts, "2027-10-31").amounts(),
        [25_00, 10_00, 5_00]
    );
}

#[test]
fn only_the_programs_own_year_earns_but_late_knowledge_of_it_counts() {
    let each = each_sale(Payout::PerEvent {
        each: money(1),
        count: one(),
    });
    let program = program(vec![incentive("spiff", each)]);
    let facts = [
        sale("s1", "acme", "2027-01-31", 1),
        sale("s2", "acme", "2027-02-01", 1),
        sale("s3", "acme", "2028-01-31", 1),
        sale("s4", "acme", "2028-02-01", 1),
        known(sale("s5", "acme", "2028-01-30", 1), "2028-03-01"),
    ];
    let paid = settle(&program, &facts, "2028-06-30");
    let booked: Vec<_> = paid
        .postings
        .iter()
        .map(|each| each.3.to_string())
        .collect();
    assert_eq!(booked, ["2027-02-01", "2028-01-31", "2028-03-01"]);
}

#[test]
fn dues_are_counted_in_the_open_days_of_the_region() {
    let program = |change: &dyn Fn(&mut charter::payout::payment::Payment)| {
        let mut rebate = incentive("rebate", share_of_quarter("1"));
        change(&mut rebate.payment);
        program(vec![rebate])
    };
    let due = |program| {
        let facts = [
            sale("s1", "acme", "2027-03-01", 100),
            known(sale("s2", "acme", "2027-03-01", 100), "2027-07-10"),
        ];
        let paid = settle(&program, &facts, "2027-07-15");
        paid.full
            .iter()
            .map(|each| each.due.to_string())
            .collect::<Vec<_>>()
    };
    // 45 days after 2027-04-30 is Monday 2027-06-14; after it was due, as if earned on 2027-07-10:
    // 45 days after 2027-07-31 is Tuesday 2027-09-14.
    assert_eq!(due(program(&|_| {})), ["2027-06-14", "2027-09-14"]);
    // 65 days after it is Sunday 2027-07-04, and Monday 2027-07-05 is closed.
    let later = |roll| {
        program(&|payment| {
            payment.after = Duration::days(65);
            payment.roll = Some(roll);
        })
    };
    assert_eq!(due(later(Roll::Next))[0], "2027-07-06");
    assert_eq!(due(later(Roll::Previous))[0], "2027-07-02");
    let business = program(&|payment| {
        payment.after = Duration::new(10, DurationUnit::BusinessDay);
        payment.anchor = Anchor::End(Cycle::Month);
        payment.roll = None;
    });
    // Ten open days after Friday 2027-04-30: two weeks.
    assert_eq!(due(business)[0], "2027-05-14");
}

#[test]
fn the_seller_is_paid_where_the_rule_says_so() {
    let each = each_sale(Payout::PerEvent {
        each: money(5),
        count: one(),
    });
    let mut spiff = incentive("spiff", each);
    spiff.payment.payee = Payee::Seller;
    let program = program(vec![spiff]);
    let facts = [
        sale_with("s1", "acme", "2027-03-01", 1, &[("seller", text("ann"))]),
        sale("s2", "acme", "2027-03-02", 1),
    ];
    let paid = settle(&program, &facts, "2027-03-31");
    assert_eq!(paid.amounts(), [5_00]);
    assert_eq!(paid.full[0].claim.payee(), Payee::Seller);
    assert_eq!(
        paid.rejections[0].reason,
        Reason::MissingForIncentive("seller")
    );
}

#[test]
fn the_same_facts_twice_post_nothing_new_and_contradictions_are_rejected() {
    let payout = undo(
        UndoMethod::ByRecomputingThePeriod,
        None,
        share_of_quarter("1"),
    );
    let each = each_sale(Payout::PerEvent {
        each: money(5),
        count: one(),
    });
    let program = program(vec![incentive("rebate", payout), incentive("spiff", each)]);
    let plan = Plan::of(&program);
    let facts = [
        sale("s1", "acme", "2027-03-01", 100),
        give_back("r1", "s1", "2027-06-01", 10),
    ];
    let mut fold = Fold::new(&plan, Detail::Why);
    populate(&mut fold, &[], &facts);
    let state = fold.into_state();
    let first = advance(&plan, state, &facts, date("2027-06-30"), Detail::Why).unwrap();
    assert_eq!(first.postings.len(), 3);
    let again = advance(&plan, first.state, &facts, date("2027-07-30"), Detail::Why).unwrap();
    assert_eq!(again.postings.len(), 0);
    assert_eq!(again.rejections.len(), 0);
    let other = [sale("s1", "acme", "2027-03-01", 101)];
    let third = advance(&plan, again.state, &other, date("2027-07-30"), Detail::Why).unwrap();
    assert_eq!(third.rejections.len(), 0, "entered on the next open day");
    let last = advance(&plan, third.state, &[], date("2027-07-31"), Detail::Why).unwrap();
    assert_eq!(last.postings.len(), 0);
    assert_eq!(last.rejections[0].reason, Reason::ConflictingDuplicate);
}

#[test]
fn entry_ids_tell_postings_apart_and_stay_the_same() {
    let program = program(vec![incentive("rebate", share_of_quarter("1"))]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 100),
        sale("s2", "bert", "2027-03-01", 100),
        known(sale("s3", "acme", "2027-03-01", 100), "2027-06-01"),
    ];
    let ids = || {
        let plan = Plan::of(&program);
        let mut fold = Fold::new(&plan, Detail::Amount);
        populate(&mut fold, &[], &facts);
        facts.iter().for_each(|fact| fold.admit(fact));
        fold.advance_to(date("2027-06-30")).unwrap();
        let postings = fold.take_postings();
        let ids = postings
            .iter()
            .map(|each| entry_id(&plan, fold.book(), each).to_string());
        ids.collect::<Vec<_>>()
    };
    let first = ids();
    assert_eq!(first.len(), 3);
    assert_eq!(
        first
            .iter()
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        3
    );
    assert!(first.iter().all(|id| id.len() == 32));
    assert_eq!(first, ids());
}

#[test]
fn a_true_up_posts_what_is_new_since_the_last_occasion() {
    let table = {
        let mut table = bands(Mode::Whole, vec![start(0), start(1_000)], &["1", "2"]);
        table.basis = bookings(Window::In(Cycle::Quarter));
        table
    };
    let monthly = Payout::Over {
        occasion: charter::payout::Occasion::Period(Cycle::Month),
        payout: Box::new(Payout::Bands(table)),
    };
    let facts = [
        sale("s1", "acme", "2027-02-10", 600),
        sale("s2", "acme", "2027-03-10", 500),
        sale("s3", "acme", "2027-05-10", 100),
    ];
    let pays = |payout| {
        let program = program(vec![incentive("climb", payout)]);
        settle(&program, &facts, "2027-05-31").amounts()
    };
    // 600 at 1%; 1,100 at 2% less 6.00; nothing new in April; 100 at 1% in the next quarter.
    assert_eq!(
        pays(Payout::TrueUp(Box::new(monthly.clone()))),
        [6_00, 16_00, 1_00]
    );
    // Without it each month pays the quarter to date.
    assert_eq!(pays(monthly), [6_00, 22_00, 22_00, 1_00]);
}

#[test]
fn new_customers_and_registered_deals() {
    let only = |condition: Condition| {
        let mut payout = each_sale(Payout::PerEvent {
            each: money(1),
            count: one(),
        });
        if let Payout::Over { occasion, .. } = &mut payout
            && let charter::payout::Occasion::Event { selector, .. } = occasion
        {
            selector.all.push(condition);
        }
        program(vec![incentive("bonus", payout)])
    };
    let to = |id: &str, partner: &str, day: &str, customer: &str| {
        let more = [("customer_id", text(customer)), ("deal_id", text(id))];
        sale_with(id, partner, day, 1, &more)
    };
    let registration = |id: &str, partner: &str, day: &str, deal: &str, decision: &str| {
        let fields = [("deal_id", text(deal)), ("decision", text(decision))];
        fact(
            charter::fact::FactKind::Registration,
            id,
            partner,
            day,
            &fields,
        )
    };
    let facts = [
        to("s1", "acme", "2026-12-01", "old"),
        to("s2", "acme", "2027-03-01", "old"),
        to("s3", "bert", "2027-03-02", "new"),
        to("s4", "acme", "2027-03-03", "new"),
        registration("g1", "acme", "2027-02-20", "s2", "approved"),
        registration("g2", "acme", "2027-02-20", "s3", "approved"),
        registration("g3", "acme", "2027-02-20", "s4", "refused"),
    ];
    let paid = settle(&only(Condition::NewCustomer), &facts, "2027-03-31");
    assert_eq!(paid.of("bert"), [1_00]);
    assert_eq!(paid.total(), 1_00);
    let paid = settle(&only(Condition::RegisteredDeal), &facts, "2027-03-31");
    assert_eq!(paid.postings.len(), 1);
    assert_eq!(paid.postings[0].3, date("2027-03-01"));
}
