//! Tables as Parquet, for analysts: money is DECIMAL(20, 4), what is missing is null. No compression and no
//! clock, so that the bytes are the same everywhere.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::super::{Fault, Page};
use super::table::{Cell, Sort, Table};

/// Digits of an amount in all.
const PRECISION: i32 = 20;
/// Of them behind the point.
const SCALE: i32 = 4;
/// Bytes that hold 20 digits and a sign.
const WIDTH: i32 = 9;
/// Units of an amount in 1.
const UNITS: f64 = 10_000.0;
/// The most units that 20 digits hold, as near as a float comes from below.
const MOST: f64 = 99_999_999_999_999_983_616.0;

/// A table as a file.
pub(super) fn page(table: &Table) -> Result<Page, Fault> {
    let failed = |error: ParquetError| Fault::Template(format!("{}: {error}", table.name));
    Ok(Page {
        name: format!("{}.parquet", table.name),
        bytes: bytes(table).map_err(failed)?,
    })
}

fn bytes(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let fields: Result<Vec<_>, ParquetError> = table
        .columns
        .iter()
        .map(|(name, sort)| field(name, *sort).map(Arc::new))
        .collect();
    let schema = Type::group_type_builder(table.name)
        .with_fields(fields?)
        .build()?;
    let properties = WriterProperties::builder()
        .set_created_by(concat!("charter ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for (place, (_, sort)) in table.columns.iter().enumerate() {
        let Some(mut column) = group.next_column()? else {
            break;
        };
        let cells = table.rows.iter().filter_map(|row| row.get(place));
        write(&mut column, *sort, cells.collect())?;
        column.close()?;
    }
    group.close()?;
    file.close()?;
    Ok(bytes)
}

fn field(name: &str, sort: Sort) -> Result<Type, ParquetError> {
    let physical = match sort {
        Sort::Text => Physical::BYTE_ARRAY,
        Sort::Whole => Physical::INT64,
        Sort::Real => Physical::DOUBLE,
        Sort::Money => Physical::FIXED_LEN_BYTE_ARRAY,
    };
    let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    let field = match sort {
        Sort::Text => field.with_logical_type(Some(LogicalType::String)),
        Sort::Whole | Sort::Real => field,
        Sort::Money => field
            .with_logical_type(Some(LogicalType::decimal(SCALE, PRECISION)))
            .with_precision(PRECISION)
            .with_scale(SCALE)
            .with_length(WIDTH),
    };
    field.build()
}

fn write(
    column: &mut SerializedColumnWriter,
    sort: Sort,
    cells: Vec<&Cell>,
) -> Result<(), ParquetError> {
    match sort {
        Sort::Text => {
            let (values, there) = parted(&cells, |cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                Cell::Empty | Cell::Whole(_) | Cell::Number(_) => None,
            });
            let to = column.typed::<ByteArrayType>();
            to.write_batch(&values, Some(&there), None)?;
        }
        Sort::Whole => {
            let (values, there) = parted(&cells, |cell| match cell {
                Cell::Whole(value) => Some(*value),
                Cell::Empty | Cell::Text(_) | Cell::Number(_) => None,
            });
            let to = column.typed::<Int64Type>();
            to.write_batch(&values, Some(&there), None)?;
        }
        Sort::Real => {
            let (values, there) = parted(&cells, number);
            let to = column.typed::<DoubleType>();
            to.write_batch(&values, Some(&there), None)?;
        }
        Sort::Money => {
            let (values, there) = parted(&cells, |cell| number(cell).map(decimal));
            let to = column.typed::<FixedLenByteArrayType>();
            to.write_batch(&values, Some(&there), None)?;
        }
    }
    Ok(())
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(value) => Some(*value),
        Cell::Empty | Cell::Text(_) | Cell::Whole(_) => None,
    }
}

/// The values that are there, and for each row whether it has one.
fn parted<T>(cells: &[&Cell], value: impl Fn(&Cell) -> Option<T>) -> (Vec<T>, Vec<i16>) {
    let found: Vec<Option<T>> = cells.iter().map(|cell| value(cell)).collect();
    let there = found
        .iter()
        .map(|value| i16::from(value.is_some()))
        .collect();
    (found.into_iter().flatten().collect(), there)
}

/// An amount in ten-thousandths, the nearest, its highest byte first.
fn decimal(value: f64) -> FixedLenByteArray {
    let units = (value * UNITS).round().clamp(-MOST, MOST) as i128;
    let bytes = units.to_be_bytes();
    let from = bytes.len().saturating_sub(WIDTH as usize);
    FixedLenByteArray::from(bytes.get(from..).unwrap_or_default().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::run::forecast::Forecast;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    use std::io::Write;

    #[test]
    fn what_is_written_reads_back() {
        let forecast = Forecast {
            program: "p".into(),
            ..Forecast::default()
        };
        let columns = [
            ("note", Sort::Text),
            ("week", Sort::Whole),
            ("share", Sort::Real),
            ("paid", Sort::Money),
        ];
        let mut table = Table::of("sample", &columns, &forecast, "USD");
        let cells = [
            Cell::from("=1+1"),
            Cell::from(3_u32),
            Cell::from(0.1),
            Cell::from(-12.34567),
        ];
        table.row("none", cells);
        table.row("program", std::iter::repeat_n(Cell::Empty, 4));
        let written = page(&table).unwrap();
        assert_eq!(written, page(&table).unwrap(), "the same bytes again");
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&written.bytes).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows: Vec<_> = reader
            .get_row_iter(None)
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let texts: Vec<String> = rows[0]
            .get_column_iter()
            .map(|(_, field)| field.to_string())
            .collect();
        // The nearest ten-thousandth.
        assert_eq!(
            texts,
            [
                "\"p\"", "\"\"", "\"USD\"", "\"none\"", "\"=1+1\"", "3", "0.1", "-12.3457"
            ]
        );
        let empty = rows[1].get_column_iter().skip(4);
        assert!(
            empty
                .into_iter()
                .all(|(_, field)| matches!(field, Field::Null))
        );
    }

    #[test]
    fn amounts_beyond_twenty_digits_stay_inside_them() {
        for value in [1e300, -1e300, f64::INFINITY, f64::NAN] {
            assert_eq!(decimal(value).data().len(), 9);
        }
    }
}
