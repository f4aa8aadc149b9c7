//! An award on several accounts: parts of it on others, the rest on its own.

use super::payment::account;
use super::refusal;
use crate::base::ratio::Ratio;
use crate::kind::spec::{Refusal, Terms, Value};
use crate::payout::{Account, Payout};

/// What each phrase names.
const OTHERS: &[(&str, Account)] = &[
    ("and contra revenue", Account::ContraRevenue),
    ("and marketing", Account::Marketing),
    ("and cost of sales", Account::CostOfSales),
];

/// The parts of `account` around a payout; where one account bears all of it, nothing.
pub fn borne(terms: &Terms, payout: Payout) -> Result<Payout, Refusal> {
    let Some(given) = terms.one("account") else {
        return Ok(payout);
    };
    let others = OTHERS.iter().filter_map(|(lead, account)| {
        if let Some(Value::Percent(part)) = given.phrase(lead) {
            Some((*account, *part))
        } else {
            None
        }
    });
    let mut parts: Vec<(Account, Ratio)> = others.collect();
    if parts.is_empty() {
        return Ok(payout);
    }
    let wrong = |message: &str| {
        refusal(
            "accounts-do-not-add-up",
            message.to_owned(),
            given.span,
            "write: account contra revenue and marketing 40%",
        )
    };
    let own = account(given.value.word());
    if parts.iter().any(|(account, _)| *account == own) {
        return Err(wrong("the account that bears the rest bears a part, too"));
    }
    let mut rest = Ratio::ONE;
    for (_, part) in &parts {
        if *part <= Ratio::ZERO {
            return Err(wrong("an account that bears nothing is none"));
        }
        rest = rest
            .less(*part)
            .map_err(|_| wrong("the parts have too many digits"))?;
    }
    if rest <= Ratio::ZERO {
        return Err(wrong("nothing is left for the account that bears the rest"));
    }
    parts.push((own, rest));
    Ok(Payout::Split {
        parts,
        payout: Box::new(payout),
    })
}
