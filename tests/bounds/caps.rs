//! Limits of each award, of partners and of all, in the worst case.

use charter::base::id::IncentiveId;
use charter::base::ratio::Ratio;
use charter::semantics::bounds::Gap;
use charter::semantics::bounds::liability::worst_case;
use charter::semantics::bounds::reach::{played, reaches};
use charter::semantics::bounds::sale::{Dearest, one_sale};

use crate::{PAID, dollars, program, rebate, sale, small, small_text};

fn spiff(terms: &str) -> charter::model::Program {
    small(&format!(
        "spiff reward \"Reward\" {{\n  for     member as of sale date\n{terms}\n{PAID}}}\n"
    ))
}

/// 10% of a sale of 100.15 is 10.015, and half a cent goes to the even 10.02: no sale of at least 100 is paid
/// a larger part, and a partner sells 1,000,000. A limit on each award is shared by nobody, whatever its
/// scope: 40 x 100,049.92.
#[test]
fn a_limit_on_each_award_is_shared_by_nobody() {
    for scope in ["partner", "program", "region"] {
        let program = spiff(&format!(
            "  on      each deal with a sale of widget
  amount  10% per deal of the sale
  cap     20 USD per {scope} per award crossing paid to the limit"
        ));
        let case = worst_case(&program).unwrap();
        assert_eq!(case.year.amount(), Some(40 * 100_049_92), "{scope}");
    }
}

/// 2 USD a sale at most, and at most 10,000 sales a partner: 40 x 20,000.
#[test]
fn a_limit_on_each_award_bounds_each_award() {
    let program = spiff(
        "  on      each deal with a sale of widget
  amount  10% per deal of the sale
  cap     2 USD per program per award crossing paid to the limit",
    );
    assert_eq!(
        dollars(&worst_case(&program).unwrap().year),
        40 * 2 * 10_000
    );
}

/// Each of four quarters can round half a cent up to a whole one, also where the first sales pay nothing:
/// 4% above 100,000 in a quarter. All in one quarter gives 36,000.00; a cent more can only be rounded to.
#[test]
fn a_table_that_pays_nothing_from_zero_can_still_be_rounded_up() {
    let program = rebate(
        "  for member as of sale date
  on bookings in quarter
  rate marginal
    | from        | all |
    | 100,000 USD |  4% |",
    );
    let each = &worst_case(&program).unwrap().incentives[0].tiers[0];
    let amount = each.each.amount().unwrap();
    // 36,000.00 from one quarter with everything; a claim that is rounded up can add a cent.
    assert!((36_000_00..=36_000_02).contains(&amount), "{amount}");
}

/// A fixed amount for each sale of any size has no largest part of a sale where nothing says how small one
/// can be; held to 5 USD each it still has none. On a widget of at least 100 USD it is 5%.
#[test]
fn a_cap_bounds_what_one_sale_is_paid() {
    let program = spiff(
        "  on      each deal with a sale of widget
  amount  50 USD per deal
  cap     5 USD per partner per award crossing paid to the limit",
    );
    let all = one_sale(&program).unwrap();
    let widget = sale(&program, &all, "widget");
    assert_eq!(widget.total.to_string(), "500");
    assert_eq!(widget.amount, 10_000);
    assert!(widget.attained, "{widget:?}");
}

/// A tier that changes inside the quarter begins the bands again with starts as small as a day's part of them,
/// so that one sale alone can be paid the highest rate: 4% of 100.
#[test]
fn one_sale_where_the_bands_begin_again() {
    let program = rebate(
        "  for member as of sale date
  on bookings in quarter
  rate whole across tier as of sale date restart
    | from        | member |
    | 0 USD       |     1% |
    | 100,000 USD |     4% |",
    );
    let all = one_sale(&program).unwrap();
    let widget = sale(&program, &all, "widget");
    assert_eq!(widget.rate.to_string(), "0.04");
}

/// What is for partners by name is bounded by how many are named: 2 x 1,000. Of all partners the program says
/// only how many are members, so what is for all has no bound.
#[test]
fn an_offer_by_name_is_bounded_by_the_names() {
    let text = format!(
        "segment chosen \"Chosen\" {{ partner is acme, birch }}
bonus early \"Early\" {{\n  for     chosen\n  on      each sale accepted in year
  amount  200 USD per sale
  cap     1,000 USD per partner per year crossing paid to the limit\n{PAID}}}\n"
    );
    let program = small(&text);
    let case = worst_case(&program).unwrap();
    assert_eq!(dollars(&case.year), 2 * 1_000);
    // The case that is shown has no more partners than are named, and is paid the bound.
    let reached = reaches(&program, &case).unwrap();
    assert!(reached.year.is_bound);
    let partners = reached.year.case.iter().map(|group| group.partners);
    assert_eq!(partners.sum::<i128>(), 2);
    // Played as it is written out, it is the named ones who are paid.
    let paid = played(&program, &reached.year.case).unwrap();
    let year = program.fiscal.year();
    assert_eq!(paid.by(IncentiveId(0), year), 2 * 1_000_00);
    let open = small(&text.replace("  for     chosen\n", ""));
    assert_eq!(worst_case(&open).unwrap().year.amount(), None);
}

/// The name of a bonus, and the names that each of its conditions asks for.
type Bonus<'a> = (&'a str, &'a [&'a str]);

/// What one sale is paid at most of the bonuses that partners by name may have: 2% each.
fn by_name(bonuses: &[Bonus]) -> Vec<Dearest> {
    let mut text = String::new();
    for (name, needs) in bonuses {
        let needs = needs
            .iter()
            .map(|named| format!("  needs   partner is {named}\n"));
        text.push_str(&format!(
            "bonus {name} \"{name}\" {{\n  on      each sale accepted in year\n{}  amount  2% per sale of the sale\n{PAID}}}\n",
            needs.collect::<String>()
        ));
    }
    let program = small(&text);
    one_sale(&program).unwrap()
}

/// No partner is two, and no sale is two partners'. Where several conditions share a partner, that one is paid.
#[test]
fn one_sale_is_of_one_partner() {
    let none = by_name(&[("a", &["acme", "birch"])]);
    assert!(matches!(none.as_slice(), [Dearest::Nothing(_)]), "{none:?}");
    let cases: [(&[Bonus], i128); 5] = [
        (&[("a", &["acme"]), ("b", &["birch"])], 200),
        (&[("a", &["acme"]), ("b", &["acme, birch"])], 400),
        (&[("a", &["acme"]), ("b", &[]), ("c", &["birch"])], 400),
        (
            &[("a", &["acme, birch", "birch, cedar"]), ("b", &["birch"])],
            400,
        ),
        (&[("a", &["birch, cedar", "acme, birch"])], 200),
    ];
    for (bonuses, cents) in cases {
        let all = by_name(bonuses);
        let [Dearest::Sale(sale)] = all.as_slice() else {
            panic!("{all:?}");
        };
        assert_eq!(sale.amount, 10_000, "{bonuses:?}");
        assert_eq!(sale.total, Ratio::whole(cents), "{bonuses:?}");
        assert!(sale.attained, "{bonuses:?} {sale:?}");
    }
}

/// What is paid to the second registrant of a deal is what who sold would be paid: the most is the same, and what a limit for
/// each partner leaves depends on how many partners there are.
#[test]
fn what_goes_to_the_second_registrant_is_bounded_as_what_goes_to_the_seller() {
    let runner_up = |whom: &str, terms: &str| {
        let text = format!(
            "registration deals \"Deals\" {{ decide within 2 business days silence approves in US; protect 90 days; conflict first registered wins }}
bonus runner_up \"Second\" {{\n  on each deal with a sale on a registered deal in year\n{whom}{terms}\n{PAID}}}\n"
        );
        small(&text)
    };
    let split = "  split to the second registrant\n";
    for amount in ["250 USD per deal", "2% per deal of the sale"] {
        let members = format!("  for member as of sale date\n  amount {amount}\n");
        let second = worst_case(&runner_up(split, &members)).unwrap();
        let seller = worst_case(&runner_up("", &members)).unwrap();
        assert!(
            seller.year.amount().is_some_and(|most| most > 0),
            "{amount}"
        );
        assert_eq!(second.year, seller.year, "{amount}");
        let cap = "  cap 500 USD per partner per year crossing refused\n";
        let all = format!("  amount {amount}\n");
        let second = worst_case(&runner_up(split, &all)).unwrap();
        let gap = second.unbounded[0].gap;
        assert_eq!(gap, Gap::YearlySales(None), "{amount}");
        let capped = worst_case(&runner_up(split, &(all + cap))).unwrap();
        let gap = capped.unbounded[0].gap;
        assert_eq!(gap, Gap::Partners(None), "{amount}");
    }
}

/// Nothing is said of prices, and a sale may be of a cent: a thousand of them reach no cap, and one that is large enough each
/// quarter does. Two quarters of 5,000 and two of 4,000 for each of 40 partners.
#[test]
fn a_case_sells_in_one_what_it_may_sell_in_many() {
    let text = small_text(&format!(
        "rebate reward \"Reward\" {{
  on      each sale in year
  rate    whole across tier as of sale date
    | from  | member |
    | 0 USD |    10% |
  cap     5,000 USD per partner per quarter crossing paid to the limit until 2027-06-30
  cap     4,000 USD per partner per quarter crossing paid to the limit from 2027-07-01
{PAID}}}\n"
    ));
    let program = program(&text.replace("  assume    net price of widget >= 100 USD\n", ""));
    let case = worst_case(&program).unwrap();
    assert_eq!(case.year.amount(), Some(720_000_00));
    let year = reaches(&program, &case).unwrap().year;
    assert_eq!(year.paid, 720_000_00);
    let acts = year.case.iter().flat_map(|group| &group.acts);
    assert_eq!(acts.count(), 4, "one sale a quarter");
}

/// 3% of a sale and 60 at most, of a budget of 445: seven sales are paid 60 each and the eighth what is left. One sale of any
/// size is paid 60, and so are 40 partners with one each more than the budget has.
#[test]
fn a_limit_on_each_award_asks_for_many_sales() {
    let program = small(&format!(
        "budget pot \"Pot\" {{
  445 USD
  order first accepted ties by claim number
  crossing paid to the limit
}}
spiff reward \"Reward\" {{
  for member as of sale date
  on each sale of widget in year
  amount 3% per sale of the sale
  cap 60 USD per award crossing paid to the limit
  budget pot
{PAID}}}\n"
    ));
    let worst = worst_case(&program).unwrap();
    let reached = reaches(&program, &worst).unwrap();
    let each = &reached.incentives[0];
    for (what, reached) in [
        ("year", &each.year),
        ("one partner", &each.tiers[0]),
        ("all", &reached.year),
    ] {
        assert_eq!((reached.paid, reached.is_bound), (445_00, true), "{what}");
    }
}

/// Cases of one incentive are looked for beside those alone that can change what it pays; what is said of them holds beside all. All are for the
/// same sales: `first` and `second` draw on one budget, `third` is kept from what `first` pays for, `fourth` is lessened by `fifth`, and of
/// `sixth` and `seventh` the larger is paid.
#[test]
fn a_case_of_one_incentive_is_paid_the_same_beside_all() {
    let names = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh",
    ];
    let spiffs: String = names
        .iter()
        .zip(2..)
        .map(|(name, rate)| {
            let budget = if rate < 4 { "budget pot" } else { "" };
            format!(
                "spiff {name} \"{name}\" {{
  for member as of sale date
  on each sale of widget in year
  amount {rate}% per sale of the sale
  cap {rate} USD per partner per year crossing paid to the limit
  {budget}
{PAID}}}\n"
            )
        })
        .collect();
    let program = small(&format!(
        "budget pot \"Pot\" {{
  45 USD
  order first accepted ties by claim number
  crossing paid to the limit
}}
{spiffs}
exclude third from sales paid by first
reduce fourth by fifth
larger sixth, seventh
"
    ));
    let worst = worst_case(&program).unwrap();
    let reached = reaches(&program, &worst).unwrap();
    for (each, id) in reached.incentives.iter().zip((0..).map(IncentiveId)) {
        let paid = played(&program, &each.year.case).unwrap();
        let year = program.fiscal.year();
        assert_eq!(paid.by(id, year), each.year.paid, "{}", names[id.index()]);
        assert!(each.year.paid > 0 || names[id.index()] == "sixth");
    }
}

/// What is done in one quarter is also done in the year: no quarter's case is paid more than the year's.
#[test]
fn the_year_is_paid_no_less_than_a_quarter() {
    let program = crate::halden();
    let worst = worst_case(&program).unwrap();
    let reached = reaches(&program, &worst).unwrap();
    let quarters = reached.quarters.iter().map(|quarter| quarter.paid);
    assert!(
        Some(reached.year.paid) >= quarters.max(),
        "{:?}",
        reached.year.paid
    );
    for each in &reached.incentives {
        let quarters = each.quarters.iter().map(|quarter| quarter.paid);
        assert!(
            Some(each.year.paid) >= quarters.max(),
            "{:?}",
            each.year.paid
        );
    }
}
