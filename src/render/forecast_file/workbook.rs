//! Tables as one workbook, a sheet each. Texts are written as texts, so that none is taken for a formula; the
//! clock is not in it.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::super::{Fault, Page};
use super::table::{Cell, Sort, Table};

/// Tables with more rows than people read in a workbook are left to the other files.
const MOST_ROWS: usize = 20_000;

/// The workbook of all tables.
pub(super) fn page(tables: &[Table]) -> Result<Page, Fault> {
    let failed = |error: XlsxError| Fault::Template(format!("the workbook: {error}"));
    Ok(Page {
        name: "forecast.xlsx".to_owned(),
        bytes: bytes(tables).map_err(failed)?,
    })
}

fn bytes(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A workbook holds when it was made; the first day that it can hold stands for no day.
    let day = ExcelDateTime::from_ymd(1900, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let (head, money) = (
        Format::new().set_bold(),
        Format::new().set_num_format("#,##0.00"),
    );
    let shown = tables.iter().filter(|table| table.rows.len() <= MOST_ROWS);
    for table in shown {
        let sheet = workbook.add_worksheet().set_name(table.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, (name, sort)) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(0, column, *name, &head)?;
            if *sort == Sort::Money {
                sheet.set_column_width(column, 16)?;
            }
        }
        for (line, row) in (1_u32..).zip(&table.rows) {
            let sorted = row.iter().zip(&table.columns);
            for (column, (cell, (_, sort))) in (0_u16..).zip(sorted) {
                match cell {
                    Cell::Text(text) => sheet.write_string(line, column, text)?,
                    Cell::Whole(value) => sheet.write_number(line, column, *value as f64)?,
                    Cell::Number(value) if !value.is_finite() => {
                        sheet.write_string(line, column, value.to_string())?
                    }
                    Cell::Number(value) if *sort == Sort::Money => {
                        sheet.write_number_with_format(line, column, *value, &money)?
                    }
                    Cell::Number(value) => sheet.write_number(line, column, *value)?,
                    Cell::Empty => sheet,
                };
            }
        }
    }
    workbook.save_to_buffer()
}
