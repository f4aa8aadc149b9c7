//! Every share that counts settle is of its own whole: a week in which no two columns hold the same, and what each column is of by the page.

use charter::intake::panel::{Panel, Week};
use charter::simulate::calibrate::{Scale, calibrate};

/// What is counted.
const COLUMNS: &[&str] = &[
    "created",
    "led",
    "introduced",
    "contested",
    "won",
    "won_new",
    "renewed",
    "widened",
    "quoted",
    "invoices_due",
    "invoices_paid",
    "sales_due",
    "sales_returned",
    "targets_open",
    "targets_agreed",
    "fees_due",
    "fees_paid",
    "customers",
    "customers_left",
    "registered",
    "refused",
    "leads",
    "leads_accepted",
    "join_open",
    "joined",
    "enrolled",
    "courses",
    "dropped",
    "exams",
    "passed",
    "fund_open",
    "fund_asked",
    "fund_decided",
    "fund_approved",
    "fund_due",
    "fund_claimed",
    "claims",
    "claims_returned",
    "claims_supplied",
    "claims_decided",
    "claims_denied",
    "claims_cut",
    "claims_silent",
    "claims_appealable",
    "claims_appealed",
    "appeals_granted",
    "exceptions_asked",
    "exceptions_granted",
];

/// A week in which no two columns hold the same.
fn full_week() -> Week {
    Week {
        active: 50.0,
        created: 100.0,
        led: 10.0,
        introduced: 20.0,
        contested: 30.0,
        won: 90.0,
        won_new: 40.0,
        renewed: 15.0,
        widened: 5.0,
        quoted: 25.0,
        invoices_due: 80.0,
        invoices_paid: 70.0,
        sales_due: 88.0,
        sales_returned: 36.0,
        targets_open: 48.0,
        targets_agreed: 45.0,
        fees_due: 43.0,
        fees_paid: 38.0,
        customers: 60.0,
        customers_left: 6.0,
        registered: 51.0,
        refused: 4.0,
        leads: 12.0,
        leads_accepted: 9.0,
        join_open: 8.0,
        joined: 3.0,
        enrolled: 37.0,
        courses: 11.0,
        dropped: 7.0,
        exams: 13.0,
        passed: 2.0,
        fund_open: 17.0,
        fund_asked: 14.0,
        fund_decided: 20.0,
        fund_approved: 18.0,
        fund_due: 19.0,
        fund_claimed: 16.0,
        claims: 35.0,
        claims_returned: 24.0,
        claims_supplied: 23.0,
        claims_decided: 33.0,
        claims_denied: 26.0,
        claims_cut: 27.0,
        claims_silent: 28.0,
        claims_appealable: 34.0,
        claims_appealed: 31.0,
        appeals_granted: 29.0,
        exceptions_asked: 32.0,
        exceptions_granted: 22.0,
        ..Week::default()
    }
}

/// Events and occasions of that week, by what the page of calibration says of each column.
const COUNTED: [(&str, f64, f64); 30] = [
    // Finished, and the last courses of 11 exams that were failed; 7 of 37 gave up.
    ("module_rate", 22.0, 30.0),
    ("drop_rate", 7.0, 37.0),
    ("exam_pass", 2.0, 13.0),
    ("registration_conflict", 4.0, 51.0),
    ("new_customer_share", 40.0, 90.0),
    ("request_hazard", 14.0, 17.0),
    ("request_approval", 18.0, 20.0),
    ("request_claim", 16.0, 19.0),
    ("lead_share", 10.0, 100.0),
    // Of what was no lead.
    ("introduced_share", 20.0, 90.0),
    ("contested_share", 30.0, 100.0),
    // Of sales to customers that were there.
    ("renewal_share", 15.0, 50.0),
    ("upsell_share", 5.0, 50.0),
    ("quoted_share", 25.0, 90.0),
    ("paid_share", 70.0, 80.0),
    ("return_share", 36.0, 88.0),
    ("agreed_share", 45.0, 48.0),
    ("fee_collected", 38.0, 43.0),
    ("customer_churn", 6.0, 60.0),
    ("lead_answer", 9.0, 12.0),
    ("join_share", 3.0, 8.0),
    ("claim_returned", 24.0, 35.0),
    ("claim_supplied", 23.0, 24.0),
    // Of all that are decided by somebody or by silence; the others of those by somebody.
    ("claim_silent", 28.0, 61.0),
    ("claim_denied", 26.0, 33.0),
    ("claim_cut", 27.0, 33.0),
    ("claim_appealed", 31.0, 34.0),
    ("appeal_granted", 29.0, 31.0),
    ("exception_asks", 32.0, 50.0),
    ("exception_granted", 22.0, 32.0),
];

#[test]
fn every_share_is_of_its_own_whole() {
    let panel = Panel {
        partners: [("a".into(), vec![full_week()])].into(),
        columns: COLUMNS.to_vec(),
    };
    let fits = calibrate(&panel);
    for (name, events, occasions) in COUNTED {
        let fit = fits.iter().find(|fit| fit.parameter.name == name).unwrap();
        let happened = (events + 0.5) / (occasions + 1.0);
        let middle = match fit.likely.scale {
            Scale::Logit => libm::log(happened / (1.0 - happened)),
            Scale::Log | Scale::Plain if name == "request_hazard" => {
                libm::log(-libm::log(1.0 - happened))
            }
            Scale::Log | Scale::Plain => libm::log(-52.0 * libm::log(1.0 - happened)),
        };
        assert_eq!(fit.likely.events, events, "{name}");
        assert!(
            (fit.likely.middle - middle).abs() < 1e-12,
            "{name}: {fit:?}",
            fit = fit.likely
        );
    }
}
