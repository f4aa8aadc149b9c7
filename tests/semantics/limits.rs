//! Caps, budgets, contests, exclusions: what several claims do to each other.

use charter::base::id::IncentiveId;
use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::base::unit::Unit;
use charter::payout::measure::Window;
use charter::payout::table::{AsOf, Limit};
use charter::payout::{
    Account, Cap, CapSpan, Counts, Crossing, Payout, Per, PoolRule, Returned, Scope, Ties,
};
use charter::semantics::posting::{PostingKind, Reason};

use crate::world::*;

fn share(rate: &str) -> Payout {
    Payout::Share {
        rate: percent(rate),
        of: own_amount(),
    }
}

fn each(amount: i128) -> Payout {
    Payout::PerEvent {
        each: money(amount),
        count: one(),
    }
}

/// Sales of acme on successive days of March; each pays 10%.
fn capped(crossing: Crossing, sales: &[i128]) -> Vec<i128> {
    let payout = cap(
        100,
        Scope::Partner,
        CapSpan::In(Cycle::Year),
        crossing,
        each_sale(share("10")),
    );
    let program = program(vec![incentive("spiff", payout)]);
    let facts: Vec<_> = (1..)
        .zip(sales)
        .map(|(day, amount)| {
            sale(
                &format!("s{day}"),
                "acme",
                &format!("2027-03-{day:02}"),
                *amount,
            )
        })
        .collect();
    settle(&program, &facts, "2027-04-30").amounts()
}

#[test]
fn the_award_that_crosses_a_cap() {
    let sales = [600, 500, 300, 100];
    assert_eq!(capped(Crossing::Refused, &sales), [60_00, 30_00, 10_00]);
    assert_eq!(capped(Crossing::PaidToTheLimit, &sales), [60_00, 40_00]);
    assert_eq!(capped(Crossing::PaidThenClosed, &sales), [60_00, 50_00]);
    // Exactly at the limit: paid whole, and nothing is left.
    let exact = [600, 400, 1];
    for crossing in [
        Crossing::Refused,
        Crossing::PaidToTheLimit,
        Crossing::PaidThenClosed,
    ] {
        assert_eq!(capped(crossing, &exact), [60_00, 40_00]);
    }
}

/// Both limits hold in the one room of the partner and the year: 60, then 20 of 30 up to 80, then nothing.
/// In either order of nesting.
#[test]
fn two_caps_with_one_room_both_hold() {
    let year = || CapSpan::In(Cycle::Year);
    let refused = |payout| cap(100, Scope::Partner, year(), Crossing::Refused, payout);
    let to_the_limit = |payout| cap(80, Scope::Partner, year(), Crossing::PaidToTheLimit, payout);
    let facts: Vec<_> = [600, 300, 100]
        .into_iter()
        .zip(1..)
        .map(|(amount, day)| {
            let id = format!("s{day}");
            sale(&id, "acme", &format!("2027-03-0{day}"), amount)
        })
        .collect();
    for payout in [
        to_the_limit(refused(each_sale(share("10")))),
        refused(to_the_limit(each_sale(share("10")))),
    ] {
        let program = program(vec![incentive("spiff", payout)]);
        let paid = settle(&program, &facts, "2027-04-30");
        assert_eq!(paid.amounts(), [60_00, 20_00]);
    }
}

#[test]
fn a_cap_counts_what_is_posted_not_what_was_exact() {
    // 3.335 rounds to 3.34: three of them are 10.02, so the third gets what is left of 10.00.
    let payout = cap(
        10,
        Scope::Partner,
        CapSpan::Ever,
        Crossing::PaidToTheLimit,
        each_sale(share("0.1")),
    );
    let program = program(vec![incentive("spiff", payout)]);
    let facts: Vec<_> = (1..5)
        .map(|day| {
            sale(
                &format!("s{day}"),
                "acme",
                &format!("2027-03-0{day}"),
                3_335,
            )
        })
        .collect();
    assert_eq!(
        settle(&program, &facts, "2027-03-31").amounts(),
        [3_34, 3_34, 3_32]
    );
}

#[test]
fn rooms_are_kept_by_scope_and_by_span() {
    let sale_of = |id: &str, partner: &str, day: &str, seller: &str, customer: &str| {
        let more = [("seller", text(seller)), ("customer_id", text(customer))];
        sale_with(id, partner, day, 1_000, &more)
    };
    let facts = [
        sale_of("s1", "acme", "2027-03-01", "ann", "c1"),
        sale_of("s2", "acme", "2027-03-02", "bert", "c1"),
        sale_of("s3", "zeta", "2027-03-03", "ann", "c1"),
        sale_of("s4", "acme", "2027-05-03", "ann", "c2"),
    ];
    let pays = |scope: Scope, span: CapSpan| {
        let payout = cap(100, scope, span, Crossing::Refused, each_sale(each(100)));
        let program = program(vec![incentive("spiff", payout)]);
        let paid = settle(&program, &facts, "2027-06-01");
        let ids: Vec<usize> = paid
            .full
            .iter()
            .map(|posting| posting.lines[0].0.index())
            .collect();
        ids
    };
    assert_eq!(pays(Scope::Program, CapSpan::Ever), [0]);
    assert_eq!(pays(Scope::Partner, CapSpan::Ever), [0, 2]);
    assert_eq!(pays(Scope::Seller, CapSpan::Ever), [0, 1, 2]);
    assert_eq!(pays(Scope::Customer, CapSpan::Ever), [0, 2, 3]);
    assert_eq!(pays(Scope::CustomerAcrossPartners, CapSpan::Ever), [0, 3]);
    assert_eq!(pays(Scope::Partner, CapSpan::In(Cycle::Quarter)), [0, 2, 3]);
    assert_eq!(
        pays(
            Scope::Program,
            CapSpan::Days(days("2027-03-01", "2027-03-31"))
        ),
        [0]
    );
    assert_eq!(pays(Scope::Partner, CapSpan::Award), [0, 1, 2, 3]);
}

#[test]
fn a_cap_by_tier_gives_nothing_to_who_is_in_no_column() {
    let payout = Payout::Cap {
        cap: Cap {
            limit: Limit {
                across: by_tier(AsOf::SaleDate),
                amounts: vec![Some(dollars(10)), Some(dollars(40))],
                unit: Unit::Money(usd()),
            },
            counts: Counts::Quantity,
            scope: Scope::Partner,
            span: CapSpan::In(Cycle::Year),
            crossing: Crossing::PaidToTheLimit,
            returned: Returned::Reopens,
        },
        payout: Box::new(each_sale(each(100))),
    };
    let program = program(vec![incentive("spiff", payout)]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 1),
        sale("s2", "gina", "2027-03-01", 1),
        sale("s3", "none", "2027-03-01", 1),
    ];
    let standings = [
        ("acme", "2027-02-01", Some(SILVER)),
        ("gina", "2027-02-01", Some(GOLD)),
        ("none", "2027-02-01", None),
    ];
    let paid = settle_with(&program, &standings, &facts, "2027-03-31");
    assert_eq!(paid.amounts(), [10_00, 40_00]);
}

/// Gold to the day before the quarter ends, on which the limit is looked up: the last tier is gone.
#[test]
fn a_cap_by_the_tier_of_the_quarters_end_follows_who_lost_it_by_then() {
    let rate = Payout::Share {
        rate: percent("10"),
        of: charter::payout::measure::Reading {
            only: Vec::new(),
            ..bookings(Window::In(Cycle::Quarter))
        },
    };
    let payout = Payout::Cap {
        cap: Cap {
            limit: Limit {
                across: by_tier(AsOf::End(Cycle::Quarter)),
                amounts: vec![Some(dollars(10)), Some(dollars(40))],
                unit: Unit::Money(usd()),
            },
            counts: Counts::Quantity,
            scope: Scope::Partner,
            span: CapSpan::In(Cycle::Year),
            crossing: Crossing::PaidToTheLimit,
            returned: Returned::Reopens,
        },
        payout: Box::new(each_quarter(rate)),
    };
    let program = program(vec![incentive("rebate", payout)]);
    let facts = [sale("s1", "acme", "2027-03-01", 1_000)];
    for (over_on, paid) in [("2027-05-01", vec![40_00]), ("2027-04-30", vec![])] {
        let standings = [("acme", "2027-02-01", Some(GOLD)), ("acme", over_on, None)];
        let settled = settle_with(&program, &standings, &facts, "2027-05-31");
        assert_eq!(settled.amounts(), paid, "{over_on}");
    }
}

#[test]
fn a_deal_is_paid_once_and_a_sale_without_a_deal_is_rejected() {
    let program = program(vec![incentive("spiff", per(Per::Deal, each(500)))]);
    let deal = |id: &str, day: &str, deal: &str| {
        sale_with(id, "acme", day, 100, &[("deal_id", text(deal))])
    };
    let facts = [
        deal("s1", "2027-03-02", "d1"),
        deal("s2", "2027-03-01", "d1"),
        deal("s3", "2027-03-03", "d2"),
        sale("s4", "acme", "2027-03-04", 100),
    ];
    let paid = settle(&program, &facts, "2027-03-31");
    assert_eq!(paid.amounts(), [500_00, 500_00]);
    // The first of the deal in the order of days is paid, not the first of the file.
    assert_eq!(paid.postings[0].3, date("2027-03-01"));
    assert_eq!(paid.rejections.len(), 1);
    assert_eq!(paid.rejections[0].id, "s4");
    assert_eq!(paid.rejections[0].incentive, Some(IncentiveId(0)));
    assert_eq!(
        paid.rejections[0].reason,
        Reason::MissingForIncentive("deal_id")
    );
}

#[test]
fn a_budget_is_first_accepted_first_paid_across_incentives() {
    let span = CapSpan::In(Cycle::Year);
    let mut program = program(vec![
        incentive("a_spiff", draw(0, each_sale(share("10")))),
        incentive("b_spiff", draw(0, each_sale(share("5")))),
    ]);
    let rule = PoolRule::FirstAccepted(Crossing::PaidToTheLimit);
    program.budgets = vec![budget("pot", 100, span, rule)];
    // Both known on one day; s9 was accepted first.
    let mut first = sale("s9", "zeta", "2027-03-01", 500);
    first.known = date("2027-03-02");
    let facts = [sale("s1", "acme", "2027-03-02", 1_000), first];
    let paid = settle(&program, &facts, "2027-03-31");
    let told: Vec<_> = paid
        .postings
        .iter()
        .map(|(partner, incentive, .., amount)| (partner.as_str(), incentive.as_str(), *amount))
        .collect();
    assert_eq!(
        told,
        [
            ("zeta", "a_spiff", 50_00),
            ("zeta", "b_spiff", 25_00),
            ("acme", "a_spiff", 25_00),
        ]
    );
}

#[test]
fn a_pro_rata_budget_waits_for_its_share_day_and_is_never_exceeded() {
    let over = Payout::Over {
        occasion: charter::payout::Occasion::Period(Cycle::Month),
        payout: Box::new(Payout::Share {
            rate: percent("1"),
            of: bookings(Window::In(Cycle::Month)),
        }),
    };
    let mut program = program(vec![incentive("fund", draw(0, over))]);
    let span = CapSpan::In(Cycle::Quarter);
    program.budgets = vec![budget(
        "pot",
        100,
        span.clone(),
        PoolRule::ProRata(Cycle::Quarter),
    )];
    let facts = [
        sale("s1", "acme", "2027-02-10", 9_000),
        sale("s2", "bert", "2027-03-10", 6_000),
        sale("s3", "cleo", "2027-04-10", 3_000),
    ];
    let paid = settle(&program, &facts, "2027-04-29");
    assert_eq!(paid.amounts(), []);
    let paid = settle(&program, &facts, "2027-04-30");
    assert_eq!(paid.of("acme"), [50_00]);
    assert_eq!(paid.of("bert"), [33_33]);
    assert_eq!(paid.of("cleo"), [16_67]);
    // A late sale gets the share of the day, within what is left: nothing is.
    let mut late = facts.to_vec();
    late.push(known(sale("s4", "acme", "2027-02-11", 900), "2027-05-15"));
    assert_eq!(settle(&program, &late, "2027-06-30").of("acme"), [50_00]);
    // Where everything fits everything is paid, and a late sale takes what is left.
    program.budgets = vec![budget("pot", 183, span, PoolRule::ProRata(Cycle::Quarter))];
    assert_eq!(settle(&program, &facts, "2027-04-30").total(), 180_00);
    assert_eq!(
        settle(&program, &late, "2027-06-30").of("acme"),
        [90_00, 3_00]
    );
}

#[test]
fn a_yearly_budget_shared_each_quarter_gives_a_quarter_of_it() {
    let over = each_quarter(Payout::Share {
        rate: percent("1"),
        of: bookings(Window::In(Cycle::Quarter)),
    });
    let mut program = program(vec![incentive("fund", draw(0, over))]);
    let rule = PoolRule::ProRata(Cycle::Quarter);
    program.budgets = vec![budget("pot", 1, CapSpan::In(Cycle::Year), rule)];
    program.budgets[0].pool.amount = 1_01;
    let facts = [
        sale("s1", "acme", "2027-02-10", 9_000),
        sale("s2", "acme", "2027-05-10", 9_000),
        sale("s3", "acme", "2027-08-10", 9_000),
        sale("s4", "acme", "2027-11-10", 9_000),
    ];
    // floor(101 k / 4): 25, 50, 75, 101.
    assert_eq!(
        settle(&program, &facts, "2028-01-31").amounts(),
        [25, 25, 25, 26]
    );
}

#[test]
fn contests_pay_by_place_and_settle_ties_as_stated() {
    let pays = |ties: Ties| {
        let rank = Payout::Rank {
            key: bookings(Window::In(Cycle::Quarter)),
            least: dollars(5),
            ties,
            prizes: vec![money(100), money(60), money(30)],
        };
        let program = program(vec![incentive("contest", each_quarter(rank))]);
        let facts = [
            sale("s1", "acme", "2027-03-09", 7),
            sale("s2", "bert", "2027-03-01", 9),
            sale("s3", "cleo", "2027-03-02", 7),
            sale("s4", "dora", "2027-03-03", 4),
        ];
        let paid = settle(&program, &facts, "2027-04-30");
        ["acme", "bert", "cleo", "dora"].map(|name| paid.of(name).iter().sum::<i128>())
    };
    assert_eq!(pays(Ties::FirstAccepted), [30_00, 100_00, 60_00, 0]);
    assert_eq!(pays(Ties::ByName), [60_00, 100_00, 30_00, 0]);
    assert_eq!(pays(Ties::Share), [45_00, 100_00, 45_00, 0]);
}

#[test]
fn only_those_whose_path_is_open_compete_and_places_stay() {
    let rank = Payout::Rank {
        key: bookings(Window::In(Cycle::Quarter)),
        least: Ratio::ZERO,
        ties: Ties::ByName,
        prizes: vec![money(100)],
    };
    let gold_only = Payout::When {
        test: charter::payout::test::Test::Tier([GOLD].into(), AsOf::Occasion),
        then: Box::new(rank),
    };
    let program = program(vec![incentive("contest", each_quarter(gold_only))]);
    let facts = [
        sale("s1", "acme", "2027-03-09", 900),
        sale("s2", "gina", "2027-03-01", 7),
        sale("s3", "gwen", "2027-03-01", 6),
        known(sale("s4", "gwen", "2027-03-02", 500), "2027-06-01"),
    ];
    let standings = [
        ("acme", "2027-02-01", Some(SILVER)),
        ("gina", "2027-02-01", Some(GOLD)),
        ("gwen", "2027-02-01", Some(GOLD)),
    ];
    let paid = settle_with(&program, &standings, &facts, "2027-06-30");
    assert_eq!(paid.of("gina"), [100_00]);
    assert_eq!(paid.total(), 100_00);
}

#[test]
fn whoever_is_kept_from_a_sale_reads_its_facts_without_it() {
    let rebate = each_quarter(Payout::Share {
        rate: percent("1"),
        of: bookings(Window::In(Cycle::Quarter)),
    });
    let big = Payout::When {
        test: at_least(
            charter::payout::measure::Figure::Reading(own_amount()),
            dollars(1_000),
        ),
        then: Box::new(each(50)),
    };
    let mut program = program(vec![
        incentive("a_rebate", rebate),
        incentive("b_spiff", each_sale(big)),
    ]);
    let facts = [
        sale("s1", "acme", "2027-03-01", 2_000),
        sale("s2", "acme", "2027-03-02", 500),
    ];
    assert_eq!(
        settle(&program, &facts, "2027-04-30").amounts(),
        [50_00, 25_00]
    );
    program.excluded = vec![(IncentiveId(1), IncentiveId(0))];
    assert_eq!(
        settle(&program, &facts, "2027-04-30").amounts(),
        [50_00, 5_00]
    );
}

#[test]
fn a_split_adds_up_exactly() {
    let third = Ratio::new(1, 3).unwrap();
    let payout = Payout::Split {
        parts: vec![
            (Account::Marketing, third),
            (Account::ContraRevenue, third),
            (Account::CostOfSales, third),
        ],
        payout: Box::new(each_sale(each(1))),
    };
    let program = program(vec![incentive("spiff", payout)]);
    let paid = settle(
        &program,
        &[sale("s1", "acme", "2027-03-01", 1)],
        "2027-03-01",
    );
    assert_eq!(
        paid.full[0].accounts,
        [
            (Account::ContraRevenue, 34),
            (Account::Marketing, 33),
            (Account::CostOfSales, 33),
        ]
    );
    assert_eq!(paid.postings[0].2, PostingKind::Award);
}
