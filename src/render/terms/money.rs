//! How money is reckoned: what other currencies are worth, and how a smallest unit is rounded.

use crate::base::money::Money;
use crate::base::ratio::{Ratio, decimal_text};
use crate::render::speaker::Speaker;
use crate::render::view::Pair;

/// What one unit of each other currency is worth, all year; nothing where there is only one.
pub fn exchange(speaker: Speaker<'_>) -> Option<Pair> {
    let own = speaker.program.currency.code();
    let each = |(currency, rate): (&crate::base::money::Currency, &Ratio)| {
        let rate = speaker.language.number(&rate.to_string());
        let (from, to) = (format!("1 {}", currency.code()), format!("{rate} {own}"));
        speaker.say("exchange.fixed", &[("from", &from), ("to", &to)])
    };
    let all: Vec<String> = speaker.program.exchange.iter().map(each).collect();
    (!all.is_empty()).then(|| Pair {
        name: speaker.say("policy.exchange", &[]),
        text: speaker.sentence(speaker.language.list(&all)),
    })
}

/// When what was posted is final; nothing where the program does not say it.
pub fn finality(speaker: Speaker<'_>) -> Option<Pair> {
    let finality = speaker.program.finality?;
    let after = speaker.duration(finality.after);
    let key = format!("final.{}", finality.cycle.word());
    Some(Pair {
        name: speaker.say("policy.final", &[]),
        text: speaker.say(&key, &[("after", &after)]),
    })
}

/// How an amount is rounded, with an example.
pub fn rounding(speaker: Speaker<'_>) -> Pair {
    let key = speaker.program.rounding.words().replace(' ', "_");
    let (text, more) = (
        speaker.say(&format!("rounding.{key}"), &[]),
        example(speaker),
    );
    Pair {
        name: speaker.say("policy.rounding", &[]),
        text: speaker.say("text.then", &[("text", &text), ("more", &more)]),
    }
}

/// What the program's rounding makes of two amounts with half a smallest unit.
fn example(speaker: Speaker<'_>) -> String {
    let program = speaker.program;
    let currency = program.currency;
    // Next to an even and next to an odd unit, so that every mode shows what it does.
    let [(a, b), (c, d)] = [1_000_i128, 1_001].map(|minor| {
        let digits = minor.saturating_mul(10).saturating_add(5);
        let scale = currency.exponent().saturating_add(1);
        let exact = Ratio::new(digits, 10).unwrap_or(Ratio::ZERO);
        let paid = Money {
            minor: program.rounding.round(exact),
            currency,
        };
        let before = decimal_text(digits, u32::from(scale));
        let before = format!("{} {}", speaker.language.number(&before), currency.code());
        (before, speaker.language.number(&paid.to_string()))
    });
    let all = [("a", &*a), ("b", &*b), ("c", &*c), ("d", &*d)];
    speaker.say("rounding.example", &all)
}
