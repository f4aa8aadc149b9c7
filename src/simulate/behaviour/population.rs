//! The partners of a run, drawn by address from a scenario's mix: each depends on its own key and
//! the seed alone, so adding one changes no other. One column a quantity. Knows no program.
//!
//! Four attributes (size, capability, digital maturity, affinity) are correlated normal numbers;
//! every quantity is a monotone function of them (a Gaussian copula). Partners are the same in
//! every replication: replications are the luck of the year, not other partners.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::intake::scenario::list::Listed;
use crate::intake::scenario::population::{Economics, Mix, triangle};
use crate::simulate::behaviour::filling::{economics, given, told};
use crate::simulate::chance::draw::category;
use crate::simulate::chance::hash::partner_hash;
use crate::simulate::chance::maths::{exp, logistic, logit, power};
use crate::simulate::chance::normal::{Quadrature, cumulative, quantile};
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::{Address, Key};

/// The partners of a run. Every vector has one entry a partner; money is in units of the
/// program's currency.
#[derive(Clone, Debug, Default)]
pub struct Partners {
    /// `p0001`, ...
    pub names: Vec<Name>,
    /// Addresses of their random words.
    pub hashes: Vec<u64>,
    /// The place of the type.
    pub types: Vec<u16>,
    /// The place of the region.
    pub regions: Vec<u16>,
    /// Standard deviations above the average size of the type.
    pub size: Vec<f64>,
    /// The same for capability.
    pub capability: Vec<f64>,
    /// The same for digital maturity.
    pub digital: Vec<f64>,
    /// The same for affinity to the vendor.
    pub affinity: Vec<f64>,
    /// Yearly revenue without a program.
    pub revenue: Vec<f64>,
    /// Median deal.
    pub deal_median: Vec<f64>,
    /// Mean deal.
    pub deal_mean: Vec<f64>,
    /// Logit of the chance to win a deal of average quality.
    pub win_logit: Vec<f64>,
    /// The chance to win, averaged over qualities.
    pub win: Vec<f64>,
    /// Opportunities a week, for each line.
    pub rates: Vec<Vec<f64>>,
    /// Offers that get attention at once.
    pub attention: Vec<f64>,
    /// Chance to visit the portal in a week.
    pub visit: Vec<f64>,
    /// Partner's margin on revenue.
    pub margin: Vec<f64>,
    /// Mean weeks from opportunity to decision.
    pub cycle_weeks: Vec<f64>,
    /// People who sell.
    pub people: Vec<u16>,
    /// Standard deviation of a deal's hidden quality.
    pub quality_sigma: f64,
    /// Standard deviation of the logarithm of deal size.
    pub deal_sigma: f64,
    /// The place of the core line.
    pub core: usize,
}

/// How deal size follows partner size.
const DEAL_ELASTICITY: f64 = 0.40;
/// How the share of focus lines follows capability, in logits.
const FOCUS_BY_CAPABILITY: f64 = 0.5;
/// How portal visits follow digital maturity, in logits.
pub(super) const VISIT_BY_DIGITAL: f64 = 0.9;

impl Partners {
    /// Draws the partners of a mix; of those that it lists, what the list does not say. `attention_slots` is the mean number of offers a partner
    /// works towards; infinite for no limit. Correlations must have a triangle.
    pub fn draw(mix: &Mix, seed: u32, attention_slots: f64) -> Partners {
        let lower = triangle(mix.correlations).unwrap_or_else(independent);
        let key = Key {
            seed,
            replication: 0,
        };
        let rule = Quadrature::new();
        let mut partners = Partners {
            rates: vec![Vec::new(); mix.lines.len()],
            quality_sigma: mix.quality_sigma,
            deal_sigma: mix.deal_sigma,
            core: mix.core(),
            ..Partners::default()
        };
        let type_shares: Vec<f64> = mix.types.iter().map(|each| each.of.share).collect();
        let region_shares: Vec<f64> = mix.regions.iter().map(|each| each.share).collect();
        for listed in rows(mix) {
            let hash = partner_hash(&listed.name);
            let at = |purpose: Purpose| Address::of(purpose).by(hash);
            let drawn = |purpose, shares: &[f64]| category(key.uniform(at(purpose)), shares) as u16;
            let sort = listed.sort;
            let sort = sort.unwrap_or_else(|| drawn(Purpose::PartnerType, &type_shares));
            let region = listed.region;
            let region = region.unwrap_or_else(|| drawn(Purpose::PartnerRegion, &region_shares));
            let mut independent = [0.0; 4];
            for (k, z) in (0_u16..).zip(independent.iter_mut()) {
                *z = quantile(key.uniform(at(Purpose::Attribute).number(k)));
            }
            let drawn = lower.map(|row| {
                row.iter()
                    .zip(&independent)
                    .map(|(weight, z)| weight * z)
                    .sum::<f64>()
            });
            let economics = economics(mix.types[usize::from(sort)].economics, &listed);
            let told = told(mix, &economics, &listed);
            let attributes = given(drawn, told, mix.correlations);
            partners.names.push(listed.name.clone());
            partners.hashes.push(hash);
            partners.types.push(sort);
            partners.regions.push(region);
            partners.add_business(mix, &economics, &listed, attributes, &rule);
            partners.add_habits(mix, &listed, attributes, attention_slots);
        }
        partners
    }

    /// The first partners take the names that a program knows partners by; their luck stays their own.
    pub fn stand_for(&mut self, mut named: BTreeSet<Name>) {
        named.retain(|name| !self.names.contains(name));
        for (own, name) in self.names.iter_mut().zip(named) {
            *own = name;
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Weekly revenue of one partner without a program.
    pub fn weekly_revenue(&self, partner: usize) -> f64 {
        self.revenue[partner] / 52.0
    }

    /// Opportunities a week over all lines, to divide those of a line by; 1 for who has none, so that its parts are 0.
    pub fn opportunities(&self, partner: usize) -> f64 {
        let all = self.rates.iter().map(|rates| rates[partner]).sum();
        if all > 0.0 { all } else { 1.0 }
    }

    /// Revenue, deals and opportunities: `m = median e^(sigma z)`, deals by a power of relative
    /// size, opportunities so that won revenue is m.
    fn add_business(
        &mut self,
        mix: &Mix,
        of: &Economics,
        listed: &Listed,
        z: [f64; 4],
        rule: &Quadrature,
    ) {
        let relative = exp(mix.size_sigma * z[0]);
        let usual = of.revenue * mix.price_level * relative;
        let revenue = listed.revenue.unwrap_or(usual);
        let usual = of.deal * mix.price_level * power(relative, DEAL_ELASTICITY);
        let median = listed.deal.unwrap_or(usual);
        let mean = median * exp(0.5 * mix.deal_sigma * mix.deal_sigma);
        let base = logit(of.win);
        let win = rule.expect(|quality| logistic(base + mix.quality_sigma * quality));
        let opportunities = revenue / 52.0 / (mean * win);
        let lean = exp(FOCUS_BY_CAPABILITY * z[1]);
        let weight = |line: usize| {
            let share = mix.lines[line].share;
            if line == self.core {
                share
            } else {
                share * lean
            }
        };
        let total: f64 = (0..mix.lines.len()).map(weight).sum();
        let rates: Vec<f64> = (0..mix.lines.len())
            .map(|line| opportunities * weight(line) / total)
            .collect();
        for (column, rate) in self.rates.iter_mut().zip(rates) {
            column.push(rate);
        }
        self.revenue.push(revenue);
        self.deal_median.push(median);
        self.deal_mean.push(mean);
        self.win_logit.push(base);
        self.win.push(win);
        self.margin.push(of.margin);
        self.cycle_weeks.push(of.cycle_weeks);
    }

    /// Attributes, attention, portal visits and people.
    fn add_habits(&mut self, mix: &Mix, listed: &Listed, z: [f64; 4], attention_slots: f64) {
        let [size, capability, digital, affinity] = z;
        self.size.push(size);
        self.capability.push(capability);
        self.digital.push(digital);
        self.affinity.push(affinity);
        let slots = (attention_slots + 0.7 * size + 0.5).floor();
        let most = if attention_slots.is_finite() {
            5.0
        } else {
            f64::INFINITY
        };
        self.attention.push(slots.clamp(1.0, most));
        let usual = logistic(logit(mix.portal_visit) + VISIT_BY_DIGITAL * digital);
        self.visit.push(listed.portal_visit.unwrap_or(usual));
        self.people
            .push((3.0 + 1.5 * size).floor().clamp(1.0, 8.0) as u16);
    }

    /// Skill at the start: better for the core line, rising with capability.
    pub fn first_skill(&self, partner: usize, line: usize) -> f64 {
        let most = if line == self.core { 0.5 } else { 0.2 };
        most * cumulative(self.capability[partner])
    }
}

/// Who there is: those of the list, or as many as the mix has, of whom nothing is known.
fn rows(mix: &Mix) -> Vec<Listed> {
    match &mix.list {
        Some(list) => list.partners.clone(),
        None => (1..=mix.partners)
            .map(|number| Listed::named(Name::new(&format!("p{number:04}"))))
            .collect(),
    }
}

fn independent() -> [[f64; 4]; 4] {
    [
        [1.0, 0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0],
        [0.0, 0.0, 0.0, 1.0],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::scenario::population::Share;

    fn many(mix: &Mix) -> Partners {
        Partners::draw(mix, 11, 2.0)
    }

    fn one_type(partners: u32) -> Mix {
        let mut mix = Mix {
            partners,
            ..Mix::default()
        };
        mix.types.truncate(1);
        mix.types[0].of.share = 1.0;
        mix
    }

    /// Ranks from 0, by value.
    fn ranks(values: &[f64]) -> Vec<f64> {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let mut ranks = vec![0.0; values.len()];
        for (rank, place) in order.into_iter().enumerate() {
            ranks[place] = rank as f64;
        }
        ranks
    }

    #[test]
    fn the_largest_fifth_has_its_share() {
        // K21: the share of the top 20% of a lognormal is Phi(sigma - z_.8) = .712. The share is
        // T/S with T the sum of the top; by the delta method its variance is
        // sum (d_i - share)^2 m_i^2 / S^2, d_i = 1 in the top. Its tail is heavy, so 20,000
        // partners and |z| <= 3.5.
        let partners = many(&one_type(20_000));
        let mut revenue = partners.revenue.clone();
        revenue.sort_by(f64::total_cmp);
        let total: f64 = revenue.iter().sum();
        let (rest, top) = revenue.split_at(16_000);
        let share = top.iter().sum::<f64>() / total;
        let expected = cumulative(1.40 - quantile(0.8));
        assert!((expected - 0.712).abs() < 0.001);
        let squares = |values: &[f64], d: f64| values.iter().map(|m| d * d * m * m).sum::<f64>();
        let error = (squares(top, 1.0 - share) + squares(rest, share)).sqrt() / total;
        assert!(
            ((share - expected) / error).abs() < 3.5,
            "{share} {expected} {error}"
        );
    }

    #[test]
    fn ranks_are_correlated_as_the_copula_says() {
        // K22: Spearman = 6/pi asin(C/2) = .3360 for C = .35; its standard error is about
        // 1/sqrt(n - 1).
        let partners = many(&Mix {
            partners: 10_000,
            ..Mix::default()
        });
        let (a, b) = (ranks(&partners.size), ranks(&partners.capability));
        let n = a.len() as f64;
        let apart: f64 = a.iter().zip(&b).map(|(x, y)| (x - y) * (x - y)).sum();
        let spearman = 1.0 - 6.0 * apart / (n * (n * n - 1.0));
        let expected = 6.0 / std::f64::consts::PI * libm::asin(0.35 / 2.0);
        assert!((expected - 0.3360).abs() < 5e-4);
        assert!(
            ((spearman - expected) * (n - 1.0).sqrt()).abs() < 3.5,
            "{spearman}"
        );
    }

    #[test]
    fn opportunities_bring_the_stated_revenue() {
        // lambda x mean deal x chance to win x 52 = yearly revenue, exactly by construction.
        let line = |name: &str, share| Share {
            name: Name::new(name),
            share,
        };
        let lines = vec![line("hardware", 0.94), line("cloud", 0.06)];
        let partners = many(&Mix {
            partners: 50,
            lines,
            ..Mix::default()
        });
        for i in 0..partners.len() {
            let rate: f64 = partners.rates.iter().map(|column| column[i]).sum();
            let revenue = rate * partners.deal_mean[i] * partners.win[i] * 52.0;
            assert!((revenue / partners.revenue[i] - 1.0).abs() < 1e-12);
            let focus = partners.rates[1][i] / rate;
            let expected = logistic(logit(0.06) + 0.5 * partners.capability[i]);
            assert!((focus - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn the_mean_chance_to_win_is_the_average_over_qualities() {
        // Trapezoid over +-8 standard deviations, an independent integration.
        let partners = many(&one_type(1));
        let (base, sigma) = (libm::log(0.23 / 0.77), 0.7);
        let step = 0.001;
        let total: f64 = (-8_000..=8_000)
            .map(|k| {
                let z = f64::from(k) * step;
                let density = libm::exp(-0.5 * z * z) / std::f64::consts::TAU.sqrt();
                step * density / (1.0 + libm::exp(-(base + sigma * z)))
            })
            .sum();
        assert!((partners.win[0] - total).abs() < 1e-9);
    }

    #[test]
    fn a_partner_does_not_depend_on_the_others() {
        let few = many(&Mix {
            partners: 3,
            ..Mix::default()
        });
        let more = many(&Mix {
            partners: 30,
            ..Mix::default()
        });
        assert_eq!(few.names[..], more.names[..3]);
        assert_eq!(few.revenue[..], more.revenue[..3]);
        assert_eq!(few.types[..], more.types[..3]);
        let other = Partners::draw(
            &Mix {
                partners: 3,
                ..Mix::default()
            },
            12,
            2.0,
        );
        assert_ne!(few.revenue, other.revenue);
    }

    #[test]
    fn attention_is_limited_unless_switched_off() {
        let mix = Mix {
            partners: 500,
            ..Mix::default()
        };
        let limited = Partners::draw(&mix, 1, 2.0);
        assert!(
            limited
                .attention
                .iter()
                .all(|slots| (1.0..=5.0).contains(slots))
        );
        let free = Partners::draw(&mix, 1, f64::INFINITY);
        assert!(free.attention.iter().all(|slots| slots.is_infinite()));
    }
}
