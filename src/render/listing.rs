//! Tables as plain text: in columns for a terminal, or as Markdown for a comment on a pull request. The first
//! column is flush left, the others flush right.

/// A table in columns.
pub fn columns(head: &[&str], rows: &[Vec<String>]) -> String {
    let head: Vec<String> = head.iter().map(|title| (*title).to_owned()).collect();
    let all = || [&head].into_iter().chain(rows);
    let width = |at: usize| {
        let cells = all().filter_map(|row| row.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let cell = |(at, text): (usize, &String)| {
        let room = " ".repeat(width(at).saturating_sub(text.chars().count()));
        match at {
            0 => format!("{text}{room}"),
            _ => format!("{room}{text}"),
        }
    };
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().enumerate().map(cell).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    all().map(line).collect()
}

/// A table in Markdown.
pub fn markdown(head: &[&str], rows: &[Vec<String>]) -> String {
    let rule = "---:|".repeat(head.len().saturating_sub(1));
    let head = format!("| {} |\n|---|{rule}\n", head.join(" | "));
    let rows = rows.iter().map(|row| format!("| {} |\n", row.join(" | ")));
    rows.fold(head, |out, row| out + &row)
}

#[cfg(test)]
mod tests {
    use super::{columns, markdown};

    #[test]
    fn a_table_in_both_forms() {
        let rows = [
            vec!["volume".to_owned(), "1,000".to_owned()],
            vec!["mdf".to_owned(), "9".to_owned()],
        ];
        assert_eq!(
            columns(&["paid", "by"], &rows),
            "paid       by\nvolume  1,000\nmdf         9\n"
        );
        assert_eq!(
            markdown(&["paid", "by"], &rows),
            "| paid | by |\n|---|---:|\n| volume | 1,000 |\n| mdf | 9 |\n"
        );
    }
}
