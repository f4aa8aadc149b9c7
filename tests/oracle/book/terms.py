"""The exported terms of a program (docs/reference/terms.md) as objects with names."""

import datetime
import json
from fractions import Fraction
from functools import lru_cache

from .year import Year


@lru_cache(maxsize=None)
def day(text):
    return datetime.date.fromisoformat(text)


@lru_cache(maxsize=None)
def number(text):
    return Fraction(text)


@lru_cache(maxsize=None)
def percent(text):
    return Fraction(text.rstrip("%")) / 100


class Clause:
    """One clause: its word, value, phrases, table, and the days on which it holds."""

    def __init__(self, raw):
        self.word = raw["clause"]
        self.value = raw.get("value") or {}
        self.table = raw.get("table") or {}
        self.first = day(raw["from"]) if "from" in raw else None
        self.last = day(raw["until"]) if "until" in raw else None
        # All that it says but its days.
        self.said = {name: each for name, each in raw.items() if name not in ("from", "until")}
        self.phrases = [(each["phrase"], each.get("value") or {}) for each in raw.get("phrases", ())]
        self.first_of = {}
        for name, value in self.phrases:
            self.first_of.setdefault(name, value)

    def has(self, phrase):
        return phrase in self.first_of

    def phrase(self, phrase):
        return self.first_of.get(phrase)

    def every(self, phrase):
        return [value for name, value in self.phrases if name == phrase]

    def holds_on(self, when):
        return (self.first is None or self.first <= when) and (self.last is None or when <= self.last)

    def word_of(self):
        """The fixed phrase that the clause has as its value."""
        return (self.value.get("words") or [""])[0]


# How something is paid that says nothing of it: it is had at the order.
AT_THE_ORDER = {
    "clause": "pay",
    "value": {"duration": {"number": "0", "unit": "day"}},
    "phrases": [
        {"phrase": "after", "value": {"from": "sale date"}},
        {"phrase": "to", "value": {"words": ["the partner"]}},
        {"phrase": "as", "value": {"words": ["discount"]}},
    ],
}


def pays(raw):
    """Whether a block pays: it is borne by an account."""
    return any(each["clause"] == "account" for each in raw.get("clauses", ()))


class Declaration:
    """One block: kind, name and clauses."""

    def __init__(self, raw):
        self.kind = raw["kind"]
        self.name = raw.get("name", "")
        self.first_name = raw.get("renamed_from", self.name)
        self.title = raw.get("title", "")
        self.clauses = [Clause(each) for each in raw.get("clauses", ())]
        self.pays = pays(raw)
        if self.pays and not any(each.word == "pay" for each in self.clauses):
            self.clauses.append(Clause(AT_THE_ORDER))
        # Of a region: the one that it lies in.
        self.outer = None
        self.blocks = [Declaration(each) for each in raw.get("blocks", ())]
        self.by_word = {}
        for each in self.clauses:
            self.by_word.setdefault(each.word, []).append(each)
        # The clauses with words that say the same on each day.
        self.always = {
            word: found[0] for word, found in self.by_word.items()
            if len(found) == 1 and found[0].first is None and found[0].last is None
        }
        on = self.clause("on")
        # Whether it pays for single facts; else for periods or stated days.
        self.by_event = bool(on) and "events" in on.value

    def every(self, word):
        return self.by_word.get(word, [])

    def clause(self, word):
        """The first clause with a word, whatever its days."""
        found = self.by_word.get(word)
        return found[0] if found else None

    def on(self, word, when):
        """The version of a clause that holds on a day."""
        always = self.always.get(word)
        if always is not None:
            return always
        for each in self.by_word.get(word, ()):
            if each.holds_on(when):
                return each
        return None

    def all_on(self, word, when):
        return [each for each in self.by_word.get(word, ()) if each.holds_on(when)]


class Terms:
    """A whole program."""

    def __init__(self, raw):
        self.declarations = [Declaration(each) for each in raw["declarations"]]
        self.raw = raw["declarations"]
        self.program = self.of_kind("program")[0]
        self.by_name = {each.name: each for each in self.declarations if each.name}
        for region in self.of_kind("region"):
            inside = region.clause("in")
            region.outer = self.by_name[inside.value["names"][0]] if inside else None
        self.currency = self.program.clause("money").value["currency"]
        self.exchange = {
            each.value["currency"]: number(each.phrase("at fixed")["number"])
            for each in self.program.every("exchange")
        }
        self.rounding = self.program.clause("round").word_of()
        self.decimals = _decimals_of(raw, self.currency)
        self.incentives = sorted((each for each in self.declarations if each.pays), key=lambda it: it.name)
        self.tiers = sorted(self.of_kind("tier"), key=lambda it: int(it.clause("rank").value["count"]["number"]))
        self.measures = {each.name: each for each in self.of_kind("measure")}
        self.line_of = {each.name: each.clause("line").value["names"][0] for each in self.of_kind("product")}
        self.exclude = [tuple(pair) for pair in raw.get("exclude", ())]
        self.reduce = [tuple(pair) for pair in raw.get("reduce", ())]
        self.larger = [list(group) for group in raw.get("larger", ())]
        self.validity = _validity_of(self.of_kind("track"))
        self.amounts = {}
        self.year = Year(self.program)
        # The period of an incentive that holds a day, as it was asked for.
        self.periods = {}
        self.reads_groups = self._reads_groups()
        self.present = {each.first_name: each.name for each in self.declarations if each.name}

    def is_home(self, region):
        """Whether the program is for partners of a region; nothing stands for those without one."""
        inside, outside = self.program.clause("in"), self.program.clause("outside")
        if inside:
            return self.lies_in(region, inside.value["names"])
        return outside is None or not self.lies_in(region, outside.value["names"])

    def lies_in(self, region, names):
        """Whether a region is one of those named, or lies in one of them."""
        at = self.by_name.get(region) if region else None
        while at is not None:
            if at.name in names:
                return True
            at = at.outer
        return False

    def _reads_groups(self):
        """Whether anything that pays reads what a group did."""
        kinds = ("segment", "score", "target")
        return any('"entity": "group"' in json.dumps(each) for each in self.raw if pays(each) or each["kind"] in kinds)

    def succession(self):
        """The tier that each standing of the program before becomes."""
        clause = self.program.clause("succeeds")
        rows = clause.table["rows"] if clause else []
        return {row["was"]["ids"][0]: row["is"]["names"][0] for row in rows if row.get("is")}

    def decides(self, name):
        """Whether a role or a committee has the name, or had it first."""
        return any(name in (each.name, each.first_name) for kind in ("role", "committee") for each in self.of_kind(kind))

    def of_kind(self, kind):
        return [each for each in self.declarations if each.kind == kind]

    def minor(self, text):
        """An amount as minor units of the program's currency, exactly."""
        found = self.amounts.get(text)
        if found is None:
            found = self.amounts[text] = self._minor(text)
        return found

    def _minor(self, text):
        digits, currency = text.split(" ")
        amount = Fraction(digits)
        if currency != self.currency:
            amount *= self.exchange[currency]
        return amount * 10 ** self.decimals


def _validity_of(tracks):
    """For how long each certification is valid, as its track states."""
    valid = {}
    for track in tracks:
        for grants in track.every("grants"):
            lasts = grants.phrase("for")
            for name in grants.value["names"]:
                if lasts:
                    valid[name] = lasts["duration"]
    return valid


WITHOUT_CENTS = ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF")
WITH_MILLS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")


def _decimals_of(raw, currency):
    """How many decimals the program's currency has (ISO 4217)."""
    del raw
    return 0 if currency in WITHOUT_CENTS else 3 if currency in WITH_MILLS else 2
