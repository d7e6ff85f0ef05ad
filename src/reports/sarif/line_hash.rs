//! The hash of a line by which GitHub follows a result from commit to commit. Its upload works it out
//! for results that have none and complains of one that differs, so this is the same function: of the
//! hundred UTF-16 units from the start of the line on, without spaces and tabs, and how many lines
//! before it have the same.

use std::collections::HashMap;

use crate::text::source::Source;

/// How many units are hashed.
const BLOCK: usize = 100;

const FACTOR: u64 = 37;

/// What stands behind the last unit of a file.
const END: u16 = 0xFFFF;

/// The hash of each line, the first at 0; none where the file is in another charset than UTF-8, which
/// GitHub would read differently.
pub(super) fn of_lines(source: &Source) -> Vec<String> {
    let skipped = source.file_offset(0);
    let is_utf8 =
        source.file_offset(source.text.len() as u32) == source.text.len() as u64 + skipped;
    if !is_utf8 || source.text.contains('\u{1A}') {
        return Vec::new();
    }
    let mark = (skipped > 0).then_some(0xFEFF);
    number(&hashes(mark.into_iter().chain(source.text.encode_utf16())))
}

/// One hash a line. A rolling hash: each line's is taken when the block that began with it is full.
fn hashes(units: impl Iterator<Item = u16>) -> Vec<u64> {
    let oldest = (0..BLOCK).fold(1_u64, |power, _| power.wrapping_mul(FACTOR));
    let (mut window, mut starts) = ([0_u16; BLOCK], [false; BLOCK]);
    let (mut hash, mut at) = (0_u64, 0);
    let mut lines = Vec::new();
    let mut is_start = true;
    let text = without_blanks(units).chain([END]).map(Some);
    for unit in text.chain(std::iter::repeat_n(None, BLOCK)) {
        if std::mem::replace(&mut starts[at], unit.is_some() && is_start) {
            lines.push(hash);
        }
        let unit_is_end = unit == Some(u16::from(b'\n'));
        is_start = if unit.is_some() { unit_is_end } else { false };
        let unit = unit.unwrap_or(0);
        let gone = std::mem::replace(&mut window[at], unit);
        hash = hash
            .wrapping_mul(FACTOR)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(oldest.wrapping_mul(u64::from(gone)));
        at = (at + 1) % BLOCK;
    }
    lines
}

/// Units without spaces and tabs, every end of a line as `\n`.
fn without_blanks(units: impl Iterator<Item = u16>) -> impl Iterator<Item = u16> {
    let mut is_after_return = false;
    units.filter_map(move |unit| {
        let is_second = is_after_return && unit == u16::from(b'\n');
        is_after_return = unit == u16::from(b'\r');
        match unit {
            0x20 | 0x09 => None,
            _ if is_second => None,
            _ if is_after_return => Some(u16::from(b'\n')),
            _ => Some(unit),
        }
    })
}

/// Hashes as they are written, each with its number among equals.
fn number(hashes: &[u64]) -> Vec<String> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let numbered = hashes.iter().map(|hash| {
        let count = seen.entry(*hash).or_default();
        *count += 1;
        format!("{hash:x}:{count}")
    });
    numbered.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        of_lines(&Source::from_text("x", text))
    }

    /// Values that GitHub's own upload gives.
    #[test]
    fn hashes_are_those_of_github() {
        assert_eq!(of(""), ["c129715d7a2bc9a3:1"]);
        let letters =
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(of(" a\nb\n  \t\tc\n d"), letters);
        let greetings = [
            "e9496ae3ebfced30:1",
            "fb7c023a8b9ccb3f:1",
            "ce8ba1a563dcdaca:1",
            "e20e36e16fcb0cc8:1",
            "b3edc88f2938467e:1",
            "c8e28b0b4002a3a0:1",
            "c129715d7a2bc9a3:1",
        ];
        for end in ["\n", "\r", "\r\n"] {
            let text = " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n".replace('\n', end);
            assert_eq!(of(&text), greetings, "{end:?}");
        }
    }

    #[test]
    fn equal_lines_are_numbered() {
        let lines = of(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert_eq!(lines[..2], ["a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2"]);
        assert_eq!(lines[5..8], ["a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1"]);
        assert_eq!(lines.len(), 11);
    }
}
