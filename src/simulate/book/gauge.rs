//! What a measure of the program comes to for each partner, read as payouts read it.

use crate::base::id::MeasureId;
use crate::base::period::Days;
use crate::payout::measure::{Entity, Measured, Reading, Window};
use crate::payout::table::AsOf;
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::Scene;
use crate::simulate::book::payer::Payer;

/// A measure over some days; a stock is read on the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// Which.
    pub measure: MeasureId,
    /// Over which days.
    pub days: Days,
}

impl Payer<'_> {
    /// What the measure comes to, by partner: minor units, or a number. Nothing where it is too large to say.
    pub fn read(&self, gauge: Gauge) -> Vec<f64> {
        let mut measures = self.fold.plan().program.measures.iter();
        let measure = measures.nth(gauge.measure.index());
        let window = match measure.is_some_and(|each| each.measure.is_stock()) {
            true => Window::AsOf(AsOf::Occasion),
            false => Window::Days(gauge.days),
        };
        let reading = Reading {
            measure: Measured::Measure(gauge.measure),
            window,
            entity: Entity::Partner,
            only: Vec::new(),
        };
        let of_partner = |place: u32| {
            let scene = Scene::on(self.fold.view(), PartnerId(place), gauge.days.last());
            scene.total(&reading).map_or(0.0, |total| total.to_f64())
        };
        (0..).take(self.partners.len()).map(of_partner).collect()
    }
}
