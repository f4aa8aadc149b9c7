//! Certifications, tracks and courses.

use std::collections::BTreeSet;

use crate::base::id::{CourseId, LineId};
use crate::compile::build::Site;
use crate::diagnostic::Problem;
use crate::kind::spec::{Named, Refers, Value};
use crate::model::Declaration;
use crate::model::learning::{Certification, Course, Learning, Track};

/// Everything that is taught.
pub fn learning(site: &Site, problems: &mut Vec<Problem>) -> Option<Learning> {
    let tracks = site.in_order(Refers::Track, |each| Some(track(each, site)))?;
    let courses = site.in_order(Refers::Course, |each| course(each, problems))?;
    let granting = site.all("track");
    let certifications = site.in_order(Refers::Certification, |each| {
        certification(each, site, &granting, problems)
    })?;
    Some(Learning {
        certifications,
        tracks,
        courses,
    })
}

fn certification(
    declaration: &Declaration,
    site: &Site,
    tracks: &[&Declaration],
    problems: &mut Vec<Problem>,
) -> Option<Certification> {
    let named = site.scope.names.get(&declaration.declared.name)?.named;
    let granting: Vec<_> = tracks
        .iter()
        .filter_map(|track| Some((&track.declared.name, track.terms.one("grants")?)))
        .filter(|(_, given)| given.value.names().contains(&named))
        .collect();
    // A track that is declared twice is told where its name is.
    if let [(one, first), (other, second), ..] = granting.as_slice()
        && one != other
    {
        problems.push(
            Problem::error(
                "granted-twice",
                format!("two tracks grant `{}`", declaration.declared.name),
            )
            .at(second.span)
            .also(first.span, "the other one")
            .help("let one track grant it, or declare a second certification"),
        );
    }
    let duration = |lead: &str| {
        let value = granting.first()?.1.phrase(lead)?;
        if let Value::Duration(duration) = value {
            Some(*duration)
        } else {
            None
        }
    };
    Some(Certification {
        declared: declaration.declared.clone(),
        valid_for: duration("for"),
        refresh_every: duration("refresh every"),
    })
}

fn track(declaration: &Declaration, site: &Site) -> Track {
    let terms = &declaration.terms;
    let people = terms.one("for");
    let roles = match people.map(|given| &given.value) {
        Some(Value::Words(words)) => words.iter().map(|word| (*word).into()).collect(),
        Some(_) | None => Vec::new(),
    };
    let types = people
        .and_then(|given| given.phrase("at"))
        .map(Value::names)
        .unwrap_or_default();
    let courses = declaration.children.iter().filter_map(|child| {
        let named = site.scope.names.get(&child.declared.name)?.named;
        if let Named::Course(id) = named {
            Some(id)
        } else {
            None
        }
    });
    let grants = terms.names("grants").first().copied();
    Track {
        declared: declaration.declared.clone(),
        roles,
        types: types
            .into_iter()
            .filter_map(|named| {
                if let Named::Type(id) = named {
                    Some(id)
                } else {
                    None
                }
            })
            .collect(),
        courses: courses.collect::<Vec<CourseId>>(),
        grants: if let Some(Named::Certification(id)) = grants {
            Some(id)
        } else {
            None
        },
        required: terms.one("required").is_some(),
        teaches: teaches(declaration, site),
    }
}

/// The lines of what a track teaches: a product stands for its line.
fn teaches(declaration: &Declaration, site: &Site) -> Vec<LineId> {
    let lines = declaration.terms.names("teaches").into_iter();
    let lines = lines.filter_map(|named| {
        line_of(Some(named)).or_else(|| {
            let product = site.declared(named)?;
            line_of(product.terms.names("line").first().copied())
        })
    });
    lines.collect::<BTreeSet<_>>().into_iter().collect()
}

fn line_of(named: Option<Named>) -> Option<LineId> {
    if let Some(Named::Line(id)) = named {
        Some(id)
    } else {
        None
    }
}

fn course(declaration: &Declaration, problems: &mut Vec<Problem>) -> Option<Course> {
    let terms = &declaration.terms;
    let given = terms.one("")?;
    let Value::Count(minutes, _) = given.value else {
        return None;
    };
    if minutes <= 0 {
        let message = format!("the course `{}` takes no time", declaration.declared.name);
        problems.push(
            Problem::error("course-without-time", message)
                .at(given.span)
                .help("write how long it takes: 45 minutes"),
        );
    }
    let word = |clause: &str| terms.one(clause).and_then(|given| given.value.word());
    Some(Course {
        declared: declaration.declared.clone(),
        minutes,
        mode: word("mode")?.into(),
        stage: word("stage").map(Into::into),
        after: terms
            .names("after")
            .into_iter()
            .filter_map(|named| {
                if let Named::Course(id) = named {
                    Some(id)
                } else {
                    None
                }
            })
            .collect(),
    })
}
