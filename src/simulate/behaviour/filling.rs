//! What a list of partners does not say of a partner is filled in: attributes that are not known are drawn, given those
//! that are. Knows no program and no file.

use crate::intake::scenario::list::Listed;
use crate::intake::scenario::population::{Economics, Mix, matrix};
use crate::simulate::behaviour::population::VISIT_BY_DIGITAL;
use crate::simulate::chance::maths::{ln, logit};

/// How far an attribute is followed: beyond it more of a quantity says no more of the partner.
const FARTHEST: f64 = 4.0;

/// The attributes that a row tells, in standard deviations: size by revenue, digital maturity by visits to the portal.
pub(super) fn told(mix: &Mix, of: &Economics, listed: &Listed) -> [Option<f64>; 4] {
    let within = |z: f64| z.clamp(-FARTHEST, FARTHEST);
    let usual = of.revenue * mix.price_level;
    // No revenue is the smallest size: its logarithm is below everything.
    let size = listed.revenue.map(|it| ln(it / usual) / mix.size_sigma);
    let digital = listed
        .portal_visit
        .map(|it| (logit(it) - logit(mix.portal_visit)) / VISIT_BY_DIGITAL);
    [size.map(within), None, digital.map(within), None]
}

/// Attributes after some of them are told: each told one takes the place of what was drawn, and the others move with it by
/// their regression on it, `z + C(.,k) (told - z(k)) / C(k,k)`, one told attribute after the other with the correlations
/// that are left. What comes out is distributed as normal numbers are given those that are told; told what was drawn
/// anyway, nothing moves.
pub(super) fn given(drawn: [f64; 4], told: [Option<f64>; 4], correlations: [f64; 6]) -> [f64; 4] {
    let mut z = drawn;
    let mut left = matrix(correlations);
    for (k, told) in told.into_iter().enumerate() {
        let Some(told) = told else { continue };
        let known = left[k];
        let apart = told - z[k];
        for i in 0..4 {
            let part = known[i] / known[k];
            z[i] += part * apart;
            for (j, each) in left[i].iter_mut().enumerate() {
                *each -= part * known[j];
            }
        }
        // Nothing is left of it to move, not even by rounding.
        z[k] = told;
        left[k] = [0.0; 4];
        left.iter_mut().for_each(|row| row[k] = 0.0);
    }
    z
}

/// How a partner does business: as its type does, but for what its row says.
pub(super) fn economics(usual: Economics, listed: &Listed) -> Economics {
    Economics {
        win: listed.win_rate.unwrap_or(usual.win),
        margin: listed.margin.unwrap_or(usual.margin),
        cycle_weeks: listed.cycle_weeks.unwrap_or(usual.cycle_weeks),
        ..usual
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::name::Name;
    use crate::base::span::{FileId, Span};
    use crate::intake::scenario::list::List;
    use crate::simulate::behaviour::population::Partners;

    const CORRELATIONS: [f64; 6] = [0.35, 0.30, 0.20, 0.35, 0.20, 0.30];

    fn list(partners: Vec<Listed>) -> Mix {
        Mix {
            list: Some(List {
                file: Name::new("partners.csv"),
                at: Span::new(FileId(0), 0, 0),
                partners,
            }),
            ..Mix::default()
        }
    }

    fn drawn(mix: &Mix) -> Partners {
        Partners::draw(mix, 11, 2.0)
    }

    fn ids(count: usize) -> impl Iterator<Item = Listed> {
        (0..count).map(|k| Listed::named(Name::new(&format!("id-{k}"))))
    }

    #[test]
    fn the_middle_of_two_attributes_given_two_others_is_that_of_the_formula() {
        // K = {size 2, digital -1}, C(K,K) = [[1, .3], [.3, 1]], whose inverse times (2, -1) is (2.3, -1.6) / .91.
        // Capability has C(U,K) = (.35, .35): .35 x .7 / .91; affinity (.2, .3): (.46 - .48) / .91.
        let told = [Some(2.0), None, Some(-1.0), None];
        let z = given([0.0; 4], told, CORRELATIONS);
        assert_eq!((z[0], z[2]), (2.0, -1.0));
        assert!((z[1] - 0.245 / 0.91).abs() < 1e-14, "{z:?}");
        assert!((z[3] + 0.02 / 0.91).abs() < 1e-14, "{z:?}");
        // Nothing told, or told what is drawn: nothing moves.
        let all = [0.3, -1.2, 0.7, 2.1];
        assert_eq!(given(all, [None; 4], CORRELATIONS), all);
        assert_eq!(given(all, all.map(Some), CORRELATIONS), all);
        let told = [Some(0.3), None, Some(0.7), None];
        assert_eq!(given(all, told, CORRELATIONS), all);
    }

    #[test]
    fn attributes_of_many_partners_are_distributed_as_given_their_revenue() {
        // Size 1.5 by revenue = 300,000 e^(1.4 x 1.5). Given it an attribute with correlation c has mean 1.5 c and variance
        // 1 - c^2, and two of them the covariance c12 - c1 c2. The mean of n has the error sqrt(v / n), the variance
        // v sqrt(2 / n), the covariance sqrt((v1 v2 + c^2) / n).
        let n = 40_000;
        let revenue = 300_000.0 * libm::exp(1.4 * 1.5);
        let rows = ids(n).map(|it| Listed {
            sort: Some(0),
            revenue: Some(revenue),
            ..it
        });
        let partners = drawn(&list(rows.collect()));
        assert!(partners.size.iter().all(|z| (z - 1.5).abs() < 1e-12));
        assert!(partners.revenue.iter().all(|it| *it == revenue));
        let count = n as f64;
        let moments = |values: &[f64], by: f64| {
            let mean = values.iter().sum::<f64>() / count;
            let spread = values.iter().map(|z| (z - mean) * (z - mean)).sum::<f64>() / count;
            let (expected, variance) = (1.5 * by, 1.0 - by * by);
            assert!(
                ((mean - expected) / (variance / count).sqrt()).abs() < 3.5,
                "{mean}"
            );
            let error = variance * (2.0 / count).sqrt();
            assert!(((spread - variance) / error).abs() < 3.5, "{spread}");
            (mean, variance)
        };
        let (one, v1) = moments(&partners.capability, 0.35);
        moments(&partners.digital, 0.30);
        let (two, v2) = moments(&partners.affinity, 0.20);
        let pairs = partners.capability.iter().zip(&partners.affinity);
        let found = pairs.map(|(x, y)| (x - one) * (y - two)).sum::<f64>() / count;
        let covariance = 0.20 - 0.35 * 0.20;
        let error = ((v1 * v2 + covariance * covariance) / count).sqrt();
        assert!(((found - covariance) / error).abs() < 3.5, "{found}");
    }

    #[test]
    fn what_a_row_says_is_used_as_it_stands() {
        let row = Listed {
            name: Name::new("acme"),
            sort: Some(2),
            region: Some(0),
            revenue: Some(123_456.78),
            deal: Some(9_000.0),
            win_rate: Some(0.5),
            margin: Some(0.11),
            cycle_weeks: Some(7.0),
            portal_visit: Some(0.30),
        };
        let one = drawn(&list(vec![row]));
        assert_eq!(one.names, ["acme"]);
        assert_eq!((one.types[0], one.regions[0]), (2, 0));
        let told = (one.revenue[0], one.deal_median[0], one.margin[0]);
        assert_eq!(told, (123_456.78, 9_000.0, 0.11));
        assert_eq!((one.cycle_weeks[0], one.visit[0]), (7.0, 0.30));
        // Even odds stay even whatever the spread of qualities; visits as usual are a usual partner.
        assert!(one.win_logit[0].abs() < 1e-15 && (one.win[0] - 0.5).abs() < 1e-12);
        assert_eq!(one.digital[0], 0.0);
        // An msp sells 250,000.
        let size = libm::log(123_456.78 / 250_000.0) / 1.4;
        assert!((one.size[0] - size).abs() < 1e-12);
        let sold = one.opportunities(0) * one.deal_mean[0] * one.win[0] * 52.0;
        assert!((sold / 123_456.78 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn who_is_told_what_would_be_drawn_does_not_change() {
        let rows: Vec<Listed> = ids(300).collect();
        let unknown = drawn(&list(rows.clone()));
        let told = rows.into_iter().enumerate().map(|(i, it)| Listed {
            sort: Some(unknown.types[i]),
            revenue: Some(unknown.revenue[i]),
            portal_visit: Some(unknown.visit[i]),
            ..it
        });
        let told = drawn(&list(told.collect()));
        assert_eq!(told.revenue, unknown.revenue);
        let near = |one: &[f64], other: &[f64]| {
            let pairs = one.iter().zip(other);
            pairs.map(|(x, y)| (x - y).abs()).fold(0.0, f64::max)
        };
        assert!(near(&told.capability, &unknown.capability) < 1e-11);
        assert!(near(&told.affinity, &unknown.affinity) < 1e-11);
        assert_eq!(
            (told.people, told.attention),
            (unknown.people, unknown.attention)
        );
    }

    #[test]
    fn a_row_that_is_taken_away_changes_no_other() {
        let rows: Vec<Listed> = ids(40)
            .enumerate()
            .map(|(k, it)| Listed {
                revenue: (k % 3 == 0).then_some(1_000.0 * (k as f64 + 1.0)),
                ..it
            })
            .collect();
        let all = drawn(&list(rows.clone()));
        let some = drawn(&list(rows[5..].to_vec()));
        assert_eq!(some.names[..], all.names[5..]);
        assert_eq!(some.types[..], all.types[5..]);
        assert_eq!(some.capability[..], all.capability[5..]);
        assert_eq!(some.revenue[..], all.revenue[5..]);
    }

    #[test]
    fn nothing_known_is_the_partner_that_would_be_drawn() {
        let mix = Mix {
            partners: 50,
            ..Mix::default()
        };
        let rows = (1..=50).map(|k| Listed::named(Name::new(&format!("p{k:04}"))));
        let (listed, drawn) = (drawn(&list(rows.collect())), drawn(&mix));
        assert_eq!(format!("{listed:?}"), format!("{drawn:?}"));
    }

    #[test]
    fn no_revenue_is_no_opportunity_and_the_smallest_size() {
        let of = |revenue| {
            let row = Listed {
                sort: Some(0),
                revenue: Some(revenue),
                ..Listed::named(Name::new("acme"))
            };
            drawn(&list(vec![row]))
        };
        let none = of(0.0);
        assert_eq!((none.size[0], none.revenue[0]), (-4.0, 0.0));
        assert_eq!(none.rates, [[0.0]]);
        assert_eq!(none.opportunities(0), 1.0, "to divide by");
        assert!(none.deal_mean[0] > 0.0 && none.capability[0].is_finite());
        // 300,000 e^(1.4 x 5) is five deviations above: used as it stands, and as large as four.
        let most = 300_000.0 * libm::exp(7.0);
        let large = of(most);
        assert_eq!((large.size[0], large.revenue[0]), (4.0, most));
    }
}
