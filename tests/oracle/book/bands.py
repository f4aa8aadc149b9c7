"""Rates of a basis, by bands (src/payout/payout.md, "Bands").

A basis is what each fact contributes, in the order in which facts fill the bands. What comes out is what each
fact is paid.
"""

from fractions import Fraction

from .terms import percent

NOTHING = Fraction(0)


class Rates:
    """Pays a basis by the versions of a `rate` clause."""

    def __init__(self, reader, conditions):
        self.reader, self.conditions = reader, conditions

    def pay(self, clauses, basis, less, moment):
        """What the facts of a basis are paid, once `less` is taken off it."""
        if not any(clause.table for clause in clauses):
            return self._single(clauses, basis, less, moment)
        clause = next(each for each in clauses if each.holds_on(moment.day))
        if any(each.has("restart") for each in clauses) and (len(clauses) > 1 or "bands" in clause.table):
            return self._restarted(clauses, basis, less, moment)
        return self._table(clauses, clause, basis, less, moment)

    def _single(self, clauses, basis, less, moment):
        del moment
        versions = []
        for clause in clauses:
            if versions and versions[-1][-1].value == clause.value:
                versions[-1].append(clause)
            else:
                versions.append([clause])
        if len(versions) > 1:
            # Each part has its own rate, and one below zero takes nothing from another.
            parts = [[each for each in basis if any(it.holds_on(each[0].happened) for it in same)] for same in versions]
            basis = [each for part in parts if sum((amount for _, amount in part), NOTHING) > 0 for each in part]
        total = sum((amount for _, amount in basis), NOTHING)
        if total <= 0:
            return []
        part = max(total - less, NOTHING) / total
        paid = []
        for fact, amount in basis:
            rate = next((each.value for each in clauses if each.holds_on(fact.happened)), None)
            if rate and "percent" in rate:
                paid.append((fact, percent(rate["percent"]) * amount * part))
        return paid

    # Tables.

    def _table(self, clauses, clause, basis, less, moment):
        # Of a period in parts, one that is below zero takes nothing from another.
        is_parted = any(each.table != clause.table for each in clauses)
        if not is_parted and sum((amount for _, amount in basis), NOTHING) < less:
            return []
        first = basis[0][0] if basis else None
        basis = without_first(basis, less)
        total = sum((amount for _, amount in basis), NOTHING)
        by = clause.phrase("by")
        key = total
        if by:
            figure = by["figure"] if "figure" in by else by
            key = self.conditions.figure(figure, moment)
        if clause.word_of() == "whole":
            paid = self._whole(clauses, clause, basis or [(first, NOTHING)], key, moment)
        else:
            paid = self._marginal(clauses, clause, basis, moment)
        # No shape gives less than nothing.
        return paid if sum((amount for _, amount in paid), NOTHING) > 0 else []

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

    def _whole(self, clauses, clause, basis, key, moment):
        total = sum((amount for _, amount in basis), NOTHING)
        paid = []
        at = reached(self._starts(clause, Fraction(1)), key)
        if at is None:
            return []
        if total <= 0:
            # A fixed cell where nothing was measured that it could be shared by.
            basis = basis[:1]
        of_last = total
        if total > 0 and len(clauses) > 1:
            basis, of_last = self._parts_above_zero(clauses, clause, basis)
        for fact, amount in basis:
            version = clause
            if fact is not None and len(clauses) > 1:
                version = next((each for each in clauses if each.holds_on(fact.happened)), clause)
            place = at if version is clause else reached(self._starts(version, Fraction(1)), key)
            if place is None:
                continue
            cell = self.cell(version.table["bands"][place], self.column(version, fact, moment))
            if cell == "none":
                continue
            if "percent" in cell:
                paid.append((fact, percent(cell["percent"]) * amount if total > 0 else NOTHING))
            elif version.table != clause.table:
                # An amount is that of the version of the last day.
                continue
            elif of_last > 0:
                paid.append((fact, self.reader.amount(cell) * amount / of_last))
            else:
                paid.append((fact, self.reader.amount(cell)))
        return paid

    @staticmethod
    def _parts_above_zero(clauses, clause, basis):
        """The facts of each part of the period with a table of its own, but for parts below zero, which take nothing; and
        what the part of the last day comes to."""
        tables = [
            next((each for each in clauses if fact is not None and each.holds_on(fact.happened)), clause).table
            for fact, _ in basis
        ]
        def of(table):
            return sum((amount for (_, amount), own in zip(basis, tables) if own == table), NOTHING)
        left = [each for each, own in zip(basis, tables) if of(own) > 0]
        if of(clause.table) <= 0:
            # Its amounts are due all the same.
            left.append((None, NOTHING))
        return left, of(clause.table)

    def _marginal(self, clauses, clause, basis, moment):
        """Each slice by the version of its own day; what was sold before it fills that version's bands first."""
        paid, position, layers = [], NOTHING, {}
        for fact, amount in basis:
            version = clause
            if fact is not None and len(clauses) > 1:
                holding = next((each for each in clauses if each.holds_on(fact.happened)), clause)
                version = next(each for each in clauses if each.table == holding.table)
            own = layers.setdefault(id(version), Layers(max(position, NOTHING)))
            starts = self._starts(version, Fraction(1))
            member = self.column(version, fact, moment)
            added = self._slices(starts, own.at, own.at + amount, member)
            if added > 0:
                paid.append((fact, added))
            own.fill(amount, (version, member))
            position += amount
        total = sum((self._left(each) for each in layers.values()), NOTHING)
        return spread_by(paid, total)

    def _left(self, layers):
        """What is paid for what is filled in the end."""
        return sum(
            (self._slices(self._starts(version, Fraction(1)), low, high, member) for low, high, (version, member) in layers.filled),
            NOTHING,
        )

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

    def _restarted(self, clauses, basis, less, moment):
        first, last = moment.period
        whole = (last - first).days + 1
        paid = []
        for clause, member, start, end in self._parts(clauses, first, last, moment):
            part = [(fact, amount) for fact, amount in basis if start <= fact.happened <= end]
            total = sum((amount for _, amount in part), NOTHING)
            if total < less:
                less -= max(total, NOTHING)
                continue
            part, less = without_first(part, less), NOTHING
            starts = self._starts(clause, Fraction((end - start).days + 1, whole))
            if clause.word_of() == "whole":
                paid += self._whole_part(starts, part, member)
            else:
                position = NOTHING
                for fact, amount in part:
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

    def _parts(self, clauses, first, last, moment):
        """The window, cut where the version or the column changes."""
        from .year import ONE

        parts, when = [], first
        while when <= last:
            clause = next(each for each in clauses if each.holds_on(when))
            across = clause.phrase("across")
            by_day = across and (clause.phrase("as of") or {}).get("as_of") == "sale date"
            if across is None:
                member = "all"
            elif by_day:
                # While the period is open, the column of today runs to its end.
                member = self.conditions.standing.on(moment.partner, min(when, moment.day))
            else:
                member = self.conditions.member(across["set"], (clause.phrase("as of") or {}).get("as_of"), moment)
            if parts and parts[-1][0] is clause and parts[-1][1] == member:
                parts[-1][3] = when
            else:
                parts.append([clause, member, when, when])
            when += ONE
        return parts


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
