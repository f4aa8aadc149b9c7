//! Leads and what becomes of deals, in English.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("condition.lead", "the deal is a lead of the vendor"),
    ("fact.deal_step", "step of a deal"),
    ("fact.lead", "lead"),
    ("facts.deal_step", "steps of deals"),
    ("facts.lead", "leads"),
    ("field.about", "what it is about"),
    ("guide.leads", "Leads"),
    ("leads.answer", "Answer"),
    ("leads.by.choice", "as the channel manager chooses"),
    ("leads.by.rotation", "in turn"),
    ("leads.by.score", "by score"),
    ("leads.by.specialization", "by specialization"),
    ("leads.by.territory", "by territory"),
    ("leads.given", "Given out"),
    (
        "leads.silence_accepts",
        "within {within}; without one it is accepted",
    ),
    (
        "leads.silence_recalls",
        "within {within}; without one it is recalled",
    ),
    ("leads.work", "Time to work on one"),
    ("policy.leads", "Leads"),
    (
        "registration.extends_often",
        "{time}, at most {times} times",
    ),
];
