"""Claims and what is posted for them: rounding, lines by sale, days of payment."""

from fractions import Fraction

from .year import ONE, Business, plus

NOTHING = Fraction(0)


def rounded(amount, rule):
    """A whole number of minor units."""
    whole = amount.numerator // amount.denominator
    rest = amount - whole
    if rule == "down" or rest == 0:
        return whole
    if rule == "up":
        return whole + 1
    if rest * 2 != 1:
        return whole + (1 if rest * 2 > 1 else 0)
    return whole + 1 if rule == "half up" else whole + whole % 2


def allotted(parts, total):
    """Whole parts of a total by largest remainder, ties by the bytes of their keys."""
    whole = {key: amount.numerator // amount.denominator for key, amount in parts.items()}
    left = total - sum(whole.values())
    order = sorted(parts, key=lambda key: (-(parts[key] - whole[key]), key.encode()))
    for key in order[:max(left, 0)]:
        whole[key] += 1
    return whole


class Claim:
    """One incentive, one payee, one event or earning period."""

    def __init__(self, key, occasion, payee, closed, earned):
        self.key, self.incentive, self.partner = key, occasion.incentive, occasion.partner
        self.payee, self.day, self.closed, self.earned = payee, occasion.day, closed, earned
        self.period, self.fact, self.due = occasion.period, occasion.fact, occasion._due
        # What it comes to, and what of that is booked so far.
        self.posted, self.booked = 0, 0
        self.is_open, self.held, self.parts, self.advance = False, False, [], False
        self.lines, self.exact, self.bases, self.taken = {}, {}, {}, {}
        self.rooms, self.drawn, self.open_rooms = {}, {}, []
        # Which of its rooms stay used.
        self.stays = {}
        self.waits, self.pending, self.shares = False, [], None
        self.first_booked = None

    def owed(self):
        """What it comes to after what was taken back at the rate first paid."""
        return self.posted - sum(taken for _, _, taken in self.taken.values())

    def released(self):
        """What of it may be booked by now."""
        owed = self.owed()
        if self.held:
            return 0
        if not self.parts:
            return owed
        each = owed // len(self.parts)
        last = owed - each * (len(self.parts) - 1)
        return sum(last if part is self.parts[-1] else each for part in self.parts if part.done)


class Part:
    """One of the parts of an award: its day, and whether it was booked, or never is."""

    def __init__(self, when):
        self.day, self.done, self.over = when, False, False


class Posting:
    """A whole number of minor units, booked."""

    __slots__ = ("booked", "due", "kind", "incentive", "partner", "payee", "earned", "amount")

    def __init__(self, booked, due, kind, claim, amount):
        self.booked, self.due, self.kind, self.amount = booked, due, kind, amount
        self.incentive, self.partner = claim.incentive.first_name, claim.partner
        self.payee, self.earned = claim.payee, claim.earned

    def row(self):
        return (
            self.booked.isoformat(), self.due.isoformat(), self.kind, self.incentive, self.partner, self.payee,
            self.earned, self.amount,
        )


class Payment:
    """When what an incentive pays is due."""

    def __init__(self, terms, year):
        self.terms, self.year = terms, year
        self.open_days = {}

    def business(self, clause):
        region = clause.phrase("in")
        name = region["names"][0] if region else None
        if name not in self.open_days:
            self.open_days[name] = Business(self.terms.by_name[name] if name else None)
        return self.open_days[name]

    def due(self, incentive, when):
        clause = incentive.clause("pay")
        return self.after(clause, clause.value["duration"], when) if "duration" in clause.value else when

    def parts(self, incentive, when):
        """The days of the parts in which an award of a day is paid."""
        clause = incentive.clause("pay")
        return [Part(self.after(clause, each, when)) for each in clause.value.get("parts", ())]

    def after(self, clause, duration, when):
        counted = clause.phrase("after")["from"]
        start = when
        if counted.endswith(" end"):
            start = self.year.period(counted[:-4], when)[1]
        elif counted.endswith(" start"):
            start = self.year.period(counted[:-6], when)[0]
        open_days = self.business(clause)
        if duration["unit"] == "business day":
            return open_days.after(start, int(duration["number"]))
        due = plus(start, duration)
        if clause.has("next business day"):
            return open_days.next_open(due)
        if clause.has("previous business day"):
            return open_days.last_open(due)
        return due

    def of(self, incentive, when, booked):
        """The due day, counted from the booking where that is later."""
        due = self.due(incentive, when)
        return due if booked <= due else self.due(incentive, booked)


__all__ = ["Claim", "ONE", "Payment", "Posting", "allotted", "rounded"]
