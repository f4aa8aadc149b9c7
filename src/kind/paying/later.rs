//! What an award waits for, over which days it is divided, and the least that every period gives.

use super::refusal;
use crate::base::duration::Duration;
use crate::base::period::Cycle;
use crate::kind::spec::{Given, Refusal, Terms, Value};
use crate::payout::later::{Guarantee, GuaranteePaid, Instalments, Surplus, Until};
use crate::payout::{Occasion, Payout, Quantity};

/// The same payout, held and divided as `hold until` and `pay` say.
pub(super) fn later(terms: &Terms, payout: Payout, pooled: bool) -> Result<Payout, Refusal> {
    let mut payout = payout;
    if let Some(given) = terms.one("hold until") {
        if pooled {
            return Err(refusal(
                "held-for-no-sale",
                "the award is for a whole period, and no customer pays for it".to_owned(),
                given.span,
                "leave `hold until` out, or pay on each sale: on each sale of cloud_secure in year",
            ));
        }
        payout = Payout::Hold {
            until: Until::CustomerPaid {
                within: within(given)?,
            },
            payout: Box::new(payout),
        };
    }
    let Some(pay) = terms.one("pay") else {
        return Ok(payout);
    };
    let Value::Parts(after) = &pay.value else {
        return unparted(pay).map(|()| payout);
    };
    let instalments = instalments(pay, after, pooled)?;
    Ok(Payout::Instalments {
        instalments,
        payout: Box::new(payout),
    })
}

/// How many days a customer has to pay.
fn within(hold: &Given) -> Result<Option<u16>, Refusal> {
    let Some(Value::Count(days, _)) = hold.phrase("within") else {
        return Ok(None);
    };
    match u16::try_from(*days) {
        Ok(days) => Ok(Some(days)),
        Err(_) => Err(refusal(
            "window-out-of-range",
            "that is more days than a customer is given".to_owned(),
            hold.span,
            "write: hold until customer paid within 45 days",
        )),
    }
}

/// One payment has no parts of which something could be said.
fn unparted(pay: &Given) -> Result<(), Refusal> {
    let said = ["remainder in last", "each while customer is active"]
        .into_iter()
        .find(|lead| pay.says(lead));
    match said {
        None => Ok(()),
        Some(lead) => Err(refusal(
            "parts-do-not-match",
            format!("`{lead}` is said of parts, and it is paid at once"),
            pay.span,
            "write the parts: pay 3 equal parts 30, 60, 90 days after sale date remainder in last ...",
        )),
    }
}

fn instalments(pay: &Given, after: &[Duration], pooled: bool) -> Result<Instalments, Refusal> {
    if !pay.says("remainder in last") {
        return Err(refusal(
            "parts-do-not-match",
            "an amount need not divide into equal parts, and where the rest goes is not said"
                .to_owned(),
            pay.span,
            "add: remainder in last",
        ));
    }
    let while_active = pay.says("each while customer is active");
    if while_active && pooled {
        return Err(refusal(
            "held-for-no-sale",
            "the award is for a whole period, and has no customer who could cancel".to_owned(),
            pay.span,
            "leave `each while customer is active` out",
        ));
    }
    Ok(Instalments {
        after: after.to_vec(),
        while_active,
    })
}

/// A payout of periods, filled up to the guarantee where one is given.
pub(super) fn guaranteed(
    terms: &Terms,
    occasion: &Occasion,
    sales_alone: bool,
    payout: Payout,
) -> Result<Payout, Refusal> {
    let Some(given) = terms.one("guarantee") else {
        return Ok(payout);
    };
    let Some(least) = given.value.money() else {
        return Ok(payout);
    };
    let word = |lead| given.phrase(lead).and_then(Value::word);
    let cycle = word("per").and_then(Cycle::parse).unwrap_or(Cycle::Quarter);
    if *occasion != Occasion::Period(cycle) {
        return Err(refusal(
            "period-mismatch",
            format!(
                "a least is guaranteed per {}, and the rate is paid for another period",
                cycle.word()
            ),
            given.span,
            &format!("write: on bookings in {}", cycle.word()),
        ));
    }
    if sales_alone {
        return Err(refusal(
            "guaranteed-to-nobody",
            "the tier is asked of each sale, and a guarantee is for whoever sells nothing, too"
                .to_owned(),
            given.span,
            &format!("write: for gold as of {} end", cycle.word()),
        ));
    }
    let surplus = match word("surplus") {
        Some("carried to next period") => Surplus::ToNextPeriod,
        Some("carried to year end") => Surplus::ToYearEnd,
        Some(_) | None => Surplus::NotCarried,
    };
    let paid = match word("paid") {
        Some("in advance and recovered") => GuaranteePaid::InAdvance,
        Some(_) | None => GuaranteePaid::AtPeriodEnd,
    };
    Ok(Payout::Guarantee {
        guarantee: Guarantee {
            least: Quantity::of(least),
            cycle,
            surplus,
            paid,
        },
        payout: Box::new(payout),
    })
}
