//! How alike two names look: BI-SIM and TRI-SIM (Kondrak & Dorr, "Identification of confusable drug names",
//! COLING 2004), the longest common subsequence over pairs and triples of letters, with part of a point
//! where only some of the letters agree. Knows no words.

/// Names with fewer letters are never said to look alike: "Open" and "Opt in" differ enough.
const FEWEST: usize = 5;
/// Longer ones are sentences.
const MOST: usize = 64;

/// How alike two folded names look, from 0 to 1: the mean of BI-SIM and TRI-SIM. `None` if one is too short
/// or too long to tell, or is not made of letters, or if they cannot reach `least`.
pub(super) fn similarity(a: &str, b: &str, least: f64) -> Option<f64> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let fits = |name: &[char]| {
        let letters = name.iter().filter(|char| char.is_alphabetic()).count();
        (FEWEST..=MOST).contains(&letters) && letters + spaces(name) == name.len()
    };
    // What is only in the longer one is lost to both measures.
    let most = || ratio(a.len().min(b.len()), a.len().max(b.len()));
    if !fits(&a) || !fits(&b) || most() < least {
        return None;
    }
    let mean = f64::midpoint(n_sim::<2>(&a, &b), n_sim::<3>(&a, &b));
    (mean >= least).then_some(mean)
}

fn spaces(name: &[char]) -> usize {
    name.iter().filter(|&&char| char == ' ').count()
}

#[allow(clippy::cast_precision_loss)] // a name has few letters
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// N-SIM: the names are read in overlapping groups of `N` letters, the first one repeated before them. Counted
/// in letters that agree, `N` of them a point.
fn n_sim<const N: usize>(a: &[char], b: &[char]) -> f64 {
    let groups = |name: &[char]| -> Vec<[char; N]> {
        let at = |index: usize, letter: usize| name[(index + letter + 1).saturating_sub(N)];
        (0..name.len()).map(|index| std::array::from_fn(|letter| at(index, letter))).collect()
    };
    let (of_a, of_b) = (groups(a), groups(b));
    let agreeing = |x: &[char; N], y: &[char; N]| x.iter().zip(y).filter(|(x, y)| x == y).count();
    let mut best = vec![0; of_b.len() + 1];
    for x in &of_a {
        let mut diagonal = 0;
        for (at, y) in of_b.iter().enumerate() {
            let above = best[at + 1];
            best[at + 1] = above.max(best[at]).max(diagonal + agreeing(x, y));
            diagonal = above;
        }
    }
    ratio(best[of_b.len()], N * a.len().max(b.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        for (a, b, percent) in [
            ("reserved", "resolved", 75),
            ("complete", "compete", 80),
            ("received", "reviewed", 58),
            ("approved", "applied", 62),
            ("deleted", "delivered", 60),
            ("working", "waiting", 57),
        ] {
            let found = (similarity(a, b, 0.0).unwrap() * 100.0).round();
            assert!((found - f64::from(percent)).abs() <= 1.0, "{a} {b}: {found}");
            assert_eq!(similarity(a, b, 0.0), similarity(b, a, 0.0), "{a} {b}");
        }
    }

    #[test]
    fn what_is_never_alike() {
        for (a, b) in
            [("open", "opens"), ("", ""), ("step 10001", "step 10002"), ("ab", "abcdefgh")]
        {
            assert_eq!(similarity(a, b, 0.65), None, "{a} {b}");
        }
        assert_eq!(similarity("shipped", "sent to the warehouse", 0.65), None);
    }
}
