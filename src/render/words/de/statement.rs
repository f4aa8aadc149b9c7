//! German: statements.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("statement.for", "Für {payee} bei {partner}."),
    (
        "statement.by",
        "{program}, abgerechnet bis {day} nach Programm `{identity}`.",
    ),
    ("statement.new", "Neu: **{amount}**."),
    ("statement.posted", "Früher gebucht: {amount}."),
    (
        "statement.on_invoices",
        "Auf Rechnungen insgesamt: {amount}.",
    ),
    ("statement.credit_left", "Verbleibendes Guthaben: {amount}."),
    ("statement.paid", "Was ausgezahlt wird"),
    ("statement.invoices", "Auf Rechnungen"),
    ("statement.due", "fällig"),
    ("statement.what", "was"),
    ("statement.earned", "für"),
    ("statement.amount", "Betrag"),
    ("statement.booked", "gebucht"),
    ("statement.settled", "abgerechnet"),
    ("statement.in_all", "insgesamt"),
    ("statement.credit", "Guthaben"),
    (
        "statement.credit_note",
        "Guthaben wird für Maßnahmen des Fonds beantragt; von selbst wird es nicht ausgezahlt.",
    ),
    ("statement.why", "Warum"),
    (
        "statement.entry_title",
        "{title}, {kind} für {earned}: {amount}",
    ),
    (
        "statement.entry",
        "Buchung `{id}` von `{incentive}`, gebucht am {day}",
    ),
    ("statement.number", ", Nummer {number} für dieselbe Prämie"),
    ("statement.stands", "Gehalten am {day}: {held}."),
    ("statement.stands_to", "{title} (bis {last})"),
    ("statement.held", ", Stufe {tier} am {day}"),
    ("statement.stop", "."),
    ("statement.more", "{names} und {count} weitere"),
    ("statement.fraction", "{money} und {rest} von {unit}"),
    ("statement.about", "etwa {money}"),
    ("statement.of_this", "davon für {fact}: {amount}"),
    ("estimate.title", "Schätzung zum {day}"),
    (
        "estimate.note",
        "Nichts davon ist schon gebucht oder geschuldet. Offene Zeiträume sind gerechnet, als endeten sie heute, und ein Budget, das später geteilt wird, als würde es heute geteilt.",
    ),
    ("estimate.period", "Zeitraum"),
    ("estimate.left", "Tage übrig"),
    ("estimate.amount", "bisher"),
    (
        "estimate.tier_until",
        "Die Stufe ist {tier} und wird am {day} geprüft.",
    ),
    ("estimate.tier", "Die Stufe ist {tier}."),
    (
        "estimate.may_return",
        "Verkäufe über {amount} können noch zurückgegeben werden.",
    ),
    (
        "estimate.pending",
        "Verkäufe über {amount} sind noch nicht angenommen.",
    ),
    (
        "estimate.may_change",
        "Verkäufe bis zum Ende, Rückgaben, Prüfungen und was andere einem gemeinsamen Budget entnehmen, können es ändern.",
    ),
    (
        "statement.is_final",
        "Was hier neu ist, ist endgültig: Nur Rückgaben in der Frist der jeweiligen Prämie ändern es.",
    ),
    (
        "statement.is_provisional",
        "Was hier neu ist, ist vorläufig: Was bis zum {day} bekannt wird, berichtigt es noch.",
    ),
    (
        "excluded.after_final",
        "es wurde bekannt, als die Zahlung für seinen Tag endgültig war",
    ),
    (
        "final.month",
        "Was gebucht ist, ist {after} nach dem Ende des Monats endgültig; was später bekannt wird, bringt dafür nichts.",
    ),
    (
        "final.quarter",
        "Was gebucht ist, ist {after} nach dem Ende des Quartals endgültig; was später bekannt wird, bringt dafür nichts.",
    ),
    (
        "final.half",
        "Was gebucht ist, ist {after} nach dem Ende des Halbjahrs endgültig; was später bekannt wird, bringt dafür nichts.",
    ),
    (
        "final.year",
        "Was gebucht ist, ist {after} nach dem Ende des Jahres endgültig; was später bekannt wird, bringt dafür nichts.",
    ),
    ("policy.final", "Endgültige Beträge"),
    (
        "rejected.undecided_fund",
        "der Fonds sagt nicht, wie Anträge entschieden werden: das tut die Spalte `decision` des Antrags",
    ),
    (
        "rejected.illegal_step",
        "auf einen Antrag im Zustand {state} kann {step} nicht folgen",
    ),
    (
        "excluded.not_approved",
        "der Antrag ist am letzten Tag nicht genehmigt, oder nichts davon wird gezahlt",
    ),
    ("policy.succession", "Wer aus {title} kommt"),
    ("succession.becomes", "{was} wird {is}"),
    ("succession.nothing", "{was} bringt keine Stufe"),
    ("statement.rounded", "einmal gerundet, {mode}: {amount}"),
    ("statement.half_up", "halbe weg von null"),
    ("statement.half_even", "halbe zur geraden Zahl"),
    ("statement.down", "abgerundet"),
    ("statement.up", "aufgerundet"),
    (
        "statement.taken_back",
        "abzüglich der Rücknahmen durch Rückgaben und Verfall: {amount}",
    ),
    (
        "statement.before",
        "früher gebucht: {before}; diese Buchung: {amount}",
    ),
    (
        "statement.corrects",
        "das Programm ergibt jetzt etwas anderes; früher gebucht: {before}; diese Buchung: {amount}",
    ),
    (
        "statement.reversal",
        "nach der Buchung zurückgegeben: zum zuerst gezahlten Satz zurückgenommen, gerundet ({mode})",
    ),
    ("statement.expired", "bis zum letzten Tag nicht genutzt"),
    (
        "statement.nothing_now",
        "das Programm ergibt dafür jetzt nichts",
    ),
    (
        "statement.as_it_was",
        "nach dem früheren Programm gebucht; das Folgende berichtigt es",
    ),
    ("statement.earlier", "Früher gebucht"),
    ("statement.as_invoice", "auf der Rechnung"),
    ("statement.as_credit", "Guthaben"),
    ("statement.unpaid", "Was bisher nichts verdient hat"),
    ("statement.which", "welche"),
    ("statement.reason", "warum"),
    (
        "statement.unpaid_more",
        "Und {count} weitere: `rows.csv` enthält alle.",
    ),
    ("fact.purchase", "Einkauf"),
    ("fact.rotation", "Lagerrückgabe"),
    ("fact.debit", "Preisantrag"),
    ("fact.exception", "Ausnahme"),
    ("fact.quote", "Angebot"),
    ("fact.protection", "Preisschutz"),
    ("fact.payment", "Zahlung des Kunden"),
    ("fact.cancellation", "Kündigung"),
    ("fact.credit", "Anteil am Geschäft"),
    ("fact.person", "Person"),
    ("fact.customer", "Kunde"),
    ("fact.deal", "Geschäft"),
    ("fact.order", "Auftrag"),
    ("posting.award", "Prämie"),
    ("posting.adjustment", "Anpassung"),
    ("posting.reversal", "Rücknahme"),
    ("posting.credit", "Guthaben"),
    ("posting.reimbursement", "Erstattung"),
    ("posting.expiry", "Verfall von Guthaben"),
    ("excluded.not_accepted", "der Verkauf wurde nicht anerkannt"),
    (
        "excluded.outside_the_year",
        "es geschah außerhalb des Programmjahres",
    ),
    (
        "excluded.known_later",
        "es wurde erst nach dem letzten abgeschlossenen Tag bekannt",
    ),
    (
        "excluded.no_tier",
        "der Partner hatte an diesem Tag keine Stufe",
    ),
    (
        "excluded.read_only",
        "es verdient selbst nichts; Stufen, Kennzahlen und Bedingungen lesen es",
    ),
    (
        "excluded.lessens",
        "es verdient selbst nichts; sein Verkauf verdient weniger",
    ),
    (
        "excluded.returned_late",
        "es kam zu spät; `not_for` sagt, für welche Prämien",
    ),
    ("excluded.returned", "er wurde ganz zurückgegeben"),
    (
        "excluded.cap",
        "die Obergrenze von {incentive} war ausgeschöpft: {limit}",
    ),
    (
        "excluded.over_cap",
        "es passte nicht unter die Obergrenze von {incentive}: {limit}",
    ),
    (
        "excluded.budget",
        "das Budget von {incentive} war ausgeschöpft",
    ),
    (
        "excluded.over_budget",
        "es passte nicht in das Budget von {incentive}",
    ),
    (
        "excluded.nothing_so_far",
        "bisher zahlt keine Prämie dafür, und ein Zeitraum, in den es fällt, ist noch nicht zu Ende",
    ),
    (
        "excluded.no_more",
        "es zählt für {incentives} und bringt nicht mehr",
    ),
    (
        "excluded.so_far",
        "es zählt für {incentives}, und bisher ist dafür nichts gezahlt",
    ),
    ("excluded.nothing_pays", "keine Prämie zahlt dafür"),
    (
        "rejected.unknown_partner",
        "es gibt keinen Partner `{name}`",
    ),
    (
        "rejected.unknown_sale",
        "bis dahin war kein Verkauf `{name}` bekannt",
    ),
    (
        "rejected.unknown_claim",
        "bis dahin war kein Antrag `{name}` dieses Partners bekannt",
    ),
    (
        "rejected.unknown_deal",
        "bis dahin war keine Registrierung und kein Lead `{name}` dieses Partners bekannt",
    ),
    (
        "rejected.step_too_early",
        "es geschah vor dem, wovon es handelt, vom {day}",
    ),
    (
        "rejected.strange_step",
        "den Schritt `{step}` gibt es nicht für: {fact}",
    ),
    (
        "rejected.no_such_part",
        "der anerkannte Teil der Kosten ist null, mehr als die Kosten oder weniger als zuvor anerkannt",
    ),
    (
        "rejected.unknown_decider",
        "im Programm heißt keine Rolle und kein Gremium `{name}`",
    ),
    (
        "rejected.unknown_name",
        "das Programm kennt unter {field} kein `{name}`",
    ),
    ("rejected.missing_field", "`{field}` fehlt"),
    (
        "rejected.missing_for_incentive",
        "die Prämie zahlt nach `{field}`, und das fehlt",
    ),
    (
        "rejected.wrong_value",
        "`{field}` enthält eine andere Art von Wert",
    ),
    (
        "rejected.out_of_range",
        "`{field}` liegt außerhalb des zählbaren Bereichs",
    ),
    ("rejected.known_before", "es war bekannt, bevor es geschah"),
    (
        "rejected.conflicting",
        "eine frühere Zeile hat dieselbe Kennung und sagt etwas anderes",
    ),
    (
        "rejected.returned_before_sold",
        "es wurde vor seinem Verkauf am {day} zurückgegeben",
    ),
    (
        "rejected.returned_late",
        "{days} Tage nach dem Verkauf zurückgegeben; zurückgenommen wird innerhalb von {within}, bis {last}",
    ),
    (
        "rejected.returns_more",
        "die Rückgaben ergeben mehr, als verkauft wurde",
    ),
    (
        "rejected.credits_above_all",
        "die Anteile am Geschäft ergeben mehr als 100 %",
    ),
    (
        "rejected.not_a_fund",
        "der Antrag nennt eine Prämie, die kein Fonds ist",
    ),
    (
        "rejected.unknown_activity",
        "der Fonds hat keine Maßnahme `{name}`",
    ),
    (
        "rejected.missing_proof",
        "dem Antrag fehlt der Nachweis `{name}`",
    ),
    (
        "rejected.requested_late",
        "die Maßnahme wurde nicht rechtzeitig angefragt",
    ),
    (
        "rejected.claimed_late",
        "der Antrag kam zu spät nach der Maßnahme",
    ),
    ("rejected.not_approved", "der Antrag ist nicht genehmigt"),
    ("rejected.no_credit", "im Fonds ist kein Guthaben mehr"),
];
