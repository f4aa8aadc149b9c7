"""Files of facts (docs/reference/facts.md): rows, what is left out, and the order of facts that compete."""

import csv
import io
from fractions import Fraction

from .terms import day

# The file of each kind of fact, and the column of its id.
FILES = {
    "sale": ("sales.csv", "sale_id"),
    "return": ("returns.csv", "return_id"),
    "certification": ("certifications.csv", "certificate_id"),
    "completion": ("completions.csv", "completion_id"),
    "registration": ("registrations.csv", "registration_id"),
    "claim": ("claims.csv", "claim_id"),
    "enrolment": ("enrolments.csv", "enrolment_id"),
    "standing": ("standing.csv", "standing_id"),
    "target": ("targets.csv", "target_id"),
    "purchase": ("purchases.csv", "purchase_id"),
    "rotation": ("rotations.csv", "rotation_id"),
    "debit": ("debits.csv", "debit_id"),
    "protection": ("protections.csv", "protection_id"),
    "payment": ("payments.csv", "payment_id"),
    "cancellation": ("cancellations.csv", "cancellation_id"),
    "credit": ("credits.csv", "credit_id"),
    "specialization": ("specializations.csv", "step_id"),
    "deal_step": ("deal_steps.csv", "step_id"),
    "lead": ("leads.csv", "lead_id"),
    "claim_step": ("claim_steps.csv", "step_id"),
    "membership": ("memberships.csv", "membership_id"),
    "exception": ("exceptions.csv", "exception_id"),
    "quote": ("quotes.csv", "quote_id"),
}
AMOUNTS = ("net_amount", "value", "cost", "amount", "book_cost", "special_cost", "new_price", "quoted_price", "list_price")
NUMBERS = ("units", "share")
DATES = ("until", "decided", "requested", "held", "since", "joined", "quoted")
# What may be named by the name that it had first.
NAMED = ("product", "certification", "fund", "offer", "tier", "target", "course", "region", "type", "specialization")


class Fact:
    """Something that happened; `fields` holds what its row says beside id and days."""

    __slots__ = ("kind", "id", "happened", "known", "order", "partner", "fields", "returns", "units", "amount")

    def __init__(self, kind, row, terms):
        self.kind = kind
        self.id = row[FILES[kind][1]]
        self.happened = day(row["happened"])
        self.known = day(row["known"]) if row.get("known") else self.happened
        accepted = day(row["accepted"]) if row.get("accepted") else self.happened
        claim = row.get("claim") or ""
        self.order = (accepted, claim_order(claim), self.id.encode())
        self.partner = row.get("partner") or None
        self.fields = {key: value for key, value in row.items() if value not in (None, "")}
        for key in AMOUNTS:
            if key in self.fields:
                self.fields[key] = Fraction(self.fields[key]) * 10 ** terms.decimals
        for key in DATES:
            if key in self.fields:
                self.fields[key] = day(self.fields[key])
        for key in NUMBERS:
            if key in self.fields:
                self.fields[key] = Fraction(self.fields[key])
        for key in NAMED:
            if key in self.fields:
                self.fields[key] = terms.present.get(self.fields[key], self.fields[key])
        if kind == "sale":
            self.fields.setdefault("status", "accepted")
        self.amount = self.fields.get("net_amount", Fraction(0))
        self.units = self.fields.get("units")
        self.returns = []

    def __lt__(self, other):
        """The order in which facts of a day are read."""
        return self.order < other.order


def claim_order(claim):
    """Claim numbers break ties by their bytes; a fact without one comes first."""
    return claim.encode()


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


class Files:
    """All partners and facts of a folder; `read` gives the text of a file or nothing."""

    def __init__(self, read, terms):
        self.partners = {}
        for row in rows(read("partners.csv") or "partner\n"):
            row = {key: value for key, value in row.items() if value}
            for key in ("since", "joined"):
                if key in row:
                    row[key] = day(row[key])
            if "was" in row and terms.succession().get(row["was"]):
                row["tier"] = terms.succession()[row["was"]]
            for key in ("region", "type", "tier"):
                if key in row:
                    row[key] = terms.present.get(row[key], row[key])
            if terms.is_home(row.get("region")):
                self.partners[row["partner"]] = row
        self.facts = []
        for kind, (name, _) in FILES.items():
            text = read(name)
            seen = set()
            for row in rows(text) if text else ():
                fact = Fact(kind, row, terms)
                # A step about a standing that the program does not have is rejected.
                if any(key in fact.fields and fact.fields[key] not in terms.by_name for key in ("tier", "specialization")):
                    continue
                # An exception that nobody of the program decided is rejected.
                if "decided_by" in fact.fields and not terms.decides(fact.fields["decided_by"]):
                    continue
                if fact.id not in seen and (kind == "return" or fact.partner in self.partners):
                    seen.add(fact.id)
                    self.facts.append(fact)
