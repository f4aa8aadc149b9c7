//! Tiers through time: openings, reviews, rises and falls; certificates; conditions on people.

use charter::base::duration::Duration;
use charter::base::id::TierId;
use charter::base::name::Name;
use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::fact::{Fact, FactKind, Value};
use charter::model::Program;
use charter::model::standing::{FallStep, Rise};
use charter::payout::Payout;
use charter::payout::measure::{Figure, Measured, Window};
use charter::payout::table::AsOf;
use charter::payout::test::Test;
use charter::semantics::evaluate::Detail;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::standing::{Ladder, Timeline};

use crate::world::*;

/// The days on which acme's tier changes, as `day tier`.
fn path(program: &Program, start: Option<TierId>, facts: &[Fact], until: &str) -> Vec<String> {
    let plan = Plan::of(program);
    let mut fold = Fold::new(&plan, Detail::Amount);
    populate(&mut fold, &[("acme", "2027-02-01", start)], facts);
    facts.iter().for_each(|fact| fold.admit(fact));
    fold.advance_to(date(until)).unwrap();
    changes(&fold, program)
}

fn changes(fold: &Fold, program: &Program) -> Vec<String> {
    let acme = fold.book().partner_named("acme").unwrap();
    let timeline = fold.state().standing.timeline(Ladder::TIERS, acme).unwrap();
    timeline
        .changes
        .iter()
        .map(|(day, tier)| {
            let tier = tier.map_or("none".to_owned(), |tier| {
                program.tier(tier).unwrap().declared.name.to_string()
            });
            format!("{day} {tier}")
        })
        .collect()
}

#[test]
fn a_rise_takes_effect_on_the_day_after_the_review() {
    let program = program(Vec::new());
    let facts = [
        sale("s1", "acme", "2027-02-10", 999_999),
        sale("s2", "acme", "2027-05-01", 1),
    ];
    // On 2027-04-30 one dollar is missing.
    let found = path(&program, Some(SILVER), &facts, "2027-12-31");
    assert_eq!(found[..2], ["2027-02-01 silver", "2027-08-01 gold"]);
    // It is held on the day from which it is held.
    let mut timeline = Timeline::default();
    timeline.set(date("2027-08-01"), Some(GOLD));
    assert_eq!(timeline.tier_on(date("2027-07-31")), None);
    assert_eq!(timeline.tier_on(date("2027-08-01")), Some(GOLD));
}

#[test]
fn a_review_reads_what_happened_and_was_known_by_its_day() {
    let program = program(Vec::new());
    let late = known(sale("s1", "acme", "2027-04-30", 1_000_000), "2027-05-01");
    let found = path(&program, Some(SILVER), &[late], "2027-07-31");
    assert_eq!(found, ["2027-02-01 silver", "2027-08-01 gold"]);
    let in_time = sale("s1", "acme", "2027-04-30", 1_000_000);
    let found = path(&program, Some(SILVER), &[in_time], "2027-07-31");
    assert_eq!(found, ["2027-02-01 silver", "2027-05-01 gold"]);
}

#[test]
fn a_fall_comes_after_the_stated_number_of_missed_reviews() {
    let program = program(Vec::new());
    // 900,000 keep gold until they leave the last four quarters.
    let facts = [sale("s1", "acme", "2026-08-10", 900_000)];
    // Reviews on 04-30 (keeps: window from 2026-05-01), 07-31 (from 2026-08-01), 10-31 and 01-31 miss.
    let found = path(&program, Some(GOLD), &facts, "2028-01-31");
    assert_eq!(found, ["2027-02-01 gold", "2028-02-01 silver"]);
    let mut never = program.clone();
    never.tiers[1].versions[0].loss.fall.after_missed_reviews = 0;
    assert_eq!(path(&never, Some(GOLD), &facts, "2028-01-31").len(), 1);
    let mut at_once = program;
    at_once.tiers[1].versions[0].loss.fall.after_missed_reviews = 1;
    let found = path(&at_once, Some(GOLD), &facts, "2028-01-31");
    assert_eq!(found, ["2027-02-01 gold", "2027-11-01 silver"]);
}

#[test]
fn a_review_is_not_missed_by_who_has_the_tier_from_the_day_after() {
    let mut program = program(Vec::new());
    program.tiers[1].versions[0].loss.fall.after_missed_reviews = 1;
    let lost = |since: &str| {
        let plan = Plan::of(&program);
        let mut fold = Fold::new(&plan, Detail::Amount);
        let earlier = [("acme", "2027-02-01", Some(SILVER))];
        populate(&mut fold, &earlier, &[]);
        let acme = fold.book().partner_named("acme").unwrap();
        fold.set_standing(acme, date(since), Some(GOLD));
        fold.advance_to(date("2027-12-31")).unwrap();
        changes(&fold, &program)
    };
    // Reviews on 2027-04-30 and 2027-07-31.
    assert_eq!(
        lost("2027-04-30")[1..],
        ["2027-04-30 gold", "2027-05-01 silver"]
    );
    assert_eq!(
        lost("2027-05-01")[1..],
        ["2027-05-01 gold", "2027-08-01 silver"]
    );
}

#[test]
fn a_review_that_is_met_begins_the_count_again() {
    let program = program(Vec::new());
    let facts = [
        sale("s1", "acme", "2027-06-10", 800_000),
        give_back("r1", "s1", "2027-08-10", 1),
        sale("s2", "acme", "2027-11-10", 1),
    ];
    // Missed on 04-30; met on 07-31; missed on 10-31; met again on 01-31.
    let found = path(&program, Some(GOLD), &facts, "2028-01-31");
    assert_eq!(found, ["2027-02-01 gold"]);
}

#[test]
fn a_fall_goes_one_rank_or_to_the_tier_that_is_met_after_any_grace() {
    let mut program = program(Vec::new());
    program.tiers.insert(1, tier("bronze", 2, 500_000, 400_000));
    program.tiers[2].rank = 3;
    program.tiers[2].versions[0].loss.fall.after_missed_reviews = 1;
    let gold = Some(TierId(2));
    let found = path(&program, gold, &[], "2027-05-31");
    assert_eq!(found, ["2027-02-01 gold", "2027-05-01 bronze"]);
    program.tiers[2].versions[0].loss.fall.step = FallStep::ToTheTierThatIsMet;
    let found = path(&program, gold, &[], "2027-05-31");
    assert_eq!(found, ["2027-02-01 gold", "2027-05-01 silver"]);
    program.tiers[2].versions[0].loss.grace = Some(Duration::days(30));
    let found = path(&program, gold, &[], "2027-05-31");
    assert_eq!(found, ["2027-02-01 gold", "2027-05-31 silver"]);
    // Kept again at the next review, before a long grace is over.
    program.tiers[2].versions[0].loss.grace = Some(Duration::days(100));
    let facts = [sale("s1", "acme", "2027-07-01", 900_000)];
    let found = path(&program, gold, &facts, "2027-12-31");
    assert_eq!(found[0], "2027-02-01 gold");
    assert_eq!(found.len(), 1);
}

#[test]
fn a_tier_by_invitation_is_not_reached_by_itself() {
    let mut program = program(Vec::new());
    program.tiers[1].versions[0].invite = Some(Name::new("sponsor"));
    let facts = [sale("s1", "acme", "2027-03-01", 2_000_000)];
    let found = path(&program, Some(SILVER), &facts, "2027-12-31");
    assert_eq!(found, ["2027-02-01 silver"]);
}

#[test]
fn a_rise_on_any_day_comes_the_day_after_it_is_earned() {
    let mut program = program(Vec::new());
    program.tiers[1].versions[0].rise = Rise::OnAnyDay;
    let facts = [
        sale("s1", "acme", "2027-03-01", 600_000),
        known(sale("s2", "acme", "2027-03-05", 400_000), "2027-03-09"),
    ];
    let found = path(&program, Some(SILVER), &facts, "2027-04-01");
    assert_eq!(found, ["2027-02-01 silver", "2027-03-10 gold"]);
}

#[test]
fn the_first_tier_is_found_on_the_book_of_the_day_before() {
    let program = program(Vec::new());
    let plan = Plan::of(&program);
    let mut fold = Fold::new(&plan, Detail::Amount);
    let facts = [
        sale("s1", "acme", "2026-10-01", 1_200_000),
        sale("s2", "newly", "2027-06-01", 1),
    ];
    populate(&mut fold, &[], &facts);
    facts.iter().for_each(|fact| fold.admit(fact));
    fold.advance_to(date("2027-02-10")).unwrap();
    assert_eq!(changes(&fold, &program), ["2027-02-01 gold"]);
    let newly = fold.book().partner_named("newly").unwrap();
    assert_eq!(
        fold.state().standing.tier_on(newly, date("2027-02-01")),
        Some(SILVER)
    );
}

fn certificate(id: &str, person: &str, day: &str, until: Option<&str>) -> Fact {
    let mut fields = vec![("person", text(person)), ("certification", text("selling"))];
    fields.extend(until.map(|day| ("until", Value::Date(date(day)))));
    fact(FactKind::Certification, id, "acme", day, &fields)
}

#[test]
fn people_with_a_valid_certificate_are_counted_once() {
    let people = |day: &str| {
        let least = |count: i128| {
            let certified = reading(Measured::Measure(CERTIFIED), Window::AsOf(AsOf::Occasion));
            let test = at_least(Figure::Reading(certified), Ratio::whole(count));
            Payout::When {
                test,
                then: Box::new(Payout::Fixed(money(1))),
            }
        };
        let occasion = charter::payout::Occasion::Days(days("2027-02-01", day));
        let count = Payout::Over {
            occasion,
            payout: Box::new(Payout::Sum((1..=4).map(least).collect())),
        };
        let program = program(vec![incentive("count", count)]);
        let facts = [
            certificate("c1", "ann", "2027-02-01", None),
            certificate("c2", "ann", "2027-03-01", None),
            certificate("c3", "bert", "2027-03-01", Some("2027-04-01")),
            certificate("c4", "cleo", "2026-02-02", None),
        ];
        settle(&program, &facts, "2028-01-31").total() / 100
    };
    // Cleo's twelve months from 2026-02-02 have 2027-02-01 as their last day.
    assert_eq!(people("2027-02-01"), 2);
    assert_eq!(people("2027-02-02"), 1);
    assert_eq!(people("2027-04-01"), 2);
    assert_eq!(people("2027-04-02"), 1);
    assert_eq!(people("2028-01-31"), 1);
}

#[test]
fn the_seller_must_hold_the_certificate_on_the_day_of_sale() {
    let each = Payout::PerEvent {
        each: money(1),
        count: one(),
    };
    let needs = Payout::When {
        test: Test::PersonHolds(SELLING, AsOf::SaleDate),
        then: Box::new(each),
    };
    let program = program(vec![incentive("spiff", each_sale(needs))]);
    let by = |id: &str, day: &str, seller: &str| {
        sale_with(id, "acme", day, 1, &[("seller", text(seller))])
    };
    let facts = [
        certificate("c1", "ann", "2027-03-02", None),
        by("s1", "2027-03-01", "ann"),
        by("s2", "2027-03-02", "ann"),
        by("s3", "2027-03-03", "bert"),
        sale("s4", "acme", "2027-03-04", 1),
    ];
    let paid = settle(&program, &facts, "2027-03-31");
    assert_eq!(paid.postings.len(), 1);
    assert_eq!(paid.postings[0].3, date("2027-03-02"));
}

#[test]
fn different_customers_are_counted_once_each() {
    let payout = each_quarter(Payout::PerEvent {
        each: money(10),
        count: reading(Measured::Measure(CUSTOMERS), Window::In(Cycle::Quarter)),
    });
    let program = program(vec![incentive("bonus", payout)]);
    let to = |id: &str, customer: &str| {
        sale_with(
            id,
            "acme",
            "2027-03-01",
            1,
            &[("customer_id", text(customer))],
        )
    };
    let facts = [
        to("s1", "c1"),
        to("s2", "c2"),
        to("s3", "c1"),
        sale("s4", "acme", "2027-03-01", 1),
    ];
    assert_eq!(settle(&program, &facts, "2027-04-30").amounts(), [20_00]);
}
