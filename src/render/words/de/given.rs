//! German: what is given by differences of prices, in kind, later and at least.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("facts.purchase", "Einkäufe"),
    ("facts.rotation", "zurückgegebene Ware"),
    ("facts.debit", "Anträge auf einen Sonderpreis"),
    ("facts.exception", "Ausnahmen"),
    ("field.reason", "der Grund"),
    ("field.decided_by", "die entscheidende Stelle"),
    ("facts.quote", "Angebote"),
    ("field.quoted_price", "der Angebotspreis"),
    ("field.list_price", "der Listenpreis"),
    ("field.quoted", "der Tag des Angebots"),
    (
        "spread.held",
        "je Stück, was der Listenpreis über dem Angebotspreis liegt, wenn höchstens {length} nach dem Angebot bestellt wird",
    ),
    ("facts.protection", "Anträge wegen einer Preissenkung"),
    ("facts.payment", "Zahlungen"),
    ("facts.cancellation", "Kündigungen"),
    ("facts.credit", "Anrechnungen"),
    ("field.role", "die Rolle"),
    ("field.kind", "die Art"),
    ("award.credited", "ein Teil der ganzen Vergütung von {0}"),
    (
        "shared.by_credit",
        "Sie wird unter den Partnern aufgeteilt, denen das Geschäft angerechnet ist, nach ihren Anteilen; was niemandem angerechnet ist, erhält der Verkäufer.",
    ),
    ("field.book_cost", "der Einstandspreis"),
    ("field.special_cost", "der Sonderpreis"),
    ("field.new_price", "der neue Preis"),
    (
        "spread.counted",
        "je Einheit der Betrag, um den ihr Einstandspreis über dem Sonderpreis liegt",
    ),
    (
        "spread.in_stock",
        "je Einheit am Lager an diesem Tag der Betrag, um den ihr Kaufpreis über dem neuen Preis liegt; verkauft oder zurückgegeben wurde das älteste",
    ),
    (
        "spread.bought_within",
        "{text}; es zählt nur, was innerhalb von {length} davor gekauft wurde",
    ),
    ("spread.plus", "{text}, dazu {rate} des niedrigeren Preises"),
    ("guarantee.least", "Mindestens {amount} {period}."),
    (
        "guarantee.to_next_period",
        "Was ein Zeitraum darüber hinaus erwirtschaftet, zählt für den nächsten.",
    ),
    (
        "guarantee.to_year_end",
        "Was ein Zeitraum darüber hinaus erwirtschaftet, zählt für die späteren des Jahres.",
    ),
    (
        "guarantee.not_carried",
        "Was ein Zeitraum darüber hinaus erwirtschaftet, zählt für keinen anderen.",
    ),
    (
        "guarantee.at_period_end",
        "Gezahlt wird nach dem Ende des Zeitraums.",
    ),
    (
        "guarantee.in_advance",
        "Gezahlt wird am ersten Tag des Zeitraums; was erwirtschaftet wird, wird abzüglich dieses Vorschusses gezahlt.",
    ),
    (
        "valued.units",
        "In Einheiten von {product}, je mit {each} angesetzt: {text}",
    ),
    (
        "valued.points",
        "In Punkten, je mit {each} angesetzt: {text}",
    ),
    (
        "hold.customer_paid",
        "Die Zahlung wartet, bis der Kunde den Verkauf vollständig bezahlt hat.",
    ),
    (
        "instalments.parts",
        "Gezahlt wird in {count} gleichen Teilen; was sich nicht teilen lässt, kommt mit dem letzten.",
    ),
    (
        "instalments.while_active",
        "Ein Teil wird nur gezahlt, wenn der Kunde bis dahin nicht gekündigt hat.",
    ),
    ("award.spread", "Preisunterschiede, Einheiten: {0}"),
    ("award.valued", "{0} als Sachleistung zu je {1}"),
    ("award.guaranteed", "auf die Garantie aufgefüllt: {0}"),
    ("example.parts_unpaid", "Teile, die nicht gezahlt werden"),
];
