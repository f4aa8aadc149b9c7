"""Targets: what is expected of each partner (src/kind/target.md)."""

from .moment import on_day
from .terms import day, percent


class Targets:
    """What is expected of partners, and how much of it they attain."""

    def __init__(self, terms, year, reader, conditions):
        self.terms, self.year, self.reader, self.conditions = terms, year, reader, conditions

    def attained(self, figure, moment):
        """What was reached over what is expected; below everything where nothing is."""
        expected = self.expected(self.terms.by_name[figure["target"]], moment)
        if expected is None or expected <= 0:
            return "fails"
        return self.conditions.figure(figure["of"], moment) / expected

    def expected(self, target, moment):
        when = self.conditions.day_of(target.clause("fixed on").value["as_of"], moment)
        there = on_day(moment, when)
        new, agreed, stated, part, least, most = (
            self._now(target, word, there) for word in ("new", "agreed", "amount", "part", "least", "most")
        )
        if self.is_new(new, there):
            return self.reader.amount(new.value)
        if agreed:
            found = self.agreed(target, there)
        elif stated:
            found = self.stated(stated, there)
        else:
            found = percent(part.value["percent"]) * self.conditions.figure(part.phrase("of")["figure"], there)
        if found is None:
            return None
        for index in target.every("index"):
            until = index.phrase("until")
            if day(index.phrase("from")["date"]) <= there.day and (until is None or there.day <= day(until["date"])):
                found *= percent(index.value["percent"])
        if least:
            found = max(found, self.reader.amount(least.value))
        return min(found, self.reader.amount(most.value)) if most else found

    def _now(self, target, word, there):
        """The version of a clause on the day on which the target is fixed, or that of the year's nearest."""
        return target.on(word, min(max(there.day, self.year.first), self.year.last))

    def agreed(self, target, there):
        """The last agreement that holds on the day."""
        found = [
            fact for fact in self.reader.known.facts_of("target", there.partner)
            if fact.fields["target"] == target.name and fact.happened <= there.day <= fact.fields.get("until", there.day)
        ]
        if not found:
            return None
        return max(found, key=lambda fact: (fact.happened, fact.order)).fields["amount"]

    def stated(self, clause, there):
        if "amounts" not in clause.table:
            return self.reader.amount(clause.value)
        of = clause.phrase("across")["set"]
        cell = clause.table["amounts"].get(self.conditions.member(of, (clause.phrase("as of") or {}).get("as_of"), there))
        return None if cell in (None, "none") else self.reader.amount(cell)

    def is_new(self, new, there):
        """Whether fewer whole periods than stated lie between the day of joining and the period of the day."""
        joined = self.conditions.partners[there.partner].get("joined")
        if new is None or joined is None:
            return False
        fewer = new.phrase("with fewer than")["duration"]
        period = self.year.period(fewer["unit"], there.day)
        return joined > self.year.before(fewer["unit"], period, int(fewer["number"]))[0]
