//! Limits around limits: what one further out cuts was not granted by those inside.

use charter::base::id::IncentiveId;
use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::base::unit::Unit;
use charter::fact::Fact;
use charter::model::{Assumption, Program};
use charter::payout::{CapSpan, Crossing, Payout, PoolRule, Returned, Scope};
use charter::semantics::bounds::liability::worst_case;
use charter::semantics::bounds::sale::{Dearest, one_sale};
use charter::semantics::curve::of::curve;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::simulate::behaviour::worth::Stand;

use crate::world::*;

/// The first month of each quarter of the year.
const QUARTERS: [&str; 4] = ["2027-03-01", "2027-05-03", "2027-08-02", "2027-11-01"];

/// Each sale pays ten percent.
fn tenth() -> Payout {
    each_sale(Payout::Share {
        rate: percent("10"),
        of: own_amount(),
    })
}

/// One sale of acme in each quarter that pays so much.
fn awards(amounts: &[i128]) -> Vec<Fact> {
    (1..)
        .zip(QUARTERS)
        .zip(amounts)
        .map(|((number, day), amount)| sale(&format!("s{number}"), "acme", day, amount * 10))
        .collect()
}

fn year(limit: i128, crossing: Crossing, payout: Payout) -> Payout {
    cap(
        limit,
        Scope::Partner,
        CapSpan::In(Cycle::Year),
        crossing,
        payout,
    )
}

fn quarter(limit: i128, crossing: Crossing, payout: Payout) -> Payout {
    let span = CapSpan::In(Cycle::Quarter);
    cap(limit, Scope::Partner, span, crossing, payout)
}

fn whole(amounts: &[i128]) -> Vec<i128> {
    amounts.iter().map(|amount| amount * 100).collect()
}

fn paid(payout: Payout, facts: &[Fact]) -> Vec<i128> {
    settle(
        &program(vec![incentive("spiff", payout)]),
        facts,
        "2028-01-31",
    )
    .amounts()
}

/// The table of the page.
#[test]
fn a_cap_that_refuses_looks_at_what_is_left() {
    let around = year(
        100,
        Crossing::Refused,
        quarter(40, Crossing::PaidToTheLimit, tenth()),
    );
    assert_eq!(
        paid(around, &awards(&[60, 60, 60, 20])),
        whole(&[40, 40, 20])
    );
}

/// The year's room is inside: 60 fits, 40 is posted and counted; 40 + 60 = 100 fits, 40 more is counted;
/// 80 + 60 does not fit; 80 + 20 does.
#[test]
fn a_room_inside_counts_what_is_posted() {
    let inside = quarter(
        40,
        Crossing::PaidToTheLimit,
        year(100, Crossing::Refused, tenth()),
    );
    assert_eq!(
        paid(inside, &awards(&[60, 60, 60, 20])),
        whole(&[40, 40, 20])
    );
    // To the limit: 40, 40, then the 20 that are left of the year.
    let inside = quarter(
        40,
        Crossing::PaidToTheLimit,
        year(100, Crossing::PaidToTheLimit, tenth()),
    );
    assert_eq!(
        paid(inside, &awards(&[60, 60, 60, 60])),
        whole(&[40, 40, 20])
    );
    // Closed once 100 are posted: 40, 40, and 40 more that cross.
    let inside = quarter(
        40,
        Crossing::PaidToTheLimit,
        year(100, Crossing::PaidThenClosed, tenth()),
    );
    assert_eq!(
        paid(inside, &awards(&[60, 60, 60, 60])),
        whole(&[40, 40, 40])
    );
    // What the quarter refuses uses nothing of the year.
    let inside = quarter(
        50,
        Crossing::Refused,
        year(100, Crossing::PaidToTheLimit, tenth()),
    );
    assert_eq!(paid(inside, &awards(&[90, 50, 90, 50])), whole(&[50, 50]));
    // A limit on each award, further out: 30 of 60 is posted and counted, three times.
    let span = CapSpan::Award;
    let each = |payout| {
        cap(
            30,
            Scope::Partner,
            span.clone(),
            Crossing::PaidToTheLimit,
            payout,
        )
    };
    let inside = each(year(80, Crossing::PaidToTheLimit, tenth()));
    assert_eq!(
        paid(inside, &awards(&[60, 60, 60, 60])),
        whole(&[30, 30, 20])
    );
}

/// A room of two awards: what is refused further out is none, a part of one is one.
#[test]
fn a_room_of_awards_counts_what_is_left_of_them() {
    let two = |payout| cap_awards(2, Scope::Partner, Returned::Reopens, payout);
    let refused = quarter(50, Crossing::Refused, two(tenth()));
    assert_eq!(paid(refused, &awards(&[90, 40, 40, 40])), whole(&[40, 40]));
    let cut = quarter(50, Crossing::PaidToTheLimit, two(tenth()));
    assert_eq!(paid(cut, &awards(&[90, 40, 40, 40])), whole(&[50, 40]));
}

/// Several parts of one award, each with its own limit, cut together: each has given its part of what is
/// left. 30 (of a year's 40) and 30 are cut to 40: the year has given 20. The next quarter it has 20 left:
/// 20 and 30 are cut to 40, of which 16 are its. Then it has 4 left: 4 and 30 fit.
#[test]
fn parts_give_their_part_of_what_is_left() {
    let part = Payout::Share {
        rate: percent("10"),
        of: own_amount(),
    };
    let parts = Payout::Sum(vec![year(40, Crossing::PaidToTheLimit, part.clone()), part]);
    let payout = quarter(40, Crossing::PaidToTheLimit, each_sale(parts));
    assert_eq!(paid(payout, &awards(&[30, 30, 30])), whole(&[40, 40, 34]));
}

fn pooled(rule: PoolRule, payout: Payout) -> Program {
    let mut program = program(vec![incentive("spiff", draw(0, payout))]);
    program.budgets = vec![budget("pot", 50, CapSpan::In(Cycle::Quarter), rule)];
    program
}

/// 40 of 50 in the first quarter, and the next 40 refused; the year's 100 have 60 left for 40 and 20.
#[test]
fn what_a_pool_refuses_leaves_the_room_open() {
    let program = pooled(
        PoolRule::FirstAccepted(Crossing::Refused),
        year(100, Crossing::PaidToTheLimit, tenth()),
    );
    let mut facts = awards(&[40, 40, 40]);
    facts.push(sale("s0", "acme", "2027-03-02", 400));
    assert_eq!(
        settle(&program, &facts, "2028-01-31").amounts(),
        whole(&[40, 40, 20])
    );
}

/// Two partners ask 50 each of 50: 25 each, and 25 of the 60 of each year's room. Then 35 each of 50: 25
/// each again. Then 10 each, which fit.
#[test]
fn what_a_shared_pool_leaves_is_what_the_room_counts() {
    let program = pooled(
        PoolRule::ProRata(Cycle::Quarter),
        year(60, Crossing::PaidToTheLimit, tenth()),
    );
    let mut facts = awards(&[50, 50, 50]);
    for (number, day) in (1..).zip(&QUARTERS[..3]) {
        facts.push(sale(&format!("z{number}"), "zeta", day, 500));
    }
    let paid = settle(&program, &facts, "2028-01-31");
    assert_eq!(paid.of("acme"), whole(&[25, 25, 10]));
    assert_eq!(paid.of("zeta"), whole(&[25, 25, 10]));
}

/// The other way round a pool inside is drawn only for what the cap leaves: 30 of 50, then 20 for zeta.
#[test]
fn a_pool_inside_is_drawn_for_what_is_posted() {
    let drawn = draw(0, tenth());
    let mut program = program(vec![incentive(
        "spiff",
        quarter(30, Crossing::PaidToTheLimit, drawn),
    )]);
    let rule = PoolRule::FirstAccepted(Crossing::PaidToTheLimit);
    program.budgets = vec![budget("pot", 50, CapSpan::In(Cycle::Quarter), rule)];
    let facts = [
        sale("s1", "acme", "2027-03-01", 500),
        sale("s2", "zeta", "2027-03-02", 500),
    ];
    assert_eq!(
        settle(&program, &facts, "2028-01-31").amounts(),
        whole(&[30, 20])
    );
}

/// Awards of 60 that a limit of 40 further out cuts use the year's 100 by 40: the bound is not that of one
/// whole award (60), which would be passed.
#[test]
fn a_bound_is_not_passed_by_parts_of_awards() {
    let flat = each_sale(Payout::PerEvent {
        each: money(60),
        count: one(),
    });
    let payout = quarter(
        40,
        Crossing::PaidToTheLimit,
        year(100, Crossing::Refused, flat),
    );
    let mut program = program(vec![incentive("spiff", payout)]);
    program.assumptions = vec![Assumption::Partners {
        most: 1,
        origin: charter::base::origin::Origin::default(),
    }];
    let paid = settle(&program, &awards(&[60, 60, 60, 60]), "2028-01-31");
    assert_eq!(paid.amounts(), whole(&[40, 40]));
    let worst = worst_case(&program).unwrap();
    assert_eq!(worst.year.amount(), Some(100_00));
}

/// After 40 of the quarter's 40 and of the year's 100, the next quarter's curve bends at 40.
#[test]
fn a_curve_bends_where_the_rooms_end() {
    let payout = quarter(
        40,
        Crossing::PaidToTheLimit,
        year(100, Crossing::PaidToTheLimit, tenth()),
    );
    let program = program(vec![incentive("spiff", payout)]);
    let plan = Plan::of(&program);
    let facts = awards(&[60, 60]);
    let mut fold = Fold::new(&plan, charter::semantics::evaluate::Detail::Amount);
    populate(&mut fold, &[("acme", "2027-02-01", Some(SILVER))], &facts);
    facts.iter().for_each(|fact| fold.admit(fact));
    // Two quarters have posted 40 each: 20 of the year are left for 200 of sales, not 0.
    fold.advance_to(date("2027-08-02")).unwrap();
    let acme = fold.book().partner_named("acme").unwrap();
    let stand = Stand {
        incentive: Some(IncentiveId(0)),
        ..Stand::on(&fold, acme, date("2027-08-02"), 100_00)
    };
    let drawn = curve(&program.incentives[0].payout, &stand).unwrap();
    assert_eq!(drawn.value(dollars(200)).unwrap(), dollars(20));
    assert_eq!(drawn.value(dollars(500)).unwrap(), dollars(20));
    assert_eq!(drawn.value(dollars(100)).unwrap(), dollars(10));
}

/// A limit of awards on each award lets the one award through.
#[test]
fn one_award_is_one_award() {
    let payout = Payout::Cap {
        cap: charter::payout::Cap {
            limit: charter::payout::table::Limit::flat(Ratio::ONE, Unit::Count),
            counts: charter::payout::Counts::Awards,
            scope: Scope::Partner,
            span: CapSpan::Award,
            crossing: Crossing::Refused,
            returned: Returned::Reopens,
        },
        payout: Box::new(tenth()),
    };
    assert_eq!(paid(payout, &awards(&[60, 20])), whole(&[60, 20]));
}

/// Thirteen incentives of which one excludes all others: more than are tried, so that the sum of all stands, and
/// says that it is not tight. Twelve are tried: eleven meet on a sale.
#[test]
fn more_incentives_than_are_tried_are_not_tight() {
    let dearest = |count: u16| {
        let each = |number: u16| incentive(&format!("i{number:02}"), tenth());
        let mut program = program((0..count).map(each).collect());
        program.excluded = (1..count)
            .map(|other| (IncentiveId(0), IncentiveId(other)))
            .collect();
        program.assumptions = vec![Assumption::NetPrice {
            product: charter::base::id::ProductId(0),
            least: money_of(100_00),
            origin: charter::base::origin::Origin::default(),
        }];
        let Some(Dearest::Sale(sale)) = one_sale(&program).unwrap().into_iter().next() else {
            panic!("a sale is paid");
        };
        (sale.rate, sale.attained)
    };
    let tenths = |count| Ratio::new(count, 10).unwrap();
    assert_eq!(dearest(12).0, tenths(11));
    assert_eq!(dearest(13), (tenths(13), false));
}
