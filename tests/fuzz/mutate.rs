//! Inputs made from others: bytes for what reads bytes, words and lines for what reads programs. The same number
//! always makes the same input.

/// A small generator (xorshift64*).
pub struct Random(u64);

impl Random {
    /// From a number; zero is a seed like any other.
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`, which is above zero.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let word = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(word).unwrap() % end
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Pieces that readers treat in ways of their own.
const PIECES: [&str; 34] = [
    "{",
    "}",
    "\"",
    "|",
    "#",
    ";",
    ",",
    "\n",
    "\r",
    "\t",
    "-1",
    "0",
    "100%",
    "0.0001%",
    "999,999,999,999,999,999 USD",
    "0 USD",
    "1 JPY",
    "2027-02-29",
    "2027-12-31",
    "none",
    "any",
    "internal",
    "from",
    "until",
    "of",
    "per",
    "\u{202e}",
    "\u{feff}",
    "é",
    "\u{0}",
    "{{ 1 }}",
    "<script>",
    "=1+1",
    "1e400",
];

/// Some inputs mixed and changed in up to eight places.
pub fn mutate(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = random.one(seeds).clone();
    for _ in 0..random.below(8) + 1 {
        input = match random.below(8) {
            0 => bytes(input, random),
            1 => {
                let other: &Vec<u8> = random.one(seeds);
                spliced(&input, other, random)
            }
            2 => lines(&input, random),
            3 => piece(input, random),
            _ => {
                let other: &Vec<u8> = random.one(seeds);
                words(&input, other, random)
            }
        };
        input.truncate(16_384);
    }
    input
}

/// A byte changed, or a stretch of them taken out.
fn bytes(mut input: Vec<u8>, random: &mut Random) -> Vec<u8> {
    if input.is_empty() {
        return vec![u8::try_from(random.below(256)).unwrap()];
    }
    let at = random.below(input.len());
    if random.below(2) == 0 {
        input[at] = u8::try_from(random.below(256)).unwrap();
    } else {
        let end = (at + random.below(40) + 1).min(input.len());
        input.drain(at..end);
    }
    input
}

/// The beginning of one input and the end of another.
fn spliced(one: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let cut = random.below(one.len() + 1);
    let from = random.below(other.len() + 1);
    [&one[..cut], &other[from..]].concat()
}

/// A line taken out, said twice, or moved.
fn lines(input: &[u8], random: &mut Random) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = input.split_inclusive(|byte| *byte == b'\n').collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let at = random.below(lines.len());
    match random.below(3) {
        0 => _ = lines.remove(at),
        1 => lines.insert(at, lines[at]),
        _ => {
            let line = lines.remove(at);
            lines.insert(random.below(lines.len() + 1), line);
        }
    }
    lines.concat()
}

/// A piece put anywhere.
fn piece(mut input: Vec<u8>, random: &mut Random) -> Vec<u8> {
    let at = random.below(input.len() + 1);
    let piece = random.one(&PIECES);
    input.splice(at..at, piece.bytes());
    input
}

/// A word replaced by a word of another input, or by a piece.
fn words(input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut own = split(input);
    let others = split(other);
    if own.is_empty() || others.is_empty() {
        return input.to_vec();
    }
    let at = random.below(own.len());
    own[at] = match random.below(4) {
        0 => random.one(&PIECES).as_bytes(),
        _ => {
            let word: &&[u8] = random.one(&others);
            word
        }
    };
    own.concat()
}

/// Words and what stands between them.
fn split(input: &[u8]) -> Vec<&[u8]> {
    input
        .chunk_by(|one, two| is_word(*one) == is_word(*two))
        .collect()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.%-".contains(&byte) || !byte.is_ascii()
}
