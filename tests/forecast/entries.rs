//! Worlds without an entry of the calendar: its touches go out to nobody, and everything else is as it was.

use charter::simulate::run::worlds::{Options, entries, run};

use crate::made::{plain, still};

const PARTNERS: u32 = 20;

/// A promotion with a name, two letters of one title without, and a spiff on the days of the promotion.
const CALENDAR: &str = "
role director \"Director\" { duty \"Owns it.\" }
calendar {
  promotion push_weeks \"Push weeks\" { 2027-03-12 to 2027-06-10; drives push; by director; load announcement }
  communications
    | when       | title        | audience | channel | load       | drives |
    | 2027-02-01 | \"A letter\" | everyone | email   | newsletter |        |
    | 2027-09-01 | \"A letter\" | everyone | email   | newsletter |        |
}
spiff push \"Push\" {
  on      each sale in push_weeks
  amount  2% of the sale
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
";

#[test]
fn what_is_left_out_touches_nobody_and_pays_as_before() {
    let program = plain(CALENDAR);
    let names: Vec<&str> = entries(&program).map(|name| &**name).collect();
    assert_eq!(names, ["push_weeks", "A letter", "A letter"]);
    let mut scenario = still(PARTNERS, &program);
    scenario.runs = 3;
    let options = Options {
        without: vec!["push_weeks".into(), "A letter".into()],
        ..Options::default()
    };
    let found = run(&program, &scenario, &options).unwrap();
    let of = |world: &str| found.world(world).unwrap();
    let touches = |world: &str| of(world).totals[0].touches;
    let each = f64::from(PARTNERS);
    assert_eq!(touches("program"), 3.0 * each);
    assert_eq!(touches("without:push_weeks"), 2.0 * each);
    assert_eq!(touches("without:A letter"), each);
    let paid = |world: &str| {
        of(world)
            .totals
            .iter()
            .map(|it| it.payouts)
            .collect::<Vec<_>>()
    };
    assert!(paid("program")[0] > 0.0);
    assert_eq!(paid("program"), paid("without:push_weeks"));
    // They cost what touches cost, and bring nothing to partners that respond to nothing.
    let told = found.entries();
    let names: Vec<&str> = told.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, ["push_weeks", "A letter"]);
}
