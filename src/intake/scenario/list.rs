//! The partners of a scenario that lists them: what each row says, and which columns there are. Values only; the file is
//! read by `intake::partner_list`.

use crate::base::name::Name;
use crate::base::span::Span;
use crate::intake::scenario::keys::{Key, above, key};
use crate::intake::scenario::population::Mix;

/// A list of partners in place of drawn ones.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Its file, which stands beside the scenario.
    pub file: Name,
    /// Where the scenario names it.
    pub at: Span,
    /// Its rows, in the order of their ids; none until the file is read.
    pub partners: Vec<Listed>,
}

/// What a row says of a partner; what it does not say is filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// Its id.
    pub name: Name,
    /// The place of its type.
    pub sort: Option<u16>,
    /// The place of its region.
    pub region: Option<u16>,
    /// What it sells of the program's products in a year, in the program's currency.
    pub revenue: Option<f64>,
    /// Its usual deal, in the program's currency.
    pub deal: Option<f64>,
    /// The part of its deals that it wins.
    pub win_rate: Option<f64>,
    /// What it earns on a sale.
    pub margin: Option<f64>,
    /// Weeks from the first talk to the sale.
    pub cycle_weeks: Option<f64>,
    /// How likely it looks into the portal in a week.
    pub portal_visit: Option<f64>,
}

impl Listed {
    /// A partner of which only the id is known.
    pub fn named(name: Name) -> Listed {
        Listed {
            name,
            ..Listed::default()
        }
    }
}

/// A column that holds a number.
pub struct Number {
    /// Its heading, unit, range and meaning; what an empty cell is filled in with stands for its default.
    pub key: Key,
    /// Whether it is an amount of the program's currency.
    pub is_money: bool,
    /// What a row says in it.
    pub of: fn(&Listed) -> Option<f64>,
    /// Where a row keeps it.
    pub slot: fn(&mut Listed) -> &mut Option<f64>,
}

/// Columns that hold a name, with what an empty cell is filled in with, and what they are. The first must be there.
pub const NAMES: &[(&str, &str, &str)] = &[
    ("partner", "refused", "The id; no two rows have the same."),
    (
        "title",
        "nothing",
        "What it is called. The forecast does not use it.",
    ),
    (
        "type",
        "drawn from the shares of `population.types`",
        "Its type, which the program declares.",
    ),
    (
        "region",
        "drawn from the shares of `population.regions`",
        "Its home, which the program declares.",
    ),
];

/// Columns that hold a number.
pub const NUMBERS: &[Number] = &[
    Number {
        key: key(
            "revenue",
            "currency a year",
            (0.0, 1e12),
            "drawn, as the type and what else is said have it",
            "What it sells of the program's products without a program.",
        ),
        is_money: true,
        of: |it| it.revenue,
        slot: |it| &mut it.revenue,
    },
    Number {
        key: above(key(
            "deal",
            "currency",
            (0.0, 1e12),
            "as its type and size have it",
            "Its usual deal: half of them are larger.",
        )),
        is_money: true,
        of: |it| it.deal,
        slot: |it| &mut it.deal,
    },
    Number {
        key: key(
            "win_rate",
            "",
            (0.01, 0.99),
            "that of its type",
            "The part of its deals that it wins.",
        ),
        is_money: false,
        of: |it| it.win_rate,
        slot: |it| &mut it.win_rate,
    },
    Number {
        key: above(key(
            "margin",
            "",
            (0.0, 0.95),
            "that of its type",
            "What it earns on a sale.",
        )),
        is_money: false,
        of: |it| it.margin,
        slot: |it| &mut it.margin,
    },
    Number {
        key: key(
            "cycle_weeks",
            "weeks",
            (1.0, 104.0),
            "that of its type",
            "From the first talk to the sale.",
        ),
        is_money: false,
        of: |it| it.cycle_weeks,
        slot: |it| &mut it.cycle_weeks,
    },
    Number {
        key: above(key(
            "portal_visit",
            "a week",
            (0.0, 0.99),
            "drawn, as what else is said has it",
            "How likely it looks into the portal.",
        )),
        is_money: false,
        of: |it| it.portal_visit,
        slot: |it| &mut it.portal_visit,
    },
];

impl List {
    /// What it says, in one form, whatever the order and the writing of its rows: part of a scenario's fingerprint.
    pub fn text(&self) -> String {
        let rows = self.partners.iter().map(|each| format!("{each:?}\n"));
        rows.collect()
    }
}

impl Mix {
    /// How many cells of each column of its list are filled in, in the order of the columns. Where the program declares no types the
    /// usual ones are drawn; where it declares no regions there are none.
    pub fn filled(&self) -> Vec<(&'static str, u32)> {
        let Some(list) = &self.list else {
            return Vec::new();
        };
        let without = |is_missing: &dyn Fn(&Listed) -> bool| {
            let missing = list.partners.iter().filter(|each| is_missing(each));
            u32::try_from(missing.count()).unwrap_or(u32::MAX)
        };
        let has_regions = self.regions.iter().any(|each| !each.name.is_empty());
        let mut filled = vec![
            ("type", without(&|it| it.sort.is_none())),
            ("region", without(&|it| has_regions && it.region.is_none())),
        ];
        filled.extend(NUMBERS.iter().map(|number| {
            let missing = without(&|it| (number.of)(it).is_none());
            (number.key.path, missing)
        }));
        filled.retain(|(_, cells)| *cells > 0);
        filled
    }
}
