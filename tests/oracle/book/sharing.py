"""Pools that are shared pro rata: awards wait until the share day (src/kind/budget.md)."""

from fractions import Fraction

from .claims import allotted, rounded

NOTHING = Fraction(0)


class Sharing:
    """The awards that wait, and what each pool has left after it was shared."""

    def __init__(self, book):
        self.book = book
        self.waiting, self.shared = {}, {}

    def wait(self, claim, occasion, award, granted, caps, pool, today):
        share_day, size, key = pool.part(occasion.day)
        if share_day < today or key in self.shared:
            self._later(claim, occasion, award, granted, caps, pool, key, today)
            return
        self.book.agenda.add(share_day)
        entry = self.waiting.setdefault((share_day, key), (size, {}))
        entry[1][claim.key] = (claim, occasion)
        claim.waits = True

    def _later(self, claim, occasion, award, granted, caps, pool, key, today):
        """A claim computed again after the share day: the same share of its new award, within what is left."""
        share, left = self.shared.get(key, (Fraction(1), pool.part(occasion.day)[1]))
        amount = min(granted * share, left + claim.drawn.get(key, NOTHING))
        posted = rounded(amount, self.book.terms.rounding)
        drawn = max(Fraction(posted), claim.drawn.get(key, NOTHING))
        self.shared[key] = (share, left + claim.drawn.get(key, NOTHING) - drawn)
        claim.drawn[key] = drawn
        self.book.post(claim, occasion, award, amount, caps, None, today)

    def share(self, today):
        """Step 6: what waits is worked out as it now is, and divides its pool; then all are paid, by payee and claim.

        Caps look once more at what each is then paid.
        """
        ready = []
        for share_day, key in sorted(self.waiting, key=lambda it: (it[0], str(it[1]))):
            if share_day == today:
                size, entries = self.waiting.pop((share_day, key))
                ready += self._divided(key, size, list(entries.values()), today)
        limits = self.book.limits
        for claim, occasion, award, amount, key in sorted(ready, key=lambda each: _name(each[0]).encode()):
            amount, caps = limits.capped(claim, occasion, amount)
            claim.drawn[key], claim.waits = Fraction(rounded(amount, self.book.terms.rounding)), False
            share, left = self.shared[key]
            self.shared[key] = (share, left - claim.drawn[key])
            self.book.post(claim, occasion, award, amount, caps, None, today)

    def _divided(self, key, size, entries, today):
        """What a pool gives each award that waits for it."""
        rule, limits = self.book.terms.rounding, self.book.limits
        waiting = []
        for claim, occasion in entries:
            occasion = self.book.seen_from(occasion, today)
            award = self.book.part_of(claim, self.book.award(claim, occasion))
            total = sum((amount for _, amount in award), NOTHING)
            waiting.append((claim, occasion, award, limits.capped(claim, occasion, total)[0]))
        share = Fraction(1)
        given = [Fraction(rounded(each[3], rule)) for each in waiting]
        if sum(given, NOTHING) > size:
            share = size / sum((each[3] for each in waiting), NOTHING)
            names = [_name(each[0]) for each in waiting]
            whole = allotted({name: each[3] * share for name, each in zip(names, waiting)}, int(size))
            # Who has to share is paid no more for it than alone.
            given = [min(Fraction(whole[name]), each[3]) for name, each in zip(names, waiting)]
        self.shared[key] = (share, size)
        return [(claim, occasion, award, amount, key) for (claim, occasion, award, _), amount in zip(waiting, given)]


def _name(claim):
    """Payee, then claim, as a text that orders them."""
    person = "" if claim.payee == claim.partner else claim.payee
    return "\0".join([claim.partner, person, claim.incentive.first_name, claim.earned])
