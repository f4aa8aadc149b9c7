//! Who the partners are: shares of types, regions and lines, and the economics of each type.
//! Values only. Figures of archetypes are assumptions unless said otherwise.

use crate::base::name::Name;
use crate::intake::scenario::list::List;

/// The partners of a scenario. Shares of each list sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// How many.
    pub partners: u32,
    /// Who they are, where the scenario lists them.
    pub list: Option<List>,
    /// One for each type the program declares; one without a name where it declares none.
    pub types: Vec<TypeMix>,
    /// One for each region the program declares; one without a name where it declares none.
    pub regions: Vec<Share>,
    /// The part of each product line in baseline revenue; the largest is the core line.
    pub lines: Vec<Share>,
    /// Standard deviation of the logarithm of partner size.
    pub size_sigma: f64,
    /// Standard deviation of the logarithm of deal size.
    pub deal_sigma: f64,
    /// Standard deviation of a deal's hidden quality, in logits of its chance to win.
    pub quality_sigma: f64,
    /// Correlations of the attributes: size-capability, size-digital, size-affinity,
    /// capability-digital, capability-affinity, digital-affinity.
    pub correlations: [f64; 6],
    /// The weekly chance of an average partner to visit the portal.
    pub portal_visit: f64,
    /// Units of the program's currency for one US dollar of the archetypes.
    pub price_level: f64,
}

/// A named share.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The declared name; empty for the only member of a set that the program does not declare.
    pub name: Name,
    /// From 0 to 1.
    pub share: f64,
}

/// A type of partner in the mix.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeMix {
    /// Its name and share of the partners.
    pub of: Share,
    /// How such a partner does business.
    pub economics: Economics,
    /// Whether that is usual or said; else it is that of a reseller, for want of better.
    pub is_known: bool,
}

/// How partners of a type do business, in US dollars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Economics {
    /// Median yearly revenue with the vendor, without a program.
    pub revenue: f64,
    /// Median deal.
    pub deal: f64,
    /// Chance to win a deal of average quality.
    pub win: f64,
    /// Margin on the vendor's goods.
    pub margin: f64,
    /// Mean weeks from opportunity to decision.
    pub cycle_weeks: f64,
}

/// An archetype, its usual share and its economics.
pub struct Archetype {
    /// The word under which a scenario or a program may name it.
    pub name: &'static str,
    /// Its usual share of the partners.
    pub share: f64,
    /// Its economics.
    pub economics: Economics,
}

const fn archetype(name: &'static str, share: f64, figures: [f64; 5]) -> Archetype {
    let [revenue, deal, win, margin, cycle_weeks] = figures;
    Archetype {
        name,
        share,
        economics: Economics {
            revenue,
            deal,
            win,
            margin,
            cycle_weeks,
        },
    }
}

/// The archetypes. Cycles follow size (1 to 2 months below 10,000 USD, 9 to 12 above 250,000).
pub const ARCHETYPES: &[Archetype] = &[
    archetype("reseller", 0.45, [300_000.0, 22_000.0, 0.23, 0.15, 9.0]),
    archetype("var", 0.25, [450_000.0, 45_000.0, 0.25, 0.20, 13.0]),
    archetype("msp", 0.20, [250_000.0, 15_000.0, 0.25, 0.22, 9.0]),
    archetype(
        "distributor",
        0.10,
        [1_600_000.0, 18_000.0, 0.28, 0.06, 6.0],
    ),
    // Fewer and larger deals; no share of its own where a scenario gives none.
    archetype("si", 0.0, [600_000.0, 80_000.0, 0.25, 0.20, 16.0]),
];

impl Archetype {
    /// The archetype with this name.
    pub fn named(name: &str) -> Option<&'static Archetype> {
        ARCHETYPES.iter().find(|each| each.name == name)
    }
}

/// The part of each focus line in baseline revenue where a scenario does not say.
pub const FOCUS_SHARE: f64 = 0.06;

impl Default for Mix {
    /// 400 partners of the usual types in one region with one line.
    fn default() -> Mix {
        let types = ARCHETYPES.iter().map(|each| TypeMix {
            of: Share {
                name: Name::new(each.name),
                share: each.share,
            },
            economics: each.economics,
            is_known: true,
        });
        let only = || {
            vec![Share {
                name: Name::new(""),
                share: 1.0,
            }]
        };
        Mix {
            partners: 400,
            list: None,
            types: types.collect(),
            regions: only(),
            lines: only(),
            size_sigma: 1.40,
            deal_sigma: 1.0,
            quality_sigma: 0.7,
            correlations: [0.35, 0.30, 0.20, 0.35, 0.20, 0.30],
            portal_visit: 0.30,
            price_level: 1.0,
        }
    }
}

impl Mix {
    /// The place of the core line: the largest, the first of equals.
    pub fn core(&self) -> usize {
        let mut core = 0;
        for (place, line) in self.lines.iter().enumerate() {
            if line.share > self.lines[core].share {
                core = place;
            }
        }
        core
    }
}

/// How each attribute goes together with each.
pub fn matrix(correlations: [f64; 6]) -> [[f64; 4]; 4] {
    let [sc, sd, sa, cd, ca, da] = correlations;
    [
        [1.0, sc, sd, sa],
        [sc, 1.0, cd, ca],
        [sd, cd, 1.0, da],
        [sa, ca, da, 1.0],
    ]
}

/// The lower triangle that turns independent normal numbers into correlated ones (Cholesky), or
/// `None` when no four numbers can be correlated so.
pub fn triangle(correlations: [f64; 6]) -> Option<[[f64; 4]; 4]> {
    let wanted = matrix(correlations);
    let mut lower = [[0.0; 4]; 4];
    for row in 0..4 {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest = wanted[row][column] - known;
            if row == column {
                if rest <= 0.0 {
                    return None;
                }
                lower[row][row] = f64::sqrt(rest);
            } else {
                lower[row][column] = rest / lower[column][column];
            }
        }
    }
    Some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archetypes_are_a_population() {
        let total: f64 = ARCHETYPES.iter().map(|each| each.share).sum();
        assert!((total - 1.0).abs() < 1e-12);
        assert!(Archetype::named("msp").is_some() && Archetype::named("agent").is_none());
    }

    #[test]
    fn the_triangle_times_itself_is_the_correlation() {
        let lower = triangle(Mix::default().correlations).unwrap();
        let product = |a: usize, b: usize| (0..4).map(|k| lower[a][k] * lower[b][k]).sum::<f64>();
        assert!((product(0, 1) - 0.35).abs() < 1e-15);
        assert!((product(3, 2) - 0.30).abs() < 1e-15);
        assert!((product(2, 2) - 1.0).abs() < 1e-15);
        assert_eq!(triangle([0.9, 0.9, 0.0, -0.9, 0.0, 0.0]), None);
    }

    #[test]
    fn the_core_line_is_the_largest() {
        let line = |share| Share {
            name: Name::new("x"),
            share,
        };
        let mix = Mix {
            lines: vec![line(0.1), line(0.8), line(0.1)],
            ..Mix::default()
        };
        assert_eq!(mix.core(), 1);
        assert_eq!(Mix::default().core(), 0);
    }
}
