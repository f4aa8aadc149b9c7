"""Rates of a basis, by bands (src/payout/payout.md, "Bands").

A basis is what each fact contributes, in the order in which facts fill the bands. What comes out is what each
fact is paid.
"""

from fractions import Fraction

from .terms import percent
from .year import ONE

NOTHING = Fraction(0)


class Part:
    """Days of a period with one version of all that is paid on them; one for all of it where nothing changes.

    Its basis is that of all of the period, as its own version counts it.
    """

    def __init__(self, clause, days, basis, is_paid=True):
        self.clause, self.days, self.basis, self.is_paid = clause, days, basis, is_paid

    def own(self):
        """What its own days contribute."""
        if self.days is None:
            return self.basis
        return [each for each in self.basis if each[0] is None or self.days[0] <= each[0].happened <= self.days[1]]

    def before(self):
        """What the days of the period before it come to."""
        return total_of(each for each in self.basis if self.days and each[0].happened < self.days[0])


def total_of(basis):
    return sum((amount for _, amount in basis), NOTHING)


class Rates:
    """Pays the parts of a period by their versions of a `rate` clause."""

    def __init__(self, reader, conditions):
        self.reader, self.conditions = reader, conditions

    def pay(self, parts, less, moment):
        """What the facts are paid, once `less` is taken off what they are paid on."""
        if not any(part.clause.table for part in parts):
            return self._single(parts, less)
        if any(part.clause.has("restart") for part in parts):
            return self._restarted(parts, less, moment)
        if len(parts) > 1:
            return [paid for part in parts if part.is_paid for paid in self._part(part, part is parts[-1], moment)]
        return self._table(parts[0], less, moment) if parts[0].is_paid else []

    @staticmethod
    def _single(parts, less):
        """Each part has its own rate and its part of what is taken off; one below zero takes nothing from another."""
        sold = [max(total_of(part.own()), NOTHING) for part in parts]
        whole = sum(sold, NOTHING)
        if whole <= 0:
            return []
        left = max(whole - less, NOTHING) / whole
        paid = []
        for part, own in zip(parts, sold):
            if own > 0 and part.is_paid and "percent" in part.clause.value:
                rate = percent(part.clause.value["percent"])
                paid += [(fact, rate * amount * left) for fact, amount in part.own()]
        return paid

    # Tables.

    def _table(self, part, less, moment):
        clause, basis = part.clause, part.basis
        if total_of(basis) < less:
            return []
        first = basis[0][0] if basis else None
        basis = without_first(basis, less)
        if clause.word_of() == "whole":
            paid = self._whole(clause, basis or [(first, NOTHING)], self._key(clause, basis, moment), True, moment)
        else:
            paid = self._marginal(clause, basis, NOTHING, moment)
        # No shape gives less than nothing.
        return paid if total_of(paid) > 0 else []

    def _part(self, part, is_last, moment):
        """What a part of a period is paid by bands that go on."""
        clause, own = part.clause, part.own()
        if clause.word_of() == "whole":
            paid = self._whole(clause, own or [(None, NOTHING)], self._key(clause, part.basis, moment), is_last, moment)
        else:
            paid = self._marginal(clause, own, max(part.before(), NOTHING), moment)
        return paid if total_of(paid) > 0 else []

    def _key(self, clause, basis, moment):
        """What finds the band: the basis, or the figure that is named."""
        by = clause.phrase("by")
        if by is None:
            return total_of(basis)
        return self.conditions.figure(by["figure"] if "figure" in by else by, moment)

    def _starts(self, clause, scale):
        """The bands: start (nothing for `any`), whether above it, row."""
        found = []
        for row in clause.table["bands"]:
            start, above = row["from"], False
            if isinstance(start, dict) and "above" in start:
                start, above = start["above"], True
            at = None if start in ("any", {"any": "yes"}) else self.reader.amount(start) * scale
            found.append((at, above, row))
        return found

    def column(self, clause, fact, moment):
        """The member whose column pays a fact."""
        if clause.has("across level"):
            return self.level(moment.incentive.clause("enrol"), moment)
        across = clause.phrase("across")
        if across is None:
            return "all"
        of = across["set"]
        as_of = (clause.phrase("as of") or {}).get("as_of")
        if of == "line":
            return self.conditions.terms.line_of.get(fact.fields.get("product")) if fact else None
        if of == "tier" and as_of == "sale date" and fact is not None:
            return self.conditions.standing.on(moment.partner, fact.happened)
        return self.conditions.member(of, as_of, moment)

    def level(self, enrol, moment):
        """The first level in whose days the partner enrolled; nothing where it did in none."""
        reading = enrol.value["figure"]
        cycle = reading["window"]["in"]
        for row in enrol.table["rows"]:
            window = {"first_days": row["within"]["duration"]["number"], "cycle": cycle}
            if self.conditions.figure({**reading, "window": window}, moment) >= 1:
                return row["level"]["ids"][0]
        return None

    @staticmethod
    def cell(row, member):
        if "pays" in row:
            return row["pays"]
        return row["pays_by_member"].get(member, "none")

    def _whole(self, clause, basis, key, has_amounts, moment):
        at = reached(self._starts(clause, Fraction(1)), key)
        if at is None:
            return []
        whole, paid = total_of(basis), []
        if whole <= 0:
            # A fixed cell where nothing was measured that it could be shared by.
            basis = basis[:1]
        for fact, amount in basis:
            cell = self.cell(clause.table["bands"][at], self.column(clause, fact, moment))
            if cell == "none":
                continue
            if "percent" in cell:
                paid.append((fact, percent(cell["percent"]) * amount if whole > 0 else NOTHING))
            elif has_amounts:
                paid.append((fact, self.reader.amount(cell) * (amount / whole if whole > 0 else 1)))
        return paid

    def _marginal(self, clause, basis, begin, moment):
        """Each slice in the column of its own day, from where what was sold before has filled the bands."""
        paid, starts, layers = [], self._starts(clause, Fraction(1)), Layers(begin)
        for fact, amount in basis:
            member = self.column(clause, fact, moment)
            added = self._slices(starts, layers.at, layers.at + amount, member)
            if added > 0:
                paid.append((fact, added))
            layers.fill(amount, member)
        left = sum((self._slices(starts, low, high, member) for low, high, member in layers.filled), NOTHING)
        return spread_by(paid, left)

    def _slices(self, starts, low, high, member):
        """What the part of the basis from `low` to `high` is paid; it is given back where the basis falls."""
        return self._up_to(starts, high, member) - self._up_to(starts, low, member)

    def _up_to(self, starts, high, member):
        """What a basis from zero is paid."""
        paid = NOTHING
        for place, (start, _, row) in enumerate(starts):
            end = starts[place + 1][0] if place + 1 < len(starts) else high
            inside = min(high, end) - (NOTHING if start is None else start)
            cell = self.cell(row, member)
            if inside > 0 and cell != "none" and "percent" in cell:
                paid += percent(cell["percent"]) * inside
        return paid

    # Bands that begin again where the column or the version changes.

    def _restarted(self, parts, less, moment):
        whole = (moment.period[1] - moment.period[0]).days + 1
        paid = []
        for part in parts:
            for member, start, end in self._columns(part, moment):
                basis = [(fact, amount) for fact, amount in part.basis if start <= fact.happened <= end]
                total = total_of(basis)
                if total < less:
                    less -= max(total, NOTHING)
                    continue
                basis, less = without_first(basis, less), NOTHING
                if part.is_paid:
                    starts = self._starts(part.clause, Fraction((end - start).days + 1, whole))
                    paid += self._anew(part.clause, starts, basis, member)
        return paid

    def _anew(self, clause, starts, basis, member):
        if clause.word_of() == "whole":
            return self._whole_part(starts, basis, member)
        paid, position = [], NOTHING
        for fact, amount in basis:
            paid.append((fact, self._slices(starts, position, position + amount, member)))
            position += amount
        return paid

    def _whole_part(self, starts, part, member):
        total = sum((amount for _, amount in part), NOTHING)
        at = reached(starts, total)
        if at is None:
            return []
        cell = self.cell(starts[at][2], member)
        if cell == "none":
            return []
        if "percent" in cell:
            return [(fact, percent(cell["percent"]) * amount) for fact, amount in part]
        if total > 0:
            return [(fact, self.reader.amount(cell) * amount / total) for fact, amount in part]
        return [(part[0][0] if part else None, self.reader.amount(cell))]

    def _columns(self, part, moment):
        """The days of a part, cut where the column changes."""
        clause, (first, last) = part.clause, part.days
        across = clause.phrase("across")
        as_of = (clause.phrase("as of") or {}).get("as_of")
        if across is None:
            return [("all", first, last)]
        if as_of != "sale date":
            return [(self.conditions.member(across["set"], as_of, moment), first, last)]
        found, when = [], first
        while when <= last:
            # While the period is open, the column of today runs to its end.
            member = self.conditions.standing.on(moment.partner, min(when, moment.day))
            if found and found[-1][0] == member:
                found[-1][2] = when
            else:
                found.append([member, when, when])
            when += ONE
        return found


class Layers:
    """What fills bands from where it begins: an amount below zero takes back what came last."""

    def __init__(self, begin):
        self.begin = self.at = begin
        self.filled = []

    def fill(self, amount, by):
        low, self.at = self.at, self.at + amount
        while self.filled and self.filled[-1][1] > self.at:
            start, _, whose = self.filled.pop()
            if start < self.at:
                self.filled.append((start, self.at, whose))
        low = max(low, self.begin)
        if self.at > low:
            self.filled.append((low, self.at, by))


def spread_by(weighed, total):
    """A total shared over facts as they weigh."""
    weight = sum((each for _, each in weighed), NOTHING)
    return [(fact, total * each / weight) for fact, each in weighed] if weight > 0 else []


def reached(starts, key):
    """The place of the last band that a key has reached; nothing below the first."""
    if key in ("passes", "fails"):
        if key == "passes":
            return len(starts) - 1
        return 0 if starts[0][0] is None else None
    at = None
    for place, (start, above, _) in enumerate(starts):
        if start is None or (key > start if above else key >= start):
            at = place
    return at


def without_first(basis, less):
    """The basis beyond its first part, in the order of filling."""
    if less <= 0:
        return basis
    left = []
    for fact, amount in basis:
        taken = max(min(less, amount), NOTHING)
        less -= taken
        if amount != taken or amount == 0:
            left.append((fact, amount - taken))
    return left
