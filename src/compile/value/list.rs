//! Values separated by commas. A value that stands in a list twice is refused: whoever wrote it may have meant
//! another one.

use crate::base::date::{Date, Weekday};
use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::value::literal::{fixed, weekday};
use crate::diagnostic::Problem;

/// The alpha-2 codes of ISO 3166-1.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
    ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT \
    HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
    LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
    SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
    UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Values of one sort, read one by one.
pub fn list<T: PartialEq>(
    cursor: &mut Cursor,
    mut one: impl FnMut(&mut Cursor) -> Read<T>,
) -> Read<Vec<T>> {
    let mut found: Vec<(T, Span)> = Vec::new();
    loop {
        let start = cursor.span();
        let value = one(cursor)?;
        let span = start.to(cursor.last_span());
        if let Some((_, first)) = found.iter().find(|(other, _)| *other == value) {
            return Err(twice(*first, span));
        }
        found.push((value, span));
        if !cursor.eat_comma() {
            return Ok(found.into_iter().map(|(value, _)| value).collect());
        }
    }
}

/// Two values of a list are the same.
pub fn twice(first: Span, second: Span) -> Problem {
    Problem::error("said-twice", "the list says the same twice")
        .at(second)
        .also(first, "the first time")
        .help("leave one of them out, or write what was meant in its place")
}

/// Names that are declared nowhere.
pub fn ids(cursor: &mut Cursor) -> Read<Vec<Name>> {
    list(cursor, |cursor| Ok(cursor.word("a name")?.0.clone()))
}

/// Fixed phrases.
pub fn fixed_list(cursor: &mut Cursor, words: &[&'static str]) -> Read<Vec<&'static str>> {
    list(cursor, |cursor| fixed(cursor, words))
}

/// Weekdays.
pub fn weekdays(cursor: &mut Cursor) -> Read<Vec<Weekday>> {
    list(cursor, weekday)
}

/// Dates.
pub fn dates(cursor: &mut Cursor) -> Read<Vec<Date>> {
    list(cursor, |cursor| cursor.date("a date such as `2027-12-24`"))
}

/// Countries by their codes.
pub fn countries(cursor: &mut Cursor) -> Read<Vec<Name>> {
    list(cursor, country)
}

fn country(cursor: &mut Cursor) -> Read<Name> {
    let (word, span) = cursor.word("a country such as `US`")?;
    if COUNTRIES.split(' ').any(|code| code == &**word) {
        return Ok(word.clone());
    }
    let message = format!("`{word}` is no country code of ISO 3166");
    let problem = Problem::error("unknown-country", message).at(span);
    let upper = word.to_uppercase();
    // The code that most people write for the United Kingdom.
    let near = match &*upper {
        "UK" => Some("GB"),
        upper => nearest(upper, COUNTRIES.split(' ')),
    };
    Err(match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("write two capital letters: countries US, CA"),
    })
}
