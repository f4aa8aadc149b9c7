//! Days, lengths of time, recurrences, and the days that statuses are read on.

use serde_json::{Value as Json, json};

use super::Names;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::period::{Cycle, Days};
use crate::base::recurrence::{Recurrence, Years};
use crate::kind::spec::{Moment, Named, When};
use crate::payout::payment::Anchor;
use crate::payout::table::AsOf;

/// First and last day, both included.
pub(super) fn days(days: Days) -> Json {
    json!({ "first": days.first().to_string(), "last": days.last().to_string() })
}

pub(super) fn duration(length: Duration) -> Json {
    json!({ "number": length.count.to_string(), "unit": length.unit.singular() })
}

pub(super) fn when(names: &Names, when: &When) -> Json {
    match when {
        When::Days(stretch) => json!({ "days": days(*stretch) }),
        When::Recurrence(recurrence) => recurring(recurrence),
        When::Payout(id) => json!({ "at_payout_of": names.of(Named::Incentive(*id)) }),
        When::Relative {
            distance,
            before,
            moment,
        } => {
            let side = if *before { "before" } else { "after" };
            json!({ "duration": duration(*distance), side: self::moment(names, *moment) })
        }
    }
}

fn moment(names: &Names, moment: Moment) -> Json {
    match moment {
        Moment::Expiry(id) => json!({ "expiry_of": names.of(Named::Incentive(id)) }),
        Moment::Payout(id) => json!({ "payout_of": names.of(Named::Incentive(id)) }),
        Moment::Start(id) => json!({ "start_of": names.of(Named::Entry(id)) }),
        Moment::End(id) => json!({ "end_of": names.of(Named::Entry(id)) }),
    }
}

fn recurring(recurrence: &Recurrence) -> Json {
    let (number, unit, on) = match recurrence {
        Recurrence::Once(dates) => {
            let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
            return json!({ "dates": dates });
        }
        Recurrence::EveryDays { count } => (*count, "day", None),
        Recurrence::EveryWeeks { count, on } => (*count, "week", Some(on.name().to_owned())),
        Recurrence::EveryMonth(place) => (1, "month", Some(place.to_string())),
        Recurrence::EveryQuarter(place) => (1, "quarter", Some(place.to_string())),
        Recurrence::EveryYear(place) => (1, "year", Some(place.to_string())),
        Recurrence::InYears(Years { every, since }, place) => {
            let (every, since) = (every.to_string(), since.to_string());
            return json!({
                "every": { "number": every, "unit": "year", "since": since, "on": place.to_string() }
            });
        }
    };
    let every = match on {
        None => json!({ "number": number.to_string(), "unit": unit }),
        Some(on) => json!({ "number": number.to_string(), "unit": unit, "on": on }),
    };
    json!({ "every": every })
}

/// `sale date`, `quarter end`, `review`: the words of a program.
pub(super) fn as_of(day: AsOf) -> String {
    match day {
        AsOf::SaleDate => "sale date".to_owned(),
        AsOf::Start(cycle) => format!("{} start", cycle.word()),
        AsOf::End(cycle) => format!("{} end", cycle.word()),
        AsOf::Occasion => "review".to_owned(),
        AsOf::PaymentDate => "payment date".to_owned(),
    }
}

pub(super) fn anchor(anchor: Anchor) -> String {
    match anchor {
        Anchor::End(cycle) => format!("{} end", Cycle::word(cycle)),
        Anchor::Event => "event".to_owned(),
        Anchor::ApprovedClaim => "approved claim".to_owned(),
    }
}
