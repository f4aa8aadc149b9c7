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
        if self.is_new(target, there):
            return self.reader.amount(target.clause("new").value)
        if target.clause("agreed"):
            found = self.agreed(target, there)
        elif target.clause("amount"):
            found = self.stated(target.clause("amount"), there)
        else:
            part = target.clause("part")
            found = percent(part.value["percent"]) * self.conditions.figure(part.phrase("of")["figure"], there)
        if found is None:
            return None
        for index in target.every("index"):
            until = index.phrase("until")
            if day(index.phrase("from")["date"]) <= there.day and (until is None or there.day <= day(until["date"])):
                found *= percent(index.value["percent"])
        least, most = target.clause("least"), target.clause("most")
        if least:
            found = max(found, self.reader.amount(least.value))
        return min(found, self.reader.amount(most.value)) if most else found

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

    def is_new(self, target, there):
        """Whether fewer whole periods than stated lie between the day of joining and the period of the day."""
        new = target.clause("new")
        joined = self.conditions.partners[there.partner].get("joined")
        if new is None or joined is None:
            return False
        fewer = new.phrase("with fewer than")["duration"]
        period = self.year.period(fewer["unit"], there.day)
        return joined > self.year.before(fewer["unit"], period, int(fewer["number"]))[0]
