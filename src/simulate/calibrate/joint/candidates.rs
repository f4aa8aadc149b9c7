//! What a joint refinement may move: parameters in whose moments several mechanisms meet, and some that no block tells. Data only.

use crate::simulate::calibrate::Scale;

/// What may be moved, on the scale on which it is.
pub const CANDIDATES: &[(&str, Scale)] = &[
    ("elasticity", Scale::Plain),
    ("participation_intercept", Scale::Plain),
    ("participation_reward", Scale::Plain),
    ("attention_slots", Scale::Log),
    ("quarter_end_push", Scale::Plain),
    ("closing_acceleration", Scale::Plain),
    ("announcement_wait", Scale::Plain),
    ("borrowed_share", Scale::Plain),
    ("awareness_half_life", Scale::Log),
    ("learning_per_touch", Scale::Logit),
    ("learning_per_visit", Scale::Logit),
    ("fatigue_half_life", Scale::Log),
    ("fatigue_half_load", Scale::Log),
    ("fatigue_churn", Scale::Plain),
    ("goodwill_churn", Scale::Plain),
    ("enrolment_hazard", Scale::Log),
    ("skill_win", Scale::Plain),
    ("skill_focus_arrivals", Scale::Plain),
    ("registered_win", Scale::Plain),
    ("marketing_elasticity", Scale::Log),
    ("churn_hazard", Scale::Log),
    ("churn_inactive", Scale::Plain),
    ("module_rate", Scale::Logit),
    ("drop_rate", Scale::Logit),
    ("exam_pass", Scale::Logit),
    ("registration_intercept", Scale::Plain),
    ("request_hazard", Scale::Log),
];
