//! The most that one partner's claims come to over a time: occasions added up, caps and budgets taken
//! into account.

use super::claims::Claims;
use super::earned::{Claimant, one_of};
use super::memo::{Memo, Whose};
use super::price::exchanged;
use super::room::{cuts, gives_parts, holders, pool, room, spans};
use super::strata::{Asked, counted};
use super::{Binding, Gap, Known, Most, Stratum};
use crate::base::id::{BudgetId, RegionId, TypeId};
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::given::Among;
use crate::payout::table::Set;
use crate::payout::{Cap, CapSpan, Counts, Crossing, Occasion, Payout, Quantity, Source};
use crate::semantics::curve::CurveFault;
use crate::semantics::walk;

/// The most that one partner can be paid by a payout.
pub fn of_partner(
    (program, memo): (&Program, &Memo),
    stratum: Stratum,
    span: Days,
    payout: &Payout,
) -> Result<Claims, CurveFault> {
    if !memo.asked(program, payout).is_shared {
        return of_part((program, memo), stratum, span, payout, false);
    }
    // The rules are asked of who sold, and whoever did so can credit any partner.
    let claimant = Claimant {
        program,
        memo,
        stratum: Stratum::ALL,
        span,
        each: None,
        cut: true,
        is_credited: true,
    };
    claimant.part(payout, false)
}

/// The most that the claims of one partner on a part of a payout come to by what it sells, where its region and
/// type are open and the payout asks for them: a partner has one of each all the year. `cut` says whether a limit further out may leave a part of an award.
pub fn of_part(
    (program, memo): (&Program, &Memo),
    stratum: Stratum,
    span: Days,
    payout: &Payout,
    cut: bool,
) -> Result<Claims, CurveFault> {
    let mut best: Option<Claims> = None;
    let asked = memo.asked(program, payout);
    for region in regions(program, stratum, &asked) {
        for sort in sorts(program, stratum, &asked) {
            let stratum = Stratum {
                region,
                sort,
                ..stratum
            };
            let claimant = Claimant {
                program,
                memo,
                stratum,
                span,
                each: None,
                cut,
                is_credited: false,
            };
            let mut claims = claimant.part(payout, false)?;
            claims.home = (one_of(region), one_of(sort));
            best = Some(match best {
                None => claims,
                Some(held) => held.or(claims),
            });
        }
    }
    Ok(best.unwrap_or_else(Claims::nothing))
}

/// The facts that say who is paid of what others sell.
fn paid_by(payout: &Payout) -> FactKind {
    match walk::shared_among(payout) {
        Some(Among::SecondRegistrant) => FactKind::Registration,
        Some(Among::Credited) | None => FactKind::Credit,
    }
}

fn regions(program: &Program, stratum: Stratum, asked: &Asked) -> Vec<Known<RegionId>> {
    if stratum.region != Known::Any || !asked.asks(Set::Region) {
        return vec![stratum.region];
    }
    let all = (0..).map(RegionId).zip(&program.regions);
    let all = all.map(|(id, _)| Known::Is(Some(id)));
    all.chain([Known::Is(None)]).collect()
}

fn sorts(program: &Program, stratum: Stratum, asked: &Asked) -> Vec<Known<TypeId>> {
    if stratum.sort != Known::Any || !asked.asks(Set::Type) {
        return vec![stratum.sort];
    }
    let all = (0..).map(TypeId).zip(&program.types);
    let all = all.map(|(id, _)| Known::Is(Some(id)));
    all.chain([Known::Is(None)]).collect()
}

impl<'p> Claimant<'p> {
    fn part(&self, payout: &Payout, trues_up: bool) -> Result<Claims, CurveFault> {
        match payout {
            Payout::Over { .. } if self.is_credited => self.credited(payout),
            Payout::Over { occasion, payout } => match occasion {
                Occasion::Event { selector, .. } => self.events(selector, payout),
                Occasion::Period(_) | Occasion::Days(_) => {
                    self.occasions(occasion, payout, trues_up)
                }
            },
            // Parts of one award; each part is bounded alone, since a part may have no share in an occasion.
            Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
                let mut sum = Claims::nothing();
                for part in parts {
                    sum = sum.plus(self.part(part, trues_up)?)?;
                }
                Ok(sum)
            }
            Payout::When { test, then } => match self.ground(self.span).holds(test) {
                Some(false) => Ok(Claims::nothing()),
                Some(true) | None => self.part(then, trues_up),
            },
            Payout::Choose { across, arms } => match self.ground(self.span).member(*across) {
                Known::Is(place) => {
                    let arm = place.and_then(|place| arms.get(place)?.as_ref());
                    arm.map_or(Ok(Claims::nothing()), |arm| self.part(arm, trues_up))
                }
                Known::Any => {
                    let mut sum = Claims::nothing();
                    for arm in arms.iter().flatten() {
                        sum = sum.plus(self.part(arm, trues_up)?)?;
                    }
                    Ok(sum)
                }
            },
            Payout::Cap { cap, payout: inner } => {
                let whose = Whose {
                    part: payout,
                    stratum: self.stratum,
                    span: self.span,
                    each: self.each,
                    cut: self.cut,
                    is_credited: self.is_credited,
                    trues_up,
                };
                let capped = || self.capped(cap, inner, trues_up);
                self.memo.claims(whose, capped)
            }
            Payout::Draw { from, payout } => match from {
                Source::Budget(budget) => self.drawn(*budget, payout, trues_up),
                Source::Credit => self.part(payout, trues_up),
            },
            Payout::TrueUp(payout) => self.part(payout, true),
            Payout::Net { payout, .. }
            | Payout::Larger { payout, .. }
            | Payout::Split { payout, .. }
            | Payout::Guarantee { payout, .. }
            | Payout::Valued { payout, .. }
            | Payout::Hold { payout, .. }
            | Payout::Instalments { payout, .. }
            | Payout::Shared { payout, .. }
            | Payout::Undo { payout, .. } => self.part(payout, trues_up),
            // Shapes that stand under no occasion give nothing.
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Spread(_)
            | Payout::Rank { .. } => Ok(Claims::nothing()),
        }
    }

    /// Parts of what others sold: nothing says how many, and none is more than the dearest award.
    fn credited(&self, over: &Payout) -> Result<Claims, CurveFault> {
        let mut least: Option<Most> = None;
        let asked = self.memo.asked(self.program, over);
        for as_of in asked.stratifications() {
            let mut one = Most::ZERO;
            for (stratum, _) in counted(self.program, as_of, &asked) {
                let here = (self.program, self.memo);
                let sold = of_part(here, stratum, self.span, over, self.cut)?;
                if one.is_below(&sold.one) {
                    one = sold.one;
                }
            }
            if least.as_ref().is_none_or(|least| one.is_below(least)) {
                least = Some(one);
            }
        }
        Ok(match least {
            None | Some(Most::ZERO) => Claims::nothing(),
            Some(one) => Claims {
                one,
                ..Claims::unbounded(Gap::Facts(paid_by(over)), Vec::new())
            },
        })
    }

    fn capped(&self, cap: &Cap, payout: &Payout, trues_up: bool) -> Result<Claims, CurveFault> {
        if cap.span == CapSpan::Award {
            return self.limited(cap, payout, trues_up);
        }
        let held = Claimant {
            cut: self.cut || gives_parts(cap),
            ..*self
        };
        let inner = held.part(payout, trues_up)?;
        if inner.most == Most::ZERO {
            return Ok(inner);
        }
        let limit = self.limit(cap)?;
        let by = Binding::Cap {
            limit,
            counts_awards: cap.counts == Counts::Awards,
            scope: cap.scope,
            span: cap.span.clone(),
        };
        if limit <= 0 {
            return Ok(Claims {
                by,
                ..Claims::nothing()
            });
        }
        let of_events = self.memo.asked(self.program, payout).is_of_events;
        let Some(holders) = holders(self.program, cap.scope, of_events) else {
            return Ok(inner);
        };
        let mut sum = Claims::nothing();
        for span in spans(self.program, &cap.span, self.span) {
            // Caps stand within each other: what is the same is not worked out again for each around it.
            let part = if span == self.span {
                inner.clone()
            } else {
                held.over(span).part(payout, trues_up)?
            };
            let room = room(cap, limit, &part)?;
            sum = sum.plus(match room {
                Some(room) => {
                    let all = room.checked_mul(holders).ok_or(CurveFault::Overflow)?;
                    part.within(all, by.clone())
                }
                None => part,
            })?;
        }
        if inner.most.is_below(&sum.most) || inner.most == sum.most {
            sum.most = inner.most;
            sum.by = inner.by;
        }
        sum.sizes = inner.sizes;
        Ok(sum)
    }

    /// A limit on each award keeps no room: every award alone is held to it.
    fn limited(&self, cap: &Cap, payout: &Payout, trues_up: bool) -> Result<Claims, CurveFault> {
        let limit = self.limit(cap)?;
        let each = match (limit <= 0, cap.counts, cap.crossing) {
            (true, ..) => 0,
            (false, Counts::Awards, _) | (false, _, Crossing::PaidThenClosed) => {
                return self.part(payout, trues_up);
            }
            (false, Counts::Quantity, Crossing::Refused | Crossing::PaidToTheLimit) => limit,
        };
        let held = Claimant {
            each: Some(self.each.map_or(each, |held| held.min(each))),
            ..*self
        };
        held.part(payout, trues_up)
    }

    fn limit(&self, cap: &Cap) -> Result<i128, CurveFault> {
        let amounts: Vec<Option<Ratio>> = match cap.limit.across {
            None => cap.limit.amounts.first().copied().into_iter().collect(),
            Some(across) => match self.ground(self.span).member(across) {
                Known::Any => cap.limit.amounts.clone(),
                Known::Is(place) => {
                    vec![place.and_then(|place| cap.limit.amounts.get(place).copied().flatten())]
                }
            },
        };
        let mut limit = 0_i128;
        for amount in amounts.into_iter().flatten() {
            let amount = exchanged(
                self.program,
                Quantity {
                    amount,
                    unit: cap.limit.unit,
                },
            )?;
            limit = limit.max(amount.floor());
        }
        Ok(limit)
    }

    fn drawn(
        &self,
        budget: BudgetId,
        payout: &Payout,
        trues_up: bool,
    ) -> Result<Claims, CurveFault> {
        let held = Claimant {
            cut: self.cut || cuts(self.program, budget),
            ..*self
        };
        let inner = held.part(payout, trues_up)?;
        Ok(match pool(self.program, budget, self.span, &inner)? {
            Some(pool) => inner.within(pool, Binding::Budget(budget)),
            None => inner,
        })
    }
}
