//! The calendar: every entry with its days in the program's year.

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::id::{EntryId, IncentiveId, RegionId};
use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::base::period::{Cycle, Days};
use crate::compile::build::Site;
use crate::compile::build::incentive::rows;
use crate::diagnostic::Problem;
use crate::kind::spec::{Moment, Named, Refers, Value, When};
use crate::model::calendar::{Audience, Calendar, Entry, Sort};
use crate::model::{Declaration, Declared, Program};
use crate::payout::payment::{Anchor, Roll};

/// The named entries in the order of their ids, then the communications in order of date and title.
pub fn calendar(
    site: &Site,
    program: &Program,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Option<Calendar> {
    let mut entries = site.in_order(Refers::Entry, |each| entry(each, site))?;
    let mut messages: Vec<Entry> = Vec::new();
    for declaration in site.all("calendar") {
        for given in declaration.terms.all("communications") {
            let rows = rows(Some(given)).iter().zip(&given.rows);
            messages.extend(rows.filter_map(|(row, place)| {
                let mut entry = message(row, site)?;
                entry.declared.origin = origins.add(*place);
                Some(entry)
            }));
        }
    }
    entries.extend(messages);
    let regions: Vec<Option<RegionId>> = site_regions(site, entries.len());
    for at in 0..entries.len() {
        let Some(entry) = entries.get(at) else {
            continue;
        };
        let region = regions.get(at).copied().flatten();
        let days = days(&entry.when, region, &entries, program);
        if days.is_empty() {
            problems.push(never(entry, origins));
        }
        if let Some(entry) = entries.get_mut(at) {
            entry.days = days;
        }
    }
    Some(Calendar { entries })
}

/// The region that each named entry counts its business days in.
fn site_regions(site: &Site, count: usize) -> Vec<Option<RegionId>> {
    let named = site.in_order(Refers::Entry, |each| {
        let region = each.terms.one("").and_then(|given| given.phrase("in"));
        let region = region.and_then(|value| value.names().first().copied());
        Some(if let Some(Named::Region(id)) = region {
            Some(id)
        } else {
            None
        })
    });
    let mut regions = named.unwrap_or_default();
    regions.resize(count, None);
    regions
}

fn never(entry: &Entry, origins: &Origins) -> Problem {
    let problem = Problem::error(
        "never-in-the-year",
        format!(
            "`{}` has no day in the program's year",
            entry.declared.title
        ),
    )
    .help("give it days inside the year of the program, or delete it");
    match origins.span(entry.declared.origin) {
        Some(span) => problem.at(span),
        None => problem,
    }
}

fn entry(declaration: &Declaration, site: &Site) -> Option<Entry> {
    let terms = &declaration.terms;
    let Value::When(when) = &terms.one("")?.value else {
        return None;
    };
    let words = |clause: &str| match terms.one(clause).map(|given| &given.value) {
        Some(Value::Words(words)) => words.iter().map(|word| Name::new(word)).collect(),
        Some(_) | None => Vec::new(),
    };
    let of = terms.names("of").first().copied();
    Some(Entry {
        declared: declaration.declared.clone(),
        sort: sort(declaration.kind.word),
        when: when.clone(),
        days: Vec::new(),
        audience: audience(&terms.names("for"), site),
        drives: terms.names("drives"),
        of: if let Some(Named::Track(id)) = of {
            Some(id)
        } else {
            None
        },
        after: terms
            .names("after")
            .into_iter()
            .filter_map(|named| {
                if let Named::Entry(id) = named {
                    Some(id)
                } else {
                    None
                }
            })
            .collect(),
        channels: words("channel"),
        load: words("load").first().cloned(),
        by: site.names(terms.one("by")).first().cloned(),
    })
}

fn sort(word: &str) -> Sort {
    match word {
        "training" => Sort::Training,
        "promotion" => Sort::Promotion,
        "reward" => Sort::Reward,
        "review" => Sort::Review,
        "event" => Sort::Event,
        "deadline" => Sort::Deadline,
        _ => Sort::Communication,
    }
}

fn message(row: &[Option<Value>], site: &Site) -> Option<Entry> {
    let [
        Some(Value::When(when)),
        Some(Value::Text(title)),
        reached,
        channel,
        load,
        drives,
    ] = row
    else {
        return None;
    };
    let named = reached.as_ref().map(Value::names).unwrap_or_default();
    let channels = match channel {
        Some(Value::Words(words)) => words.iter().map(|word| Name::new(word)).collect(),
        Some(_) | None => Vec::new(),
    };
    Some(Entry {
        declared: Declared {
            name: Name::new(""),
            first: title.clone(),
            title: title.clone(),
            internal: false,
            tell: None,
            why: None,
            origin: Default::default(),
        },
        sort: Sort::Communication,
        when: when.clone(),
        days: Vec::new(),
        audience: audience(&named, site),
        drives: drives.as_ref().map(Value::names).unwrap_or_default(),
        of: None,
        after: Vec::new(),
        channels,
        load: load.as_ref().and_then(Value::word).map(Name::new),
        by: None,
    })
}

/// Whom names reach.
pub fn audience(names: &[Named], site: &Site) -> Audience {
    let mut audience = Audience::default();
    for named in names {
        if let Named::Tier(id) = named {
            audience.tiers.push(*id);
        } else if let Named::Type(id) = named {
            audience.types.push(*id);
        } else if let Named::Region(id) = named {
            audience.regions.push(*id);
        } else if let Named::Segment(id) = named {
            audience.segments.push(*id);
        } else if let Some(name) = site.name(*named) {
            audience.roles.push(name);
        }
    }
    audience.tiers.sort();
    audience.types.sort();
    audience.regions.sort();
    audience.segments.sort();
    audience.roles.sort();
    audience
}

/// The days of an entry inside the program's year.
fn days(when: &When, region: Option<RegionId>, entries: &[Entry], program: &Program) -> Vec<Days> {
    let year = program.fiscal.year();
    let business = program.business_days(region);
    match when {
        When::Days(days) => days.overlap(&year).into_iter().collect(),
        When::Recurrence(recurrence) => recurrence
            .dates(year, &program.fiscal, &business)
            .into_iter()
            .map(Days::one)
            .collect(),
        When::Payout(incentive) => single(payouts(*incentive, program)),
        When::Relative {
            distance,
            before,
            moment,
        } => {
            let move_by = |day: Date| {
                if *before {
                    distance.before(day, &business)
                } else {
                    distance.after(day, &business)
                }
            };
            let moments = moments(*moment, entries, program);
            let kept = moments
                .into_iter()
                .map(move_by)
                .filter(|day| year.contains(*day));
            single(kept.collect())
        }
    }
}

fn single(dates: Vec<Date>) -> Vec<Days> {
    dates.into_iter().map(Days::one).collect()
}

fn moments(moment: Moment, entries: &[Entry], program: &Program) -> Vec<Date> {
    let edge = |id: EntryId, last: bool| {
        let entry = entries.get(id.index());
        let days = entry.map(|entry| match &entry.when {
            When::Days(days) => vec![*days],
            When::Recurrence(_) | When::Payout(_) | When::Relative { .. } => entry.days.clone(),
        });
        let days = days.unwrap_or_default();
        days.iter()
            .map(|days| if last { days.last() } else { days.first() })
            .collect()
    };
    match moment {
        Moment::Expiry(id) => expiries(id, program),
        Moment::Payout(id) => payouts(id, program),
        Moment::Start(id) => edge(id, false),
        Moment::End(id) => edge(id, true),
    }
}

/// The days on which a fund's credit of each period expires.
fn expiries(id: IncentiveId, program: &Program) -> Vec<Date> {
    let fund = program
        .incentive(id)
        .and_then(|incentive| incentive.fund.as_ref());
    let Some((after, cycle)) = fund.and_then(|fund| fund.expires_after) else {
        return Vec::new();
    };
    ends(cycle, program)
        .into_iter()
        .map(|end| {
            program
                .fiscal
                .after_end(end, after, &BusinessDays::default())
        })
        .collect()
}

/// The days on which an incentive of periods is paid.
fn payouts(id: IncentiveId, program: &Program) -> Vec<Date> {
    let Some(incentive) = program.incentive(id) else {
        return Vec::new();
    };
    let payment = &incentive.payment;
    let Anchor::End(cycle) = payment.anchor else {
        return Vec::new();
    };
    let business = program.business_days(payment.region);
    ends(cycle, program)
        .into_iter()
        .filter_map(|end| {
            let day = payment.after.after(end, &business);
            match payment.roll {
                None => Some(day),
                Some(Roll::Next) => business.next_open(day),
                Some(Roll::Previous) => business.previous_open(day),
            }
        })
        .collect()
}

/// The last days of the year's periods.
fn ends(cycle: Cycle, program: &Program) -> Vec<Date> {
    let year = program.fiscal.year();
    program
        .fiscal
        .periods(cycle, &year)
        .map(|period| program.fiscal.days(period).last())
        .collect()
}
