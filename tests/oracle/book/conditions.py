"""Tests: whether something holds for a partner on a day, and who an incentive is for."""

from .terms import day

SIGNS = {
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
}


class Conditions:
    """Answers tests for one book."""

    def __init__(self, terms, year, reader, partners, standing):
        self.terms, self.year, self.reader = terms, year, reader
        self.partners, self.standing = partners, standing

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
            return self.partners[moment.partner].get(what) in names
        if what == "joined_before":
            joined = self.partners[moment.partner].get("joined")
            return joined is None or joined < day(value)
        if what == "holds":
            held = self.reader.certified([value["certification"]], moment.partner, self.day_of(value["as_of"], moment))
            return held > 0
        if what == "person_holds":
            when = self.day_of(value["as_of"], moment)
            person = moment.person
            return person is not None and self.reader.person_holds(value["certification"], moment.partner, person, when)
        if what == "compare":
            return self.compare(value, moment, table)
        raise NotImplementedError(what)

    def tier(self, partner, as_of, moment):
        return self.standing.on(partner, self.day_of(as_of, moment))

    def member(self, of, as_of, moment):
        """Which column of a set a partner is in."""
        if of == "tier":
            return self.tier(moment.partner, as_of, moment)
        return self.partners[moment.partner].get(of)

    def compare(self, value, moment, table):
        figure = self.reader.figure(
            value["figure"], moment.partner, moment.day, moment.view, lambda word: self.day_of(word, moment)
        )
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
            elif kind == "segment":
                blocks = [self.terms.by_name[name].clause("") for name in names]
                if not any(self.holds(each.value["test"], moment, each.table) for each in blocks):
                    return False
            elif self.partners[moment.partner].get(kind) not in names:
                return False
        return True

    def needs(self, incentive, moment):
        """`open when` and all of `needs`."""
        gates = incentive.all_on("open when", moment.day) + incentive.all_on("needs", moment.day)
        return all(self.holds(each.value["test"], moment, each.table) for each in gates)
