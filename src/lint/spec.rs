//! What a lint is: a fault with a name, a page, and a check that finds it in a compiled program.
//! Must not know files, arguments, or how a finding is shown.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::base::name::Name;
use crate::base::origin::Origin;
use crate::base::span::Span;
use crate::diagnostic::{Problem, Severity};
use crate::kind::spec::{Given, Named};
use crate::lint::guardrail::judged;
use crate::model::incentive::Incentive;
use crate::model::{Declaration, Declared, Program};
use crate::semantics::bounds::Most;
use crate::semantics::bounds::edge::{Cliff, Fall, cliffs, falls};
use crate::semantics::bounds::liability::{WorstCase, worst_case};
use crate::semantics::bounds::sale::{Dearest, dearest};
use crate::semantics::curve::CurveFault;

/// One fault that a program can have although it compiles.
pub struct Lint {
    /// The fault, in kebab case: `promotion-gap-too-short`.
    pub name: &'static str,
    /// The heading of its page.
    pub title: &'static str,
    /// How much it weighs unless `charter.toml` says otherwise.
    pub level: Level,
    /// One sentence.
    pub summary: &'static str,
    /// The page: text of `charter explain`, and test.
    pub page: &'static str,
    /// Finds it.
    pub check: fn(&Context) -> Vec<Problem>,
}

/// What is done about a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is not reported.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 3] = [Level::Allow, Level::Warn, Level::Deny];

    /// The word in `charter.toml`.
    pub const fn word(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }

    /// The severity of what is found; `None` where nothing is reported.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}

impl Lint {
    /// A finding of this lint. The severity is set where the levels are known.
    pub fn found(&self, place: Option<Span>, message: impl Into<String>) -> Problem {
        let problem = Problem::warning(self.name, message);
        match place {
            Some(span) => problem.at(span),
            None => problem,
        }
    }
}

/// What a check may read.
pub struct Context<'a> {
    /// The program.
    pub program: &'a Program,
    all: Vec<&'a Declaration>,
    blocks: BTreeMap<&'a Name, &'a Declaration>,
    worst_case: OnceCell<Result<WorstCase, CurveFault>>,
    one_sale: OnceCell<Result<Vec<Dearest>, CurveFault>>,
    falls: OnceCell<Result<Vec<Fall>, CurveFault>>,
    cliffs: OnceCell<Result<Vec<Cliff>, CurveFault>>,
    guardrails: OnceCell<Vec<Problem>>,
}

impl<'a> Context<'a> {
    /// A program with its declarations found by name.
    pub fn new(program: &'a Program) -> Context<'a> {
        let mut all = Vec::new();
        let mut pending: Vec<&'a Declaration> = program.declarations.iter().rev().collect();
        while let Some(each) = pending.pop() {
            all.push(each);
            pending.extend(each.children.iter().rev());
        }
        let named = all.iter().filter(|each| each.kind.refers.is_some());
        let blocks = named.map(|each| (&each.declared.name, *each)).collect();
        Context {
            program,
            all,
            blocks,
            worst_case: OnceCell::new(),
            one_sale: OnceCell::new(),
            falls: OnceCell::new(),
            cliffs: OnceCell::new(),
            guardrails: OnceCell::new(),
        }
    }

    /// The declaration of a name.
    pub fn block(&self, name: &Name) -> Option<&'a Declaration> {
        self.blocks.get(name).copied()
    }

    /// Every declaration, nested ones after the one they stand in.
    pub fn everything(&self) -> impl Iterator<Item = &'a Declaration> {
        self.all.iter().copied()
    }

    /// The declaration of a name, whether other clauses can refer to it or not.
    pub fn named(&self, name: &str) -> Option<&'a Declaration> {
        if name.is_empty() {
            return None;
        }
        self.everything().find(|each| &*each.declared.name == name)
    }

    /// The declarations at file level of one kind.
    pub fn all(&self, word: &'static str) -> impl Iterator<Item = &'a Declaration> {
        let declarations: &'a [Declaration] = &self.program.declarations;
        declarations
            .iter()
            .filter(move |each| each.kind.word == word)
    }

    /// The name of a role, a committee or an incentive.
    pub fn name(&self, named: Named) -> Option<&'a Name> {
        let words = &self.program.words;
        let declared = if let Named::Role(id) = named {
            words.roles.get(id.index()).map(|each| &each.declared)
        } else if let Named::Committee(id) = named {
            words.committees.get(id.index()).map(|each| &each.declared)
        } else if let Named::Incentive(id) = named {
            self.program.incentive(id).map(|each| &each.declared)
        } else {
            None
        };
        declared.map(|declared| &declared.name)
    }

    /// What the program owes at most; worked out once for all lints.
    pub fn worst_case(&self) -> Result<&WorstCase, CurveFault> {
        let found = self.worst_case.get_or_init(|| worst_case(self.program));
        found.as_ref().map_err(|fault| *fault)
    }

    /// Whether an incentive earns nothing at worst, by what is assumed.
    pub fn earns_nothing(&self, incentive: &Incentive) -> bool {
        let Ok(worst) = self.worst_case() else {
            return false;
        };
        worst.incentives.iter().any(|exposure| {
            let own = self.program.incentive(exposure.incentive);
            exposure.year == Most::ZERO
                && own.is_some_and(|own| own.declared.name == incentive.declared.name)
        })
    }

    /// For each product, the sale that is paid the largest part of its amount; its case is not played yet.
    pub fn one_sale(&self) -> Result<&[Dearest], CurveFault> {
        let found = self.one_sale.get_or_init(|| dearest(self.program));
        found.as_deref().map_err(|fault| *fault)
    }

    /// Where a payout falls as sales rise.
    pub fn falls(&self) -> Result<&[Fall], CurveFault> {
        let found = self.falls.get_or_init(|| falls(self.program));
        found.as_deref().map_err(|fault| *fault)
    }

    /// Where a payout jumps.
    pub fn cliffs(&self) -> Result<&[Cliff], CurveFault> {
        let found = self.cliffs.get_or_init(|| cliffs(self.program));
        found.as_deref().map_err(|fault| *fault)
    }

    /// What is told of the guardrails; a case that takes a year to play is found once.
    pub fn guardrails(&self) -> &[Problem] {
        self.guardrails.get_or_init(|| judged(self))
    }

    /// Where something is written.
    pub fn span(&self, origin: Origin) -> Option<Span> {
        self.program.origins.span(origin)
    }

    /// The first clause of a declared name with this word; an empty word is its head.
    pub fn given(&self, name: &Name, word: &str) -> Option<&'a Given> {
        self.block(name)?.terms.one(word)
    }

    /// Where a clause of a declaration is written; its heading where it has no such clause.
    pub fn clause(&self, declared: &Declared, word: &str) -> Option<Span> {
        match self.given(&declared.name, word) {
            Some(given) => Some(given.span),
            None => self.span(declared.origin),
        }
    }
}

/// Another place and the part it plays, where the place is known.
pub fn also(problem: Problem, place: Option<Span>, part: impl Into<String>) -> Problem {
    match place {
        Some(span) => problem.also(span, part),
        None => problem,
    }
}
