//! No partner can earn a tier: its requirements contradict each other, an assumption, or are
//! closed.

use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::diagnostic::Problem;
use crate::fact::FactKind;
use crate::lint::requirement::{Compared, amount_words, compared, figure_words, rises};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Assumption;
use crate::model::standing::{Path, Requirement, Tier};
use crate::payout::measure::{Figure, Measure, Measured, Window};
use crate::semantics::extent::Extent;

/// The lint.
pub static LINT: Lint = Lint {
    name: "unreachable-tier",
    title: "Unreachable tier",
    level: Level::Deny,
    summary: "No partner can earn a tier: its requirements contradict each other or what the \
        program assumes.",
    page: include_str!("unreachable_tier.md"),
    check,
};

/// Why a path is closed.
struct Closed {
    place: Option<Span>,
    why: String,
    other: Option<(Option<Span>, String)>,
}

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter();
    tiers.filter_map(|tier| found(context, tier)).collect()
}

fn found(context: &Context, tier: &Tier) -> Option<Problem> {
    let closed: Option<Vec<Closed>> = tier
        .paths()
        .map(|path| closed(context, tier, path))
        .collect();
    let first = closed?.into_iter().next()?;
    let name = &tier.declared.name;
    let problem = LINT
        .found(
            first.place,
            format!("no partner can earn `{name}`: {}", first.why),
        )
        .cost(format!(
            "what is promised at `{name}` is never paid or given"
        ))
        .help("lower the number, or change what the program assumes");
    Some(match first.other {
        Some((place, part)) => also(problem, place, part),
        None => problem,
    })
}

fn closed(context: &Context, tier: &Tier, path: &Path) -> Option<Closed> {
    path.earn.iter().find_map(|requirement| {
        let asked = compared(requirement)?;
        closed_everywhere(context, requirement, asked)
            .or_else(|| past_extent(context, requirement, asked))
            .or_else(|| contradicted(context, path, requirement, asked))
            .or_else(|| beyond_assumption(context, tier, requirement, asked))
    })
}

fn closed_everywhere(
    context: &Context,
    requirement: &Requirement,
    asked: Compared,
) -> Option<Closed> {
    let all = asked.threshold.amounts.iter().all(Option::is_none);
    all.then(|| Closed {
        place: context.span(requirement.origin),
        why: format!(
            "{} is `none` for every member",
            figure_words(asked.figure, context.program)
        ),
        other: None,
    })
}

/// The figure never comes to what is asked, such as a score to more points than its parts give.
fn past_extent(context: &Context, requirement: &Requirement, asked: Compared) -> Option<Closed> {
    let extent = Extent::of(context.program, asked.figure);
    let wanted = Extent::asked(asked.comparison, asked.threshold);
    let amounts = || asked.threshold.amounts.iter().flatten();
    let nearest = if rises(asked.comparison) {
        amounts().min()
    } else {
        amounts().max()
    };
    let nearest = nearest.filter(|_| extent.and(wanted).is_empty())?;
    let figure = figure_words(asked.figure, context.program);
    let unit = asked.threshold.unit;
    let end = match extent.most().filter(|_| rises(asked.comparison)) {
        Some(most) => format!("is never more than {}", amount_words(most, unit)),
        None => "is never below nothing".to_owned(),
    };
    Some(Closed {
        place: context.span(requirement.origin),
        why: format!(
            "it asks for {figure} {} {}, which {end}",
            asked.comparison.sign(),
            amount_words(*nearest, unit),
        ),
        other: None,
    })
}

/// Another requirement of the path that no number meets together with this one.
fn contradicted(
    context: &Context,
    path: &Path,
    requirement: &Requirement,
    asked: Compared,
) -> Option<Closed> {
    let least = single(asked).filter(|_| rises(asked.comparison))?;
    path.earn.iter().find_map(|other| {
        let limit = compared(other)?;
        let most = single(limit).filter(|_| !rises(limit.comparison))?;
        let meets = asked.comparison.holds(most, least) && limit.comparison.holds(least, most);
        if limit.figure != asked.figure || meets {
            return None;
        }
        let unit = asked.threshold.unit;
        Some(Closed {
            place: context.span(requirement.origin),
            why: format!(
                "{} must be {} {} and {} {}",
                figure_words(asked.figure, context.program),
                asked.comparison.sign(),
                amount_words(least, unit),
                limit.comparison.sign(),
                amount_words(most, unit),
            ),
            other: Some((context.span(other.origin), "the other bound".to_owned())),
        })
    })
}

fn single(asked: Compared) -> Option<Ratio> {
    if asked.threshold.across.is_some() {
        return None;
    }
    asked.threshold.amounts.first().copied().flatten()
}

/// A partner of the tier sells less in a year, by assumption, than the tier asks for.
fn beyond_assumption(
    context: &Context,
    tier: &Tier,
    requirement: &Requirement,
    asked: Compared,
) -> Option<Closed> {
    let least = single(asked).filter(|_| rises(asked.comparison))?;
    if !counts_a_year_of_sales(context, asked.figure) {
        return None;
    }
    context.program.assumptions.iter().find_map(|assumption| {
        let Assumption::Volume {
            tier: id,
            most,
            origin,
        } = assumption
        else {
            return None;
        };
        let own = context.program.tier(*id)?;
        let short = Ratio::whole(most.minor) < least;
        if own.declared.name != tier.declared.name || !short {
            return None;
        }
        let name = &tier.declared.name;
        let why = format!(
            "it asks for {} of {}, and a partner at `{name}` is assumed to sell at most {} a year",
            figure_words(asked.figure, context.program),
            amount_words(least, asked.threshold.unit),
            most.terse(),
        );
        Some(Closed {
            place: context.span(requirement.origin),
            why,
            other: Some((context.span(*origin), "the assumption".to_owned())),
        })
    })
}

/// Whether a figure is a total of sales over a year or less.
fn counts_a_year_of_sales(context: &Context, figure: &Figure) -> bool {
    let Figure::Reading(reading) = figure else {
        return false;
    };
    let Measured::Measure(id) = reading.measure else {
        return false;
    };
    let sum = context.program.measure(id).is_some_and(|measure| {
        let money = matches!(measure.unit, Unit::Money(_));
        let sales = match &measure.measure {
            Measure::Sum { of, .. } => of.fact == FactKind::Sale,
            Measure::Count(_)
            | Measure::Distinct { .. }
            | Measure::Median { .. }
            | Measure::Certified(_)
            | Measure::Less(..) => false,
        };
        money && sales
    });
    let within_a_year = match reading.window {
        Window::In(_)
        | Window::First(..)
        | Window::OfLastYear(_)
        | Window::Average(..)
        | Window::Peak(..) => true,
        Window::OverLast(count, cycle) | Window::OverPrevious(count, cycle) => {
            i64::from(count) <= cycle.per_year()
        }
        Window::Occasion | Window::Days(_) | Window::AsOf(_) => false,
    };
    sum && within_a_year
}
