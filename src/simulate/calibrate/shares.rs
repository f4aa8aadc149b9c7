//! Chances and hazards: so many events of so many occasions.

use crate::intake::panel::{Panel, Week};
use crate::simulate::calibrate::{Likely, Scale};
use crate::simulate::chance::maths::ln;

/// A parameter that counts settle.
pub(super) struct Share {
    pub(super) parameter: &'static str,
    scale: Scale,
    needs: &'static [&'static str],
    events: fn(&Week) -> f64,
    occasions: fn(&Week) -> f64,
    pub(super) caveat: &'static str,
}

/// Every such parameter.
pub(super) static ALL: &[Share] = &[
    Share {
        parameter: "churn_hazard",
        scale: Scale::Log,
        needs: &["active"],
        events: |week| 1.0 - week.active,
        occasions: |_| 1.0,
        caveat: "an average over sizes and moods; whoever counts as left must count so in the panel",
    },
    Share {
        parameter: "module_rate",
        scale: Scale::Logit,
        needs: &["enrolled", "courses", "dropped"],
        events: |week| week.courses,
        occasions: |week| week.enrolled - week.dropped,
        caveat: "those who enrol by themselves learn faster than those who are sent",
    },
    Share {
        parameter: "drop_rate",
        scale: Scale::Logit,
        needs: &["enrolled", "dropped"],
        events: |week| week.dropped,
        occasions: |week| week.enrolled,
        caveat: "enrolments that nobody closes look like slow ones",
    },
    Share {
        parameter: "exam_pass",
        scale: Scale::Logit,
        needs: &["exams", "passed"],
        events: |week| week.passed,
        occasions: |week| week.exams,
        caveat: "",
    },
    Share {
        parameter: "registration_conflict",
        scale: Scale::Logit,
        needs: &["registered", "refused"],
        events: |week| week.refused,
        occasions: |week| week.registered,
        caveat: "refusals for other reasons count only if the panel counts them",
    },
    Share {
        parameter: "new_customer_share",
        scale: Scale::Logit,
        needs: &["won", "won_new"],
        events: |week| week.won_new,
        occasions: |week| week.won,
        caveat: "of won deals; the model takes the same share of all",
    },
    Share {
        parameter: "request_hazard",
        scale: Scale::Log,
        needs: &["fund_open", "fund_asked"],
        events: |week| week.fund_asked,
        occasions: |week| week.fund_open,
        caveat: "an average over sizes; funds follow good partners",
    },
    Share {
        parameter: "request_approval",
        scale: Scale::Logit,
        needs: &["fund_decided", "fund_approved"],
        events: |week| week.fund_approved,
        occasions: |week| week.fund_decided,
        caveat: "",
    },
    Share {
        parameter: "request_claim",
        scale: Scale::Logit,
        needs: &["fund_due", "fund_claimed"],
        events: |week| week.fund_claimed,
        occasions: |week| week.fund_due,
        caveat: "",
    },
];

impl Share {
    /// What the panel says; `None` where it lacks a column or an occasion.
    pub(super) fn likely(&self, panel: &Panel) -> Option<Likely> {
        if !self
            .needs
            .iter()
            .all(|column| panel.columns.contains(column))
        {
            return None;
        }
        let weeks = || panel.partners.values().flatten();
        let events: f64 = weeks().map(self.events).sum();
        let occasions: f64 = weeks().map(self.occasions).sum();
        if occasions < 1.0 {
            return None;
        }
        // Half an event each way keeps what never and what always happened finite.
        let (happened, not) = (events + 0.5, (occasions - events).max(0.0) + 0.5);
        let (middle, error) = match self.scale {
            Scale::Logit => (ln(happened / not), (1.0 / happened + 1.0 / not).sqrt()),
            // A chance p of a week is 1 - e^-h; its error carries over by dh / dp = 1 / (1 - p).
            Scale::Log | Scale::Plain => {
                let chance = happened / (happened + not);
                let hazard = -ln(1.0 - chance);
                let error = (chance / ((1.0 - chance) * (happened + not))).sqrt();
                (ln(hazard), error / hazard)
            }
        };
        Some(Likely {
            scale: self.scale,
            middle,
            error,
            events,
        })
    }
}
