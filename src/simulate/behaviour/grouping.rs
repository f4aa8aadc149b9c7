//! Which partner belongs to the group of which: a share of partners belongs to another one that belongs to nobody. Must
//! not know what groups are counted for.

/// For each partner the one that stands for its group, by two numbers of each: the first says whether it belongs to
/// another, the second to which. Who belongs to another stands for nobody; `None` for who does not.
pub fn heads(share: f64, whether: &[f64], which: &[f64]) -> Vec<Option<u32>> {
    let is_member = |u: &f64| *u < share;
    let alone = whether.iter().enumerate().filter(|(_, u)| !is_member(u));
    let alone: Vec<u32> = alone.filter_map(|(i, _)| u32::try_from(i).ok()).collect();
    let head = |(whether, which): (&f64, &f64)| {
        let place = (which * alone.len() as f64) as usize;
        let head = alone.get(place.min(alone.len().saturating_sub(1)));
        head.copied().filter(|_| is_member(whether))
    };
    whether.iter().zip(which).map(head).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_belongs_to_another_belongs_to_one_that_is_alone() {
        // The second and the fourth are members; the first, third and fifth stand for somebody or for nobody.
        let whether = [0.5, 0.1, 0.9, 0.0, 0.2];
        let found = heads(0.2, &whether, &[0.0, 0.34, 0.0, 0.99, 0.0]);
        assert_eq!(found, [None, Some(2), None, Some(4), None]);
        assert_eq!(heads(0.0, &whether, &[0.0; 5]), [None; 5]);
        assert_eq!(
            heads(1.0, &whether, &[0.0; 5]),
            [None; 5],
            "nobody is alone"
        );
        assert_eq!(heads(0.5, &[], &[]), []);
    }
}
