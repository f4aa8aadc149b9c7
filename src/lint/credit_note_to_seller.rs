//! A person is paid in a form that only a company can take.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::payout::payment::{Form, Payee};

/// The lint.
pub static LINT: Lint = Lint {
    name: "credit-note-to-seller",
    title: "Credit note to a seller",
    level: Level::Deny,
    summary: "An incentive pays a person by credit note or fund credit, which only the partner \
        can use.",
    page: include_str!("credit_note_to_seller.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter(|incentive| incentive.payment.payee == Payee::Seller)
        .filter_map(|incentive| {
            let form = match incentive.payment.form {
                Form::CreditNote => "a credit note",
                Form::Fund => "fund credit",
                Form::Cash | Form::Goods | Form::Discount => return None,
            };
            let name = &incentive.declared.name;
            let message =
                format!("`{name}` pays the seller with {form}, which only the partner can use");
            Some(
                LINT.found(context.clause(&incentive.declared, "pay"), message)
                    .cost("the person who was promised the reward does not get it")
                    .help("write `to the seller as cash`, or `to the partner as credit note`"),
            )
        })
        .collect()
}
