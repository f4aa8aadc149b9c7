//! What returns do: to an open period, to a closed one, to what was paid for one sale.

use charter::base::period::Cycle;
use charter::payout::measure::Window;
use charter::payout::table::Mode;
use charter::payout::{Payout, Returned, Scope, UndoFrom, UndoMethod};
use charter::semantics::posting::{PostingKind, Reason};

use crate::world::*;

fn rebate() -> Payout {
    each_quarter(Payout::Bands(bands(
        Mode::Marginal,
        vec![start(0), start(1_000)],
        &["1", "2"],
    )))
}

fn spiff() -> Payout {
    each_sale(Payout::Share {
        rate: percent("3.3367"),
        of: own_amount(),
    })
}

#[test]
fn a_return_in_an_open_period_lowers_the_measure() {
    let program = program(vec![incentive("rebate", rebate())]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 1_500),
        give_back("r1", "s1", "2027-04-30", 700),
    ];
    assert_eq!(settle(&program, &facts, "2027-06-30").amounts(), [8_00]);
}

#[test]
fn a_return_after_the_close_changes_nothing_unless_a_rule_says_so() {
    let facts = [
        sale("s1", "acme", "2027-03-01", 1_500),
        give_back("r1", "s1", "2027-05-01", 700),
        sale("s2", "acme", "2027-05-02", 100),
    ];
    let pays = |payout: Payout| {
        let program = program(vec![incentive("rebate", payout)]);
        settle(&program, &facts, "2027-07-31").amounts()
    };
    assert_eq!(pays(rebate()), [20_00, 1_00]);
    let by_recomputing = |within| undo(UndoMethod::ByRecomputingThePeriod, within, rebate());
    assert_eq!(pays(by_recomputing(None)), [20_00, -12_00, 1_00]);
    // 2027-03-01 plus 61 days is 2027-05-01.
    assert_eq!(pays(by_recomputing(Some(61))), [20_00, -12_00, 1_00]);
    assert_eq!(pays(by_recomputing(Some(60))), [20_00, 1_00]);
    // At the rate first paid: 700/1500 of 20.00.
    let first_paid = undo(UndoMethod::AtTheRateFirstPaid, None, rebate());
    assert_eq!(pays(first_paid), [20_00, -9_33, 1_00]);
}

#[test]
fn returns_that_add_up_to_the_sale_take_back_exactly_what_was_paid() {
    let payout = undo(UndoMethod::AtTheRateFirstPaid, None, spiff());
    let program = program(vec![incentive("spiff", payout)]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 300),
        give_back("r1", "s1", "2027-03-05", 100),
        give_back("r2", "s1", "2027-03-06", 100),
        give_back("r3", "s1", "2027-03-07", 100),
    ];
    let paid = settle(&program, &facts, "2027-04-30");
    assert_eq!(paid.amounts(), [10_01, -3_34, -3_33, -3_34]);
    assert_eq!(paid.total(), 0);
    let kinds: Vec<_> = paid.postings.iter().map(|posting| posting.2).collect();
    let back = PostingKind::Reversal(UndoFrom::NextPayout);
    assert_eq!(kinds, [PostingKind::Award, back, back, back]);
}

#[test]
fn a_reversal_takes_what_the_sale_was_paid_not_the_blended_rate() {
    let payout = undo(UndoMethod::AtTheRateFirstPaid, None, rebate());
    let program = program(vec![incentive("rebate", payout)]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 1_000),
        sale("s2", "acme", "2027-03-02", 1_000),
        give_back("r1", "s2", "2027-05-05", 500),
    ];
    // s1 was paid 10.00 at 1%, s2 20.00 at 2%: half of s2 is 10.00.
    assert_eq!(
        settle(&program, &facts, "2027-06-30").amounts(),
        [30_00, -10_00]
    );
}

#[test]
fn a_sale_and_its_return_known_on_one_day_count_as_what_is_left() {
    let payout = undo(UndoMethod::AtTheRateFirstPaid, None, spiff());
    let program = program(vec![incentive("spiff", payout)]);
    let facts = [
        give_back("r1", "s1", "2027-03-01", 100),
        sale("s1", "acme", "2027-03-01", 300),
        give_back("r2", "s1", "2027-03-02", 200),
    ];
    assert_eq!(
        settle(&program, &facts, "2027-03-31").amounts(),
        [6_67, -6_67]
    );
}

#[test]
fn a_sale_returned_whole_before_it_counts_is_no_event() {
    let each = Payout::PerEvent {
        each: money(50),
        count: one(),
    };
    let program = program(vec![incentive("spiff", each_sale(each))]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 300),
        give_back("r1", "s1", "2027-03-01", 300),
    ];
    assert_eq!(settle(&program, &facts, "2027-03-31").amounts(), []);
}

#[test]
fn room_that_reopens_can_be_used_again() {
    let pays = |returned| {
        let each = each_sale(Payout::PerEvent {
            each: money(50),
            count: one(),
        });
        let capped = cap_awards(1, Scope::Partner, returned, each);
        let payout = undo(UndoMethod::AtTheRateFirstPaid, None, capped);
        let program = program(vec![incentive("spiff", payout)]);
        let facts = [
            sale("s1", "acme", "2027-03-01", 300),
            sale("s2", "acme", "2027-03-02", 300),
            give_back("r1", "s1", "2027-03-03", 299),
            sale("s3", "acme", "2027-03-04", 300),
            give_back("r2", "s1", "2027-03-05", 1),
            sale("s4", "acme", "2027-03-06", 300),
        ];
        settle(&program, &facts, "2027-03-31").amounts()
    };
    // 299 of 300 is 49.83: the award is not taken back whole before the last dollar.
    assert_eq!(pays(Returned::Reopens), [50_00, -49_83, -17, 50_00]);
    assert_eq!(pays(Returned::StaysUsed), [50_00, -49_83, -17]);
}

#[test]
fn returns_that_make_no_sense_are_rejected() {
    let program = program(vec![incentive("rebate", rebate())]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 100),
        give_back("r1", "s1", "2027-03-02", 60),
        give_back("r2", "s1", "2027-03-03", 41),
        give_back("r3", "s9", "2027-03-03", 1),
        give_back("r4", "s1", "2027-03-04", -1),
    ];
    let paid = settle(&program, &facts, "2027-04-30");
    assert_eq!(paid.amounts(), [40]);
    let reasons: Vec<_> = paid.rejections.iter().map(|each| &each.reason).collect();
    assert_eq!(
        reasons,
        [
            &Reason::ReturnsMoreThanSold,
            &Reason::UnknownSale("s9".into()),
            &Reason::OutOfRange("net_amount"),
        ]
    );
}

#[test]
fn an_event_under_recomputation_is_evaluated_again() {
    let share = each_sale(Payout::Share {
        rate: percent("10"),
        of: own_amount(),
    });
    let payout = undo(UndoMethod::ByRecomputingThePeriod, None, share);
    let program = program(vec![incentive("spiff", payout)]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 300),
        give_back("r1", "s1", "2027-06-01", 100),
    ];
    let paid = settle(&program, &facts, "2027-06-30");
    assert_eq!(paid.amounts(), [30_00, -10_00]);
    let back = PostingKind::Reversal(UndoFrom::NextPayout);
    assert_eq!(paid.postings[1].2, back);
}

#[test]
fn a_return_of_last_years_sale_lowers_the_base() {
    let table = {
        let mut table = bands(Mode::Whole, vec![start(0)], &["1"]);
        table.basis = bookings(Window::OfLastYear(Cycle::Quarter));
        table
    };
    let program = program(vec![incentive(
        "rebate",
        each_quarter(Payout::Bands(table)),
    )]);
    let facts = [
        sale("s1", "acme", "2026-03-01", 1_000),
        give_back("r1", "s1", "2027-04-01", 400),
    ];
    assert_eq!(settle(&program, &facts, "2027-04-30").amounts(), [6_00]);
}
