//! What is expected of a partner on a day, and how much of it is reached.

use super::reading::Level;
use super::{Scene, Trouble};
use crate::base::date::Date;
use crate::base::id::TargetId;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::payout::target::{Amount, Attained, New, Target};
use crate::semantics::book::row::places;

impl Scene<'_> {
    /// The part of a target that is reached; below every threshold where nothing is expected.
    pub(super) fn attained(&self, it: &Attained) -> Result<Level, Trouble> {
        Ok(match self.target(&it.target)? {
            Some(expected) => Level::Is(self.total(&it.of)?.over(expected)?),
            None => Level::Bottom,
        })
    }

    /// What is expected of the partner; `None` where nothing above zero is.
    pub fn target(&self, target: &Target) -> Result<Option<Ratio>, Trouble> {
        let scene = Scene {
            day: self.as_of(target.fixed, None),
            span: None,
            fact: None,
            ..*self
        };
        let Some(version) = target.on(scene.day) else {
            return Ok(None);
        };
        if let Some(new) = version.new.filter(|new| scene.is_new(*new)) {
            return scene.amount(new.amount).map(Some);
        }
        let amount = match &version.amount {
            Amount::Agreed(id) => scene.agreed(*id),
            Amount::Each(threshold) => scene.threshold(threshold)?,
            Amount::Part { rate, of } => Some(scene.total(of)?.times(*rate)?),
        };
        let Some(mut amount) = amount else {
            return Ok(None);
        };
        for each in target.index.iter().filter(|it| it.holds(scene.day)) {
            amount = amount.times(each.rate)?;
        }
        if let Some(least) = version.least {
            amount = amount.max(scene.amount(least)?);
        }
        if let Some(most) = version.most {
            amount = amount.min(scene.amount(most)?);
        }
        Ok(Some(amount).filter(|amount| *amount > Ratio::ZERO))
    }

    /// The amount that was agreed last and holds on the day.
    fn agreed(&self, id: TargetId) -> Option<Ratio> {
        let days = Days::new(Date::MIN, self.day)?;
        let facts = self.view.book.facts(self.partner, FactKind::Target, days);
        let holds = facts.filter(|(_, row)| {
            let until = row.date(places::TARGET_UNTIL);
            row.refers == Some(id.0) && until.is_none_or(|until| until >= self.day)
        });
        let amount = holds.last()?.1.number(places::TARGET_AMOUNT)?;
        Some(Ratio::whole(i128::from(amount)))
    }

    /// Whether the partner has been there for fewer whole periods than asked, before the one of the day.
    fn is_new(&self, new: New) -> bool {
        let partner = self.view.book.partner(self.partner);
        let Some(joined) = partner.and_then(|partner| partner.joined) else {
            return false;
        };
        let first = self.period(new.cycle).previous(i64::from(new.fewer_than));
        self.view.plan.almanac.days(first).first() < joined
    }
}
