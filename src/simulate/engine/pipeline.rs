//! Open deals in order of creation. What every week reads of them stands in columns, a deal an entry;
//! the rest of a deal is not touched until it closes. Must not know what makes a deal close sooner.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::engine::state::Deal;

/// The deals that are open.
#[derive(Clone, Debug, Default)]
pub struct Pipeline {
    /// The hazard of each so far.
    hazards: Vec<f64>,
    /// What does not change of each while it is open.
    open: Vec<Open>,
    deals: Vec<Deal>,
    /// The places of deals that are no longer open.
    free: Vec<u32>,
    /// Which of the columns' entries end in a week.
    ended: Vec<usize>,
}

/// What a week reads of an open deal.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// The hazard at which it closes.
    clock: f64,
    /// The place of its pace: that of its line and partner.
    pace: u32,
    /// The place of the rest of it.
    place: u32,
}

impl Open {
    /// Whether it closes when its hazards add up to this.
    fn closes(&self, hazard: f64) -> bool {
        hazard >= self.clock
    }
}

impl Pipeline {
    /// Opens a deal: it closes when its hazards add up to `clock`; `pace` is the place of its hazard among
    /// those of a week.
    pub fn open(&mut self, deal: Deal, clock: f64, pace: usize) {
        let place = match self.free.pop() {
            Some(place) => {
                self.deals[place as usize] = deal;
                place
            }
            None => {
                self.deals.push(deal);
                self.deals.len() as u32 - 1
            }
        };
        self.hazards.push(0.0);
        self.open.push(Open {
            clock,
            pace: pace as u32,
            place,
        });
    }

    /// Moves every deal on by the hazards of a week. Those whose clock runs out are added to `closing`; those
    /// that have been open for too long are lost, and those with a hazard below zero, whose partner left.
    pub fn advance(&mut self, week: i16, hazards: &[f64], closing: &mut Vec<Deal>) {
        let is_old = |open: &&Open| {
            let created = self.deals[open.place as usize].created;
            (week - created) as u16 + 1 >= Behaviour::DEAL_LIFE
        };
        let old = self.open.iter().take_while(is_old).count();
        for (each, (hazard, open)) in self.hazards.iter_mut().zip(&self.open).enumerate() {
            *hazard += hazards[open.pace as usize];
            if open.closes(*hazard) || *hazard < 0.0 || each < old {
                self.ended.push(each);
            }
        }
        for each in self.ended.iter().copied() {
            let open = self.open[each];
            if open.closes(self.hazards[each]) {
                closing.push(self.deals[open.place as usize]);
            }
            self.free.push(open.place);
        }
        take_out(&mut self.hazards, &self.ended);
        take_out(&mut self.open, &self.ended);
        self.ended.clear();
    }

    /// All open deals in order of creation.
    pub fn iter(&self) -> impl Iterator<Item = &Deal> {
        let deals = self.open.iter();
        deals.map(|open| &self.deals[open.place as usize])
    }
}

/// Takes entries out of a column, run by run: most deals stay open. The others keep their order.
fn take_out<T: Copy>(column: &mut Vec<T>, ended: &[usize]) {
    let mut kept = ended.first().copied().unwrap_or(column.len());
    let ends = ended.iter().copied().skip(1).chain([column.len()]);
    for (each, end) in ended.iter().zip(ends) {
        column.copy_within(each + 1..end, kept);
        kept += end - each - 1;
    }
    column.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deal(number: u64, created: i16) -> Deal {
        Deal {
            number,
            partner: 0,
            line: 0,
            created,
            ordinal: 0,
            from_day: 0,
            size: 1,
            quality: 0.0,
            protected: None,
        }
    }

    fn numbers<'d>(deals: impl IntoIterator<Item = &'d Deal>) -> Vec<u64> {
        deals.into_iter().map(|deal| deal.number).collect()
    }

    #[test]
    fn a_deal_closes_in_the_week_in_which_its_hazards_reach_its_clock() {
        // At a pace of 0.5 a week clocks of 1.0 and 1.1 run out in the second and third week; of one
        // who left nothing closes and nothing stays.
        let mut pipeline = Pipeline::default();
        for (number, clock, pace) in [(1, 1.1, 0), (2, 1.0, 0), (3, 9.0, 0), (4, 0.1, 1)] {
            pipeline.open(deal(number, 0), clock, pace);
        }
        let mut closing = Vec::new();
        pipeline.advance(0, &[0.5, f64::NEG_INFINITY], &mut closing);
        assert_eq!(
            (numbers(&closing), numbers(pipeline.iter())),
            (vec![], vec![1, 2, 3])
        );
        pipeline.advance(1, &[0.5, 0.5], &mut closing);
        assert_eq!(
            (numbers(&closing), numbers(pipeline.iter())),
            (vec![2], vec![1, 3])
        );
        // A new deal takes the place of one that closed and stands last all the same.
        pipeline.open(deal(5, 2), 0.5, 1);
        pipeline.advance(2, &[0.5, 0.25], &mut closing);
        assert_eq!(
            (numbers(&closing), numbers(pipeline.iter())),
            (vec![2, 1], vec![3, 5])
        );
    }

    #[test]
    fn a_deal_lives_for_its_weeks_and_closes_in_the_last_of_them_or_never() {
        let life = i16::try_from(Behaviour::DEAL_LIFE).unwrap();
        let mut pipeline = Pipeline::default();
        pipeline.open(deal(1, 0), f64::from(life), 0);
        pipeline.open(deal(2, 0), f64::from(life) + 0.5, 0);
        pipeline.open(deal(3, 1), f64::from(life) + 0.5, 0);
        let mut closing = Vec::new();
        for week in 0..life {
            assert_eq!(numbers(pipeline.iter()), [1, 2, 3]);
            pipeline.advance(week, &[1.0], &mut closing);
        }
        assert_eq!(
            (numbers(&closing), numbers(pipeline.iter())),
            (vec![1], vec![3])
        );
    }
}
