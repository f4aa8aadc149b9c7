//! Charts as still pictures: drawn once wide and once for a phone, described in words, with
//! their data in a table beside them. Must not know which result they show.

pub mod bars;
pub mod burn;
pub mod fan;
pub mod frame;
pub mod heat;
pub mod histogram;
pub mod intervals;
pub mod scale;
pub mod svg;
pub mod text;
pub mod tornado;

use serde::Serialize;

use self::frame::Frame;
use self::svg::Drawing;
use super::escape::Markup;
use super::view::Table;

/// Something that can be drawn, told and tabulated.
pub trait Chart {
    /// The picture, at the width of the frame.
    fn draw(&self, frame: Frame) -> Drawing;

    /// What the picture shows, in a sentence or two, for those who do not see it.
    fn describe(&self) -> String;

    /// The data behind it.
    fn table(&self) -> Table;
}

/// A chart in a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figure {
    /// What the chart shows.
    pub title: String,
    /// How to read it; may be empty.
    pub note: String,
    /// The picture for screens and paper.
    pub wide: Markup,
    /// The picture for phones.
    pub narrow: Markup,
    /// The data behind it.
    pub table: Table,
}

impl Figure {
    /// Draws a chart. `id` must be unique within the page.
    pub fn of(chart: &impl Chart, id: &str, title: &str, note: &str) -> Figure {
        let description = chart.describe();
        let picture = |frame: Frame, part: &str| {
            chart
                .draw(frame)
                .finish(&format!("{id}-{part}"), title, &description)
        };
        Figure {
            title: title.to_owned(),
            note: note.to_owned(),
            wide: picture(Frame::Wide, "wide"),
            narrow: picture(Frame::Narrow, "narrow"),
            table: chart.table(),
        }
    }
}
