//! What single shapes of an offer give, in words.

use std::collections::BTreeSet;

use super::Found;
use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::payout::given::{InKind, Worth};
use crate::payout::measure::{Measured, Reading, Window};
use crate::payout::table::{Across, Set};
use crate::payout::{Blocks, Payout, Quantity, Ties};
use crate::render::terms::condition::measured;
use crate::render::terms::given;
use crate::render::terms::limit::quantity;
use crate::render::terms::{occasion, version};
use crate::render::view::Table;

impl Found<'_> {
    /// A number of things, and what one of them stands for.
    pub(super) fn valued(
        &mut self,
        (kind, each): (InKind, Worth),
        payout: &Payout,
        only: &[String],
        fact: Option<FactKind>,
    ) {
        let before = std::mem::take(&mut self.amounts);
        self.visit(payout, only, fact);
        let own = std::mem::replace(&mut self.amounts, before);
        let text = |text: &str| given::valued(self.speaker, kind, each, text);
        let told: Vec<(bool, String)> = own
            .iter()
            .map(|(further, amount)| (*further, text(amount)))
            .collect();
        self.amounts.extend(told);
    }

    pub(super) fn each(
        &mut self,
        each: Quantity,
        count: &Reading,
        fact: Option<FactKind>,
    ) -> String {
        let (each, of) = (self.quantity(each), self.read(count, fact));
        match count.measure {
            Measured::One => self.speaker.say("amount.each_one", &[("each", &each)]),
            Measured::Measure(_)
            | Measured::Field(_)
            | Measured::MonthsSince(_)
            | Measured::DayOf(_) => self
                .speaker
                .say("amount.each", &[("each", &each), ("of", &of)]),
        }
    }

    pub(super) fn steps(
        &mut self,
        each: Quantity,
        step: Ratio,
        of: &Reading,
        blocks: Blocks,
        fact: Option<FactKind>,
    ) -> String {
        let (_, unit) = measured(self.speaker, of, fact);
        let is_unit = of.measure == Measured::Field(FIELDS_OF_SALE.units);
        let is_one = is_unit && of.window == Window::Occasion && step == Ratio::ONE;
        let (each, step) = (self.quantity(each), quantity(self.speaker, step, unit));
        let of = self.read(of, fact);
        let key = match blocks {
            // No unit is sold in part: both ways of counting steps say the same.
            Blocks::Whole | Blocks::InProportion if is_one => "amount.each_unit",
            Blocks::Whole => "amount.whole_steps",
            Blocks::InProportion => "amount.in_proportion",
        };
        self.speaker
            .say(key, &[("each", &each), ("step", &step), ("of", &of)])
    }

    /// The least result that can win a prize.
    pub(super) fn least(&mut self, key: &Reading, least: Ratio, fact: Option<FactKind>) {
        if !least.is_zero() {
            let least = quantity(self.speaker, least, measured(self.speaker, key, fact).1);
            self.conditions
                .insert(self.speaker.say("rank.least", &[("least", &least)]));
        }
    }

    pub(super) fn rank(
        &mut self,
        key: &Reading,
        ties: Ties,
        prizes: &[Quantity],
        fact: Option<FactKind>,
    ) {
        let speaker = self.speaker;
        let key = self.read(key, fact);
        let ties = match ties {
            Ties::FirstAccepted => "ties.first_accepted",
            Ties::Share => "ties.share",
            Ties::ByName => "ties.by_name",
        };
        let ties = speaker.say(ties, &[]);
        let note = speaker.say("rank.note", &[("key", &key), ("ties", &ties)]);
        let titles = [
            speaker.say("rank.place", &[]),
            format!("{}#", speaker.say("rank.prize", &[])),
        ];
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let row =
            |(place, prize): (usize, &Quantity)| vec![place.to_string(), self.quantity(*prize)];
        let table = Table::of(&titles, (1..).zip(prizes).map(row));
        self.tables.push((table, Some(note)));
    }

    /// Parts that are added: each after the first comes on top, unless they are of different days.
    pub(super) fn sum(&mut self, parts: &[Payout], only: &[String], fact: Option<FactKind>) {
        let apart = version::are_apart(parts);
        let outside = self.is_further;
        for (at, part) in parts.iter().enumerate() {
            let before = self.amounts.len();
            self.is_further = outside || at > 0 && !apart;
            self.visit(part, only, fact);
            for (further, _) in self.amounts.iter_mut().skip(before) {
                *further |= at > 0 && !apart;
            }
        }
        self.is_further = outside;
    }

    /// A payout on a part of what is read: what is said of all of it, or of that part alone where it comes on top.
    pub(super) fn part_of(
        &mut self,
        (whole, inside): (&Payout, &Payout),
        only: &[String],
        fact: Option<FactKind>,
    ) {
        let before = self.amounts.len();
        self.visit(inside, only, fact);
        match occasion::paid_on(self.speaker, whole, fact) {
            Some(of) if self.is_further => self.narrow(before, &of),
            of => self.paid_on.extend(of),
        }
    }

    /// Says of the amounts from a place on what of a basis they are paid on.
    fn narrow(&mut self, from: usize, of: &str) {
        let speaker = self.speaker;
        for (_, text) in self.amounts.iter_mut().skip(from) {
            *text = speaker.say("only.part", &[("text", &**text), ("of", of)]);
        }
    }

    /// Who can be paid: the tiers, and what else a partner of them must be.
    pub(super) fn audience(&self) -> String {
        let (tiers, all) = (self.listed(&self.tiers), self.listed(&self.whom));
        match (self.tiers.is_empty(), self.whom.is_empty()) {
            (true, _) => all,
            (false, true) => tiers,
            (false, false) => {
                let both = [("tiers", &*tiers), ("all", &*all)];
                self.speaker.say("whom.where", &both)
            }
        }
    }

    /// Parts in one sentence.
    pub(super) fn listed(&self, parts: &BTreeSet<String>) -> String {
        let parts: Vec<String> = parts.iter().cloned().collect();
        self.speaker.language.list(&parts)
    }

    /// The arm of the tier, where arms are tiers and one is asked for; else each for its member.
    pub(super) fn choose(
        &mut self,
        across: Across,
        arms: &[Option<Payout>],
        only: &[String],
        fact: Option<FactKind>,
    ) {
        let own = self
            .tier
            .filter(|_| across.set == Set::Tier)
            .map(TierId::index);
        for (at, arm) in arms.iter().enumerate() {
            let Some(arm) = arm else { continue };
            match own {
                Some(own) if own == at => self.visit(arm, only, fact),
                Some(_) => {}
                None => {
                    let member = self.speaker.program.member(across.set, at);
                    let member = self.speaker.title(member);
                    let own = self.speaker.say("only.member", &[("member", &member)]);
                    self.visit(arm, &[only, &[own]].concat(), fact);
                }
            }
        }
    }
}
