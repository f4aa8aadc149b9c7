//! Which region lies in which, once all regions are read: what closes the circle of them is refused, and business days that
//! one does not state are those of the region around it.

use crate::base::business::BusinessDays;
use crate::base::id::RegionId;
use crate::base::name::Name;
use crate::base::span::Span;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::region::{IN, KIND};
use crate::kind::spec::{Named, Refers, Value};
use crate::model::Declaration;
use crate::model::region::MOST_DEPTH;

/// Fills what the scope knows of regions.
pub fn nested(scope: &mut Scope, declarations: &[Declaration], problems: &mut Vec<Problem>) {
    let regions = declarations
        .iter()
        .filter(|each| each.kind.word == KIND.word);
    let mut all: Vec<(RegionId, &Declaration)> = regions
        .filter_map(|each| Some((id(scope, &each.declared.name)?, each)))
        .collect();
    all.sort_by_key(|(id, _)| *id);
    for (inner, region) in &all {
        if let Some(outer) = outer(region) {
            scope.around.insert(*inner, outer);
        }
    }
    for (inner, region) in &all {
        let path = [
            format!("{} {}", KIND.word, region.declared.name),
            IN.to_owned(),
        ];
        let own = problems.iter_mut().filter(|it| it.path == path);
        own.for_each(|problem| leave_out(scope, *inner, problem));
    }
    let mut told: Vec<RegionId> = Vec::new();
    for (inner, region) in &all {
        let chain: Vec<RegionId> = scope.regions_around(*inner).collect();
        let Some(span) = region.terms.one(IN).map(|given| given.span) else {
            continue;
        };
        if let Some(at) = chain.iter().position(|each| each == inner) {
            if !told.contains(inner) {
                problems.push(circle(scope, *inner, chain.get(..at).unwrap_or(&[]), span));
            }
            told.extend(chain);
        } else if chain.len() >= MOST_DEPTH && !chain.iter().any(|each| told.contains(each)) {
            told.push(*inner);
            problems.push(too_deep(&region.declared.name, span));
        }
    }
    for (inner, _) in &all {
        if let Some(business) = business(scope, *inner, &all) {
            scope.business.insert(*inner, business);
        }
    }
}

/// Of the regions that are offered for one that is not known, those that would close a circle: the region itself, and
/// those inside it.
fn leave_out(scope: &Scope, inner: RegionId, problem: &mut Problem) {
    if problem.name != "unknown-name" {
        return;
    }
    let is_inside = |id: RegionId| id == inner || scope.regions_around(id).any(|it| it == inner);
    let all = (0..).map(RegionId).zip(scope.of(Refers::Region));
    let (inside, others): (Vec<_>, Vec<_>) = all.partition(|(id, _)| is_inside(*id));
    let help = problem.help.as_deref().unwrap_or_default();
    let offered = |name: &Name| help.contains(&format!("`{name}`"));
    if !inside.iter().any(|(_, name)| offered(name)) {
        return;
    }
    let names: Vec<String> = others
        .iter()
        .take(8)
        .map(|it| format!("`{}`", it.1))
        .collect();
    problem.related.clear();
    problem.help = Some(match names.is_empty() {
        true => "no other region is declared: leave `in` out".to_owned(),
        false => format!("declared are {}", names.join(", ")),
    });
}

fn id(scope: &Scope, name: &Name) -> Option<RegionId> {
    let known = scope.names.get(name)?;
    if let Named::Region(id) = known.named {
        Some(id)
    } else {
        None
    }
}

fn outer(region: &Declaration) -> Option<RegionId> {
    if let Some(Named::Region(id)) = region.terms.names(IN).first() {
        Some(*id)
    } else {
        None
    }
}

/// Weekend and closed days, each as the nearest region states it that is or holds this one.
fn business(
    scope: &Scope,
    inner: RegionId,
    all: &[(RegionId, &Declaration)],
) -> Option<BusinessDays> {
    let said = |word: &str| {
        let mut chain = std::iter::once(inner).chain(scope.regions_around(inner));
        chain.find_map(|id| {
            let found = all.iter().find(|(each, _)| *each == id);
            found.and_then(|(_, region)| region.terms.one(word))
        })
    };
    let Value::Weekdays(weekend) = &said("weekend")?.value else {
        return None;
    };
    let closed = match said("closed").map(|given| &given.value) {
        Some(Value::Dates(dates)) => dates.iter().copied().collect(),
        Some(_) | None => Default::default(),
    };
    Some(BusinessDays {
        weekend: weekend.clone(),
        closed,
    })
}

fn circle(scope: &Scope, first: RegionId, between: &[RegionId], span: Span) -> Problem {
    let name = |id: &RegionId| scope.of(Refers::Region).get(id.index());
    let chain = [first].into_iter().chain(between.iter().copied());
    let names: Vec<String> = chain
        .chain([first])
        .filter_map(|id| Some(format!("`{}`", name(&id)?)))
        .collect();
    let message = match between {
        [] => format!("{} lies in itself", names.first().map_or("", |name| name)),
        _ => format!(
            "regions lie in each other in a circle: {}",
            names.join(" in ")
        ),
    };
    Problem::error("regions-in-a-circle", message)
        .at(span)
        .help("take `in` out of the region that holds the others")
}

fn too_deep(name: &Name, span: Span) -> Problem {
    let message =
        format!("`{name}` is the ninth region of a chain, and {MOST_DEPTH} may lie in each other");
    Problem::error("region-too-deep", message)
        .at(span)
        .help("leave out the regions between that no rule names")
}
