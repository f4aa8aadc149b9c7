//! Measures, windows and conditions in words: short noun phrases and clauses that sentences and
//! table headings are made of.

use std::collections::BTreeSet;

use super::around::{began, density, paid, sold_with};
use super::compared::{compared, head};
use super::field::{field, is_accepted, says};
use super::limit::quantity;
use super::{partner, score, target, years};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{CertificationId, RegionId, SpecializationId, TierId};
use crate::base::name::Name;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::{FactKind, FieldKind, type_of};
use crate::model::Declared;
use crate::payout::measure::{Condition, Entity, Figure, Measured, Reading, Window};
use crate::payout::score::Read;
use crate::payout::table::AsOf;
use crate::payout::test::{Comparison, OnDays, Test, Threshold};
use crate::render::speaker::Speaker;

/// What is measured, without its window, and its unit.
pub fn measured(speaker: Speaker<'_>, reading: &Reading, fact: Option<FactKind>) -> (String, Unit) {
    let money = Unit::Money(speaker.program.currency);
    match reading.measure {
        Measured::Measure(id) => {
            let measure = speaker.program.measure(id);
            let unit = measure.map_or(Unit::Count, |measure| measure.unit);
            (
                speaker.title(measure.map(|measure| &measure.declared)),
                unit,
            )
        }
        Measured::Field(field) => {
            // Outside an event, only amounts of sales are read.
            let fields = type_of(fact.unwrap_or(FactKind::Sale)).fields;
            let (name, unit) = match fields.get(usize::from(field.0)) {
                Some(field) if field.kind == FieldKind::Amount => (field.name, money),
                Some(field) => (field.name, Unit::Count),
                None => ("amount", money),
            };
            (speaker.word("field", &Name::new(name)), unit)
        }
        Measured::One => (speaker.say("figure.event", &[]), Unit::Count),
        Measured::MonthsSince(beginning) => (
            speaker.say("age.months", &[("since", &began(speaker, beginning))]),
            Unit::Months,
        ),
        Measured::DayOf(beginning) => (
            speaker.say("age.day", &[("of", &began(speaker, beginning))]),
            Unit::Date,
        ),
    }
}

/// What is measured, over which time.
pub fn reading(speaker: Speaker<'_>, reading: &Reading, fact: Option<FactKind>) -> String {
    let (name, _) = measured(speaker, reading, fact);
    let name = match reading.entity {
        Entity::Group => speaker.say("reading.of_group", &[("name", &name)]),
        Entity::Program => speaker.say("reading.of_all", &[("name", &name)]),
        Entity::Partner | Entity::Seller | Entity::Customer => name,
    };
    let Some(span) = window(speaker, reading.window) else {
        return name;
    };
    let over = speaker.say("reading.over", &[("name", &name), ("span", &span)]);
    match reading.window {
        Window::Average(_, each) => {
            speaker.say(&format!("average.{}", each.word()), &[("name", &over)])
        }
        Window::Peak(_, each) => speaker.say(&format!("peak.{}", each.word()), &[("name", &over)]),
        Window::Occasion
        | Window::In(_)
        | Window::First(..)
        | Window::OverLast(..)
        | Window::OverPrevious(..)
        | Window::OfLastYear(_)
        | Window::Days(_)
        | Window::AsOf(_) => over,
    }
}

/// Over which time; nothing where it is what everybody expects: the day of review or of the event itself.
fn window(speaker: Speaker<'_>, window: Window) -> Option<String> {
    let cycle = |key: &str, cycle: Cycle| speaker.say(&format!("{key}.{}", cycle.word()), &[]);
    let counted = |key: &str, count: u16, cycle: Cycle| {
        let key = format!("{key}.{}", cycle.word());
        speaker.say(&key, &[("count", &count.to_string())])
    };
    Some(match window {
        Window::Occasion | Window::AsOf(AsOf::Occasion) => return None,
        Window::In(each) => cycle("in", each),
        Window::First(1, each) => cycle("in_first_one", each),
        Window::First(count, each) => counted("in_first", count, each),
        Window::OverLast(count, each) => counted("over_last", count, each),
        Window::OverPrevious(count, each)
        | Window::Average(count, each)
        | Window::Peak(count, each) => counted("over_previous", count, each),
        Window::OfLastYear(each) => cycle("last_year", each),
        Window::Days(days) => span(speaker, days),
        Window::AsOf(day) => as_of(speaker, day),
    })
}

/// From the first to the last day; only until the last where the first is the beginning of time.
fn span(speaker: Speaker<'_>, days: Days) -> String {
    match days.first() == Date::MIN {
        true => speaker.say("span.until", &[("date", &speaker.date(days.last()))]),
        false => {
            let days = speaker.language.days(days.first(), days.last());
            speaker.say("span.days", &[("days", &days)])
        }
    }
}

/// That a date is one of these days.
fn within(speaker: Speaker<'_>, days: Days) -> String {
    match days.first() == Date::MIN {
        true => speaker.say("condition.until", &[("date", &speaker.date(days.last()))]),
        false => speaker.say("condition.within", &[("span", &span(speaker, days))]),
    }
}

/// The days of terms that a deal keeps. What was registered before the program's year has its first terms.
fn kept_terms(speaker: Speaker<'_>, days: Days, kept: u16) -> String {
    let is_first = days.first() == speaker.program.fiscal.start();
    let open = Days::new(Date::MIN, days.last()).filter(|_| is_first);
    let within = within(speaker, open.unwrap_or(days));
    let kept = speaker.duration(Duration::days(kept.into()));
    let both = [("within", &*within), ("kept", &*kept)];
    speaker.say("condition.terms_kept", &both)
}

/// The day whose status counts: `on the day of the sale`.
pub fn as_of(speaker: Speaker<'_>, day: AsOf) -> String {
    match day {
        AsOf::SaleDate => speaker.say("as_of.sale_date", &[]),
        AsOf::Start(cycle) => speaker.say(&format!("as_of.start.{}", cycle.word()), &[]),
        AsOf::End(cycle) => speaker.say(&format!("as_of.end.{}", cycle.word()), &[]),
        AsOf::Occasion => speaker.say("as_of.occasion", &[]),
        AsOf::PaymentDate => speaker.say("as_of.payment_date", &[]),
    }
}

/// A figure, over which time.
pub fn figure(speaker: Speaker<'_>, figure: &Figure) -> String {
    match figure {
        Figure::Reading(it) => reading(speaker, it, None),
        Figure::Share { of, over, .. } => {
            let (of, over) = (reading(speaker, of, None), reading(speaker, over, None));
            speaker.say("figure.share", &[("of", &of), ("over", &over)])
        }
        Figure::Growth { of, over, .. } => {
            let (of, over) = (reading(speaker, of, None), reading(speaker, over, None));
            speaker.say("figure.growth", &[("of", &of), ("over", &over)])
        }
        Figure::Density { .. } => density(speaker, figure),
        Figure::Score(it) => score::scored(speaker, it),
        Figure::Attainment(it) => {
            let of = reading(speaker, &it.of, None);
            let target = target::title(speaker, &it.target);
            speaker.say("figure.attainment", &[("of", &of), ("target", &target)])
        }
    }
}

/// A condition on a fact, as a clause: `the customer is new`.
pub fn condition(speaker: Speaker<'_>, fact: FactKind, condition: &Condition) -> String {
    let program = speaker.program;
    let is = |subject: &str, names: Vec<String>| {
        let subject = speaker.say(subject, &[]);
        let names = speaker.language.either(&names);
        speaker.say("condition.is", &[("subject", &subject), ("names", &names)])
    };
    match condition {
        Condition::Is(at, texts) if is_accepted(fact, *at, texts) => {
            speaker.say("condition.accepted", &[])
        }
        Condition::Is(at, texts) => says(speaker, fact, (*at, texts), true),
        Condition::IsNot(at, texts) => says(speaker, fact, (*at, texts), false),
        Condition::AtLeast(at, least) => {
            let unit = match type_of(fact)
                .fields
                .get(usize::from(at.0))
                .map(|field| field.kind)
            {
                Some(FieldKind::Amount) => Unit::Money(program.currency),
                Some(_) | None => Unit::Count,
            };
            let amount = quantity(speaker, Ratio::whole(*least), unit);
            let subject = field(speaker, fact, *at);
            compared(speaker, Comparison::AtLeast, &subject, (&subject, &amount))
        }
        Condition::Product(ids) => is(
            "subject.product",
            titles(ids, speaker, |id| Some(&program.product(*id)?.declared)),
        ),
        Condition::Certification(ids) => is(
            "subject.certification",
            titles(ids, speaker, |id| certification(speaker, *id)),
        ),
        Condition::Within(days) => within(speaker, *days),
        Condition::Tier(ids, day) => tier(speaker, ids, *day),
        Condition::Specialized(ids, day) => specialized(speaker, ids, *day),
        Condition::Type(ids) => {
            let titles = titles(ids, speaker, |id| {
                program.types.get(id.index()).map(|it| &it.declared)
            });
            is("subject.type", titles)
        }
        Condition::Region(ids) => {
            let outermost: BTreeSet<RegionId> = program.outermost(ids).into_iter().collect();
            let titles = titles(&outermost, speaker, |id| {
                Some(&program.region(*id)?.declared)
            });
            is("subject.region", titles)
        }
        Condition::PersonHolds(id) => person_holds(speaker, *id),
        Condition::NewCustomer => speaker.say("condition.new_customer", &[]),
        Condition::RegisteredDeal => speaker.say("condition.registered_deal", &[]),
        Condition::Lead => speaker.say("condition.lead", &[]),
        Condition::SoldWith(products, together) => sold_with(speaker, products, *together),
        Condition::PaidWithin(days) => paid(speaker, "condition.paid_within", *days),
        Condition::PaidLate(days) => paid(speaker, "condition.paid_late", *days),
    }
}

/// That the person on a fact holds a certificate.
fn person_holds(speaker: Speaker<'_>, id: CertificationId) -> String {
    let name = speaker.title(certification(speaker, id));
    speaker.say("condition.person_holds", &[("certification", &name)])
}

/// That a partner holds one of some specializations on a day.
fn specialized(speaker: Speaker<'_>, ids: &BTreeSet<SpecializationId>, day: AsOf) -> String {
    let program = speaker.program;
    let names = titles(ids, speaker, |id| {
        Some(&program.specialization(*id)?.rules.declared)
    });
    let (names, day) = (speaker.language.either(&names), as_of(speaker, day));
    speaker.say("condition.specialized", &[("names", &names), ("day", &day)])
}

/// A test on a partner, as a clause.
pub fn test(speaker: Speaker<'_>, it: &Test) -> String {
    let program = speaker.program;
    let parts = |parts: &[Test]| {
        parts
            .iter()
            .map(|part| test(speaker, part))
            .collect::<Vec<_>>()
    };
    let holds = |key: &str, id: CertificationId, day: AsOf| {
        let name = speaker.title(certification(speaker, id));
        speaker.say(
            key,
            &[("certification", &name), ("day", &as_of(speaker, day))],
        )
    };
    match it {
        Test::All(all) => speaker.language.list(&parts(all)),
        Test::Any(any) => match &parts(any)[..] {
            [only] => only.clone(),
            more => speaker.say("test.any", &[("parts", &speaker.language.series(more))]),
        },
        Test::Not(part) => partner::denied(speaker, part),
        Test::Compare {
            figure: Figure::Score(it),
            ..
        } if it.read == Read::Passed => score::scored(speaker, it),
        Test::Compare {
            figure: left,
            comparison,
            threshold,
        } => {
            let head = head(speaker, left);
            let (left, amount) = (figure(speaker, left), amount(speaker, threshold));
            compared(speaker, *comparison, &head, (&left, &amount))
        }
        Test::Tier(ids, day) => tier(speaker, ids, *day),
        Test::Specialized(ids, day) => specialized(speaker, ids, *day),
        Test::Type(ids) => condition(speaker, FactKind::Sale, &Condition::Type(ids.clone())),
        Test::Region(ids) => condition(speaker, FactKind::Sale, &Condition::Region(ids.clone())),
        Test::Holds(id, day) => holds("test.holds", *id, *day),
        Test::PersonHolds(id, day) => holds("test.person_holds", *id, *day),
        Test::Within(days, None) => within(speaker, *days),
        Test::Within(days, Some(kept)) => kept_terms(speaker, *days, *kept),
        Test::InYears(it) => years::asked(speaker, *it),
        Test::Partner(names) => partner::named(speaker, names),
        Test::JoinedBefore(day) => {
            speaker.say("test.joined_before", &[("date", &speaker.date(*day))])
        }
        Test::Segment(id) => {
            let segment = program
                .words
                .segments
                .get(id.index())
                .map(|it| &it.declared);
            speaker.say("test.segment", &[("segment", &speaker.title(segment))])
        }
        Test::OnDays(asked) => on_days(speaker, asked, &test(speaker, &asked.test)),
    }
}

/// What must hold on one or on all of several days.
pub fn on_days(speaker: Speaker<'_>, asked: &OnDays, part: &str) -> String {
    let which = if asked.every { "every" } else { "any" };
    let key = format!("on_{which}.{}", asked.each.word());
    let span = window(speaker, asked.window).unwrap_or_default();
    speaker.say(&key, &[("part", part), ("span", &span)])
}

/// What a figure is compared with: one amount, or each with its member.
pub fn amount(speaker: Speaker<'_>, threshold: &Threshold) -> String {
    let say = |amount: &Option<Ratio>| match amount {
        Some(amount) => quantity(speaker, *amount, threshold.unit),
        None => speaker.say("amount.closed", &[]),
    };
    let Some(across) = threshold.across else {
        return threshold.amounts.first().map_or_else(String::new, say);
    };
    let member = |(at, amount): (usize, &Option<Ratio>)| {
        let member = speaker.title(speaker.program.member(across.set, at));
        speaker.say(
            "amount.of_member",
            &[("amount", &say(amount)), ("member", &member)],
        )
    };
    let all: Vec<String> = threshold.amounts.iter().enumerate().map(member).collect();
    speaker.language.list(&all)
}

/// That a partner holds one of some tiers on a day.
fn tier(speaker: Speaker<'_>, ids: &BTreeSet<TierId>, day: AsOf) -> String {
    let names = titles(ids, speaker, |id| {
        Some(&speaker.program.tier(*id)?.declared)
    });
    let (tiers, day) = (speaker.language.either(&names), as_of(speaker, day));
    speaker.say("condition.tier", &[("tiers", &tiers), ("day", &day)])
}

/// The partners who hold one of some tiers on a day.
pub fn held_tier(speaker: Speaker<'_>, ids: &BTreeSet<TierId>, day: AsOf) -> String {
    let names = titles(ids, speaker, |id| {
        Some(&speaker.program.tier(*id)?.declared)
    });
    let (tiers, day) = (speaker.language.list(&names), as_of(speaker, day));
    speaker.say("whom.tier", &[("tiers", &tiers), ("day", &day)])
}

pub(super) fn titles<'p, T>(
    ids: &BTreeSet<T>,
    speaker: Speaker<'p>,
    of: impl Fn(&T) -> Option<&'p Declared>,
) -> Vec<String> {
    ids.iter().map(|id| speaker.title(of(id))).collect()
}

pub(super) fn certification<'p>(speaker: Speaker<'p>, id: CertificationId) -> Option<&'p Declared> {
    speaker
        .program
        .learning
        .certifications
        .get(id.index())
        .map(|it| &it.declared)
}
