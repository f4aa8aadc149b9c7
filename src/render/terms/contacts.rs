//! Who answers for what: the roles and committees that a guide names, each with what it is named for.

use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::model::incentive::Incentive;
use crate::render::speaker::Speaker;
use crate::render::view::Table;

/// A row for each role; nothing where the guide names none.
pub fn table(speaker: Speaker<'_>, offers: &[(IncentiveId, &Incentive)]) -> Option<Table> {
    let mut found: Vec<(&Name, Vec<String>)> = Vec::new();
    let program = speaker.program;
    let onboarding = program.words.onboarding.iter();
    for each in onboarding.filter(|it| !it.declared.internal) {
        for owner in each.steps.iter().filter_map(|step| step.owner.as_ref()) {
            add(&mut found, owner, speaker.say("contact.onboards", &[]));
        }
    }
    for (_, incentive) in offers {
        let title = speaker.title(Some(&incentive.declared));
        let approval = incentive.fund.iter().flat_map(|fund| &fund.approval);
        for rung in approval.filter(|rung| is_declared(speaker, &rung.by)) {
            let text = speaker.say("contact.approves", &[("fund", &title)]);
            add(&mut found, &rung.by, text);
        }
    }
    let entries = program.calendar.entries.iter();
    for entry in entries.filter(|it| !it.declared.internal) {
        if let Some(by) = &entry.by {
            add(&mut found, by, speaker.title(Some(&entry.declared)));
        }
    }
    if found.is_empty() {
        return None;
    }
    let titles = ["guide.contact_who", "guide.contact_for"].map(|key| speaker.say(key, &[]));
    let rows = found
        .into_iter()
        .map(|(role, texts)| vec![speaker.role(role), speaker.language.series(&texts)]);
    Some(Table::of(&titles.each_ref().map(String::as_str), rows))
}

/// Notes once what a role is named for.
fn add<'a>(found: &mut Vec<(&'a Name, Vec<String>)>, role: &'a Name, text: String) {
    match found.iter_mut().find(|(own, _)| *own == role) {
        Some((_, texts)) if texts.contains(&text) => {}
        Some((_, texts)) => texts.push(text),
        None => found.push((role, vec![text])),
    }
}

/// Whether a decider is somebody: `automatic` is nobody.
fn is_declared(speaker: Speaker<'_>, name: &Name) -> bool {
    let words = &speaker.program.words;
    let roles = words.roles.iter().map(|it| &it.declared);
    let mut all = roles.chain(words.committees.iter().map(|it| &it.declared));
    all.any(|declared| declared.name == *name)
}
