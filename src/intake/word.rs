//! Ids, currencies and free texts of data files. It must not know which ids exist.

use crate::base::name::Name;
use crate::intake::cell_fault::CellFault;

/// The longest id, in bytes.
pub const LONGEST_ID: usize = 256;

/// Reads an id. It is compared by its bytes, so spaces around it are refused; and it ends up in
/// spreadsheets, so it may not begin like a formula.
pub fn id(text: &str) -> Result<Name, CellFault> {
    if text.is_empty() {
        Err(CellFault::Empty)
    } else if text.trim() != text || text.contains(['\n', '\t']) {
        Err(CellFault::Spaces)
    } else if text.len() > LONGEST_ID {
        Err(CellFault::LongId)
    } else if begins_formula(text) {
        Err(CellFault::FormulaInId)
    } else {
        Ok(Name::new(text))
    }
}

/// What is worth saying about a free text: one that a spreadsheet would compute is kept as it is
/// and made harmless where it is written out.
pub fn text_warning(text: &str) -> Option<CellFault> {
    begins_formula(text).then_some(CellFault::FormulaInText)
}

/// Whether a spreadsheet would take a text for a formula, also by its full-width signs (OWASP,
/// CSV injection).
pub fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_ID, id, text_warning};
    use crate::intake::cell_fault::CellFault;

    #[test]
    fn ids_are_kept_as_written_or_refused() {
        for text in ["A1", "a-1", "Müller", "x=y", "שלום"] {
            assert_eq!(id(text).as_deref(), Ok(text));
        }
        for (text, fault) in [
            ("", CellFault::Empty),
            (" A1", CellFault::Spaces),
            ("A1\u{a0}", CellFault::Spaces),
            ("A\n1", CellFault::Spaces),
            ("=HYPERLINK(\"x\")", CellFault::FormulaInId),
            ("-5", CellFault::FormulaInId),
            ("＝1+1", CellFault::FormulaInId),
            ("@a", CellFault::FormulaInId),
        ] {
            assert_eq!(id(text), Err(fault), "{text:?}");
        }
        assert_eq!(id(&"x".repeat(LONGEST_ID + 1)), Err(CellFault::LongId));
        assert!(id(&"x".repeat(LONGEST_ID)).is_ok());
    }

    #[test]
    fn a_text_that_reads_as_a_formula_is_kept_with_a_warning() {
        assert_eq!(
            text_warning("=HYPERLINK(\"x\")"),
            Some(CellFault::FormulaInText)
        );
        assert_eq!(text_warning("＋1"), Some(CellFault::FormulaInText));
        assert_eq!(text_warning("Acme = Bert"), None);
    }
}
