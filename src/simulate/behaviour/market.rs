//! What the market does in one replication, the same in every world: waves, season and shocks as
//! tables by week. Knows no program.
//!
//! Log demand of region g in week t is `sqrt(1/2) A_t + sqrt(1/2) B_gt`, each an autoregression of
//! order 1 with the scenario's persistence and stationary spread; the season multiplies it.

use crate::intake::scenario::market::{Effect, Market, Season, Shock};
use crate::intake::scenario::population::Share;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::chance::maths::{exp, sine_of_turns};
use crate::simulate::chance::normal::quantile;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};

/// The tables of one replication. Week `t` stands at [`row`]`(t)`.
#[derive(Clone, Debug)]
pub struct Weather {
    /// Demand factor by week, then region.
    pub demand: Vec<Vec<f64>>,
    /// Supply factor by week, then line: 0 while a line is late.
    pub supply: Vec<Vec<f64>>,
    /// Shortages that happen, with the weeks they last.
    pub shortages: Vec<Shortage>,
}

/// A shortage of people that happens in this replication.
#[derive(Clone, Debug)]
pub struct Shortage {
    /// Addresses who is struck.
    pub name: u32,
    /// The share of partners struck.
    pub reach: f64,
    /// What is left of their work.
    pub left: f64,
    /// First and last week.
    pub weeks: (i16, i16),
}

/// The first week that is drawn.
pub const FIRST_WEEK: i16 = -52;

/// Where a week from -52 on stands in a table.
#[inline]
pub fn row(week: i16) -> usize {
    usize::try_from(week - FIRST_WEEK).unwrap_or(0)
}

impl Weather {
    /// Draws the market from week -52 to the week before `end`.
    pub fn draw(market: &Market, regions: &[Share], lines: usize, end: i16, key: Key) -> Weather {
        let weeks: Vec<i16> = (FIRST_WEEK..end).collect();
        let common = wave(market, 0, &weeks, key);
        let own: Vec<Vec<f64>> = regions
            .iter()
            .map(|region| wave(market, name_hash(&region.name), &weeks, key))
            .collect();
        let half = 0.5_f64.sqrt();
        let demand = weeks.iter().enumerate().map(|(at, week)| {
            let season = season(&market.season, *week);
            let level = |wave: &Vec<f64>| season * exp(half * common[at] + half * wave[at]);
            own.iter().map(level).collect()
        });
        let mut weather = Weather {
            demand: demand.collect(),
            supply: vec![vec![1.0; lines]; weeks.len()],
            shortages: Vec::new(),
        };
        for shock in &market.shocks {
            weather.strike(shock, key);
        }
        weather
    }

    /// Lets a shock happen or not.
    fn strike(&mut self, shock: &Shock, key: Key) {
        let name = name_hash(&shock.name);
        let address = Address::of(Purpose::Shock).about(name);
        if key.uniform(address) >= shock.probability {
            return;
        }
        match shock.effect {
            Effect::Softness {
                loss,
                from_week,
                to_week,
            } => {
                for week in from_week..=to_week {
                    if let Some(regions) = self.demand.get_mut(row(week as i16)) {
                        regions.iter_mut().for_each(|level| *level *= 1.0 - loss);
                    }
                }
            }
            Effect::Delay {
                line,
                from_week,
                weeks,
            } => {
                let late = 2.0 * f64::from(weeks) * key.uniform(address.number(1));
                for week in 0..late.ceil() as u16 {
                    let table = self.supply.get_mut(row((from_week + week) as i16));
                    if let Some(level) = table.and_then(|lines| lines.get_mut(line)) {
                        *level = 0.0;
                    }
                }
            }
            Effect::Shortage {
                reach,
                loss,
                from_week,
                to_week,
            } => {
                let weeks = (from_week as i16, to_week as i16);
                self.shortages.push(Shortage {
                    name,
                    reach,
                    left: 1.0 - loss,
                    weeks,
                });
            }
        }
    }

    /// What shortages leave of each partner's work in a week.
    pub fn capacity(&self, week: i16, partners: &[u64], key: Key, out: &mut [f64]) {
        out.fill(1.0);
        for shortage in &self.shortages {
            if week < shortage.weeks.0 || week > shortage.weeks.1 {
                continue;
            }
            let address = Address::of(Purpose::ShockReach).about(shortage.name);
            for (capacity, partner) in out.iter_mut().zip(partners) {
                if key.uniform(address.by(*partner)) < shortage.reach {
                    *capacity *= shortage.left;
                }
            }
        }
    }
}

/// One autoregression, started from its stationary law.
fn wave(market: &Market, name: u32, weeks: &[i16], key: Key) -> Vec<f64> {
    let innovation = (1.0 - market.persistence * market.persistence).sqrt() * market.spread;
    let address = Address::of(Purpose::Market).about(name);
    let mut level = 0.0;
    let mut levels = Vec::with_capacity(weeks.len());
    for week in weeks {
        let z = quantile(key.uniform(address.in_week(*week)));
        level = if *week == FIRST_WEEK {
            market.spread * z
        } else {
            market.persistence * level + innovation * z
        };
        levels.push(level);
    }
    levels
}

/// The season's factor in a week.
pub fn season(season: &Season, week: i16) -> f64 {
    match season {
        Season::Wave { height, week: rise } => {
            1.0 + height * sine_of_turns((f64::from(week) - rise) / 52.0)
        }
        Season::Weeks(factors) => {
            let place = usize::try_from(week.rem_euclid(52)).unwrap_or(0);
            factors.get(place).copied().unwrap_or(1.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::name::Name;

    const KEY: Key = Key {
        seed: 5,
        replication: 0,
    };

    fn regions(count: usize) -> Vec<Share> {
        let share = |k: usize| Share {
            name: Name::new(&format!("r{k}")),
            share: 1.0,
        };
        (0..count).map(share).collect()
    }

    fn struck(effect: Effect, probability: f64) -> Weather {
        let shocks = vec![Shock {
            name: Name::new("bad luck"),
            probability,
            effect,
        }];
        let market = Market {
            shocks,
            ..Market::still()
        };
        Weather::draw(&market, &regions(2), 2, 79, KEY)
    }

    #[test]
    fn a_still_market_does_not_move() {
        let weather = Weather::draw(&Market::still(), &regions(2), 1, 79, KEY);
        assert_eq!(weather.demand.len(), 52 + 79);
        assert!(weather.demand.iter().flatten().all(|level| *level == 1.0));
    }

    #[test]
    fn waves_have_the_stated_spread_and_persistence() {
        // Over n regions at one week the level is normal with sd .04: the variance estimate has
        // standard error sd^2 sqrt(2/n); the lag-1 regression slope has sqrt((1-rho^2)/n).
        let market = Market {
            season: Season::Weeks(vec![1.0; 52]),
            ..Market::default()
        };
        let n = 3_000;
        let weeks = [FIRST_WEEK, FIRST_WEEK + 1, FIRST_WEEK + 2];
        let waves: Vec<Vec<f64>> = (1..=n)
            .map(|name| wave(&market, name, &weeks, KEY))
            .collect();
        let size = f64::from(n);
        let variance = waves.iter().map(|wave| wave[2] * wave[2]).sum::<f64>() / size;
        assert!(((variance / 0.0016 - 1.0) / (2.0 / size).sqrt()).abs() < 3.5);
        let products: f64 = waves.iter().map(|wave| wave[1] * wave[2]).sum();
        let squares: f64 = waves.iter().map(|wave| wave[1] * wave[1]).sum();
        let slope = products / squares;
        assert!(((slope - 0.92) / ((1.0 - 0.92 * 0.92) / size).sqrt()).abs() < 3.5);
    }

    #[test]
    fn the_default_season_has_mean_one() {
        let wave = Market::default().season;
        let mean = (0..52).map(|week| season(&wave, week)).sum::<f64>() / 52.0;
        assert!((mean - 1.0).abs() < 1e-14);
        assert!(season(&wave, 21) > 1.05 && season(&wave, 47) < 0.95);
        let mut factors = vec![1.0; 52];
        factors[51] = 2.0;
        assert_eq!(season(&Season::Weeks(factors), -1), 2.0);
    }

    #[test]
    fn shocks_happen_in_their_weeks() {
        let soft = struck(
            Effect::Softness {
                loss: 0.25,
                from_week: 10,
                to_week: 11,
            },
            1.0,
        );
        let levels = |week: i16| soft.demand[row(week)].clone();
        assert_eq!(levels(9), [1.0, 1.0]);
        assert_eq!(levels(10), [0.75, 0.75]);
        assert_eq!(levels(12), [1.0, 1.0]);
        let never = struck(
            Effect::Softness {
                loss: 0.25,
                from_week: 10,
                to_week: 11,
            },
            0.0,
        );
        assert_eq!(never.demand[row(10)], [1.0, 1.0]);
    }

    #[test]
    fn a_delay_stops_one_line() {
        let late = struck(
            Effect::Delay {
                line: 1,
                from_week: 5,
                weeks: 4,
            },
            1.0,
        );
        let closed: usize = late.supply.iter().filter(|lines| lines[1] == 0.0).count();
        assert!((1..=8).contains(&closed), "{closed}");
        assert_eq!(late.supply[row(5)], [1.0, 0.0]);
        assert!(late.supply.iter().all(|lines| lines[0] == 1.0));
    }

    #[test]
    fn a_shortage_strikes_its_share() {
        // Binomial: |z| <= 3.5.
        let effect = Effect::Shortage {
            reach: 0.3,
            loss: 0.5,
            from_week: 3,
            to_week: 4,
        };
        let weather = struck(effect, 1.0);
        let partners: Vec<u64> = (1..=4_000).collect();
        let mut capacity = vec![0.0; partners.len()];
        weather.capacity(3, &partners, KEY, &mut capacity);
        let hit = capacity.iter().filter(|left| **left == 0.5).count() as f64;
        assert!(((hit - 1_200.0) / (4_000.0_f64 * 0.3 * 0.7).sqrt()).abs() < 3.5);
        weather.capacity(5, &partners, KEY, &mut capacity);
        assert!(capacity.iter().all(|left| *left == 1.0));
    }
}
