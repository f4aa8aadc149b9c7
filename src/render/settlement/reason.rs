//! Why a row is rejected or excluded, in a language. Files for tools and findings say it in English.

use crate::base::id::IncentiveId;
use crate::payout::{Crossing, PoolRule};
use crate::render::speaker::Speaker;
use crate::render::terms::limit;
use crate::render::words::Language;
use crate::semantics::evaluate::Emptied;
use crate::semantics::posting::Reason;
use crate::settle::outcome::Exclusion;

/// Why a row is not in the book, or is of no use to an incentive.
pub fn rejected(language: Language, reason: &Reason) -> String {
    let say = |key: &str, arguments: &[(&str, &str)]| language.say(key, arguments);
    match reason {
        Reason::UnknownPartner(name) => say("rejected.unknown_partner", &[("name", name)]),
        Reason::UnknownSale(name) => say("rejected.unknown_sale", &[("name", name)]),
        Reason::UnknownClaim(name) => say("rejected.unknown_claim", &[("name", name)]),
        Reason::UnknownDeal(name) => say("rejected.unknown_deal", &[("name", name)]),
        Reason::StepTooEarly(since) => {
            let day = language.figures(*since);
            say("rejected.step_too_early", &[("day", &day)])
        }
        Reason::StrangeStep(step, fact) => {
            let fact = language.text(&format!("fact.{fact}"));
            say("rejected.strange_step", &[("step", step), ("fact", &fact)])
        }
        Reason::NoSuchPart => say("rejected.no_such_part", &[]),
        Reason::UnknownName("decided_by", name) => {
            say("rejected.unknown_decider", &[("name", name)])
        }
        Reason::UnknownName(field, name) => {
            say("rejected.unknown_name", &[("field", field), ("name", name)])
        }
        Reason::MissingField(field) => say("rejected.missing_field", &[("field", field)]),
        Reason::MissingForIncentive(field) => {
            say("rejected.missing_for_incentive", &[("field", field)])
        }
        Reason::WrongValue(field) => say("rejected.wrong_value", &[("field", field)]),
        Reason::OutOfRange(field) => say("rejected.out_of_range", &[("field", field)]),
        Reason::KnownBeforeItHappened => say("rejected.known_before", &[]),
        Reason::ConflictingDuplicate => say("rejected.conflicting", &[]),
        Reason::ReturnedBeforeSold(sold) => {
            let day = language.figures(*sold);
            say("rejected.returned_before_sold", &[("day", &day)])
        }
        Reason::ReturnedLate(late) => {
            let (days, within) = (late.days.to_string(), late.within.to_string());
            let last = language.figures(late.last);
            let arguments = [("days", &*days), ("within", &within), ("last", &last)];
            say("rejected.returned_late", &arguments)
        }
        Reason::ReturnsMoreThanSold => say("rejected.returns_more", &[]),
        Reason::CreditsAboveAll => say("rejected.credits_above_all", &[]),
        Reason::NotAFund => say("rejected.not_a_fund", &[]),
        Reason::UnknownActivity(name) => say("rejected.unknown_activity", &[("name", name)]),
        Reason::MissingProof(name) => say("rejected.missing_proof", &[("name", name)]),
        Reason::RequestedLate => say("rejected.requested_late", &[]),
        Reason::ClaimedLate => say("rejected.claimed_late", &[]),
        Reason::NotApproved => say("rejected.not_approved", &[]),
        Reason::NoCredit => say("rejected.no_credit", &[]),
        Reason::UndecidedFund => say("rejected.undecided_fund", &[]),
        Reason::IllegalStep(step, state) => {
            say("rejected.illegal_step", &[("step", step), ("state", state)])
        }
    }
}

/// Why nothing is paid for a row that is in the book.
pub fn excluded(speaker: Speaker<'_>, exclusion: &Exclusion) -> String {
    let key = match exclusion {
        Exclusion::NotAccepted => "excluded.not_accepted",
        Exclusion::OutsideTheYear => "excluded.outside_the_year",
        Exclusion::KnownLater => "excluded.known_later",
        Exclusion::AfterFinal => "excluded.after_final",
        Exclusion::NoTier => "excluded.no_tier",
        Exclusion::ReadOnly => "excluded.read_only",
        Exclusion::Lessens => "excluded.lessens",
        Exclusion::ReturnedLate => "excluded.returned_late",
        Exclusion::NotApproved => "excluded.not_approved",
        Exclusion::Returned => "excluded.returned",
        Exclusion::NothingPays => "excluded.nothing_pays",
        Exclusion::NothingSoFar => "excluded.nothing_so_far",
        Exclusion::NoMore(by) => return counted(speaker, "excluded.no_more", by),
        Exclusion::SoFar(by) => return counted(speaker, "excluded.so_far", by),
        Exclusion::Emptied(limits) => {
            let all: Vec<String> = limits.iter().map(|it| emptied(speaker, it)).collect();
            return all.join("; ");
        }
    };
    speaker.language.text(key)
}

/// What several incentives that count a row say of it.
fn counted(speaker: Speaker<'_>, key: &str, by: &[IncentiveId]) -> String {
    let named = by.iter().filter_map(|id| speaker.program.incentive(*id));
    let titles: Vec<String> = named
        .map(|incentive| speaker.title(Some(&incentive.declared)))
        .collect();
    speaker.say(key, &[("incentives", &speaker.language.row(&titles))])
}

/// Which limit of which incentive left nothing.
fn emptied(speaker: Speaker<'_>, (incentive, by): &(IncentiveId, Emptied)) -> String {
    let Some(incentive) = speaker.program.incentive(*incentive) else {
        return String::new();
    };
    let title = speaker.title(Some(&incentive.declared));
    match by {
        Emptied::Cap(cap) => {
            let key = match cap.crossing {
                Crossing::Refused => "excluded.over_cap",
                Crossing::PaidToTheLimit | Crossing::PaidThenClosed => "excluded.cap",
            };
            let limit = limit::short(speaker, cap, &incentive.payout);
            speaker.say(key, &[("incentive", &title), ("limit", &limit)])
        }
        Emptied::Budget(id) => {
            let rule = speaker.program.budget(*id).map(|budget| budget.pool.rule);
            let key = match rule {
                Some(PoolRule::FirstAccepted(Crossing::Refused)) => "excluded.over_budget",
                Some(PoolRule::FirstAccepted(_) | PoolRule::ProRata(_)) | None => "excluded.budget",
            };
            speaker.say(key, &[("incentive", &title)])
        }
    }
}
