//! Declarations, clauses and phrases as JSON, every name written out. The order of what has no order is fixed
//! here; what documents print in the order written keeps it.

mod measured;
mod moment;
mod table;
mod value;

use serde_json::{Map, Value as Json, json};

use super::{FORM, SCHEMA_VERSION};
use crate::base::id::IncentiveId;
use crate::kind::spec::{Clause, Given, Kind, Named, Naming, Refers, Shape};
use crate::model::{Declaration, Declared, Program};

/// The terms of a program.
pub fn terms(program: &Program) -> Json {
    let names = Names { program };
    let mut declarations: Vec<(Key, Json)> = program
        .declarations
        .iter()
        .map(|each| (key(each), declaration(&names, each)))
        .collect();
    declarations.sort_by_cached_key(|(key, json)| (key.clone(), json.to_string()));
    json!({
        "form": FORM,
        "schema_version": SCHEMA_VERSION,
        "declarations": declarations.into_iter().map(|(_, json)| json).collect::<Vec<_>>(),
        "stack": pairs(&names, &program.stacked),
        "exclude": kept_out(&names, &program.excluded),
        "reduce": kept_out(&names, &program.reduced),
        "larger": groups(&names, &program.larger),
    })
}

type Key = (&'static str, String, String);

fn key(declaration: &Declaration) -> Key {
    (
        declaration.kind.word,
        declaration.declared.name.to_string(),
        declaration.declared.title.to_string(),
    )
}

/// Incentives that are compared; in a group the order decides equal awards.
fn groups(names: &Names, groups: &[Vec<IncentiveId>]) -> Json {
    let name = |id: &IncentiveId| names.of(Named::Incentive(*id));
    let mut found: Vec<Vec<&str>> = groups
        .iter()
        .map(|group| group.iter().map(name).collect())
        .collect();
    found.sort_unstable();
    json!(found)
}

/// Ordered pairs: who is paid and who is kept from the sale by it; who is reduced and by whom.
fn kept_out(names: &Names, pairs: &[(IncentiveId, IncentiveId)]) -> Json {
    let name = |id: IncentiveId| names.of(Named::Incentive(id));
    let found = pairs
        .iter()
        .map(|(paid, kept_out)| [name(*paid), name(*kept_out)]);
    let mut found: Vec<[&str; 2]> = found.collect();
    found.sort_unstable();
    json!(found)
}

fn pairs(names: &Names, pairs: &[(IncentiveId, IncentiveId)]) -> Json {
    let mut found: Vec<[&str; 2]> = pairs
        .iter()
        .map(|(one, two)| {
            let mut pair = [
                names.of(Named::Incentive(*one)),
                names.of(Named::Incentive(*two)),
            ];
            pair.sort_unstable();
            pair
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    json!(found)
}

fn declaration(names: &Names, declaration: &Declaration) -> Json {
    let (kind, declared) = (declaration.kind, &declaration.declared);
    let mut fields = Map::new();
    fields.insert("kind".to_owned(), json!(kind.word));
    if kind.naming == Naming::Name {
        fields.insert("name".to_owned(), json!(&*declared.name));
    }
    if kind.naming != Naming::Bare {
        fields.insert("title".to_owned(), json!(&*declared.title));
    }
    if kind.naming == Naming::Name && declared.first != declared.name {
        fields.insert("renamed_from".to_owned(), json!(&*declared.first));
    }
    if declared.internal {
        fields.insert("internal".to_owned(), json!("yes"));
    }
    fields.insert("clauses".to_owned(), clauses(names, declaration));
    if !declaration.children.is_empty() {
        fields.insert("blocks".to_owned(), blocks(names, &declaration.children));
    }
    Json::Object(fields)
}

/// Nested declarations. Calendar entries have no order but that of their days; courses and paths do.
fn blocks(names: &Names, children: &[Declaration]) -> Json {
    let mut children: Vec<&Declaration> = children.iter().collect();
    children.sort_by_key(|child| {
        let entry = child.kind.refers == Some(Refers::Entry);
        entry.then(|| child.declared.name.clone())
    });
    json!(
        children
            .into_iter()
            .map(|child| declaration(names, child))
            .collect::<Vec<_>>()
    )
}

/// The clauses of a block in the order of its descriptor; those with one word as written.
fn clauses(names: &Names, declaration: &Declaration) -> Json {
    let kind = declaration.kind;
    let mut given: Vec<&Given> = declaration.terms.clauses.iter().collect();
    given.sort_by_cached_key(|each| {
        let place = kind.clauses.iter().position(|one| one.word == each.word);
        (place, address(names, kind, each), each.force)
    });
    json!(
        given
            .into_iter()
            .map(|each| clause(names, declaration, each))
            .collect::<Vec<_>>()
    )
}

/// Entries that are found by an address have no other order.
fn address(names: &Names, kind: &'static Kind, given: &Given) -> Option<String> {
    let addressed = matches!(descriptor(kind, given.word)?.value, Shape::Address);
    addressed.then(|| value::value(names, &given.value).map(|json| json.to_string()))?
}

fn clause(names: &Names, declaration: &Declaration, given: &Given) -> Json {
    let descriptor = descriptor(declaration.kind, given.word);
    let mut fields = Map::new();
    fields.insert("clause".to_owned(), json!(given.word));
    if let Some(value) = value::value(names, &given.value) {
        fields.insert("value".to_owned(), value);
    }
    let phrases = phrases(names, descriptor, given);
    if !phrases.is_empty() {
        fields.insert("phrases".to_owned(), Json::Array(phrases));
    }
    for (side, day) in [("from", given.force.from), ("until", given.force.until)] {
        if let Some(day) = day {
            fields.insert(side.to_owned(), json!(day.to_string()));
        }
    }
    if let Some(grid) = &given.table {
        let table = table::table(names, declaration, descriptor, given, grid);
        fields.insert("table".to_owned(), table);
    }
    Json::Object(fields)
}

/// The phrases in the order of the descriptor; of those with one lead, the first by its JSON comes first.
fn phrases(names: &Names, descriptor: Option<&Clause>, given: &Given) -> Vec<Json> {
    let place = |lead: &str| {
        descriptor.and_then(|clause| clause.phrases.iter().position(|each| each.lead == lead))
    };
    let mut found: Vec<(Option<usize>, String, Json)> = given
        .phrases
        .iter()
        .map(|(lead, said, _)| {
            let mut fields = Map::new();
            fields.insert("phrase".to_owned(), json!(lead));
            if let Some(value) = value::value(names, said) {
                fields.insert("value".to_owned(), value);
            }
            let phrase = Json::Object(fields);
            (place(lead), phrase.to_string(), phrase)
        })
        .collect();
    found.sort_by(|one, two| (one.0, &one.1).cmp(&(two.0, &two.1)));
    found.into_iter().map(|(_, _, phrase)| phrase).collect()
}

fn descriptor(kind: &'static Kind, word: &str) -> Option<&'static Clause> {
    kind.clauses.iter().find(|clause| clause.word == word)
}

/// What a resolved name stands for.
pub fn declared(program: &Program, named: Named) -> Option<&Declared> {
    Names { program }.declared(named)
}

/// The names behind ids.
struct Names<'p> {
    program: &'p Program,
}

impl<'p> Names<'p> {
    /// The declared name of an id.
    fn of(&self, named: Named) -> &'p str {
        self.declared(named).map_or("", |declared| &declared.name)
    }

    fn declared(&self, named: Named) -> Option<&'p Declared> {
        let program = self.program;
        match named {
            Named::Region(id) => program.region(id).map(|each| &each.declared),
            Named::Type(id) => program.types.get(id.index()).map(|each| &each.declared),
            Named::Line(id) => program.line(id).map(|each| &each.declared),
            Named::Product(id) => program.product(id).map(|each| &each.declared),
            Named::Measure(id) => program.measure(id).map(|each| &each.declared),
            Named::Tier(id) => program.tier(id).map(|each| &each.declared),
            Named::Specialization(id) => {
                program.specialization(id).map(|each| &each.rules.declared)
            }
            Named::Benefit(id) => program.benefit(id).map(|each| &each.declared),
            Named::Certification(id) => {
                let certifications = &program.learning.certifications;
                certifications.get(id.index()).map(|each| &each.declared)
            }
            Named::Budget(id) => program.budget(id).map(|each| &each.declared),
            Named::Incentive(id) => program.incentive(id).map(|each| &each.declared),
            Named::Track(id) => {
                let tracks = &program.learning.tracks;
                tracks.get(id.index()).map(|each| &each.declared)
            }
            Named::Course(id) => {
                let courses = &program.learning.courses;
                courses.get(id.index()).map(|each| &each.declared)
            }
            Named::Entry(id) => {
                let entries = &program.calendar.entries;
                entries.get(id.index()).map(|each| &each.declared)
            }
            Named::Segment(id) => {
                let segments = &program.words.segments;
                segments.get(id.index()).map(|each| &each.declared)
            }
            Named::Role(id) => {
                let roles = &program.words.roles;
                roles.get(id.index()).map(|each| &each.declared)
            }
            Named::Score(id) => program.scores.get(id.index()).map(|each| &each.declared),
            Named::Target(id) => program.targets.get(id.index()).map(|each| &each.declared),
            Named::Committee(id) => {
                let committees = &program.words.committees;
                committees.get(id.index()).map(|each| &each.declared)
            }
        }
    }
}
