//! When and how an award is paid, what a return takes back, and who reports the tax.

use crate::base::id::RegionId;
use crate::payout::later::Instalments;
use crate::payout::payment::{Anchor, Form, Payee, Payment, Roll, TaxReporter};
use crate::payout::{Undo, UndoFrom, UndoMethod};
use crate::render::speaker::Speaker;

/// When, to whom and in what form; each part of an award that is divided has a day of its own.
pub fn payment(speaker: Speaker<'_>, payment: &Payment, divided: Option<&Instalments>) -> String {
    let anchor = match payment.anchor {
        Anchor::End(cycle) => speaker.say(&format!("end.{}", cycle.word()), &[]),
        Anchor::Event => speaker.say("anchor.event", &[]),
        Anchor::ApprovedClaim => speaker.say("anchor.approved_claim", &[]),
    };
    let once = [payment.after];
    let after = divided.map_or(&once[..], |it| &it.after);
    let after: Vec<String> = after.iter().map(|it| speaker.duration(*it)).collect();
    let after = speaker.language.list(&after);
    let mut when = speaker.say("pay.after", &[("after", &after), ("anchor", &anchor)]);
    if let Some(region) = region(speaker, payment.region) {
        let key = match payment.roll {
            Some(Roll::Next) => "pay.next",
            Some(Roll::Previous) => "pay.previous",
            None => "pay.counted",
        };
        when = speaker.say(key, &[("when", &when), ("region", &region)]);
    }
    let payee = match payment.payee {
        Payee::Partner => "payee.partner",
        Payee::Head => "payee.head",
        Payee::Seller => "payee.seller",
    };
    let form = match payment.form {
        Form::CreditNote => "form.credit_note",
        Form::Cash => "form.cash",
        Form::Fund => "form.fund",
        Form::Goods => "form.goods",
        Form::Discount => return speaker.say("pay.at_the_order", &[]),
    };
    let (payee, form) = (speaker.say(payee, &[]), speaker.say(form, &[]));
    speaker.say(
        "pay.sentence",
        &[("when", &when), ("payee", &payee), ("form", &form)],
    )
}

fn region(speaker: Speaker<'_>, id: Option<RegionId>) -> Option<String> {
    let region = speaker.program.region(id?)?;
    Some(speaker.title(Some(&region.declared)))
}

/// Who reports the tax.
pub fn tax(speaker: Speaker<'_>, payment: &Payment) -> String {
    match payment.tax {
        TaxReporter::Partner => speaker.say("tax.partner", &[]),
        TaxReporter::Vendor => speaker.say("tax.vendor", &[]),
    }
}

/// What a return takes back, and from what.
pub fn undo(speaker: Speaker<'_>, undo: &Undo) -> String {
    let when = match undo.within {
        Some(within) => speaker.say("undo.within", &[("within", &speaker.duration(within))]),
        None => speaker.say("undo.always", &[]),
    };
    let method = match undo.method {
        UndoMethod::AtTheRateFirstPaid => "undo.at_the_rate_first_paid",
        UndoMethod::ByRecomputingThePeriod => "undo.by_recomputing_the_period",
    };
    let from = match undo.from {
        UndoFrom::NextPayout => "undo.next_payout",
        UndoFrom::Invoice => "undo.invoice",
    };
    let (method, from) = (speaker.say(method, &[]), speaker.say(from, &[]));
    speaker.say(
        "undo.sentence",
        &[("when", &when), ("method", &method), ("from", &from)],
    )
}
