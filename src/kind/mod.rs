//! The words of the language: one descriptor each, one file each. A new kind is one file, its page, and
//! one line in [`KINDS`].

pub mod audit;
pub mod benefit;
pub mod bonus;
pub mod budget;
pub mod calendar;
pub mod certification;
pub mod changing;
pub mod clauses;
pub mod committee;
pub mod contest;
pub mod discount;
pub mod example;
pub mod exception;
pub mod experiment;
pub mod faq;
pub mod file;
pub mod fund;
pub mod glossary;
pub mod governance;
pub mod growth;
pub mod guardrail;
pub mod inventory;
pub mod language;
pub mod leads;
pub mod line;
pub mod measure;
pub mod message;
pub mod objective;
pub mod onboarding;
pub mod pacing;
pub mod partner_type;
pub mod paying;
pub mod plan;
pub mod playbook;
pub mod policy;
pub mod price_hold;
pub mod price_protection;
pub mod product;
pub mod program;
pub mod rebate;
pub mod region;
pub mod registration;
pub mod risk;
pub mod role;
pub mod score;
pub mod scorecard;
pub mod segment;
pub mod ship_and_debit;
pub mod spec;
pub mod specialization;
pub mod spiff;
pub mod stage;
pub mod stock_rotation;
pub mod target;
pub mod territory;
pub mod tier;
pub mod track;

use spec::Kind;

/// Every kind that may stand at file level.
pub static KINDS: &[&Kind] = &[
    &audit::KIND,
    &benefit::KIND,
    &bonus::KIND,
    &budget::KIND,
    &calendar::KIND,
    &certification::KIND,
    &committee::KIND,
    &contest::KIND,
    &discount::KIND,
    &example::KIND,
    &exception::KIND,
    &experiment::KIND,
    &faq::KIND,
    &fund::KIND,
    &glossary::KIND,
    &governance::KIND,
    &growth::KIND,
    &guardrail::KIND,
    &inventory::KIND,
    &language::KIND,
    &leads::KIND,
    &line::KIND,
    &measure::KIND,
    &message::KIND,
    &objective::KIND,
    &onboarding::KIND,
    &pacing::KIND,
    &partner_type::KIND,
    &plan::KIND,
    &playbook::KIND,
    &policy::KIND,
    &price_hold::KIND,
    &price_protection::KIND,
    &product::KIND,
    &program::KIND,
    &rebate::KIND,
    &region::KIND,
    &registration::KIND,
    &risk::KIND,
    &role::KIND,
    &score::KIND,
    &scorecard::KIND,
    &segment::KIND,
    &ship_and_debit::KIND,
    &specialization::KIND,
    &spiff::KIND,
    &stage::KIND,
    &stock_rotation::KIND,
    &target::KIND,
    &territory::KIND,
    &tier::KIND,
    &track::KIND,
];

/// The kind with this keyword at file level.
pub fn named(word: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.word == word)
}
