//! Chances and hazards: so many events of so many occasions.

use crate::intake::panel::{Panel, Week};
use crate::simulate::calibrate::{Likely, Scale};
use crate::simulate::chance::maths::ln;

/// A parameter that counts settle.
pub(super) struct Share {
    pub(super) parameter: &'static str,
    scale: Scale,
    /// Weeks of the unit of a hazard.
    weeks: f64,
    needs: &'static [&'static str],
    events: fn(&Week) -> f64,
    occasions: fn(&Week) -> f64,
    pub(super) caveat: &'static str,
}

/// Weeks of a year.
const YEAR: f64 = 52.0;

/// Every such parameter.
pub(super) static ALL: &[Share] = &[
    Share {
        parameter: "module_rate",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["enrolled", "courses", "dropped"],
        // Who fails the last course has learnt it and sits it again.
        events: |week| week.courses + week.exams - week.passed,
        occasions: |week| week.enrolled - week.dropped,
        caveat: "those who enrol by themselves learn faster than those who are sent",
    },
    Share {
        parameter: "drop_rate",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["enrolled", "dropped"],
        events: |week| week.dropped,
        occasions: |week| week.enrolled,
        caveat: "enrolments that nobody closes look like slow ones",
    },
    Share {
        parameter: "exam_pass",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["exams", "passed"],
        events: |week| week.passed,
        occasions: |week| week.exams,
        caveat: "",
    },
    Share {
        parameter: "registration_conflict",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["registered", "refused"],
        events: |week| week.refused,
        occasions: |week| week.registered,
        caveat: "refusals for other reasons count only if the panel counts them",
    },
    Share {
        parameter: "new_customer_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["won", "won_new"],
        events: |week| week.won_new,
        occasions: |week| week.won,
        caveat: "of won deals; the model takes the same share of all",
    },
    Share {
        parameter: "request_hazard",
        scale: Scale::Log,
        weeks: 1.0,
        needs: &["fund_open", "fund_asked"],
        events: |week| week.fund_asked,
        occasions: |week| week.fund_open,
        caveat: "an average over sizes; funds follow good partners",
    },
    Share {
        parameter: "request_approval",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["fund_decided", "fund_approved"],
        events: |week| week.fund_approved,
        occasions: |week| week.fund_decided,
        caveat: "",
    },
    Share {
        parameter: "request_claim",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["fund_due", "fund_claimed"],
        events: |week| week.fund_claimed,
        occasions: |week| week.fund_due,
        caveat: "",
    },
    Share {
        parameter: "lead_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["created", "led"],
        events: |week| week.led,
        occasions: |week| week.created,
        caveat: "",
    },
    Share {
        parameter: "introduced_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["created", "introduced"],
        events: |week| week.introduced,
        occasions: |week| week.created - week.led,
        caveat: "of those that the vendor did not find; one who has left brings none",
    },
    Share {
        parameter: "contested_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["created", "contested"],
        events: |week| week.contested,
        occasions: |week| week.created,
        caveat: "what nobody tells is not contested in the panel",
    },
    Share {
        parameter: "renewal_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["won", "won_new", "renewed"],
        events: |week| week.renewed,
        occasions: |week| week.won - week.won_new,
        caveat: "",
    },
    Share {
        parameter: "upsell_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["won", "won_new", "widened"],
        events: |week| week.widened,
        occasions: |week| week.won - week.won_new,
        caveat: "",
    },
    Share {
        parameter: "quoted_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["won", "quoted"],
        events: |week| week.quoted,
        occasions: |week| week.won,
        caveat: "",
    },
    Share {
        parameter: "paid_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["invoices_due", "invoices_paid"],
        events: |week| week.invoices_paid,
        occasions: |week| week.invoices_due,
        caveat: "invoices that are merely late count as not paid",
    },
    Share {
        parameter: "return_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["sales_due", "sales_returned"],
        events: |week| week.sales_returned,
        occasions: |week| week.sales_due,
        caveat: "of sales that come back whole; nothing comes back in a forecast unless its scenario says so",
    },
    Share {
        parameter: "agreed_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["targets_open", "targets_agreed"],
        events: |week| week.targets_agreed,
        occasions: |week| week.targets_open,
        caveat: "a partner with whom one target is agreed has all of them agreed in the model",
    },
    Share {
        parameter: "fee_collected",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["fees_due", "fees_paid"],
        events: |week| week.fees_paid,
        occasions: |week| week.fees_due,
        caveat: "of fees and not of money: large ones count like small ones",
    },
    Share {
        parameter: "customer_churn",
        scale: Scale::Log,
        weeks: YEAR,
        needs: &["customers", "customers_left"],
        events: |week| week.customers_left,
        occasions: |week| week.customers,
        caveat: "",
    },
    Share {
        parameter: "lead_answer",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["leads", "leads_accepted"],
        events: |week| week.leads_accepted,
        occasions: |week| week.leads,
        caveat: "",
    },
    Share {
        parameter: "join_share",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["join_open", "joined"],
        events: |week| week.joined,
        occasions: |week| week.join_open,
        caveat: "one that joins once joins each time in the model",
    },
    Share {
        parameter: "claim_returned",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["claims", "claims_returned"],
        events: |week| week.claims_returned,
        occasions: |week| week.claims,
        caveat: "",
    },
    Share {
        parameter: "claim_supplied",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["claims_returned", "claims_supplied"],
        events: |week| week.claims_supplied,
        occasions: |week| week.claims_returned,
        caveat: "",
    },
    Share {
        parameter: "claim_silent",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["claims_decided", "claims_silent"],
        events: |week| week.claims_silent,
        occasions: |week| week.claims_decided + week.claims_silent,
        caveat: "",
    },
    Share {
        parameter: "claim_denied",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["claims_decided", "claims_denied"],
        events: |week| week.claims_denied,
        occasions: |week| week.claims_decided,
        caveat: "",
    },
    Share {
        parameter: "claim_cut",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["claims_decided", "claims_cut"],
        events: |week| week.claims_cut,
        occasions: |week| week.claims_decided,
        caveat: "",
    },
    Share {
        parameter: "claim_appealed",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["claims_appealable", "claims_appealed"],
        events: |week| week.claims_appealed,
        occasions: |week| week.claims_appealable,
        caveat: "",
    },
    Share {
        parameter: "appeal_granted",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["claims_appealed", "appeals_granted"],
        events: |week| week.appeals_granted,
        occasions: |week| week.claims_appealed,
        caveat: "",
    },
    Share {
        parameter: "exception_asks",
        scale: Scale::Log,
        weeks: YEAR,
        needs: &["exceptions_asked"],
        events: |week| week.exceptions_asked,
        occasions: |week| week.active,
        caveat: "where several may grant one, of all of them together",
    },
    Share {
        parameter: "exception_granted",
        scale: Scale::Logit,
        weeks: 1.0,
        needs: &["exceptions_asked", "exceptions_granted"],
        events: |week| week.exceptions_granted,
        occasions: |week| week.exceptions_asked,
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
                (ln(hazard * self.weeks), error / hazard)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hazards_of_a_week_and_of_a_year_by_hand() {
        // 26 of 520: p is 26.5 / 521, the hazard -ln(1 - p), and 52 of it a year's. The error of p, sqrt(p (1 - p) / 521), carries over
        // by 1 / (1 - p), and to the logarithm by 1 over the hazard.
        let week = Week {
            customers: 520.0,
            customers_left: 26.0,
            fund_open: 520.0,
            fund_asked: 26.0,
            ..Week::default()
        };
        let panel = Panel {
            partners: [("a".into(), vec![week])].into(),
            columns: vec!["customers", "customers_left", "fund_open", "fund_asked"],
        };
        let p = 26.5 / 521.0;
        let hazard = -ln(1.0 - p);
        let error = (p * (1.0 - p) / 521.0).sqrt() / (1.0 - p) / hazard;
        for (name, weeks) in [("customer_churn", 52.0), ("request_hazard", 1.0)] {
            let share = ALL.iter().find(|it| it.parameter == name).unwrap();
            let found = share.likely(&panel).unwrap();
            assert!(
                (found.middle - ln(hazard * weeks)).abs() < 1e-12,
                "{found:?}"
            );
            assert!((found.error - error).abs() < 1e-12, "{found:?}");
        }
    }
}
