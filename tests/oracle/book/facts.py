"""Files of facts (docs/reference/facts.md): rows, what is left out, and the order of facts that compete."""

import csv
import io
from fractions import Fraction

from .terms import day

FILES = {
    "sale": "sales.csv",
    "return": "returns.csv",
    "certification": "certifications.csv",
    "completion": "completions.csv",
    "registration": "registrations.csv",
    "claim": "claims.csv",
    "enrolment": "enrolments.csv",
    "standing": "standing.csv",
}
IDS = {
    "sale": "sale_id",
    "return": "return_id",
    "certification": "certificate_id",
    "completion": "completion_id",
    "registration": "registration_id",
    "claim": "claim_id",
    "enrolment": "enrolment_id",
    "standing": "standing_id",
}
AMOUNTS = ("net_amount", "value", "cost")
DATES = ("until", "decided", "requested", "held", "since", "joined")


class Fact:
    """Something that happened; `fields` holds what its row says beside id and days."""

    __slots__ = ("kind", "id", "happened", "known", "order", "partner", "fields", "returns", "units", "amount")

    def __init__(self, kind, row, decimals):
        self.kind = kind
        self.id = row[IDS[kind]]
        self.happened = day(row["happened"])
        self.known = day(row["known"]) if row.get("known") else self.happened
        accepted = day(row["accepted"]) if row.get("accepted") else self.happened
        claim = row.get("claim") or ""
        self.order = (accepted, claim_order(claim), self.id.encode())
        self.partner = row.get("partner") or None
        self.fields = {key: value for key, value in row.items() if value not in (None, "")}
        for key in AMOUNTS:
            if key in self.fields:
                self.fields[key] = Fraction(self.fields[key]) * 10 ** decimals
        for key in DATES:
            if key in self.fields:
                self.fields[key] = day(self.fields[key])
        if "units" in self.fields:
            self.fields["units"] = Fraction(self.fields["units"])
        if kind == "sale":
            self.fields.setdefault("status", "accepted")
        self.amount = self.fields.get("net_amount", Fraction(0))
        self.units = self.fields.get("units")
        self.returns = []


def claim_order(claim):
    """Claim numbers break ties by their bytes; a fact without one comes first."""
    return claim.encode()


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


class Files:
    """All partners and facts of a folder; `read` gives the text of a file or nothing."""

    def __init__(self, read, decimals):
        self.partners = {}
        for row in rows(read("partners.csv") or "partner\n"):
            row = {key: value for key, value in row.items() if value}
            for key in ("since", "joined"):
                if key in row:
                    row[key] = day(row[key])
            self.partners[row["partner"]] = row
        self.facts = []
        for kind, name in FILES.items():
            text = read(name)
            seen = set()
            for row in rows(text) if text else ():
                fact = Fact(kind, row, decimals)
                if fact.id not in seen and (kind == "return" or fact.partner in self.partners):
                    seen.add(fact.id)
                    self.facts.append(fact)
