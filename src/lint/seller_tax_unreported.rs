//! People are paid, and the vendor does not report the tax.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::payout::payment::{Payee, TaxReporter};

/// The lint.
pub static LINT: Lint = Lint {
    name: "seller-tax-unreported",
    title: "Seller's tax unreported",
    level: Level::Warn,
    summary: "An incentive pays people at partners, and says that the vendor does not report the \
        tax.",
    page: include_str!("seller_tax_unreported.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter(|incentive| {
            incentive.payment.payee == Payee::Seller
                && incentive.payment.tax == TaxReporter::Partner
        })
        .map(|incentive| {
            let name = &incentive.declared.name;
            let message = format!(
                "`{name}` pays people, and its tax is reported by the partner, who does not pay \
                 them"
            );
            let problem = LINT
                .found(context.clause(&incentive.declared, "tax"), message)
                .cost("in many countries whoever pays a person reports it, or owes the tax itself")
                .help(
                    "write: tax reported by vendor; or have legal confirm it and set the level \
                    to allow",
                );
            also(
                problem,
                context.clause(&incentive.declared, "pay"),
                "who is paid",
            )
        })
        .collect()
}
