//! Lints: faults that a program can have although it compiles. One file and one page each; a new
//! lint is both and one line in [`LINTS`]. Must not know files, levels' source, or how a finding
//! is shown.

pub mod activity_limit_over_fund;
pub mod activity_pays_nothing;
pub mod activity_without_proof;
pub mod alternative_never_holds;
pub mod approval_gap;
pub mod approval_rung_repeats;
pub mod approval_slower_than_request;
pub mod arranged_best;
pub mod audience_of_nobody;
pub mod auditor_approves;
pub mod band_without_example;
pub mod bands;
pub mod benefit_never_granted;
pub mod blackout_outside_year;
pub mod budget_below_one_promise;
pub mod budget_cannot_cover;
pub mod budget_never_drawn;
pub mod budget_without_owner;
pub mod case_text;
pub mod certification_never_granted;
pub mod clawback_without_limit;
pub mod closed_day_outside_year;
pub mod credit_expires_unused;
pub mod credit_note_to_seller;
pub mod day_still_to_come;
pub mod dead_zone;
pub mod declared_name_as_partner;
pub mod earned_but_not_kept;
pub mod edge_words;
pub mod entry_in_blackout;
pub mod entry_on_closed_day;
pub mod entry_outside_year;
pub mod equal_bands;
pub mod excluded_too_late;
pub mod exclusive_territory;
pub mod fall_never_comes;
pub mod gain_across_periods;
pub mod gain_from_splitting;
mod guardrail;
pub mod guardrail_not_proved;
pub mod guardrail_refuted;
pub mod idle_assumption;
pub mod idle_cap;
pub mod internal_leak;
pub mod ladder;
pub mod legal_text;
pub mod level;
pub mod load_without_weight;
pub mod meeting;
pub mod message_never_sent;
pub mod missing_translation;
pub mod never_in_force;
pub mod never_pays;
pub mod no_notice_rule;
pub mod no_owner;
pub mod notice_shorter_when_worse;
pub mod number_without_rule;
pub mod overlapping_promotions;
pub mod paid_before_launch;
pub mod paid_before_share_known;
pub mod paid_over_margin;
pub mod payment_to_public_staff;
pub mod payout_cliff;
pub mod payout_falls;
pub mod placeholder;
pub mod plan_for_nobody;
pub mod points_never_count;
pub mod prize_rises_with_place;
pub mod promise;
pub mod promotion_gap_too_short;
pub mod promotion_not_announced;
pub mod protection_ends_undecided;
pub mod published_too_late;
pub mod rate_falls_with_band;
pub mod rate_falls_with_rank;
pub mod recurrence_skips;
pub mod refresh_after_lapse;
pub mod renewed_with_more;
pub mod requirement;
pub mod requirement_always_met;
pub mod resale_price_floor;
pub mod risk_unanswered;
pub mod same_title;
pub mod schedule;
pub mod score_out_of_reach;
pub mod seller_tax_unreported;
pub mod spec;
pub mod specialization_without_effect;
pub mod stale_translation;
pub mod starts_before_predecessor;
pub mod stated;
pub mod steps_out_of_order;
pub mod threshold_falls_with_rank;
pub mod tier_flickers;
pub mod tier_never_reviewed;
pub mod tier_overtaken;
pub mod tier_without_effect;
pub mod too_many_live_promotions;
pub mod touch_limit_of_zero;
pub mod touch_load_over_limit;
pub mod training_after_promotion;
pub mod training_not_scheduled;
pub mod translation_drops_fact;
pub mod unbounded_payout;
pub mod unequal_fund_access;
pub mod unfinished_text;
pub mod unknown_approver;
pub mod unknown_placeholder;
pub mod unreachable_band;
pub mod unreachable_tier;
pub mod unstated_stacking;
pub mod version_without_change;

use crate::diagnostic::{Problem, Severity};
use crate::lint::level::Levels;
use crate::lint::spec::{Context, Lint};
use crate::model::Program;

/// Every lint, in order of name.
pub static LINTS: &[&Lint] = &[
    &activity_limit_over_fund::LINT,
    &activity_pays_nothing::LINT,
    &activity_without_proof::LINT,
    &alternative_never_holds::LINT,
    &approval_gap::LINT,
    &approval_rung_repeats::LINT,
    &approval_slower_than_request::LINT,
    &audience_of_nobody::LINT,
    &auditor_approves::LINT,
    &band_without_example::LINT,
    &benefit_never_granted::LINT,
    &blackout_outside_year::LINT,
    &budget_below_one_promise::LINT,
    &budget_cannot_cover::LINT,
    &budget_never_drawn::LINT,
    &budget_without_owner::LINT,
    &certification_never_granted::LINT,
    &clawback_without_limit::LINT,
    &closed_day_outside_year::LINT,
    &credit_expires_unused::LINT,
    &credit_note_to_seller::LINT,
    &day_still_to_come::LINT,
    &dead_zone::LINT,
    &declared_name_as_partner::LINT,
    &earned_but_not_kept::LINT,
    &entry_in_blackout::LINT,
    &entry_on_closed_day::LINT,
    &entry_outside_year::LINT,
    &equal_bands::LINT,
    &excluded_too_late::LINT,
    &exclusive_territory::LINT,
    &fall_never_comes::LINT,
    &gain_across_periods::LINT,
    &gain_from_splitting::LINT,
    &guardrail_not_proved::LINT,
    &guardrail_refuted::LINT,
    &idle_assumption::LINT,
    &idle_cap::LINT,
    &internal_leak::LINT,
    &load_without_weight::LINT,
    &message_never_sent::LINT,
    &missing_translation::LINT,
    &never_in_force::LINT,
    &never_pays::LINT,
    &no_notice_rule::LINT,
    &no_owner::LINT,
    &notice_shorter_when_worse::LINT,
    &number_without_rule::LINT,
    &overlapping_promotions::LINT,
    &paid_before_launch::LINT,
    &paid_before_share_known::LINT,
    &paid_over_margin::LINT,
    &payment_to_public_staff::LINT,
    &payout_cliff::LINT,
    &payout_falls::LINT,
    &plan_for_nobody::LINT,
    &points_never_count::LINT,
    &prize_rises_with_place::LINT,
    &promotion_gap_too_short::LINT,
    &promotion_not_announced::LINT,
    &protection_ends_undecided::LINT,
    &published_too_late::LINT,
    &rate_falls_with_band::LINT,
    &rate_falls_with_rank::LINT,
    &recurrence_skips::LINT,
    &refresh_after_lapse::LINT,
    &renewed_with_more::LINT,
    &requirement_always_met::LINT,
    &resale_price_floor::LINT,
    &risk_unanswered::LINT,
    &same_title::LINT,
    &score_out_of_reach::LINT,
    &seller_tax_unreported::LINT,
    &specialization_without_effect::LINT,
    &stale_translation::LINT,
    &starts_before_predecessor::LINT,
    &steps_out_of_order::LINT,
    &threshold_falls_with_rank::LINT,
    &tier_flickers::LINT,
    &tier_never_reviewed::LINT,
    &tier_overtaken::LINT,
    &tier_without_effect::LINT,
    &too_many_live_promotions::LINT,
    &touch_limit_of_zero::LINT,
    &touch_load_over_limit::LINT,
    &training_after_promotion::LINT,
    &training_not_scheduled::LINT,
    &translation_drops_fact::LINT,
    &unbounded_payout::LINT,
    &unequal_fund_access::LINT,
    &unfinished_text::LINT,
    &unknown_approver::LINT,
    &unknown_placeholder::LINT,
    &unreachable_band::LINT,
    &unreachable_tier::LINT,
    &unstated_stacking::LINT,
    &version_without_change::LINT,
];

/// The lint of a name.
pub fn named(name: &str) -> Option<&'static Lint> {
    LINTS.iter().copied().find(|lint| lint.name == name)
}

/// What the lints find in a program, each at its level.
pub fn check(program: &Program, levels: &Levels) -> Vec<Problem> {
    let context = Context::new(program);
    let mut problems = Vec::new();
    for lint in LINTS {
        let Some(severity) = levels.of(lint).severity() else {
            continue;
        };
        problems.extend((lint.check)(&context).into_iter().map(|mut problem| {
            problem.severity = match problem.severity {
                // What nothing shows is no reason to refuse a program.
                Severity::Note => severity.max(Severity::Warning),
                Severity::Error | Severity::Warning => severity,
            };
            problem.asked_for(&program.origins)
        }));
    }
    problems
}
