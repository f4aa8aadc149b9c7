//! What is internal is in no document for partners, of any program, in any language: every internal
//! amount and text is replaced by one that nothing else could print, and looked for.

use charter::base::id::TierId;
use charter::base::name::Name;
use charter::base::ratio::Ratio;
use charter::model::guard::GuardrailRule;
use charter::model::{Assumption, Declared, Program};
use charter::render::words::Language;
use charter::render::{Page, Stamp, calendar, guide, policy};

use crate::program;

/// An amount that no rule comes to: `98765432.11`, in minor units.
const SECRET_MINOR: i128 = 9_876_543_211;
/// The digits of it and of every other secret number that a page could show.
const SECRET_DIGITS: &str = "9876543";
const SECRET_TEXT: &str = "Qzxsecret";

/// The program with every internal amount and text replaced; `None` where it has none.
fn marked(mut program: Program) -> Program {
    let ratio = || Ratio::new(9_876_543, 10_000_000).unwrap();
    for line in &mut program.lines {
        line.margin = line.margin.map(|_| ratio());
    }
    for budget in program.budgets.iter_mut().filter(|it| it.declared.internal) {
        budget.pool.amount = SECRET_MINOR;
        budget.declared.title = Name::new(SECRET_TEXT);
    }
    for guardrail in &mut program.guard.guardrails {
        guardrail.declared.title = Name::new(SECRET_TEXT);
        match &mut guardrail.rule {
            GuardrailRule::WorstCase { most, .. } | GuardrailRule::Quantile { most, .. } => {
                most.minor = SECRET_MINOR;
            }
            GuardrailRule::OneSale { most } => *most = ratio(),
            GuardrailRule::NeverFalls | GuardrailRule::Fatigue { .. } => {}
        }
    }
    for assumption in &mut program.assumptions {
        if let Assumption::PartnersAt { most, .. } | Assumption::Partners { most, .. } = assumption
        {
            *most = 98_765_432;
        }
    }
    // Why something is so is never for partners.
    let why = |declared: &mut Declared| declared.why = Some(Name::new(SECRET_TEXT));
    program
        .incentives
        .iter_mut()
        .for_each(|it| why(&mut it.declared));
    program
        .budgets
        .iter_mut()
        .for_each(|it| why(&mut it.declared));
    program
        .tiers
        .iter_mut()
        .for_each(|it| why(&mut it.declared));
    program
        .calendar
        .entries
        .iter_mut()
        .for_each(|it| why(&mut it.declared));
    program
}

fn documents(program: &Program, language: Language) -> Vec<Page> {
    let stamp = Stamp {
        program_sha256: "0f".repeat(32),
    };
    let mut pages = policy::pages(program, language, &stamp).unwrap();
    pages.extend(calendar::program::pages(program, language, &stamp).unwrap());
    for tier in (0..).map(TierId).take(program.tiers.len()) {
        pages.extend(guide::pages(program, tier, language, &stamp).unwrap());
    }
    pages
}

#[test]
fn no_document_for_partners_shows_an_internal_amount_or_reason() {
    let mut looked = 0;
    for program in program::all().into_iter().map(marked) {
        for language in Language::ALL {
            for page in documents(&program, language) {
                let text = String::from_utf8(page.bytes).unwrap();
                // However the language groups its digits.
                let digits: String = text
                    .chars()
                    .filter(|c| !matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}'))
                    .collect();
                let place = format!("{} {} {}", program.declared.name, language.tag(), page.name);
                assert!(!digits.contains(SECRET_DIGITS), "{place}");
                assert!(!text.contains(SECRET_TEXT), "{place}");
                looked += 1;
            }
        }
    }
    assert!(looked > 30, "{looked}");
}

#[test]
fn what_is_looked_for_would_be_found() {
    // The same amounts, where they are not internal: then a policy shows them.
    let mut program = marked(program::halden());
    for budget in &mut program.budgets {
        budget.declared.internal = false;
    }
    let pages = documents(&program, Language::De);
    let policy = pages
        .iter()
        .find(|page| page.name == "policy.html")
        .unwrap();
    let text = String::from_utf8(policy.bytes.clone()).unwrap();
    assert!(text.contains("98.765.432,11"));
}

#[test]
fn a_guide_says_that_a_budget_limits_an_offer_and_what_happens_when_it_ends() {
    let program = program::halden();
    let limited = [
        (Language::En, "A budget limits this offer."),
        (Language::De, "Ein Budget begrenzt dieses Angebot."),
        (Language::Ja, "この特典には予算上限があります。"),
    ];
    for (language, said) in limited {
        let pages = documents(&program, language);
        let guides = pages.iter().filter(|page| page.name.starts_with("guide-"));
        let mut count = 0;
        for guide in guides {
            let text = String::from_utf8(guide.bytes.clone()).unwrap();
            assert!(text.contains(said), "{}", guide.name);
            count += 1;
        }
        assert_eq!(count, program.tiers.len());
    }
}
