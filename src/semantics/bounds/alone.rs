//! A payout of whose tables one pays and no other. Parts of a sum that are a table each, such as the versions of a rate, are
//! left out of it one and all but that one, so that it is no longer for having many.

use super::unreached::alter;
use crate::payout::Payout;
use crate::payout::table::{Bands, Cell};
use crate::semantics::walk;

/// A payout with its tables told apart, in their order.
pub struct Tables<'p> {
    /// What is left of the payout without parts that are a table.
    rest: Payout,
    /// Each table.
    tables: Vec<Table<'p>>,
}

struct Table<'p> {
    bands: &'p Bands,
    stands: Stands<'p>,
}

/// Where a table stands.
enum Stands<'p> {
    /// In the rest, as the table of this place there.
    InRest(usize),
    /// It is this part of the shape of that place in the rest.
    PartOf(usize, &'p Payout),
}

impl<'p> Tables<'p> {
    /// Those of a payout.
    pub fn of(payout: &'p Payout) -> Tables<'p> {
        let mut rest = payout.clone();
        alter(&mut rest, &mut |shape| {
            if let Payout::Sum(parts) | Payout::Greatest(parts) = shape {
                parts.retain(|part| table_of(part).is_none());
            }
        });
        let mut found = Finding::default();
        found.below(payout);
        Tables {
            rest,
            tables: found.tables,
        }
    }

    /// Each table, in order.
    pub fn all(&self) -> impl Iterator<Item = &'p Bands> {
        self.tables.iter().map(|table| table.bands)
    }

    /// The payout where one of them pays, from a band on.
    pub fn from(&self, table: usize, band: usize) -> Payout {
        let stands = self.tables.get(table).map(|table| &table.stands);
        let mut alone = self.rest.clone();
        let mut place = 0_usize;
        alter(&mut alone, &mut |shape| {
            if let Payout::Bands(bands) = shape {
                let is_asked = matches!(stands, Some(Stands::InRest(own)) if *own == place);
                empty(bands, if is_asked { band } else { bands.starts.len() });
                place = place.saturating_add(1);
            }
        });
        if let Some(Stands::PartOf(sum, part)) = stands {
            put(&mut alone, *sum, part, band);
        }
        alone
    }
}

/// Puts a part that is a table, from a band on, into the sum of a place.
fn put(rest: &mut Payout, sum: usize, part: &Payout, band: usize) {
    let mut part = part.clone();
    alter(&mut part, &mut |shape| {
        if let Payout::Bands(bands) = shape {
            empty(bands, band);
        }
    });
    let mut place = 0_usize;
    alter(rest, &mut |shape| {
        if let Payout::Sum(parts) | Payout::Greatest(parts) = shape
            && place == sum
        {
            parts.push(part.clone());
        }
        place = place.saturating_add(1);
    });
}

/// The table that a part of a sum is, whatever stands around it.
fn table_of(part: &Payout) -> Option<&Bands> {
    match part {
        Payout::Bands(bands) => Some(bands),
        Payout::When { then: payout, .. }
        | Payout::Net { payout, .. }
        | Payout::Larger { payout, .. }
        | Payout::Over { payout, .. }
        | Payout::Cap { payout, .. }
        | Payout::Draw { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Valued { payout, .. }
        | Payout::Hold { payout, .. }
        | Payout::Instalments { payout, .. }
        | Payout::Shared { payout, .. }
        | Payout::Undo { payout, .. }
        | Payout::TrueUp(payout) => table_of(payout),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Spread(_)
        | Payout::Rank { .. }
        // A guarantee pays whatever the table does.
        | Payout::Guarantee { .. }
        | Payout::Choose { .. }
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_) => None,
    }
}

/// What is found in the order of the payout.
#[derive(Default)]
struct Finding<'p> {
    tables: Vec<Table<'p>>,
    /// Shapes of the rest so far.
    shapes: usize,
    /// Tables of the rest so far.
    in_rest: usize,
}

impl<'p> Finding<'p> {
    fn below(&mut self, payout: &'p Payout) {
        let shape = self.shapes;
        self.shapes = shape.saturating_add(1);
        if let Payout::Bands(bands) = payout {
            let stands = Stands::InRest(self.in_rest);
            self.tables.push(Table { bands, stands });
            self.in_rest = self.in_rest.saturating_add(1);
        }
        let is_sum = matches!(payout, Payout::Sum(_) | Payout::Greatest(_));
        for child in walk::children(payout) {
            match table_of(child).filter(|_| is_sum) {
                Some(bands) => {
                    let stands = Stands::PartOf(shape, child);
                    self.tables.push(Table { bands, stands });
                }
                None => self.below(child),
            }
        }
    }
}

/// Bands that pay nothing, so many.
fn empty(bands: &mut Bands, count: usize) {
    for cells in &mut bands.columns {
        let cells = cells.iter_mut().take(count);
        cells.for_each(|cell| *cell = Cell::Nothing);
    }
}
