//! One mistake is told once: what only follows from it is not a second problem. Each case is one edit of a program, and the names of all
//! that is refused then.

use std::collections::BTreeMap;
use std::fs;

use super::{STARTER, check_files};

/// A program of `programs/` or a text, what stands there, what is written instead, and what is told.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

#[rustfmt::skip]
const HALDEN: &[Case] = &[
    // A block without its brace, without its heading, without its end.
    ("tiers", "tier silver \"Silver\" {\n", "tier silver \"Silver\"\n", &["unopened-block"]),
    ("products", "line cloud \"Halden Cloud\" { margin", "line cloud \"Halden Cloud\" margin", &["unopened-block"]),
    ("calendar", "\ncalendar {\n", "\ncalendar\n", &["unopened-block"]),
    ("products", "measure registered \"Registered deals\" {\n", "", &["stray-brace"]),
    ("incentives", "spiff summer_spiff \"Summer reward\" {\n", "", &["stray-brace"]),
    ("examples", "example \"gold, 600,000 USD in a quarter\" {\n", "", &["stray-brace"]),
    ("program", "  tell      \"A program for resellers, integrators, service providers and distributors of Halden products.\"\n}", "", &["unclosed-block"]),
    // A quote, the bar of a row.
    ("incentives", "contest summit \"Summit contest\"", "contest summit \"Summit contest", &["unclosed-text"]),
    ("incentives", "rebate volume \"Quarterly", "rebate volume Quarterly", &["unclosed-text"]),
    ("incentives", "    |     1 | 10,000 USD |\n", "          1 | 10,000 USD |\n", &["table-beside-clause"]),
    ("incentives", "    | place | prize      |\n", "      place | prize      |\n", &["table-beside-clause"]),
    ("incentives", "    | place | prize      |\n", "", &["unknown-column"]),
    ("examples", "| partner | seller | deal_id | product ", "| partner | seller   deal_id | product ", &["ragged-table"]),
    ("incentives", "| from          | silver | gold | platinum |", "| from          | silver | gold   platinum |", &["ragged-table"]),
    ("fund", "| silence                    |\n", "| silence                    | quickly\n", &["unclosed-row"]),
    ("incentives", "    | 250,000 USD   |", "    | from          | silver | gold | platinum |\n    | 250,000 USD   |", &["said-twice"]),
    // A word of a clause, of a kind, of a name.
    ("incentives", "  prizes\n", "  prize\n", &["unknown-word"]),
    ("incentives", "  prizes\n", "", &["unexpected-table"]),
    ("incentives", "spiff launch_reward \"", "spif launch_reward \"", &["unknown-word"]),
    ("incentives", "spiff launch_reward \"", "launch_reward \"", &["unknown-word"]),
    ("incentives", "spiff launch_reward \"", "spiff \"", &["unexpected-text"]),
    ("program", "program halden \"", "progam halden \"", &["unknown-word"]),
    ("calendar", "\ncalendar {\n", "\ncalender {\n", &["unknown-word"]),
    ("incentives", "contest summit \"", "contest sumit \"", &["unknown-name"]),
    ("products", "measure bookings \"", "measure booked \"", &["unknown-name"]),
    ("products", "line cloud \"", "line clouds \"", &["unknown-name"]),
    ("incentives", "bonus welcome \"", "bonus volume \"", &["declared-twice"]),
    // Two things that are missing are two mistakes.
    ("incentives", "  account marketing\n  tax     reported by vendor\n  drives  cloud_secure", "  drives  cloud_secure", &["missing-clause", "missing-clause"]),
    // A clause that could not be read, and what would be compared with it.
    ("program", "  languages en, de, ja\n", "  languages en, de, ja quickly\n", &["unknown-word"]),
    ("program", "  languages en, de, ja\n", "  languages en, en, de, ja\n", &["said-twice"]),
    ("program", "  languages en, de, ja\n", "  languages en, dee, ja\n", &["unknown-language"]),
    ("program", "  languages en, de, ja\n", "", &["missing-clause"]),
    ("program", "  money     USD\n", "  money\n", &["unexpected-text"]),
    ("program", "  exchange  EUR to USD at fixed 1.08\n", "  exchange  EUR to USD at fixed\n", &["unexpected-text"]),
    ("incentives", "    |     2 | 6,000 USD  |\n", "    |     2 | 6,000 units |\n", &["unknown-currency"]),
    ("products", "sum  of sale.net_amount", "sum  of sale.net_amuont", &["unknown-field"]),
    ("products", "launch 2027-03-15", "launch 2027-02-30", &["no-such-date"]),
    ("calendar", "    2027-03-15 to 2027-06-13\n", "    2027-06-13 to 2027-03-15\n", &["ends-before-it-starts"]),
    ("incentives", "  account marketing\n  tax     reported by vendor\n  drives  cloud_secure", "  account marketing tax reported by vendor\n  drives  cloud_secure", &["unknown-word"]),
    ("examples", "  expect volume for acme in Q1 = 18,500.00 USD", "  expect volume for acmee in Q1 = 18,500.00 USD", &["example-fails"]),
];

/// A rebate, in which a case has its lines.
const REBATE: &str = "rebate volume \"Volume\" {
  on      bookings in quarter
  rate    2%
  cap     9,000 USD per partner per year crossing paid to the limit
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
";

/// What is written besides the rebate or in its place, and what is told.
#[rustfmt::skip]
const ALONE: &[Case] = &[
    // A version with a mistake is no gap.
    ("rebate", "  rate    2%\n", "  rate    2% until 2027-06-30\n  rate    3 from 2027-07-01\n", &["unexpected-text"]),
    ("rebate", "  rate    2%\n", "  rate    2% until 2027-06-30\n  rate    3% from 2027-13-01\n", &["no-such-date"]),
    ("rebate", "  rate    2%\n", "  rate    2% until 2027-06-30\n  rate    3% quickly from 2027-07-01\n", &["unknown-word"]),
    ("rebate", "  rate    2%\n", "  rate    2% until 2027-06-30\n  ratte   3% from 2027-07-01\n", &["unknown-word"]),
    // A block that is like another.
    ("rebate", "tax     reported by partner\n}\n", "tax     reported by partner\n}\nrebate one \"One\" like two { change rate 3% }\nrebate two \"Two\" like one { change rate 3% }\n", &["like-in-a-circle"]),
    ("rebate", "tax     reported by partner\n}\n", "tax     reported by partner\n}\nrebate one \"One\" like gold { change rate 3% }\n", &["wrong-sort-of-name"]),
    ("rebate", "tax     reported by partner\n}\n", "tax     reported by partner\n}\nrebate one \"One\" like volum { change rate 3% }\n", &["unknown-name"]),
    ("rebate", "tax     reported by partner\n}\n", "tax     reported by partner quickly\n}\nrebate one \"One\" like volume { change rate 3% }\n", &["unknown-word"]),
    ("rebate", "  rate    2%\n", "  ratte   2%\n", &["unknown-word"]),
    // A regional program.
    ("regional", "change zone Europe/Berlin", "change zone Europe/Berlin\n  change zone Europe/Berlin", &["said-twice"]),
    ("regional", "change zone Europe/Berlin", "change volume { change pay 30 days after quarter end next business day in EMEA to the partner as cash }\n  change volume { change pay 30 days after quarter end next business day in EMEA to the partner as credit note }", &["said-twice"]),
    ("regional", "like page in EMEA", "like pages in EMEA", &["unknown-name"]),
    ("regional", "change zone Europe/Berlin", "change volum { change rate 3% }", &["amends-nothing"]),
    ("regional", "  pay     30 days", "  payy    30 days", &["unknown-word"]),
];

const REGIONAL: &str =
    "program page_emea \"Page in Europe\" like page in EMEA {\n  change zone Europe/Berlin\n}\n";

/// The names of all that is refused, in order.
fn told(files: &BTreeMap<String, String>) -> Vec<String> {
    let (_, found) = check_files(files);
    let problems = found["problems"].as_array().unwrap().iter();
    let errors = problems.filter(|each| each["severity"] == "error");
    errors
        .map(|each| each["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn one_edit_of_a_large_program_is_told_once() {
    let entries = fs::read_dir("programs/halden").unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let whole: BTreeMap<String, String> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "charter"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    let mut faults = Vec::new();
    for (file, right, wrong, names) in HALDEN {
        let mut files = whole.clone();
        let text = files.get_mut(*file).unwrap();
        assert!(text.contains(right), "{file}: {right}");
        *text = text.replacen(right, wrong, 1);
        let told = told(&files);
        if told != *names {
            faults.push(format!("{right:?} -> {wrong:?}: {told:?}, not {names:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn one_edit_of_a_small_program_is_told_once() {
    let ground = include_str!("../language/preamble.charter");
    let mut faults = Vec::new();
    for (sort, right, wrong, names) in ALONE {
        let regional = if *sort == "regional" { REGIONAL } else { "" };
        let text = format!("{REBATE}{regional}");
        assert!(text.contains(right), "{right}");
        let files = BTreeMap::from([
            ("ground".to_owned(), ground.to_owned()),
            ("page".to_owned(), text.replacen(right, wrong, 1)),
        ]);
        let told = told(&files);
        if told != *names {
            faults.push(format!("{wrong:?}: {told:?}, not {names:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Each line of the program of the guide left out, written twice, cut short, and with a word too much: one thing is told, or nothing; only
/// of examples each that fails.
#[test]
fn a_line_left_out_written_twice_or_cut_is_told_once() {
    let lines: Vec<&str> = STARTER.lines().collect();
    let mut faults = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let cut = line
            .trim_end()
            .rsplit_once([' ', '"'])
            .map_or("", |(cut, _)| cut);
        let twice = format!("{line}\n{line}");
        for wrong in ["", &twice, cut, &format!("{line} quickly")] {
            // Of a heading, `}` and the headings of a table no second one can be meant.
            if wrong == twice && (line.ends_with(['{', '}']) || line.contains("| from")) {
                continue;
            }
            let mut text = lines.clone();
            text[at] = wrong;
            let files = BTreeMap::from([("acme".to_owned(), format!("{}\n", text.join("\n")))]);
            let told = told(&files);
            if told.len() > 1 && told.iter().any(|name| name != "example-fails") {
                faults.push(format!("{line:?} -> {wrong:?}: {told:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
