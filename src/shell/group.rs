//! Groups of incentives that count as one, as the command line names them.

use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::model::Program;
use crate::shell::stop::Stop;
use crate::simulate::estimate::shapley::MOST_GROUPS;

/// A group, by name.
type Group = (Name, Vec<IncentiveId>);

/// Groups of incentives: those that are named together, then each other one.
pub fn groups(asked: &[String], program: &Program) -> Result<Vec<Group>, Stop> {
    let all = || (0..).map(IncentiveId).zip(&program.incentives);
    let mut groups: Vec<Group> = Vec::new();
    for group in asked {
        let mut ids = Vec::new();
        for name in group.split(',') {
            let found = all().find(|(_, each)| *each.declared.name == *name);
            let Some((id, _)) = found else {
                return Err(Stop::Usage(format!(
                    "--group {group}: no incentive is named `{name}`"
                )));
            };
            if ids.contains(&id) || groups.iter().any(|(_, ids)| ids.contains(&id)) {
                return Err(Stop::Usage(format!(
                    "--group {group}: `{name}` is in a group already"
                )));
            }
            ids.push(id);
        }
        groups.push((Name::new(&group.replace(',', "+")), ids));
    }
    for (id, each) in all() {
        if !groups.iter().any(|(_, ids)| ids.contains(&id)) {
            groups.push((each.declared.name.clone(), vec![id]));
        }
    }
    if groups.is_empty() || groups.len() > MOST_GROUPS {
        let count = groups.len();
        return Err(Stop::Usage(format!(
            "--shapley takes 1 to {MOST_GROUPS} groups, and there are {count}; put incentives together with --group"
        )));
    }
    Ok(groups)
}
