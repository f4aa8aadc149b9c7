//! Leads and what becomes of deals, in German.

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "condition.lead",
        "das Geschäft ein Lead des Herstellers ist",
    ),
    ("fact.deal_step", "Schritt eines Geschäfts"),
    ("fact.lead", "Lead"),
    ("facts.deal_step", "Schritte von Geschäften"),
    ("facts.lead", "Leads"),
    ("field.about", "worum es geht"),
    ("guide.leads", "Leads"),
    ("leads.answer", "Antwort"),
    ("leads.by.choice", "nach Wahl der Partnerbetreuung"),
    ("leads.by.rotation", "der Reihe nach"),
    ("leads.by.score", "nach Punkten"),
    ("leads.by.specialization", "nach Spezialisierung"),
    ("leads.by.territory", "nach Gebiet"),
    ("leads.given", "Vergabe"),
    (
        "leads.silence_accepts",
        "innerhalb von {within}; ohne Antwort gilt er als angenommen",
    ),
    (
        "leads.silence_recalls",
        "innerhalb von {within}; ohne Antwort wird er zurückgenommen",
    ),
    ("leads.work", "Zeit zur Bearbeitung"),
    ("policy.leads", "Leads"),
    (
        "registration.extends_often",
        "{time}, höchstens {times}-mal",
    ),
];
