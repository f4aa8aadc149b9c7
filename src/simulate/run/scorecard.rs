//! Scorecards at the end of a world: each line of each period over all partners that have a card.

use crate::base::name::Name;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::model::words::Scorecard;
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::View;
use crate::semantics::scorecard::{Colour, fill, has_card, periods};
use crate::simulate::estimate::scorecard::{Colours, Scored};
use crate::simulate::run::study::Study;

impl Study<'_> {
    /// The scorecards of a forecast without replications: by card and period, each measured line, then the score where
    /// there is one.
    pub(in crate::simulate) fn blank_scorecards(&self) -> Vec<Scored> {
        let mut all = Vec::new();
        for (card, days) in self.cards() {
            let lines = card.lines.iter().filter(|line| line.figure.is_some());
            let lines = lines.map(|line| Some(line.title.clone()));
            let score = has_score(card).then_some(None);
            all.extend(lines.chain(score).map(|line: Option<Name>| Scored {
                of: card.declared.name.clone(),
                line,
                last: days.last().to_string(),
                runs: Vec::new(),
            }));
        }
        all
    }

    /// How partners stand, in the order of [`Study::blank_scorecards`].
    pub(in crate::simulate) fn scored(&self, view: View) -> Vec<Colours> {
        let mut all = Vec::new();
        for (card, days) in self.cards() {
            all.extend(colours(card, days, view));
        }
        all
    }

    /// Every scorecard that measures something, with each of its periods.
    fn cards(&self) -> impl Iterator<Item = (&Scorecard, Days)> {
        let cards = self.program.words.scorecards.iter();
        let cards = cards.filter(|card| card.lines.iter().any(|line| line.figure.is_some()));
        cards.flat_map(|card| {
            let periods = periods(self.program, card, self.program.fiscal.end());
            periods.into_iter().map(move |days| (card, days))
        })
    }
}

/// Whether every line with a weight is measured.
fn has_score(card: &Scorecard) -> bool {
    let mut lines = card.lines.iter();
    lines.all(|line| line.figure.is_some() || line.weight == Ratio::ZERO)
}

fn colours(card: &Scorecard, days: Days, view: View) -> Vec<Colours> {
    let (mut lines, mut score) = (
        vec![Colours::default(); card.lines.len()],
        Colours::default(),
    );
    let mut partners = 0.0;
    let all: &[PartnerId] = view.book.partners();
    for partner in all.iter().filter(|partner| has_card(view, **partner, days)) {
        partners += 1.0;
        let found = fill(card, view, *partner, days);
        for (line, mark) in lines.iter_mut().zip(&found.marks) {
            if let Some(mark) = mark {
                line.add(mark.colour, mark.counts);
            }
        }
        if let Some((part, colour)) = found.score {
            score.add(colour, part);
        }
    }
    let measured = card.lines.iter().zip(lines);
    let measured = measured.filter(|(line, _)| line.figure.is_some());
    let score = has_score(card).then_some(score);
    let all = measured.map(|(_, line)| line).chain(score);
    all.map(|sum| sum.over(f64::max(partners, 1.0))).collect()
}

impl Colours {
    fn add(&mut self, colour: Colour, counts: Ratio) {
        match colour {
            Colour::Green => self.green += 1.0,
            Colour::Yellow => self.yellow += 1.0,
            Colour::Red => {}
        }
        self.counts += counts.to_f64();
    }

    fn over(self, partners: f64) -> Colours {
        Colours {
            green: self.green / partners,
            yellow: self.yellow / partners,
            counts: self.counts / partners,
        }
    }
}
