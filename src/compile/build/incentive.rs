//! Everything that pays: terms lowered to payouts, payment, funds, registration, stacking.

use crate::base::business::BusinessDays;
use crate::base::duration::Duration;
use crate::base::id::RegionId;
use crate::base::origin::Origins;
use crate::base::period::Cycle;
use crate::compile::build::{Site, dated, id};
use crate::diagnostic::Problem;
use crate::kind::fund;
use crate::kind::paying::dated::{Version, joined};
use crate::kind::paying::{level, payment};
use crate::kind::spec::{Given, Grid, Named, Refers, Refusal, Silence, Terms, Value};
use crate::model::Declaration;
use crate::model::incentive::{
    Activity, Approval, Carried, Conflict, Decided, Fund, Incentive, Kept, LeadRules, Registration,
};
use crate::payout::Payout;
use crate::payout::given::InKind;
use crate::payout::table::Change;

/// All incentives in order of name.
pub fn incentives(site: &Site, problems: &mut Vec<Problem>) -> Option<Vec<Incentive>> {
    let mut whole = true;
    let found = site.in_order(Refers::Incentive, |each| {
        let built = incentive(each, site, problems);
        whole = whole && built.is_some();
        Some(built)
    })?;
    if whole {
        found.into_iter().collect()
    } else {
        None
    }
}

fn incentive(
    declaration: &Declaration,
    site: &Site,
    problems: &mut Vec<Problem>,
) -> Option<Incentive> {
    let payout = payout(declaration, site, problems);
    let payment = payment(declaration.kind, &declaration.terms)
        .map_err(|refusal| problems.push(refused(declaration, site, refusal)))
        .ok()
        .flatten();
    let is_priced = has_list_prices(declaration, site, problems);
    Some(Incentive {
        declared: declaration.declared.clone(),
        kind: declaration.kind,
        payout: payout.filter(|_| is_priced)?,
        levels: level::of(&declaration.terms),
        payment: payment?,
        drives: declaration.terms.names("drives"),
        fund: fund_of(declaration).filter(|it| {
            is_carried(declaration, it, site, problems) && is_decided(declaration, problems)
        }),
    })
}

/// Whether what a fund carries is there for a while before it expires.
fn is_carried(
    declaration: &Declaration,
    fund: &Fund,
    site: &Site,
    problems: &mut Vec<Problem>,
) -> bool {
    let (Some(carried), Some((expires, cycle))) = (fund.carried, fund.expires_after) else {
        return true;
    };
    let fiscal = &site.scope.fiscal;
    let every_day = BusinessDays::default();
    let after = |cycle: Cycle, time: Duration| {
        let end = fiscal.days(fiscal.period_at(cycle, fiscal.start())).last();
        fiscal.after_end(end, time, &every_day)
    };
    let (from, last) = (after(carried.cycle, carried.beyond), after(cycle, expires));
    if from < last {
        return true;
    }
    let message = format!("what is carried beyond {from} has expired by then, on {last}");
    let problem = Problem::error("carried-past-expiry", message).help(format!(
        "carry it beyond an earlier day, or let the credit expire after {from}"
    ));
    let clause = |word: &str| declaration.terms.one(word).map(|given| given.span);
    let problem = match (clause("carry"), clause("expire")) {
        (Some(carry), Some(expire)) => problem.at(carry).also(expire, "expires here"),
        _ => problem,
    };
    problems.push(problem);
    false
}

/// Whether a fund that gives a time to answer or to appeal says how claims are decided.
fn is_decided(declaration: &Declaration, problems: &mut Vec<Problem>) -> bool {
    let terms = &declaration.terms;
    let mut times = ["supply within", "appeal within"].into_iter();
    let time = times.find_map(|word| terms.one(word));
    let Some(time) = time.filter(|_| terms.one("decide within").is_none()) else {
        return true;
    };
    let message = format!(
        "`{}` gives a time, and the fund does not say how claims are decided",
        time.word
    );
    let help = "write: decide within 10 business days silence denies; or leave the time out: each claim then says what was decided";
    problems.push(
        Problem::error("missing-clause", message)
            .at(time.span)
            .within([declaration.label()])
            .help(help),
    );
    false
}

/// Whether every product that is given at its list price has one.
fn has_list_prices(declaration: &Declaration, site: &Site, problems: &mut Vec<Problem>) -> bool {
    let before = problems.len();
    let listed = site.in_order(Refers::Product, |each| {
        Some(each.terms.one("list").is_some())
    });
    let listed = listed.unwrap_or_default();
    for given in declaration.terms.all("amount") {
        let Value::InKind(_, InKind::Units(product)) = given.value else {
            continue;
        };
        let at_list = matches!(given.phrase("valued at"), Some(Value::Words(_)));
        if !at_list || listed.get(product.index()) != Some(&false) {
            continue;
        }
        let Some(name) = site.name(Named::Product(product)) else {
            continue;
        };
        if site.scope.unread.contains(&name) {
            continue;
        }
        let message = format!("`{name}` is valued at its list price, and has none");
        let problem = Problem::error("without-list-price", message)
            .at(given.span)
            .within([declaration.label()])
            .help(format!(
                "give `{name}` a price: list 20 USD, or say what one stands for: valued at 20 USD"
            ));
        problems.push(problem);
    }
    problems.len() == before
}

/// The payout of all versions of an incentive, each lowered whole.
fn payout(declaration: &Declaration, site: &Site, problems: &mut Vec<Problem>) -> Option<Payout> {
    let lower = declaration.kind.lower?;
    let fiscal = &site.scope.fiscal;
    let before = problems.len();
    let mut versions = Vec::new();
    for (days, terms) in dated::versions(declaration, fiscal.year(), problems) {
        match lower(&terms) {
            Ok(payout) => versions.push(Version {
                days,
                payout,
                change: change(&terms),
            }),
            Err(refusal) if problems.len() == before => {
                problems.push(refused(declaration, site, refusal));
            }
            Err(_) => {}
        }
    }
    if problems.len() > before {
        return None;
    }
    joined(&versions, fiscal, kept(&declaration.terms))
        .map_err(|fault| {
            let problem = dated::unjoinable(fault, &declaration.terms, site.scope.currency);
            problems.push(problem.within([declaration.label()]));
        })
        .ok()
}

/// For how many days a registered deal keeps the terms of its day.
fn kept(terms: &Terms) -> Option<u16> {
    match terms.one("keep terms").map(|given| &given.value) {
        Some(Value::Count(days, _)) => Some(u16::try_from(*days).unwrap_or(u16::MAX)),
        _ => None,
    }
}

/// What a new version inside a period does to the bands.
fn change(terms: &Terms) -> Option<Change> {
    let rate = terms.one("rate")?;
    let goes_on = rate.says("continue").then_some(Change::Continue);
    goes_on.or_else(|| rate.says("restart").then_some(Change::Restart))
}

fn refused(declaration: &Declaration, site: &Site, refusal: Refusal) -> Problem {
    let about = refusal.about.and_then(|named| site.name(named));
    let message = match about {
        Some(name) => format!("`{name}` {}", refusal.message),
        None => refusal.message,
    };
    let problem = Problem::error(refusal.name, message)
        .at(refusal.span)
        .within([declaration.label()])
        .help(refusal.help);
    match refusal.cost {
        Some(cost) => problem.cost(cost),
        None => problem,
    }
}

fn fund_of(declaration: &Declaration) -> Option<Fund> {
    let terms = &declaration.terms;
    let reimbursement = fund::reimbursement(terms, &declaration.declared.name)?;
    let approval = terms.one("approval on");
    let region = approval
        .and_then(|given| given.phrase("in"))
        .and_then(|value| value.names().first().copied());
    let mut ladder = rows(approval)
        .iter()
        .filter_map(|row| rung(row))
        .collect::<Vec<_>>();
    ladder.sort_by_key(|rung| rung.from);
    Some(Fund {
        reimbursement,
        activities: rows(terms.one("reimburse"))
            .iter()
            .filter_map(|row| activity(row))
            .collect(),
        approval: ladder,
        approval_region: if let Some(Named::Region(id)) = region {
            Some(id)
        } else {
            None
        },
        request_before: duration(terms, "request at least"),
        claim_within: duration(terms, "claim within"),
        decided: decided(terms),
        carried: carried(terms),
        expires_after: terms.one("expire").and_then(|given| {
            match (&given.value, given.phrase("after the")) {
                (Value::Duration(after), Some(Value::Cycle(cycle))) => Some((*after, *cycle)),
                _ => None,
            }
        }),
    })
}

/// What is kept of credit that is not used in time, where the fund says it.
fn carried(terms: &Terms) -> Option<Carried> {
    let given = terms.one("carry")?;
    let most = if let Value::Percent(part) = given.value {
        Kept::Part(part)
    } else {
        Kept::Amount(given.value.money()?.minor)
    };
    match (given.phrase("beyond"), given.phrase("after the")) {
        (Some(Value::Duration(beyond)), Some(Value::Cycle(cycle))) => Some(Carried {
            most,
            beyond: *beyond,
            cycle: *cycle,
        }),
        _ => None,
    }
}

/// How claims are decided, where the fund says it.
fn decided(terms: &Terms) -> Option<Decided> {
    let silence = terms.one("decide within")?.phrase("silence")?;
    Some(Decided {
        within: duration(terms, "decide within")?,
        silence_approves: silence.word() == Some("approves"),
        supply: duration(terms, "supply within"),
        appeal: duration(terms, "appeal within"),
    })
}

fn duration(terms: &Terms, word: &str) -> Option<Duration> {
    terms.one(word).and_then(|given| {
        if let Value::Duration(duration) = given.value {
            Some(duration)
        } else {
            None
        }
    })
}

/// The rows of a table of records.
pub fn rows(given: Option<&Given>) -> &[Vec<Option<Value>>] {
    match given.and_then(|given| given.table.as_ref()) {
        Some(Grid::Rows(rows)) => rows,
        Some(Grid::Bands { .. } | Grid::Across { .. } | Grid::Facts(_)) | None => &[],
    }
}

fn activity(row: &[Option<Value>]) -> Option<Activity> {
    let [name, Some(Value::Percent(share)), most, proof, stage] = row else {
        return None;
    };
    Some(Activity {
        name: id(name.as_ref())?,
        share: *share,
        most_paid: most.as_ref().and_then(Value::money),
        proof: if let Some(Value::Ids(names)) = proof {
            names.clone()
        } else {
            Vec::new()
        },
        stage: stage.as_ref().and_then(Value::word).map(Into::into),
    })
}

fn rung(row: &[Option<Value>]) -> Option<Approval> {
    let [
        Some(Value::Money(from)),
        by,
        Some(Value::Duration(within)),
        Some(Value::Silence(silence)),
    ] = row
    else {
        return None;
    };
    Some(Approval {
        from: *from,
        by: id(by.as_ref())?,
        within: *within,
        silence: silence.clone(),
    })
}

/// Registration of deals, if it is declared.
pub fn registration(
    site: &Site,
    origins: &Origins,
    problems: &mut Vec<Problem>,
) -> Option<Registration> {
    let declaration = site.only("registration", origins, problems)?;
    let terms = &declaration.terms;
    let decide = terms.one("decide within");
    let silence = decide
        .and_then(|given| given.phrase("silence"))
        .and_then(Value::word);
    Some(Registration {
        declared: declaration.declared.clone(),
        least: terms.one("least").and_then(|given| given.value.money()),
        decide_within: duration(terms, "decide within"),
        silence: silence.map(|word| {
            if word == "approves" {
                Silence::Approved
            } else {
                Silence::Refused
            }
        }),
        protects_for: duration(terms, "protect"),
        extends_for: duration(terms, "extend"),
        extensions: extensions(terms),
        region: region_of(decide),
        conflict: match terms.one("conflict").and_then(|given| given.value.word()) {
            Some("incumbent wins") => Conflict::Incumbent,
            Some("channel manager decides") => Conflict::ChannelManager,
            Some(_) | None => Conflict::FirstRegistered,
        },
    })
}

/// How often a registration may be extended: once, where nothing is said.
fn extensions(terms: &Terms) -> u16 {
    let Some(given) = terms.one("extend") else {
        return 0;
    };
    match given.phrase("at most") {
        Some(Value::Count(times, _)) => u16::try_from(*times).unwrap_or(u16::MAX),
        Some(_) | None => 1,
    }
}

fn region_of(given: Option<&Given>) -> Option<RegionId> {
    match given?.phrase("in")?.names().first() {
        Some(Named::Region(id)) => Some(*id),
        Some(_) | None => None,
    }
}

/// How leads are given, if it is declared.
pub fn leads(site: &Site, origins: &Origins, problems: &mut Vec<Problem>) -> Option<LeadRules> {
    let declaration = site.only("leads", origins, problems)?;
    let terms = &declaration.terms;
    let accept = terms.one("accept within");
    let silence = accept.and_then(|given| given.phrase("silence"));
    Some(LeadRules {
        declared: declaration.declared.clone(),
        given_by: terms
            .one("give by")
            .and_then(|given| given.value.word())?
            .into(),
        accept_within: duration(terms, "accept within")?,
        silence_accepts: silence.and_then(Value::word) == Some("accepts"),
        work_within: duration(terms, "work within"),
        region: region_of(accept),
    })
}
