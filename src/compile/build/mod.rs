//! From declarations to the typed parts of the program. Each file builds one part.

pub mod against;
mod aim;
pub mod calendar;
pub mod dated;
pub mod example;
pub mod guard;
pub mod incentive;
pub mod language;
pub mod learning;
mod loss;
mod operating;
pub mod people;
mod plausible;
pub mod score;
pub mod specialization;
pub mod standing;
pub mod target;
mod term;
pub mod together;
mod top;
pub mod wares;

use std::collections::BTreeMap;

use crate::base::id::TierId;
use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Named, Refers, Value};
use crate::model::{Declaration, Program};

/// What all builders read.
pub struct Site<'a> {
    /// All declarations at file level.
    pub declarations: &'a [Declaration],
    /// Names and their meanings.
    pub scope: &'a Scope,
}

impl<'a> Site<'a> {
    /// Whether some of a block of this kind could not be read.
    fn is_unread(&self, kind: &'static str) -> bool {
        let mut declared = self.all(kind).into_iter();
        declared.any(|it| self.scope.unread.contains(&it.declared.name))
    }

    /// The tier that a former standing becomes: `None` where nothing is said of it, and none where it brings none.
    pub fn succeeded(&self, was: &Name) -> Option<Option<TierId>> {
        let program = self.all("program").first().copied()?;
        let before = top::succession(&program.terms, &mut Vec::new())?;
        before.standings.get(was).copied()
    }

    /// Declarations of a kind, nested ones included, in order of name.
    pub fn all(&self, word: &'static str) -> Vec<&'a Declaration> {
        let mut found = Vec::new();
        let mut pending: Vec<&'a Declaration> = self.declarations.iter().rev().collect();
        while let Some(each) = pending.pop() {
            if each.kind.word == word {
                found.push(each);
            }
            pending.extend(each.children.iter().rev());
        }
        found
    }

    /// The only declaration of a kind that a program has once; every other one is a problem.
    pub fn only(
        &self,
        word: &'static str,
        origins: &Origins,
        problems: &mut Vec<Problem>,
    ) -> Option<&'a Declaration> {
        let all = self.all(word);
        let (first, others) = all.split_first()?;
        for other in others {
            let message = format!("a program has one `{word}`, and this is another");
            let mut problem = Problem::error("declared-twice", message);
            if let Some(place) = origins.span(other.declared.origin) {
                problem = problem.at(place);
            }
            if let Some(place) = origins.span(first.declared.origin) {
                problem = problem.also(place, "declared here first");
            }
            problems.push(problem.help(format!(
                "put all of it into one `{word}`; files of a program are read together"
            )));
        }
        Some(first)
    }

    /// One value for each name of a sort, in the order of ids.
    pub fn in_order<T>(
        &self,
        refers: Refers,
        mut make: impl FnMut(&'a Declaration) -> Option<T>,
    ) -> Option<Vec<T>> {
        // Of two declarations of one name, which is a fault already, the first found stands.
        let mut declared: BTreeMap<&'a Name, &'a Declaration> = BTreeMap::new();
        let mut pending: Vec<&'a Declaration> = self.declarations.iter().collect();
        while let Some(each) = pending.pop() {
            if each.kind.refers == Some(refers) {
                declared.entry(&each.declared.name).or_insert(each);
            }
            pending.extend(&each.children);
        }
        self.scope
            .of(refers)
            .iter()
            .map(|name| declared.get(name).and_then(|each| make(each)))
            .collect()
    }

    /// The name of a resolved name.
    pub fn name(&self, named: Named) -> Option<Name> {
        let sort = crate::compile::scope::sort_of(named);
        self.scope
            .of(sort)
            .get(crate::compile::table::members::member(named))
            .cloned()
    }

    /// What declares a resolved name at file level.
    pub fn declared(&self, named: Named) -> Option<&'a Declaration> {
        let name = self.name(named)?;
        self.declarations
            .iter()
            .find(|each| each.declared.name == name)
    }

    /// The names that a clause gives, as written.
    pub fn names(&self, given: Option<&Given>) -> Vec<Name> {
        given
            .map(|given| given.value.names())
            .unwrap_or_default()
            .into_iter()
            .filter_map(|named| self.name(named))
            .collect()
    }
}

/// The whole program; `None` when a part it cannot do without failed (and was reported).
pub fn program(
    declarations: Vec<Declaration>,
    file: &[Given],
    scope: &Scope,
    mut origins: Origins,
    torn: bool,
    problems: &mut Vec<Problem>,
) -> Option<Program> {
    let site = Site {
        declarations: &declarations,
        scope,
    };
    let learning = learning::learning(&site, problems);
    let tiers = standing::tiers(&site, &mut origins, problems);
    let specializations = specialization::specializations(&site, &mut origins, problems);
    let incentives = incentive::incentives(&site, problems);
    let guard = guard::guard(&site, &mut origins, problems);
    let words = people::words(&site, problems);
    let registration = incentive::registration(&site, &origins, problems);
    let leads = incentive::leads(&site, &origins, problems);
    let (examples, program) = (
        example::examples(&site, &mut origins, problems),
        top::program(&site, &mut origins, problems),
    );
    operating::check(&site, &origins, problems);
    if torn {
        return None;
    }
    let mut program = program?;
    program.regions = site.in_order(Refers::Region, |each| people::region(each, scope))?;
    program.types = site.in_order(Refers::Type, people::partner_type)?;
    program.lines = site.in_order(Refers::Line, |each| wares::line(each, problems))?;
    program.products = site.in_order(Refers::Product, wares::product)?;
    program.measures = site.in_order(Refers::Measure, wares::measure)?;
    program.scores = site.in_order(Refers::Score, |each| wares::score(each, scope))?;
    program.targets = site.in_order(Refers::Target, |each| wares::target(each, scope))?;
    program.benefits = site.in_order(Refers::Benefit, wares::benefit)?;
    program.budgets = site.in_order(Refers::Budget, |each| wares::budget(each, &site, problems))?;
    program.tiers = tiers?;
    program.specializations = specializations?;
    program.learning = learning?;
    program.incentives = incentives?;
    program.registration = registration;
    program.leads = leads;
    (program.stacked, program.excluded) = together::pairs(&site, file, problems);
    against::apply(&site, file, &mut program, problems);
    program.guard = guard;
    program.aims = aim::aims(&site);
    program.words = words;
    program.examples = examples;
    program.calendar = calendar::calendar(&site, &program, &mut origins, problems)?;
    program.translations = language::translations(&site, &program, &mut origins, problems);
    plausible::check(&site, &program, &origins, problems);
    program.origins = origins;
    program.declarations = declarations;
    Some(program)
}

/// The text of a value that holds one id.
pub fn id(value: Option<&Value>) -> Option<Name> {
    if let Some(Value::Ids(names)) = value {
        names.first().cloned()
    } else {
        None
    }
}
