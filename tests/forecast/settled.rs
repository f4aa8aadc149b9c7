//! Law 1: the facts of any replication and world, written out as files and read back by the reader of
//! `settle`, give the postings of the forecast, one by one.

use std::collections::BTreeMap;

use charter::base::id::IncentiveId;
use charter::fact::{Fact, FactKind, TYPES};
use charter::intake::facts::{PARTNERS_FILE, read_facts, read_partners};
use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::intake::scenario::Scenario;
use charter::model::Program;
use charter::payout::measure::Figure;
use charter::payout::{CapSpan, Crossing, Payout, PoolRule, Scope};
use charter::render::Page;
use charter::render::facts_file::pages;
use charter::semantics::book::Partner;
use charter::semantics::evaluate::Detail;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::posting::Reason;
use charter::semantics::walk::{readings, visit};
use charter::simulate::run::worlds::{WorldDrawn, draw};
use charter::simulate::setting::Setting;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::any_around::put;
use crate::funds::any_funded;
use crate::made::{CHOSEN, every_program, halden, plain, scenario, still};
use crate::mechanisms::SPECIAL;

/// Partners and facts as the reader of `settle` finds them in files.
fn read_back(program: &Program, files: &[Page]) -> (Vec<Partner>, Vec<Fact>) {
    let mut findings = Findings::default();
    let bytes = |name: &str| files.iter().find(|file| file.name == name);
    let list = bytes(PARTNERS_FILE).unwrap();
    let limits = Limits::STANDARD;
    let partners = read_partners(
        program,
        PARTNERS_FILE,
        list.bytes.as_slice(),
        limits,
        &mut findings,
    );
    let partners = partners.unwrap().into_iter().map(|record| Partner {
        region: record.region,
        sort: record.sort,
        joined: record.joined,
        ..Partner::named(&record.name)
    });
    let mut facts = Vec::new();
    for each in TYPES {
        let name = format!("{}.csv", each.file);
        if let Some(file) = bytes(&name) {
            let input = file.bytes.as_slice();
            facts.extend(read_facts(program, each, &name, input, limits, &mut findings).unwrap());
        }
    }
    assert_eq!(findings.problems(), []);
    (partners.collect(), facts)
}

/// What the fold posts for files of facts, as text.
fn settled(program: &Program, scenario: &Scenario, drawn: &WorldDrawn) -> Vec<String> {
    let files = pages(program, &drawn.partners, &drawn.facts).unwrap();
    let (partners, facts) = read_back(program, &files);
    let plan = Plan::of(program);
    let mut fold = Fold::new(&plan, Detail::Lines);
    for partner in partners {
        fold.add_partner(partner);
    }
    for fact in &facts {
        fold.admit(fact);
    }
    let start = program.fiscal.start();
    let end = start.plus_days(i64::from(scenario.weeks) * 7 - 1);
    fold.advance_to(end).unwrap();
    // Credit that expired before its activity was claimed for pays nothing, in the forecast as here; nor does a claim
    // on a special price pay a seller, whom it does not name.
    let rejections = fold.take_rejections().into_iter();
    let others: Vec<_> = rejections
        .filter(|rejection| {
            let is_unnamed = rejection.reason == Reason::MissingForIncentive("seller");
            rejection.reason != Reason::NoCredit
                && !(rejection.kind == FactKind::Debit && is_unnamed)
        })
        .collect();
    assert_eq!(others, []);
    let postings = fold.take_postings();
    postings
        .iter()
        .map(|posting| format!("{posting:?}"))
        .collect()
}

/// Draws a world, settles its files with the program that stands in it, and says how many postings there were.
fn agrees(
    (program, standing): (&Program, &Program),
    scenario: &Scenario,
    replication: u32,
    world: &str,
) -> usize {
    let drawn = draw(program, scenario, replication, world).unwrap();
    let posted: Vec<String> = drawn
        .postings
        .iter()
        .map(|posting| format!("{posting:?}"))
        .collect();
    assert_eq!(posted, settled(standing, scenario, &drawn), "{world}");
    posted.len()
}

/// Every world with a program: the program itself, and it without each of its incentives.
pub fn every_world_agrees(program: &Program, scenario: &Scenario, replication: u32) -> usize {
    let posted = agrees((program, program), scenario, replication, "program");
    for place in 0..program.incentives.len() {
        let mut standing = program.clone();
        let incentive = &mut standing.incentives[place];
        let world = format!("without:{}", incentive.declared.name);
        incentive.payout = Payout::Sum(Vec::new());
        incentive.fund = None;
        agrees((program, &standing), scenario, replication, &world);
    }
    posted
}

/// The world without an incentive has the same people learning the same courses for the same lines.
#[test]
fn what_is_taught_is_not_read_off_what_is_paid() {
    for (name, program) in every_program() {
        let scenario = scenario("{population: {partners: 5}}", &program);
        let taught = |without: &[IncentiveId]| -> Vec<(Vec<u16>, Vec<bool>)> {
            let tracks = Setting::of(&program, &scenario, without).plan.tracks;
            tracks
                .into_iter()
                .map(|track| (track.courses, track.lines))
                .collect()
        };
        let whole = taught(&[]);
        for place in 0..program.incentives.len() {
            let without = taught(&[IncentiveId(u16::try_from(place).unwrap())]);
            assert_eq!(whole, without, "{name} without its incentive {place}");
        }
    }
    let halden = halden();
    let scenario = scenario("{population: {partners: 5}}", &halden);
    let tracks = Setting::of(&halden, &scenario, &[]).plan.tracks;
    let lines: Vec<&[bool]> = tracks.iter().map(|track| &*track.lines).collect();
    // In the order of names: cloud and hardware; selling the cloud, success, the technology of the edge, marketing.
    assert_eq!(
        lines,
        [[true, false], [false, false], [false, true], [false, false]]
    );
}

#[test]
fn what_is_drawn_settles_to_the_same_postings() {
    for (name, program) in every_program() {
        let scenario = scenario("{population: {partners: 25}}", &program);
        let posted = agrees((&program, &program), &scenario, 0, "program");
        assert!(posted > 10, "{name}: {posted} postings");
        let posted = every_world_agrees(&program, &scenario, 1);
        assert!(posted > 10, "{name}: {posted} postings");
        let none = draw(&program, &scenario, 1, "none").unwrap();
        assert!(none.postings.is_empty() && none.facts.len() > 100);
    }
}

/// The word before the first bracket of what a value shows.
/// Claims on special prices are facts like any other.
#[test]
fn special_prices_settle_to_the_same_postings() {
    let paid = "
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account cost of sales
  tax     reported by partner
}
";
    let program = plain(&SPECIAL.replace("PAID", paid));
    let scenario = scenario("{population: {partners: 20}}", &program);
    assert!(every_world_agrees(&program, &scenario, 0) > 20);
}

fn word(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    text[..end].to_owned()
}

/// Counts every payout shape, cap scope, span, crossing and pool rule that a program has.
fn count(program: &Program, seen: &mut BTreeMap<String, usize>) {
    let mut add = |what: String| *seen.entry(what).or_insert(0) += 1;
    let mut drawn_from = Vec::new();
    for incentive in &program.incentives {
        if let Some(fund) = &incentive.fund {
            visit(&fund.reimbursement, &mut |part| {
                if let Payout::Draw { from, .. } = part {
                    add(format!("draw {}", word(from)));
                }
            });
        }
        visit(&incentive.payout, &mut |part| {
            add(word(part));
            for condition in readings(part).into_iter().flat_map(|it| &it.only) {
                add(format!("only {}", word(condition)));
            }
            if let Payout::Bands(table) = part
                && let Some(Figure::Reading(key)) = &table.key
                && key.measure.beginning().is_some()
            {
                add(format!("by {}", word(&key.measure)));
            }
            if let Payout::Cap { cap, .. } = part {
                add(format!("scope {}", word(&cap.scope)));
                add(format!("crossing {}", word(&cap.crossing)));
                add(format!("span {}", word(&cap.span)));
            }
            if let Payout::Draw {
                from: charter::payout::Source::Budget(id),
                ..
            } = part
            {
                drawn_from.push(*id);
            }
        });
    }
    for id in drawn_from {
        match &program.budgets[id.index()].pool.rule {
            PoolRule::FirstAccepted(crossing) => add(format!("pool {crossing:?}")),
            PoolRule::ProRata(_) => add("pool pro rata".to_owned()),
        }
    }
}

/// Everything that law 1 must have met.
fn wanted() -> Vec<String> {
    let shapes = [
        "Fixed",
        "Share",
        "PerEvent",
        "PerStep",
        "Bands",
        "Sum",
        "Least",
        "Greatest",
        "When",
        "Choose",
        "Net",
        "Over",
        "Cap",
        "Draw",
        "Rank",
        "Split",
        "Undo",
        "TrueUp",
        "Spread",
        "Guarantee",
        "Valued",
        "Hold",
        "Instalments",
        "Shared",
    ];
    let scopes = [
        Scope::Program,
        Scope::Partner,
        Scope::Seller,
        Scope::Customer,
        Scope::CustomerAcrossPartners,
        Scope::Deal,
        Scope::Product,
        Scope::Region,
        Scope::Group,
    ];
    let crossings = [
        Crossing::Refused,
        Crossing::PaidToTheLimit,
        Crossing::PaidThenClosed,
    ];
    let spans = ["In", "Days", "Ever", "Award"];
    let mut all: Vec<String> = shapes.map(str::to_owned).to_vec();
    all.extend(scopes.iter().map(|scope| format!("scope {}", word(scope))));
    for crossing in crossings {
        all.push(format!("crossing {crossing:?}"));
        all.push(format!("pool {crossing:?}"));
    }
    all.extend(spans.map(|span| format!("span {span}")));
    all.push("pool pro rata".to_owned());
    all.push("draw Credit".to_owned());
    all.extend(["MonthsSince", "DayOf"].map(|key| format!("by {key}")));
    all.extend(["SoldWith", "PaidWithin", "PaidLate"].map(|it| format!("only {it}")));
    debug_assert_eq!(word(&CapSpan::Ever), "Ever");
    all
}

/// The first drawn partners stand for those that are named, with the luck they had: they are paid what they would be
/// paid if everybody were, and nobody else is.
#[test]
fn the_first_partners_stand_for_those_that_are_named() {
    let (named, open) = (
        plain(CHOSEN),
        plain(&CHOSEN.replace("  for     chosen\n", "")),
    );
    let mut still = still(30, &named);
    still.runs = 1;
    assert!(agrees((&named, &named), &still, 0, "program") > 0);
    let paid = |program: &Program| {
        let drawn = draw(program, &still, 0, "program").unwrap();
        let mut paid = vec![0; drawn.partners.len()];
        for posting in &drawn.postings {
            paid[posting.claim.partner.index()] += posting.amount.minor;
        }
        let names: Vec<String> = drawn
            .partners
            .iter()
            .map(|it| it.name.to_string())
            .collect();
        (names, paid)
    };
    let ((names, some), (drawn, all)) = (paid(&named), paid(&open));
    assert_eq!(names[..3], ["acme", "birch", "p0003"]);
    assert_eq!(drawn[..3], ["acme", "birch", "p0003"]);
    assert_eq!(some[..2], all[..2]);
    assert!(some[0] > 0 && some[2..].iter().all(|paid| *paid == 0));
    assert!(all[2] > 0);
}

/// How many programs are generated: few in every run of the tests, as many as asked for by hand.
fn programs() -> usize {
    let asked = std::env::var("CHARTER_PROGRAMS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(120)
}

/// Generated programs and a scenario for each: amounts of the generator are small, so deals are; four partners sell in each.
pub fn generated() -> impl Iterator<Item = (Program, Scenario)> {
    let config = Config::default();
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    (0..programs()).map(move |number| {
        let mut program = any_funded().new_tree(&mut runner).unwrap().current().0;
        put(&mut program, number);
        let text = "{opening: empty, population: {partners: 4, price_level: 0.005}}";
        let scenario = scenario(text, &program);
        (program, scenario)
    })
}

#[test]
fn generated_programs_settle_to_the_same_postings() {
    let mut seen = BTreeMap::new();
    let (mut posted, programs) = (0, programs());
    for (program, scenario) in generated() {
        count(&program, &mut seen);
        posted += agrees((&program, &program), &scenario, 0, "program");
    }
    // A hundred times in the long run of a thousand, and as often for their number in a short one.
    for what in wanted() {
        let often = seen.get(&what).copied().unwrap_or(0);
        assert!(
            often * 10 >= programs,
            "{what} occurs {often} times in {programs}: {seen:?}"
        );
    }
    assert!(posted > 5 * programs, "{posted} postings");
}
