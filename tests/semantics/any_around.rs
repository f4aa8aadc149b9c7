//! What looks around a sale, put into programs by chance: rates by age, sales sold with others, payments in time. The
//! number of a program chooses what it gets, so that the programs themselves stay those of `any`.

use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::model::Program;
use charter::payout::later::Until;
use charter::payout::measure::{Beginning, Condition, Figure, Measured, Reading, Together, Window};
use charter::payout::table::{Mode, Start};
use charter::payout::{Occasion, Payout};
use charter::semantics::walk;

use crate::world::*;

/// Adds to every incentive that takes it a part that looks around its sales.
pub fn put(program: &mut Program, number: usize) {
    for (place, incentive) in program.incentives.iter_mut().enumerate() {
        let turn = number + place;
        if incentive.fund.is_some() || !takes(&incentive.payout) {
            continue;
        }
        let is_event =
            |(occasion, _): &(&Occasion, &Payout)| matches!(occasion, Occasion::Event { .. });
        let occasions = incentive.payout.occasions();
        let more = match occasions.iter().filter(|it| is_event(it)).count() {
            0 => of_period(turn),
            all if all == occasions.len() => of_sale(turn),
            _ => continue,
        };
        let both = |earned| Payout::Sum(vec![earned, more.clone()]);
        incentive.payout = incentive.payout.clone().on_each_occasion(&both);
        if turn.is_multiple_of(2) {
            within(&mut incentive.payout);
        }
    }
}

/// Whether a further part can stand beside what is earned on an occasion.
fn takes(payout: &Payout) -> bool {
    let mut takes = true;
    walk::visit(payout, &mut |part| {
        takes &= !matches!(
            part,
            Payout::Shared { .. }
                | Payout::Guarantee { .. }
                | Payout::Spread(_)
                | Payout::Rank { .. }
                | Payout::Net { .. }
                | Payout::Larger { .. }
        );
    });
    takes
}

/// Gives the customer two months to pay, where an award waits for it.
fn within(payout: &mut Payout) {
    match payout {
        Payout::TrueUp(inner) | Payout::Instalments { payout: inner, .. } => within(inner),
        Payout::Hold { until, .. } => *until = Until::CustomerPaid { within: Some(60) },
        _ => {}
    }
}

/// A rate of a sale by its age, and another where it was sold with others.
fn of_sale(turn: usize) -> Payout {
    let beginning = Beginning::ALL[turn / 2 % Beginning::ALL.len()];
    let (key, starts) = match turn % 2 {
        0 => (Measured::MonthsSince(beginning), [0, 1, 4]),
        _ => {
            let days = ["2027-01-01", "2027-04-05", "2027-08-02"];
            let numbers = days.map(|day| i128::from(date(day).number()));
            (Measured::DayOf(beginning), numbers)
        }
    };
    let starts = starts.into_iter().enumerate().map(|(place, at)| Start {
        at: (place > 0 || !turn.is_multiple_of(3)).then(|| Ratio::whole(at)),
        above: false,
    });
    let mut table = bands(Mode::Whole, starts.collect(), &["2.5", "1", "none"]);
    table.basis = own_amount();
    table.key = Some(Figure::Reading(reading(key, Window::Occasion)));
    let together = [Together::Order, Together::Deal, Together::Customer(40)][turn % 3];
    let of = Reading {
        only: vec![Condition::SoldWith([ROUTER].into(), together)],
        ..own_amount()
    };
    let rate = percent("3");
    Payout::Sum(vec![Payout::Bands(table), Payout::Share { rate, of }])
}

/// A rate of the sales of a quarter that were sold with others, or paid for in time or not.
fn of_period(turn: usize) -> Payout {
    let condition = match turn % 5 {
        0 => Condition::SoldWith([ROUTER].into(), Together::Order),
        1 => Condition::SoldWith([ROUTER].into(), Together::Deal),
        2 => Condition::SoldWith([ROUTER].into(), Together::Customer(30)),
        3 => Condition::PaidWithin(60),
        _ => Condition::PaidLate(30),
    };
    Payout::Share {
        rate: percent("2"),
        of: Reading {
            only: vec![condition],
            ..bookings(Window::In(Cycle::Quarter))
        },
    }
}
