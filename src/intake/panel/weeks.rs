//! Whether the weeks of a history follow one on the other. Must not know what happened in them.

use crate::diagnostic::Problem;
use crate::diagnostic::place::Row;

/// What is wrong with a week right after another of the same partner.
pub(super) fn between(last: i64, week: i64) -> Option<Problem> {
    if last >= week {
        let message = format!("week {week} comes after week {last}");
        let problem = Problem::error("weeks-out-of-order", message);
        return Some(problem.help("give each partner's weeks once, in their order"));
    }
    if last.saturating_add(1) == week {
        return None;
    }
    let message = format!(
        "week {week} comes right after week {last}: what happened between them is left out"
    );
    let problem = Problem::error("week-left-out", message);
    Some(problem.help(
        "give every week from a partner's first to its last; a week in which nothing happened has zeros",
    ))
}

/// A week of a partner that has left.
pub(super) fn after(left: i64) -> Problem {
    let message = format!("the partner has left in week {left}, and has a later one");
    let problem = Problem::error("week-after-leaving", message);
    problem.help(
        "the week in which it has left is its last; a partner that comes back begins anew, under another name",
    )
}

/// A heading alone says of nobody what happened.
pub(super) fn none(file: &str) -> Problem {
    let place = Row {
        file: file.to_owned(),
        row: 1,
        column: None,
        excerpt: String::new(),
        cell: None,
    };
    Problem::error(
        "history-without-weeks",
        "the history has no week of any partner",
    )
    .at(place)
    .help("give one row for each partner and week, below the heading")
}

#[cfg(test)]
mod tests {
    use crate::intake::findings::Findings;
    use crate::intake::panel::read;

    #[test]
    fn no_week_of_a_partner_is_left_out_and_some_week_is_there() {
        let told = |text: &str| {
            let mut findings = Findings::default();
            read("panel.csv", text.as_bytes(), &mut findings).unwrap();
            let told = findings.problems().iter().map(|it| it.name);
            told.collect::<Vec<&str>>()
        };
        // Who joins later begins later.
        assert_eq!(
            told("partner,week,active\na,1,1\na,2,1\nb,2,1\nb,3,0\n"),
            [""; 0]
        );
        assert_eq!(
            told("partner,week,active\na,1,1\na,3,1\na,4,1\na,9,1\n"),
            ["week-left-out", "week-left-out"]
        );
        // Of who has left nothing more is told, and that once.
        assert_eq!(
            told("partner,week,active\na,1,1\na,2,0\na,3,0\na,4,0\na,5,1\nb,1,0\n"),
            ["week-after-leaving"]
        );
        assert_eq!(told("partner,week,active\n"), ["history-without-weeks"]);
        // What is wrong with the only row is all that is told.
        assert_eq!(told("partner,week,active\na,x,1\n"), ["not-a-number"]);
    }
}
