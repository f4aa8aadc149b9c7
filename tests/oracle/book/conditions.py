"""Tests: whether something holds for a partner on a day, and who an incentive is for."""

from fractions import Fraction

from .expected import Targets
from .moment import on_day
from .points import Scores
from .terms import day, percent
from .year import ONE, in_years

SIGNS = {
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
}


class Conditions:
    """Answers tests for one book."""

    def __init__(self, terms, year, reader, partners, standing, badges):
        self.terms, self.year, self.reader = terms, year, reader
        self.partners, self.standing, self.badges = partners, standing, badges
        self.scores = Scores(terms, reader, self)
        self.targets = Targets(terms, year, reader, self)

    def figure(self, figure, moment):
        """A reading, a ratio of two, points, or attainment; `passes` and `fails` where a base is empty and says so."""
        if "score" in figure:
            return self.scores.read(figure, moment)
        if "attainment" in figure:
            return self.targets.attained(figure["attainment"], moment)
        for word in ("months_since", "day_of"):
            if word in figure:
                return self.reader.age(word, figure[word], moment.fact)
        if "density" in figure:
            return self._density(figure["density"], moment)
        for word in ("growth", "share"):
            if word in figure:
                return self._ratio(word, figure[word], moment)
        return self.reader.read(figure, moment.partner, moment.day, moment.view, lambda word: self.day_of(word, moment))

    def _ratio(self, word, ratio, moment):
        over = self.figure(ratio["over"], moment)
        if over <= 0:
            empty = ratio["when_empty"]
            if isinstance(empty, dict):
                empty = empty["percent"]
            return percent(empty) if empty.endswith("%") else empty
        found = self.figure(ratio["of"], moment) / over
        return found - 1 if word == "growth" else found

    def _density(self, density, moment):
        """How much of one there is for each step of another; beyond every threshold where there is no step."""
        steps = self.figure(density["over"], moment) / self.reader.amount(density["step"])
        if density["each"] == "per whole":
            steps = Fraction(steps.numerator // steps.denominator)
        return self.figure(density["of"], moment) / steps if steps > 0 else "passes"

    def day_of(self, word, moment):
        """The day that `as of` names, seen from the moment."""
        if word in ("sale date", "review"):
            return moment.day
        if word == "payment date":
            return moment.due()
        cycle, edge = word.rsplit(" ", 1)
        first, last = self.year.period(cycle, moment.day)
        return first if edge == "start" else last

    def holds(self, test, moment, table=None):
        (what, value), = test.items()
        if what == "all":
            return all(self.holds(each, moment, table) for each in value)
        if what == "any":
            return any(self.holds(each, moment, table) for each in value)
        if what == "not":
            return not self.holds(value, moment, table)
        if what == "tier":
            return self.tier(moment.partner, value["as_of"], moment) in value["any_of"]
        if what in ("type", "region"):
            names = value["any_of"] if isinstance(value, dict) else value
            own = self.partners[moment.partner].get(what)
            return self.terms.lies_in(own, names) if what == "region" else own in names
        if what == "in_years":
            return in_years(self.year, moment.day, value["every"], day(value["since"]))
        if what == "partner":
            return moment.partner in value["any_of"]
        if what == "joined_before":
            joined = self.partners[moment.partner].get("joined")
            return joined is None or joined < day(value)
        if what == "specialization":
            on = self.day_of(value["as_of"], moment)
            return any(self.badges.holds(moment.partner, name, on) for name in value["any_of"])
        if what == "holds":
            held = self.reader.certified([value["certification"]], moment.partner, self.day_of(value["as_of"], moment))
            return held > 0
        if what == "person_holds":
            when = self.day_of(value["as_of"], moment)
            person = moment.person
            return person is not None and self.reader.person_holds(value["certification"], moment.partner, person, when)
        if what == "compare":
            return self.compare(value, moment, table)
        if what == "on_days":
            asked = (self.holds(value["test"], on_day(moment, when), table) for when in self.days_asked(value, moment))
            return any(asked) if value["which"] == "any" else all(asked)
        raise NotImplementedError(what)

    def days_asked(self, value, moment):
        """Each day of the window; or the last day of each period, and for the one that holds the day that day."""
        first, last = self.reader.days_of(value["window"], moment.day)
        found = []
        while first <= last:
            period = self.year.period(value["each"], first)
            found.append(moment.day if period[0] <= moment.day <= period[1] else period[1])
            first = period[1] + ONE
        return found

    def tier(self, partner, as_of, moment):
        return self.standing.on(partner, self.day_of(as_of, moment))

    def member(self, of, as_of, moment):
        """Which column of a set a partner is in."""
        if of == "tier":
            return self.tier(moment.partner, as_of, moment)
        return self.partners[moment.partner].get(of)

    def compare(self, value, moment, table):
        figure = self.figure(value["figure"], moment)
        if "across" in value:
            member = self.member(value["across"], value.get("as_of"), moment)
            cell = (table or {}).get("amounts", {}).get(member)
            if cell is None or cell == "none":
                return False
            sign, amount = value.get("sign", ">="), self.reader.amount(cell)
        else:
            sign, amount = value["sign"], self.reader.amount(value["amount"])
        if figure in ("passes", "fails"):
            return figure == "passes"
        return SIGNS[sign](figure, amount)

    def audience(self, clause, moment, skip_tiers=False):
        """Whether a partner is among those that `for` names."""
        if clause is None:
            return True
        sorts = {}
        for name in clause.value.get("names", ()):
            sorts.setdefault(self.terms.by_name[name].kind, []).append(name)
        for kind, names in sorts.items():
            if kind == "tier":
                if not skip_tiers and self.tier(moment.partner, clause.phrase("as of")["as_of"], moment) not in names:
                    return False
            elif kind == "specialization":
                on = None if skip_tiers else self.day_of(clause.phrase("as of")["as_of"], moment)
                if on and not any(self.badges.holds(moment.partner, name, on) for name in names):
                    return False
            elif kind == "segment":
                blocks = [self.terms.by_name[name].clause("") for name in names]
                if not any(self.holds(each.value["test"], moment, each.table) for each in blocks):
                    return False
            elif kind == "region":
                if not self.terms.lies_in(self.partners[moment.partner].get(kind), names):
                    return False
            elif self.partners[moment.partner].get(kind) not in names:
                return False
        return True

    def all_hold(self, gates, moment):
        """Whether all that some clauses ask for holds."""
        return all(self.holds(each.value["test"], moment, each.table) for each in gates)
