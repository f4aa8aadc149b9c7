//! `charter diff`: what changed in meaning, in partners' money, in notice and in approvals.

use std::path::{Path, PathBuf};

use crate::base::date::Date;
use crate::base::span::Sources;
use crate::decide::consequence::{PartnerMoney, approvals, notice};
use crate::diagnostic::Problem;
use crate::diff::changes;
use crate::export::{canonical, to_text};
use crate::model::Program;
use crate::model::guard::NoticeWhen;
use crate::parse::parse;
use crate::render::difference::{Difference, json, text};
use crate::semantics::bounds::liability::worst_case;
use crate::settle::{Settlement, settle};
use crate::shell::arguments::{Colour, Format};
use crate::shell::command::compare::Form;
use crate::shell::exit::Exit;
use crate::shell::stop::Stop;
use crate::shell::{facts, load, report, terms};
use crate::syntax::print::print;

/// Arguments of `diff`.
#[derive(clap::Args)]
pub struct Diff {
    /// The program there is: a directory, a file, or a directory at a revision such as `main:programs/halden`.
    pub first: PathBuf,
    /// The program that is proposed; that of this directory when left out, or with `--program` that one of the
    /// directory named first.
    pub second: Option<PathBuf>,
    /// Which program of both, or beside the one that is written out.
    #[command(flatten)]
    pub choice: load::Choice,
    /// A folder of facts that both settle, to show whose money moves.
    #[arg(long, value_name = "DIR")]
    pub facts: Option<PathBuf>,
    /// The last day to settle; the last day of the second program's year when left out.
    #[arg(long, value_name = "DATE", requires = "facts")]
    pub until: Option<String>,
    /// End with exit code 1 when something changed.
    #[arg(long)]
    pub exit_code: bool,
    /// How to print the difference.
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub format: Form,
}

/// Compares the meaning of two programs.
pub fn run(arguments: &Diff, colour: Colour) -> Exit {
    let format = match arguments.format {
        Form::Human => Format::Human,
        Form::Json => Format::Json,
        Form::Markdown => Format::Markdown,
    };
    match attempt(arguments, format, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(format, colour),
    }
}

fn attempt(arguments: &Diff, format: Format, colour: Colour) -> Result<Exit, Stop> {
    let (root, choice) = (load::Choice::default(), &arguments.choice);
    let beside = beside(arguments);
    let first = if beside { &root } else { choice };
    let Some(before) = program(&arguments.first, first, format, colour)? else {
        return Ok(Exit::Findings);
    };
    let Some(after) = program(second(arguments), choice, format, colour)? else {
        return Ok(Exit::Findings);
    };
    if before.currency != after.currency && (!beside || arguments.facts.is_some()) {
        let (one, other) = (before.currency.code(), after.currency.code());
        let message =
            format!("one program is in {one} and the other in {other}: amounts cannot be compared");
        return Err(Problem::error("currencies-differ", message)
            .help("compare programs in one currency")
            .into());
    }
    let money = match &arguments.facts {
        None => None,
        Some(folder) => {
            let until = super::settle::last_day(&after, arguments.until.as_deref())?;
            let settled = |program| settled(program, folder, until, format, colour);
            let (Some(one), Some(other)) = (settled(&before)?, settled(&after)?) else {
                return Ok(Exit::Findings);
            };
            Some(PartnerMoney::of(&one, &other))
        }
    };
    let found = difference(arguments, &before, &after, money)?;
    report::out(&match arguments.format {
        Form::Human => text(&found, false),
        Form::Markdown => text(&found, true),
        Form::Json => json(&found),
    });
    let changed = arguments.exit_code && !found.changes.is_empty();
    Ok(if changed { Exit::Findings } else { Exit::Fine })
}

/// Whether a regional program is set beside the one that it is like.
fn beside(arguments: &Diff) -> bool {
    arguments.second.is_none() && arguments.choice.program.is_some()
}

fn second(arguments: &Diff) -> &Path {
    match &arguments.second {
        Some(path) => path,
        None if beside(arguments) => &arguments.first,
        None => Path::new("."),
    }
}

/// A program; `None` once its problems were said.
fn program(
    path: &Path,
    choice: &load::Choice,
    format: Format,
    colour: Colour,
) -> Result<Option<Program>, Stop> {
    let loaded = load::load_or_revision(path, choice)?;
    if loaded.program.is_none() {
        report::problems(&loaded.sources, &loaded.problems, format, colour);
    }
    Ok(loaded.program)
}

/// The facts settled by a program; `None` once their problems were said.
fn settled(
    program: &Program,
    folder: &Path,
    until: Date,
    format: Format,
    colour: Colour,
) -> Result<Option<Settlement>, Stop> {
    let found = facts::read(program, folder)?;
    if found.refused {
        report::problems(&Sources::default(), &found.problems, format, colour);
        return Ok(None);
    }
    let settled = settle(program, &found.accounts, &found.facts, until, None);
    let settled = settled.map_err(|_| Stop::out_of_range("nothing was settled"))?;
    Ok(Some(settled))
}

fn difference<'a>(
    arguments: &Diff,
    before: &Program,
    after: &'a Program,
    money: Option<PartnerMoney>,
) -> Result<Difference<'a>, Stop> {
    // Without facts nobody can say that it is not worse.
    let sort = money.as_ref().map_or(NoticeWhen::Worse, PartnerMoney::sort);
    // Two sums in two currencies have no difference.
    let compared = before.currency == after.currency;
    let most = |program| worst_case(program).ok().map(|found| found.year);
    let worst = [most(before), most(after)].map(|most| most.filter(|_| compared));
    let approvals = match &worst {
        [Some(one), Some(other)] => approvals(before, sort, (one, other)),
        _ => Vec::new(),
    };
    Ok(Difference {
        names: if beside(arguments) {
            [before, after].map(|program| program.declared.name.to_string())
        } else {
            [&arguments.first, second(arguments)].map(|path| path.display().to_string())
        },
        hashes: [before, after].map(terms::fingerprint),
        program: after,
        changes: changes(&declarations(before)?, &declarations(after)?),
        money,
        worst,
        sort,
        notice: notice(before, after, sort),
        notice_if_worse: notice(before, after, NoticeWhen::Worse),
        approvals,
    })
}

/// The declarations of a program with their canonical text.
fn declarations(program: &Program) -> Result<Vec<(String, String)>, Stop> {
    let terms = serde_json::from_str(&canonical(program)).unwrap_or_default();
    let sources = to_text::sources(&terms, "")
        .map_err(|fault| Stop::Ours(format!("a program cannot be read back: {fault}")))?;
    let declaration = |source: crate::base::span::Source| {
        let name = source.name.trim_start_matches([':', ' ']).to_owned();
        let (trees, _) = parse(&Sources::new(vec![source]));
        let text: String = trees.iter().map(print).collect();
        // What has no name, such as an example, is known by its first line.
        let first = text
            .lines()
            .next()
            .unwrap_or("")
            .trim_end_matches(" {")
            .to_owned();
        (if name.contains(' ') { name } else { first }, text)
    };
    Ok(sources.into_iter().map(declaration).collect())
}
