//! Terms that change inside a period: each day has one version, and no sale is paid by two.

use charter::semantics::bounds::sale::one_sale;

use crate::{PAID, sale, small};

/// 3%, and 5% in May.
fn may() -> charter::model::Program {
    small(&format!(
        "rebate volume \"Rebate\" {{\n  for member as of sale date\n  on bookings in quarter\n  rate 3%\n{PAID}}}\n\
         change from 2027-05-01 until 2027-05-31 volume {{ rate 5% }}\n"
    ))
}

/// A sale of 100 is paid 5 in May and 3 on any other day, and never 3 + 5 + 3.
#[test]
fn one_sale_has_the_terms_of_its_own_day() {
    let program = may();
    let all = one_sale(&program).unwrap();
    let widget = sale(&program, &all, "widget");
    assert_eq!(
        (widget.amount, widget.total.to_string()),
        (10_000, "500".to_owned())
    );
    assert_eq!(widget.day.to_string(), "2027-05-01");
    assert!(widget.attained, "{widget:?}");
}
