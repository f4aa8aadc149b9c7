//! Law 2: what is paid lies within the bounds, and what a bound names as its case is paid exactly that. What
//! programs assume is read off the facts, so that bounds are as low as they may be.

use std::cell::RefCell;
use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::base::id::{IncentiveId, ProductId, TierId};
use charter::base::money::Money;
use charter::base::origin::Origin;
use charter::base::period::Days;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, Value};
use charter::model::{Assumption, Program};
use charter::payout::given::Among;
use charter::payout::measure::Condition;
use charter::payout::table::AsOf;
use charter::payout::test::Test;
use charter::payout::{
    CapSpan, Crossing, Deduction, Occasion, Payout, Per, PoolRule, Scope, Source,
};
use charter::semantics::bounds::liability::{WorstCase, worst_case};
use charter::semantics::bounds::reach::{played, reaches};
use charter::semantics::bounds::{Most, acts::Group};
use charter::semantics::evaluate::Detail;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::posting::{Posting, PostingKind};
use charter::semantics::walk;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::any::{Small, any_facts, any_program};
use crate::any_around::put;
use crate::world::*;

const END: &str = "2028-07-31";

/// The same cases every time.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// The payout for partners that hold a tier; those without one are assumed to sell any amount.
fn for_tiers(payout: Payout) -> Payout {
    match payout {
        Payout::Over { occasion, payout } => Payout::Over {
            occasion,
            payout: Box::new(Payout::When {
                test: Test::Tier([SILVER, GOLD].into(), AsOf::Occasion),
                then: payout,
            }),
        },
        Payout::Cap { cap, payout } => Payout::Cap {
            cap,
            payout: Box::new(for_tiers(*payout)),
        },
        Payout::Draw { from, payout } => Payout::Draw {
            from,
            payout: Box::new(for_tiers(*payout)),
        },
        Payout::Split { parts, payout } => Payout::Split {
            parts,
            payout: Box::new(for_tiers(*payout)),
        },
        Payout::Undo { undo, payout } => Payout::Undo {
            undo,
            payout: Box::new(for_tiers(*payout)),
        },
        Payout::TrueUp(payout) => Payout::TrueUp(Box::new(for_tiers(*payout))),
        other => other,
    }
}

fn any_bounded() -> impl Strategy<Value = Small> {
    any_program().prop_map(|Small(mut program)| {
        for incentive in &mut program.incentives {
            incentive.payout = for_tiers(incentive.payout.clone());
        }
        Small(program)
    })
}

/// Sales of something: what is sold for nothing has no least price.
fn any_sold() -> impl Strategy<Value = Vec<Fact>> {
    any_facts().prop_map(|facts| {
        let free: Vec<String> = facts
            .iter()
            .filter(|fact| is_sale(fact) && sold(fact) <= 0)
            .map(|fact| fact.id.to_string())
            .collect();
        let is_free = |fact: &Fact| {
            free.iter().any(|id| *fact.id == **id)
                || fact
                    .values
                    .iter()
                    .any(|value| free.iter().any(|id| *value == text(id)))
        };
        facts.into_iter().filter(|fact| !is_free(fact)).collect()
    })
}

fn is_sale(fact: &Fact) -> bool {
    fact.kind == FactKind::Sale
}

fn sold(fact: &Fact) -> i128 {
    fact.number(FIELDS_OF_SALE.net_amount).unwrap_or(0)
}

pub struct Run {
    postings: Vec<Posting>,
    /// The tiers that each partner held on a day of the year, by its name.
    held: BTreeMap<String, Vec<Option<TierId>>>,
    names: Vec<String>,
}

fn run(program: &Program, facts: &[Fact]) -> Run {
    let populated = |fold: &mut Fold| {
        let standings = [
            ("acme", "2027-02-01", Some(SILVER)),
            ("bert", "2027-02-01", Some(GOLD)),
        ];
        populate(fold, &standings, &[sale("s", "cleo", "2027-02-01", 1)]);
    };
    run_with(program, populated, facts)
}

/// What a program posts for some partners and facts.
pub fn run_with(program: &Program, populate: impl Fn(&mut Fold), facts: &[Fact]) -> Run {
    let plan = Plan::of(program);
    let mut fold = Fold::new(&plan, Detail::Amount);
    populate(&mut fold);
    facts.iter().for_each(|fact| fold.admit(fact));
    fold.advance_to(date(END)).unwrap();
    let postings = fold.take_postings();
    let view = fold.view();
    let mut held: BTreeMap<String, Vec<Option<TierId>>> = BTreeMap::new();
    for partner in view.book.partners() {
        let tiers = held
            .entry(view.book.name_of(*partner).to_owned())
            .or_default();
        let mut day = program.fiscal.start();
        while day <= program.fiscal.end() {
            let tier = view.standing.tier_on(*partner, day);
            if !tiers.contains(&tier) {
                tiers.push(tier);
            }
            day = day.plus_days(1);
        }
    }
    let names = postings
        .iter()
        .map(|posting| view.book.name_of(posting.claim.partner).to_owned())
        .collect();
    Run {
        postings,
        held,
        names,
    }
}

/// The tightest assumptions that the facts keep to.
pub fn assume(program: &mut Program, run: &Run, facts: &[Fact]) {
    let origin = Origin::default();
    let year = program.fiscal.year();
    let count = |tier: TierId| {
        let holders = run
            .held
            .values()
            .filter(|tiers| tiers.contains(&Some(tier)));
        i64::try_from(holders.count()).unwrap()
    };
    let mut assumptions = vec![Assumption::Partners {
        most: i64::try_from(run.held.len()).unwrap(),
        origin,
    }];
    let tiers: Vec<TierId> = (0..).map(TierId).take(program.tiers.len()).collect();
    for tier in tiers {
        assumptions.push(Assumption::PartnersAt {
            most: count(tier),
            tier,
            origin,
        });
        let sales = run
            .held
            .iter()
            .filter(|(_, tiers)| tiers.contains(&Some(tier)))
            .map(|(name, _)| {
                let own = facts.iter().filter(|fact| {
                    is_sale(fact) && *fact.partner == **name && year.contains(fact.happened)
                });
                own.map(sold).sum::<i128>()
            });
        assumptions.push(Assumption::Volume {
            tier,
            most: in_money(program, sales.max().unwrap_or(0)),
            origin,
        });
    }
    for (id, product) in (0..).map(ProductId).zip(&program.products) {
        let of = |fact: &&Fact| {
            is_sale(fact) && fact.text(FIELDS_OF_SALE.product) == Some(&product.declared.name)
        };
        let unit = |fact: &Fact| sold(fact) / fact.number(FIELDS_OF_SALE.units).unwrap_or(1).max(1);
        let least = facts.iter().filter(of).map(unit).min();
        // What nobody sold may be as dear as can be.
        assumptions.push(Assumption::NetPrice {
            product: id,
            least: in_money(program, least.unwrap_or(i128::from(u32::MAX))),
            origin,
        });
    }
    program.assumptions = assumptions;
}

fn in_money(program: &Program, minor: i128) -> Money {
    Money {
        minor,
        currency: program.currency,
    }
}

/// The largest that a sum of postings was at any time.
fn largest(postings: impl Iterator<Item = (Days, i128, Date)>) -> i128 {
    let mut sum = 0;
    let mut most = 0;
    for (span, amount, day) in postings {
        if span.contains(day) {
            sum += amount;
            most = most.max(sum);
        }
    }
    most
}

fn is_owed(posting: &Posting) -> bool {
    !matches!(
        posting.kind,
        PostingKind::Reimbursement | PostingKind::Expiry
    )
}

fn within(most: &Most, paid: i128, what: &str) -> Result<(), TestCaseError> {
    let fits = most.amount().is_none_or(|most| paid <= most);
    prop_assert!(fits, "{what}: {paid} is paid, the bound is {most:?}");
    Ok(())
}

pub fn check(worst: &WorstCase, run: &Run, year: Days) -> Result<(), TestCaseError> {
    let of = |span: Days, id: Option<IncentiveId>, name: Option<&str>| {
        let named = run.postings.iter().zip(&run.names);
        let own = named.filter(move |(posting, partner)| {
            is_owed(posting)
                && id.is_none_or(|id| posting.claim.incentive == id)
                && name.is_none_or(|name| **partner == *name)
        });
        largest(own.map(|(posting, _)| (span, posting.amount.minor, posting.day)))
    };
    within(&worst.year, of(year, None, None), "all, year")?;
    for (days, most) in &worst.quarters {
        within(most, of(*days, None, None), "all, quarter")?;
    }
    for exposure in &worst.incentives {
        let id = Some(exposure.incentive);
        within(&exposure.year, of(year, id, None), &format!("{id:?}, year"))?;
        for (days, most) in &exposure.quarters {
            within(most, of(*days, id, None), &format!("{id:?}, {days}"))?;
        }
        for (name, tiers) in &run.held {
            let [tier] = tiers.as_slice() else { continue };
            let share = exposure.tiers.iter().find(|share| share.tier == *tier);
            let each = share.map_or(Most::Of(0), |share| share.each.clone());
            let paid = of(year, id, Some(name));
            within(&each, paid, &format!("{id:?}, {name} at {tier:?}"))?;
        }
    }
    Ok(())
}

/// What occurs in a program, by name.
fn count(program: &Program, seen: &mut BTreeMap<String, usize>) {
    let mut add = |name: String| *seen.entry(name).or_default() += 1;
    for incentive in &program.incentives {
        walk::visit(&incentive.payout, &mut |part| {
            let shown = format!("{part:?}");
            let end = shown.find(|c: char| !c.is_alphanumeric());
            add(shown[..end.unwrap_or(shown.len())].to_owned());
            match part {
                Payout::Cap { cap, .. } => {
                    add(format!("per {:?}", cap.scope));
                    add(format!("cap {:?}", cap.crossing));
                    add(format!("counts {:?}", cap.counts));
                    if cap.span == CapSpan::Award {
                        add("each award".to_owned());
                    }
                }
                Payout::Draw {
                    from: Source::Budget(budget),
                    ..
                } => {
                    let rule = program.budget(*budget).unwrap().pool.rule;
                    add(match rule {
                        PoolRule::FirstAccepted(crossing) => format!("pool {crossing:?}"),
                        PoolRule::ProRata(_) => "pool ProRata".to_owned(),
                    });
                }
                Payout::Undo { undo, .. } => add(format!("undo {:?}", undo.method)),
                Payout::Net {
                    less: Deduction::Target { .. },
                    ..
                } => add("less Target".to_owned()),
                _ => {}
            }
        });
    }
}

#[test]
fn what_is_paid_lies_within_the_bounds() {
    let seen = RefCell::new(BTreeMap::new());
    let bounded = RefCell::new((0, 0));
    let cases = (any_bounded(), any_sold());
    let result = runner(640).run(&cases, |(Small(mut program), facts)| {
        count(&program, &mut seen.borrow_mut());
        if facts.len().is_multiple_of(2) {
            put(&mut program, facts.len());
        }
        let run = run(&program, &facts);
        assume(&mut program, &run, &facts);
        let worst =
            worst_case(&program).map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
        for exposure in &worst.incentives {
            let mut bounded = bounded.borrow_mut();
            bounded.0 += usize::from(exposure.year.amount().is_some());
            bounded.1 += 1;
        }
        check(&worst, &run, program.fiscal.year())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let (bounded, all) = bounded.into_inner();
    assert!(bounded * 2 > all, "{bounded} of {all} have a bound");
    let seen = seen.into_inner();
    for name in OCCURS {
        let count = seen.get(*name).copied().unwrap_or(0);
        assert!(count >= 100, "{name} occurs {count} times: {seen:?}");
    }
}

const OCCURS: &[&str] = &[
    "Fixed",
    "Share",
    "PerEvent",
    "PerStep",
    "Bands",
    "Sum",
    "Least",
    "Greatest",
    "When",
    "Net",
    "less Target",
    "Shared",
    "Valued",
    "Hold",
    "Instalments",
    "Choose",
    "Over",
    "Cap",
    "Draw",
    "Rank",
    "Split",
    "Undo",
    "TrueUp",
    "per Program",
    "per Partner",
    "per Seller",
    "per Customer",
    "per CustomerAcrossPartners",
    "per Deal",
    "per Product",
    "per Region",
    "cap Refused",
    "cap PaidToTheLimit",
    "cap PaidThenClosed",
    "counts Quantity",
    "counts Awards",
    "each award",
    "pool Refused",
    "pool PaidToTheLimit",
    "pool PaidThenClosed",
    "pool ProRata",
    "undo AtTheRateFirstPaid",
    "undo ByRecomputingThePeriod",
];

/// Every case that a bound names is played, partner by partner.
#[test]
fn a_bound_is_attained_by_the_case_it_names() {
    let attained = RefCell::new(0);
    let result = runner(18).run(
        &(any_bounded(), any_sold()),
        |(Small(mut program), facts)| {
            let run = run(&program, &facts);
            assume(&mut program, &run, &facts);
            let worst = worst_case(&program).unwrap();
            let reaches = reaches(&program, &worst).unwrap();
            let year = program.fiscal.year();
            let mut named: Vec<(&[Group], i128, Days, Option<IncentiveId>)> = Vec::new();
            for (exposure, reach) in worst.incentives.iter().zip(&reaches.incentives) {
                let id = Some(exposure.incentive);
                if reach.year.is_bound {
                    named.push((&reach.year.case, exposure.year.amount().unwrap(), year, id));
                }
                for ((days, most), reached) in exposure.quarters.iter().zip(&reach.quarters) {
                    prop_assert!(most.amount().is_none_or(|most| reached.paid <= most));
                    if reached.is_bound {
                        named.push((&reached.case, most.amount().unwrap(), *days, id));
                    }
                }
            }
            if reaches.year.is_bound {
                named.push((&reaches.year.case, worst.year.amount().unwrap(), year, None));
            }
            for (case, most, span, id) in named {
                let partners: i128 = case.iter().map(|group| group.partners).sum();
                prop_assert!(partners <= i128::try_from(run.held.len()).unwrap());
                let paid = played(&program, case).unwrap();
                let of = (0_u16..)
                    .map(IncentiveId)
                    .zip(&program.incentives)
                    .filter(|(other, _)| id.is_none_or(|id| id == *other));
                let sum: i128 = of.map(|(id, _)| paid.by(id, span)).sum();
                prop_assert_eq!(sum, most, "{:?} {} {:?}", id, span, case);
                *attained.borrow_mut() += usize::from(most > 0);
            }
            Ok(())
        },
    );
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(*attained.borrow() > 30, "{attained:?}");
}

/// A tenth of what gold partners sell, whoever is credited with the deal.
fn credited(limit: Option<i128>) -> Program {
    let mut selector = accepted_sales();
    let gold = Condition::Tier([GOLD].into(), AsOf::SaleDate);
    selector.all.push(gold);
    let award = Payout::Share {
        rate: percent("10"),
        of: own_amount(),
    };
    let mut payout = Payout::Over {
        occasion: Occasion::Event {
            selector,
            per: Per::Fact,
        },
        payout: Box::new(Payout::Shared {
            among: Among::Credited,
            payout: Box::new(award),
        }),
    };
    if let Some(limit) = limit {
        let span = CapSpan::Ever;
        payout = cap(
            limit,
            Scope::Partner,
            span,
            Crossing::PaidToTheLimit,
            payout,
        );
    }
    program(vec![incentive("part", payout)])
}

/// Bert is gold and sells for 1,000; acme, who is silver, is credited with 36 hundredths of the deal. All parts
/// together are the 100 that the sale earns, and each partner can be credited with all of it.
#[test]
fn a_part_of_what_another_tier_sold_lies_within_the_bounds() {
    let sold = [("deal_id", text("d1"))];
    let part = [
        ("deal_id", text("d1")),
        ("role", text("sourcing")),
        ("share", Value::Count(36)),
    ];
    let facts = [
        sale_with("s1", "bert", "2027-03-01", 1_000, &sold),
        fact(FactKind::Credit, "x1", "acme", "2027-02-20", &part),
    ];
    for (limit, paid, all) in [(None, 3_600, 10_000), (Some(30), 3_000, 9_000)] {
        let mut program = credited(limit);
        let run = run(&program, &facts);
        let acme = run.postings.iter().zip(&run.names);
        let acme = acme.filter(|(_, name)| *name == "acme");
        let sum: i128 = acme.map(|(posting, _)| posting.amount.minor).sum();
        assert_eq!(sum, paid);
        assume(&mut program, &run, &facts);
        let worst = worst_case(&program).unwrap();
        check(&worst, &run, program.fiscal.year()).unwrap();
        assert_eq!(worst.year, Most::Of(all));
    }
}

/// The crossing rules are those that exist: a new one must be told apart above.
#[allow(dead_code, reason = "the compiler reads it")]
const fn every_rule(crossing: Crossing) {
    match crossing {
        Crossing::Refused | Crossing::PaidToTheLimit | Crossing::PaidThenClosed => {}
    }
}
