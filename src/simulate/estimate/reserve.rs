//! What is to be set aside for payouts: what 995 runs of 1,000 do not exceed. An order statistic of the runs and
//! nothing more: too few runs have none, and none is made up for them.

use crate::simulate::run::forecast::Forecast;

/// Of the runs, the part that pays no more than the reserve, in thousandths.
const IN_A_THOUSAND: usize = 995;

/// The fewest runs of which one is a two-hundredth.
pub const RUNS: usize = 200;

/// The 99.5th percentile of all payouts of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reserve {
    /// There is one.
    Known {
        /// It, in major units.
        amount: f64,
        /// Runs that rank above it.
        above: usize,
        /// All of them.
        runs: usize,
    },
    /// There are too few runs.
    TooFew {
        /// So many.
        runs: usize,
    },
}

impl Forecast {
    /// The reserve for payouts and reimbursements of the program, the weeks after its year included.
    pub fn reserve(&self) -> Reserve {
        let program = self.world("program");
        let totals = program.map_or(&[][..], |world| world.totals.as_slice());
        reserve(totals.iter().map(|each| each.payouts).collect())
    }
}

fn reserve(mut payouts: Vec<f64>) -> Reserve {
    let runs = payouts.len();
    payouts.sort_by(f64::total_cmp);
    // In integers, so that no rounding moves the rank.
    let rank = (runs * IN_A_THOUSAND).div_ceil(1_000);
    let found = rank.checked_sub(1).and_then(|place| payouts.get(place));
    match found {
        Some(amount) if runs >= RUNS => Reserve::Known {
            amount: *amount,
            above: runs - rank,
            runs,
        },
        Some(_) | None => Reserve::TooFew { runs },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs that pay 1, 2, 3 and so on, the largest first.
    fn of(runs: u32) -> Reserve {
        reserve((1..=runs).rev().map(f64::from).collect())
    }

    #[test]
    fn the_reserve_is_a_run_that_was() {
        // 199 of 200 are 99.5%; 298.5 of 300 are 299 runs; 5,970 of 6,000.
        for (runs, amount, above) in [(200, 199.0, 1), (300, 299.0, 1), (6_000, 5_970.0, 30)] {
            let found = Reserve::Known {
                amount,
                above,
                runs: runs as usize,
            };
            assert_eq!(of(runs), found);
        }
    }

    #[test]
    fn too_few_runs_have_none() {
        assert_eq!(of(199), Reserve::TooFew { runs: 199 });
        assert_eq!(of(0), Reserve::TooFew { runs: 0 });
    }
}
