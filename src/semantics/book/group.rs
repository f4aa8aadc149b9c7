//! Groups: partners that count as one. Which partner stands for which, on which day.

use std::collections::BTreeSet;

use super::row::places;
use super::{Book, PartnerId, Row, RowId};
use crate::base::date::Date;
use crate::fact::FactKind;
use crate::semantics::posting::Reason;

impl Book {
    /// The partner that stands for the group of another on a day: itself where it belongs to nobody.
    pub fn head_of(&self, partner: PartnerId, day: Date) -> PartnerId {
        let mut seen = BTreeSet::from([partner]);
        let mut head = partner;
        while let Some(above) = self.stands_above(head, day).filter(|it| seen.insert(*it)) {
            head = above;
        }
        head
    }

    /// A partner and all that were ever tied to it by a group, in the order of the bytes of their names.
    pub fn kin(&self, partner: PartnerId) -> Vec<PartnerId> {
        let mut found = BTreeSet::from([partner]);
        let mut left = vec![partner];
        while let Some(next) = left.pop() {
            let tied = self.tied.get(&next).into_iter().flatten();
            left.extend(tied.filter(|other| found.insert(**other)));
        }
        let mut found: Vec<PartnerId> = found.into_iter().collect();
        found.sort_by(|one, two| self.name_of(*one).cmp(self.name_of(*two)));
        found
    }

    /// The partners that belong to the group of one on a day, itself among them.
    pub fn group_of(&self, partner: PartnerId, day: Date) -> Vec<PartnerId> {
        let head = self.head_of(partner, day);
        let mut kin = self.kin(partner);
        kin.retain(|other| self.head_of(*other, day) == head);
        kin
    }

    /// The head that the latest membership in force on a day names.
    fn stands_above(&self, partner: PartnerId, day: Date) -> Option<PartnerId> {
        let held = self.list(partner, FactKind::Membership).iter().rev();
        let mut held = held.filter(|it| it.happened <= day).filter(|it| {
            let until = self.row(it.id);
            let until = until.and_then(|row| row.date(places::MEMBERSHIP_UNTIL));
            until.is_none_or(|until| day <= until)
        });
        self.heads.get(&held.next()?.id).copied()
    }

    /// The head that a membership names: another partner, and none that stands below this one on its first day.
    pub(super) fn check_head(&self, row: &Row) -> Result<Option<PartnerId>, Reason> {
        if row.kind != FactKind::Membership {
            return Ok(None);
        }
        let text = row
            .text(places::MEMBERSHIP_HEAD)
            .ok_or(Reason::MissingField("head"))?;
        let name = self.symbols.text(text);
        let head = self.partner_named(&name);
        let head = head.ok_or(Reason::UnknownName("head", name))?;
        if self.head_of(head, row.happened) == row.partner {
            return Err(Reason::WrongValue("head"));
        }
        Ok(Some(head))
    }

    /// Ties a partner to the head of its membership.
    pub(super) fn tie(&mut self, id: RowId, partner: PartnerId, head: PartnerId) {
        self.heads.insert(id, head);
        self.tied.entry(partner).or_default().insert(head);
        self.tied.entry(head).or_default().insert(partner);
    }
}
