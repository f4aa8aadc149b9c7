//! `charter why`: where one partner stands, what it was paid and why, and what is missing for what comes next.

use std::path::{Path, PathBuf};

use crate::base::date::Date;
use crate::base::id::IncentiveId;
use crate::base::name::{Name, nearest};
use crate::base::span::Sources;
use crate::model::Program;
use crate::model::spoken::spoken;
use crate::payout::Scope;
use crate::render::ahead::{Told, text};
use crate::render::speaker::Speaker;
use crate::render::words::Language;
use crate::semantics::progress::{self, spent::spent};
use crate::settle::{looked_at, settle};
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::facts::Folder;
use crate::shell::load::Loaded;
use crate::shell::stop::Stop;
use crate::shell::{facts, load, report};

/// Arguments of `why`.
#[derive(clap::Args)]
pub struct Why {
    /// The partner, by its id in partners.csv.
    pub partner: String,
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// The folder with partners.csv, sales.csv and the other facts.
    #[arg(long)]
    pub facts: PathBuf,
    /// The day to look on; the last day of the program's year when left out.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// An incentive of which every entry is explained.
    #[arg(long, value_name = "INCENTIVE")]
    pub of: Option<String>,
    /// The language, such as `de`; the first of the program when left out.
    #[arg(long)]
    pub lang: Option<String>,
}

/// Says what there is to say of a partner.
pub fn run(arguments: &Why, colour: Colour) -> Exit {
    match attempt(arguments, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(Format::Human, colour),
    }
}

fn attempt(arguments: &Why, colour: Colour) -> Result<Exit, Stop> {
    let loaded = load::load_one(&arguments.path, &arguments.choice)
        .map_err(|stop| forgotten(arguments, stop))?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, Format::Human, colour);
        return Ok(Exit::Findings);
    };
    let until = in_the_year(program, arguments.until.as_deref())?;
    let language = super::render::languages(program, arguments.lang.as_slice())?;
    let language = language.first().copied().unwrap_or(Language::En);
    let of = arguments.of.as_deref();
    let of = of.map(|name| incentive(program, name)).transpose()?;
    let folder = facts::read(program, &arguments.facts)?;
    if folder.refused {
        report::problems(&Sources::default(), &folder.problems, Format::Human, colour);
        report::error("nothing can be said: mend the files first\n");
        return Ok(Exit::Findings);
    }
    let mut listed = folder.accounts.iter();
    let Some(account) = listed.find(|account| account.name.as_str() == arguments.partner) else {
        if let Some(other) = other_program(&loaded, &folder, &arguments.partner) {
            return Err(of_another_program(arguments, &other));
        }
        let names = folder.accounts.iter().map(|account| account.name.as_str());
        return Err(unknown("partner", &arguments.partner, names));
    };
    let outside = |_| Stop::out_of_range("nothing can be said");
    let settlement = settle(program, &folder.accounts, &folder.facts, until, None);
    let settlement = settlement.map_err(outside)?;
    // Of a limit of the whole program the open periods of all partners are known to count.
    let open = |id: IncentiveId, scope: Scope| {
        let name = program.incentive(id).map(|it| &it.declared.first);
        let own = settlement
            .estimates
            .iter()
            .filter(|each| scope == Scope::Program || each.partner == account.name)
            .filter(|each| Some(&each.incentive) == name);
        own.fold(0_i128, |sum, each| {
            let more = each.amount.minor.saturating_sub(each.posted.minor);
            sum.saturating_add(more.max(0))
        })
    };
    let program = &*spoken(program, language.tag());
    let page = looked_at(program, &folder.accounts, &folder.facts, until, |fold| {
        let id = fold.book().partner_named(&account.name)?;
        Some(text(
            Speaker { program, language },
            &Told {
                partner: &account.name,
                title: &account.title,
                standings: &progress::standings(fold, id).ok()?,
                bands: &progress::bands(fold, id).ok()?,
                levels: &progress::joining::levels(fold, id).ok()?,
                spent: &spent(fold, id, open).ok()?,
                settlement: &settlement,
                facts: &folder.facts,
                of,
            },
        ))
    });
    let page = page.map_err(outside)?;
    report::out(&page.ok_or_else(|| Stop::out_of_range("nothing can be said"))?);
    Ok(Exit::Fine)
}

/// A path without a partner before it is read as the partner.
fn forgotten(arguments: &Why, stop: Stop) -> Stop {
    let (partner, facts) = (&arguments.partner, arguments.facts.display());
    if arguments.path != Path::new(".") || !Path::new(partner).exists() {
        return stop;
    }
    Stop::Usage(format!(
        "`{partner}` is a path, and the partner is not named; write: charter why PARTNER {partner} --facts {facts}"
    ))
}

/// The day to look on: one of the program's year.
fn in_the_year(program: &Program, asked: Option<&str>) -> Result<Date, Stop> {
    let until = super::settle::last_day(program, asked)?;
    let last = program.fiscal.end();
    if until > last {
        return Err(Stop::Usage(format!(
            "nothing is earned after {last}, the last day of the program's year; write: --until {last}"
        )));
    }
    Ok(until)
}

/// The program of the directory that a partner of the list belongs to.
fn other_program(loaded: &Loaded, folder: &Folder, partner: &str) -> Option<Name> {
    let mut listed = folder.others.iter();
    let (_, region) = listed.find(|(name, _)| name.as_str() == partner)?;
    let all = load::all(loaded);
    let mut theirs = all.iter().filter_map(|(name, each)| {
        let program = each.program.as_ref()?;
        program.covers.has(*region).then_some(name)
    });
    theirs.next().cloned()
}

fn of_another_program(arguments: &Why, other: &Name) -> Stop {
    let (partner, path) = (&arguments.partner, arguments.path.display());
    let facts = arguments.facts.display();
    Stop::Usage(format!(
        "`{partner}` is a partner of the program `{other}`; write: charter why {partner} {path} --program {other} --facts {facts}"
    ))
}

fn incentive(program: &Program, asked: &str) -> Result<IncentiveId, Stop> {
    let names = || {
        program
            .incentives
            .iter()
            .map(|each| each.declared.name.as_str())
    };
    let place = names().position(|name| name == asked);
    let id = place
        .and_then(|place| u16::try_from(place).ok())
        .map(IncentiveId);
    id.ok_or_else(|| unknown("incentive", asked, names()))
}

/// The most names that a message lists.
const LISTED: usize = 12;

fn unknown<'n>(what: &str, asked: &str, names: impl Iterator<Item = &'n str>) -> Stop {
    let names: Vec<&str> = names.collect();
    let near = nearest(&Name::new(asked), names.iter().copied());
    let help = match (near, names.len()) {
        (Some(near), _) => format!("; is it `{near}`?"),
        (None, 0) => String::new(),
        (None, count) => {
            let listed = names.iter().take(LISTED).map(|name| format!("`{name}`"));
            let listed: Vec<String> = listed.collect();
            let more = match count.saturating_sub(LISTED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("; there is {}{more}", listed.join(", "))
        }
    };
    Stop::Usage(format!("there is no {what} `{asked}`{help}"))
}
