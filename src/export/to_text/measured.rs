//! Measures, figures, tests and events in the words of a program.

use super::node::{Fault, Node};
use super::value::{days, value};

pub(super) fn measure(held: &Node, ware: Option<&str>) -> Result<String, Fault> {
    let counted = if let Some(field) = held.maybe("sum") {
        format!("sum of {}", field.text()?)
    } else if let Some(fact) = held.maybe("count") {
        format!("count of {}", fact.text()?)
    } else if let Some(field) = held.maybe("distinct") {
        let (fact, name) = field
            .text()?
            .split_once('.')
            .ok_or_else(|| field.expected("a field of a fact"))?;
        let having = match held.maybe("having") {
            Some(having) => self::having(&having)?,
            None => String::new(),
        };
        format!("distinct {name} of {fact}{having}")
    } else if let Some(field) = held.maybe("median") {
        let (_, by) = held
            .text_of("by")?
            .split_once('.')
            .ok_or_else(|| held.expected("a field of a fact"))?;
        format!("median of {} by {by}", field.text()?)
    } else {
        let names = held.get("certified")?.texts()?;
        return Ok(format!(
            "distinct person of active certification {}",
            names.join(", ")
        ));
    };
    Ok(format!("{counted}{}", conditions(held, ware)?))
}

/// ` having sum of sale.net_amount >= 10,000 USD`
fn having(held: &Node) -> Result<String, Fault> {
    if let Some(fact) = held.maybe("count") {
        let least = held.text_of("least")?;
        return Ok(format!(" having count of {} >= {least}", fact.text()?));
    }
    let least = held.get("least")?;
    let least = match least.maybe("money") {
        Some(money) => money.text()?.to_owned(),
        None => least.get("count")?.text_of("number")?.to_owned(),
    };
    Ok(format!(
        " having sum of {} >= {least}",
        held.text_of("sum")?
    ))
}

/// ` where A and B`, or nothing. Days are said elsewhere.
fn conditions(held: &Node, ware: Option<&str>) -> Result<String, Fault> {
    conditions_but(held, ware, None)
}

/// The conditions but for the one that is told beside them.
fn conditions_but(held: &Node, ware: Option<&str>, told: Option<usize>) -> Result<String, Fault> {
    let Some(conditions) = held.maybe("where") else {
        return Ok(String::new());
    };
    let mut said = Vec::new();
    for (at, each) in conditions.list()?.into_iter().enumerate() {
        if each.maybe("days").is_none() && told != Some(at) {
            said.push(condition(&each, fact_of(held)?, ware)?);
        }
    }
    Ok(if said.is_empty() {
        String::new()
    } else {
        format!(" where {}", said.join(" and "))
    })
}

/// The word of the facts that are counted or paid for.
fn fact_of<'n>(held: &Node<'n>) -> Result<&'n str, Fault> {
    let field = ["sum", "distinct", "median", "count"]
        .into_iter()
        .find_map(|key| held.maybe(key));
    if let Some(field) = field {
        let text = field.text()?;
        return Ok(text.split_once('.').map_or(text, |(fact, _)| fact));
    }
    Ok(match held.maybe("each") {
        Some(each) => match each.text()? {
            "deal" | "order" | "customer" => "sale",
            "person" => "certification",
            each => each,
        },
        None => "sale",
    })
}

fn condition(node: &Node, fact: &str, ware: Option<&str>) -> Result<String, Fault> {
    let (key, held) = node.only()?;
    let any_of =
        |held: &Node| -> Result<String, Fault> { Ok(held.get("any_of")?.texts()?.join(", ")) };
    Ok(match key {
        "is" => format!("{} is {}", held.text_of("field")?, any_of(&held)?),
        "is_not" => format!("{} is not {}", held.text_of("field")?, any_of(&held)?),
        "at_least" => {
            let amount = match held.maybe("money") {
                Some(money) => money.text()?,
                None => held.get("count")?.text_of("number")?,
            };
            format!("{} >= {amount}", held.text_of("field")?)
        }
        "products" => format!("{fact}.product is {}", products(&held, ware)?),
        "certifications" => {
            format!(
                "certification.certification is {}",
                held.texts()?.join(", ")
            )
        }
        "new_customer" => "the customer is new".to_owned(),
        "lead" => "the deal is a lead".to_owned(),
        "sold_with" => {
            let products = products(&held.get("products")?, ware)?;
            let together = held.text_of("together")?;
            let within = match held.maybe("within_days") {
                Some(days) => format!(" within {} days", days.text()?),
                None => String::new(),
            };
            format!("sold with {products} {together}{within}")
        }
        "paid_within_days" => format!("paid within {} days", held.text()?),
        "not_paid_within_days" => format!("not paid within {} days", held.text()?),
        "registered_deal" => "the deal is registered".to_owned(),
        _ => return Err(node.expected("a condition on a fact")),
    })
}

/// A list of products. Of none, as when a line has no product yet, a program says `tools except tools`.
fn products(held: &Node, ware: Option<&str>) -> Result<String, Fault> {
    let names = held.texts()?;
    match (names.is_empty(), ware) {
        (false, _) => Ok(names.join(", ")),
        (true, Some(ware)) => Ok(format!("{ware} except {ware}")),
        (true, None) => Err(held.expected("a product")),
    }
}

pub(super) fn figure(held: &Node, ware: Option<&str>) -> Result<String, Fault> {
    for (word, between) in [("growth", "over"), ("share", "among")] {
        if let Some(ratio) = held.maybe(word) {
            return Ok(format!(
                "{word} of {} {between} {} when base is 0 then {}",
                reading(&ratio.get("of")?, ware)?,
                reading(&ratio.get("over")?, ware)?,
                ratio.text_of("when_empty")?
            ));
        }
    }
    if let Some(density) = held.maybe("density") {
        return Ok(format!(
            "{} {} {} of {}",
            reading(&density.get("of")?, ware)?,
            density.text_of("each")?,
            value(&density.get("step")?, ware)?,
            reading(&density.get("over")?, ware)?
        ));
    }
    for (key, words) in [("months_since", "months since"), ("day_of", "day of")] {
        if let Some(beginning) = held.maybe(key) {
            return Ok(format!("{words} {}", beginning.text()?));
        }
    }
    if let Some(attainment) = held.maybe("attainment") {
        return Ok(format!(
            "attainment of {} against {}",
            reading(&attainment.get("of")?, ware)?,
            attainment.text_of("target")?
        ));
    }
    if let Some(score) = held.maybe("score") {
        let category = match held.maybe("category") {
            Some(category) => format!(".{}", category.text()?),
            None => String::new(),
        };
        let passed = if held.maybe("passed").is_some() {
            " passed"
        } else {
            ""
        };
        let day = held.text_of("as_of")?;
        return Ok(format!("{}{category}{passed} as of {day}", score.text()?));
    }
    reading(held, ware)
}

fn reading(held: &Node, ware: Option<&str>) -> Result<String, Fault> {
    let mut found = held.text_of("measure")?.to_owned();
    let window = held.get("window")?;
    if let Some(narrowed) = held.maybe("where") {
        for each in narrowed.list()? {
            found.push_str(&format!(" of {}", products(&each.get("products")?, ware)?));
        }
    }
    if let Some(entity) = held.maybe("entity") {
        found.push_str(match entity.text()? {
            "group" => " across group",
            _ => " across partners",
        });
    }
    if window.maybe("average_over_previous").is_some() {
        found.insert_str(0, "average of ");
    } else if window.maybe("peak_over_previous").is_some() {
        found.insert_str(0, "peak of ");
    }
    Ok(format!("{found} {}", self::window(&window)?))
}

fn window(window: &Node) -> Result<String, Fault> {
    let cycle = || window.text_of("cycle");
    Ok(if let Some(cycle) = window.maybe("in") {
        format!("in {}", cycle.text()?)
    } else if let Some(count) = window.maybe("first_days") {
        format!("in first {} days of {}", count.text()?, cycle()?)
    } else if let Some(count) = window.maybe("over_last") {
        format!("over last {} {}s", count.text()?, cycle()?)
    } else if let Some(count) = window.maybe("over_previous") {
        format!("over previous {} {}s", count.text()?, cycle()?)
    } else if let Some(count) = window.maybe("average_over_previous") {
        format!("over previous {} {}s", count.text()?, cycle()?)
    } else if let Some(count) = window.maybe("peak_over_previous") {
        format!("over previous {} {}s", count.text()?, cycle()?)
    } else if let Some(cycle) = window.maybe("same_of_last_year") {
        format!("in same {} of previous year", cycle.text()?)
    } else if let Some(stretch) = window.maybe("days") {
        format!("in {}", days(&stretch)?)
    } else {
        format!("as of {}", window.text_of("as_of")?)
    })
}

pub(super) fn test(node: &Node, ware: Option<&str>) -> Result<String, Fault> {
    let (key, held) = node.only()?;
    let joined = |with: &str| -> Result<String, Fault> {
        let parts: Result<Vec<String>, Fault> =
            held.list()?.iter().map(|part| test(part, ware)).collect();
        Ok(parts?.join(with))
    };
    let any_of = || -> Result<String, Fault> { Ok(held.get("any_of")?.texts()?.join(", ")) };
    let on_a_day = |words: &str| -> Result<String, Fault> {
        let name = held.text_of("certification")?;
        Ok(format!("{words} {name} as of {}", held.text_of("as_of")?))
    };
    Ok(match key {
        "all" => joined(" and ")?,
        "any" => joined(" or ")?,
        "not" => format!("not {}", test(&held, ware)?),
        "tier" => format!("tier is {} as of {}", any_of()?, held.text_of("as_of")?),
        "specialization" => format!("holds {} as of {}", any_of()?, held.text_of("as_of")?),
        "type" => format!("type is {}", any_of()?),
        "region" => format!("region is {}", any_of()?),
        "holds" => on_a_day("holds")?,
        "person_holds" => on_a_day("person holds")?,
        "in_years" => {
            let (every, since) = (held.text_of("every")?, held.text_of("since")?);
            format!("in every {every} years since {since}")
        }
        "partner" => format!("partner is {}", any_of()?),
        "joined_before" => format!("joined before {}", held.text()?),
        "compare" => compare(&held, ware)?,
        "on_days" => {
            let (each, window) = (held.text_of("each")?, held.get("window")?);
            let lead = if each == "day" { "on" } else { "in" };
            format!(
                "{} {lead} {} {each} {}",
                test(&held.get("test")?, ware)?,
                held.text_of("which")?,
                self::window(&window)?
            )
        }
        _ => return Err(node.expected("a test")),
    })
}

fn compare(held: &Node, ware: Option<&str>) -> Result<String, Fault> {
    let left = held.get("figure")?;
    let figure = figure(&left, ware)?;
    if left.maybe("passed").is_some() {
        return Ok(figure);
    }
    if let Some(set) = held.maybe("across") {
        let day = held.text_of("as_of")?;
        return Ok(format!("{figure} across {} as of {day}", set.text()?));
    }
    let amount = value(&held.get("amount")?, ware)?;
    Ok(format!("{figure} {} {amount}", held.text_of("sign")?))
}

/// Who decides the exceptions that are paid, and which of the conditions says it.
fn decided(held: &Node) -> Result<Option<(usize, String)>, Fault> {
    if held.text_of("each")? != "exception" {
        return Ok(None);
    }
    let Some(conditions) = held.maybe("where") else {
        return Ok(None);
    };
    for (at, each) in conditions.list()?.into_iter().enumerate() {
        if let Some(is) = each.maybe("is")
            && is.text_of("field")? == "exception.decided_by"
            && let [name] = is.get("any_of")?.list()?.as_slice()
        {
            return Ok(Some((at, name.text()?.to_owned())));
        }
    }
    Ok(None)
}

pub(super) fn events(held: &Node, ware: Option<&str>) -> Result<String, Fault> {
    let each = held.text_of("each")?;
    let lead = match each {
        "deal" | "order" | "customer" => format!("each {each} with a sale"),
        "person" => "each person certified".to_owned(),
        each => format!("each {each}"),
    };
    let mut window = String::new();
    if let Some(conditions) = held.maybe("where") {
        for each in conditions.list()? {
            if let Some(stretch) = each.maybe("days") {
                window = format!(" in {}", days(&stretch)?);
            }
        }
    }
    let Some(told) = decided(held)? else {
        return Ok(format!("{lead}{window}{}", conditions(held, ware)?));
    };
    let (at, by) = told;
    let rest = conditions_but(held, ware, Some(at))?;
    Ok(format!("{lead} decided by {by}{window}{rest}"))
}
