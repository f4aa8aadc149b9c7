//! What a further dollar of sales is worth to a partner: the slope of an expected payout, seen
//! from where the partner stands. Reads a payout as a piecewise linear curve and nothing else, so
//! goal gradients, giving up and quarter-end pushes come from one formula for every payout.
//!
//! Remaining sales are taken as normal with mean mu and standard deviation sg. A segment of slope
//! a counts `a P(sales end in it)`; a jump J at a distance d counts
//! `J phi((d - mu)/sg)/sg (1 + gg min(1, X/Q))`, where Q is its place, X what is reached, and gg
//! the goal gradient (Kivetz, Urminsky, Zheng 2006).

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::decay;
use crate::simulate::chance::normal::{cumulative, density};

/// A payout as a function of further amount, from 0 on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// What is reached already: the place of a jump is this plus its distance.
    pub reached: f64,
    /// Distances at which a segment begins, rising; the first is 0.
    pub starts: Vec<f64>,
    /// Payout per unit of amount on each segment.
    pub slopes: Vec<f64>,
    /// Payout gained at once on reaching the start of each segment; the first is 0.
    pub jumps: Vec<f64>,
}

/// What is still to come in the window of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// Expected further amount.
    pub mean: f64,
    /// Its standard deviation, above 0.
    pub deviation: f64,
}

impl Curve {
    /// A payout that is proportional for ever.
    pub fn proportional(rate: f64) -> Curve {
        Curve {
            reached: 0.0,
            starts: vec![0.0],
            slopes: vec![rate],
            jumps: vec![0.0],
        }
    }

    /// The expected gain from one further unit of amount.
    pub fn marginal_value(&self, outlook: Outlook, goal_gradient: f64) -> f64 {
        let scaled = |distance: f64| (distance - outlook.mean) / outlook.deviation;
        let mut value = 0.0;
        // Everything below the first start belongs to the first segment.
        let mut below = 0.0;
        for (k, slope) in self.slopes.iter().enumerate() {
            let above = self
                .starts
                .get(k + 1)
                .map_or(1.0, |start| cumulative(scaled(*start)));
            value += slope * (above - below);
            below = above;
        }
        for (start, jump) in self.starts.iter().zip(&self.jumps) {
            if *jump != 0.0 && *start > 0.0 {
                let nearness = (self.reached / (self.reached + start)).clamp(0.0, 1.0);
                let weight = 1.0 + goal_gradient * nearness;
                value += jump * density(scaled(*start)) / outlook.deviation * weight;
            }
        }
        value
    }
}

/// The outlook of `weeks` weeks of a compound Poisson stream of sales: `opportunities` a week won
/// with chance `win`, lognormal with mean `deal_mean` and log deviation `deal_sigma`.
pub fn outlook(
    weeks: f64,
    opportunities: f64,
    win: f64,
    deal_mean: f64,
    deal_sigma: f64,
) -> Outlook {
    let deals = weeks * opportunities * win;
    let spread = crate::simulate::chance::maths::exp(deal_sigma * deal_sigma);
    let variance = deals * deal_mean * deal_mean * spread;
    // A window of no length still holds the deal that may close in it.
    let least = 1e-6 * deal_mean;
    Outlook {
        mean: deals * deal_mean,
        deviation: variance.sqrt().max(least),
    }
}

/// Whose income a reward is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The partner company: its margin.
    Company,
    /// The person who sells: a commission out of that margin.
    Seller,
}

/// A marginal value relative to the recipient's normal income on the same sale, discounted by how
/// long payment takes and how complicated the terms are.
pub fn relative_reward(
    behaviour: &Behaviour,
    recipient: Recipient,
    marginal_value: f64,
    margin: f64,
    delay_weeks: f64,
    complexity: f64,
) -> f64 {
    let (income, pass_through) = match recipient {
        Recipient::Company => (margin, behaviour.company_pass_through),
        Recipient::Seller => (
            margin * behaviour.seller_commission,
            behaviour.seller_pass_through,
        ),
    };
    let relative = (marginal_value / income * pass_through).clamp(0.0, Behaviour::MOST_REWARD);
    relative * decay(delay_weeks, behaviour.delay_half_life) * (1.0 - 0.5 * complexity)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The probability that a compound Poisson sum of lognormal deals lies in each cell of width
    /// `cell`: Panjer's recursion on a discretised deal size, an independent exact way.
    fn compound(deals: f64, median: f64, sigma: f64, cell: f64, cells: usize) -> Vec<f64> {
        let below = |x: f64| {
            let z = if x <= 0.0 {
                -40.0
            } else {
                libm::log(x / median) / sigma
            };
            0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
        };
        let size: Vec<f64> = (0..cells)
            .map(|k| {
                let middle = k as f64 * cell;
                below(middle + 0.5 * cell) - below(middle - 0.5 * cell)
            })
            .collect();
        let mut total = vec![0.0; cells];
        total[0] = libm::exp(-deals * (1.0 - size[0]));
        for s in 1..cells {
            let sum: f64 = (1..=s).map(|j| j as f64 * size[j] * total[s - j]).sum();
            total[s] = deals / s as f64 * sum;
        }
        total
    }

    #[test]
    fn a_threshold_is_worth_its_jump_times_the_density() {
        // K16: d/dx J P(x + S >= Q) = J f_S(Q - x). The normal density stands for the exact one;
        // at the mean it is within 0.8 to 1.25 from two expected deals on; below it the skew of
        // deals makes the exact density larger, and the normal one stays above 0.6 of it.
        let (median, sigma) = (20.0, 1.0);
        let mean = median * libm::exp(0.5);
        for deals in [2.0, 4.0, 8.0, 16.0] {
            let cell = 1.0;
            let exact = compound(deals, median, sigma, cell, 1_500);
            let outlook = outlook(deals, 1.0, 1.0, mean, sigma);
            for share in [0.6, 0.8, 1.0] {
                let distance = share * outlook.mean;
                let place = (distance / cell).round() as usize;
                let expected = 500.0 * exact[place] / cell;
                let curve = Curve {
                    reached: 0.0,
                    starts: vec![0.0, place as f64 * cell],
                    slopes: vec![0.0, 0.0],
                    jumps: vec![0.0, 500.0],
                };
                let ratio = curve.marginal_value(outlook, 0.0) / expected;
                let allowed = if share == 1.0 { 0.8..1.25 } else { 0.6..1.25 };
                assert!(allowed.contains(&ratio), "{deals} deals, {share}: {ratio}");
            }
        }
    }

    #[test]
    fn a_proportional_payout_is_worth_its_rate() {
        let outlook = Outlook {
            mean: 100.0,
            deviation: 40.0,
        };
        assert_eq!(Curve::proportional(0.03).marginal_value(outlook, 0.5), 0.03);
    }

    #[test]
    fn marginal_bands_are_weighted_by_where_sales_end() {
        // Slopes 1% and 3% with the border at the mean: half of each.
        let curve = Curve {
            reached: 0.0,
            starts: vec![0.0, 100.0],
            slopes: vec![0.01, 0.03],
            jumps: vec![0.0, 0.0],
        };
        let outlook = Outlook {
            mean: 100.0,
            deviation: 40.0,
        };
        assert!((curve.marginal_value(outlook, 0.5) - 0.02).abs() < 1e-15);
        // Numerical derivative of E f(x + S) for normal S, by a fine trapezoid.
        let payout = |x: f64| 0.01 * x.min(100.0) + 0.03 * (x - 100.0).max(0.0);
        let outlook = Outlook {
            mean: 70.0,
            deviation: 25.0,
        };
        let expected = |extra: f64| -> f64 {
            (-8_000..=8_000)
                .map(|k| {
                    let z = f64::from(k) * 0.001;
                    let weight = libm::exp(-0.5 * z * z) / std::f64::consts::TAU.sqrt();
                    0.001 * weight * payout(extra + 70.0 + 25.0 * z)
                })
                .sum()
        };
        let slope = (expected(0.5) - expected(-0.5)) / 1.0;
        assert!((curve.marginal_value(outlook, 0.0) - slope).abs() < 1e-6);
    }

    #[test]
    fn effort_rises_towards_a_goal_and_gives_up_far_from_it() {
        let at = |reached: f64| {
            let distance = 1_000.0 - reached;
            let curve = Curve {
                reached,
                starts: vec![0.0, distance],
                slopes: vec![0.0, 0.0],
                jumps: vec![0.0, 50.0],
            };
            curve.marginal_value(
                Outlook {
                    mean: 200.0,
                    deviation: 100.0,
                },
                0.5,
            )
        };
        assert!(at(800.0) > at(600.0) && at(600.0) > at(0.0));
        assert!(at(0.0) < 1e-9, "hopeless");
    }

    #[test]
    fn relative_rewards_follow_income_delay_and_complexity() {
        let behaviour = Behaviour::default();
        let company = |value, delay, complexity| {
            relative_reward(
                &behaviour,
                Recipient::Company,
                value,
                0.20,
                delay,
                complexity,
            )
        };
        assert!((company(0.02, 0.0, 0.0) - 0.05).abs() < 1e-15);
        assert!((company(0.02, 46.0, 0.0) - 0.025).abs() < 1e-15);
        assert!((company(0.02, 0.0, 0.4) - 0.04).abs() < 1e-15);
        assert_eq!(company(50.0, 0.0, 0.0), Behaviour::MOST_REWARD);
        assert_eq!(company(-0.1, 0.0, 0.0), 0.0);
        let seller = relative_reward(&behaviour, Recipient::Seller, 0.02, 0.20, 0.0, 0.0);
        assert!(
            (seller - 0.5).abs() < 1e-15,
            "ten times nearer the seller's pocket"
        );
    }
}
