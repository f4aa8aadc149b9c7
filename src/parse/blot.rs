//! Text overwritten so that every other byte keeps its place.
//! It must not know why.

/// What stands for text without a shape; the grammar reads it as a broken item.
pub(super) const BROKEN: u8 = 1;
/// What stands for characters that are not allowed; a word that holds one is odd.
pub(super) const FORBIDDEN: u8 = 2;
/// [`FORBIDDEN`] as a character.
pub(super) const FORBIDDEN_CHARACTER: char = '\u{2}';

/// The text with some byte ranges overwritten. Each range holds whole characters.
pub(super) fn blot(text: &str, ranges: &[(usize, usize)], with: u8) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (start, end) in ranges {
        if let Some(range) = bytes.get_mut(*start..*end) {
            range.fill(with);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
