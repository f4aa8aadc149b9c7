"""The least that every period gives (src/payout/payout.md, "Guarantee")."""

from fractions import Fraction

from .year import ONE

NOTHING = Fraction(0)


class Guarantee:
    """Fills periods up, with what earlier ones earned above their least counted against it."""

    def __init__(self, awards):
        self.awards = awards

    def of(self, occasion, less):
        """The award of a period whose conditions hold."""
        clause = occasion.incentive.clause("guarantee")
        least = self.awards.reader.amount(clause.value)
        left = max(least - self.carried(occasion, clause, least), NOTHING)
        earned = self.awards.periodic(occasion, less)
        if total(earned) >= left:
            return earned
        return [(None, left)]

    def carried(self, occasion, clause, least):
        """What the earlier periods of the program's year leave for this one."""
        how, carried = clause.phrase("surplus")["words"][0], NOTHING
        if how == "not carried":
            return carried
        window = self.awards.period_with(occasion.incentive, self.awards.year.first)
        while window and window[0] < occasion.period[0]:
            earlier = occasion.in_period(window)
            if self.awards.open_to(earlier):
                above = total(self.awards.periodic(earlier, NOTHING)) - least
                carried = max(above + (carried if how == "carried to year end" else NOTHING), NOTHING)
            else:
                carried = NOTHING
            window = self.awards.period_with(occasion.incentive, window[1] + ONE)
        return carried


def total(award):
    return sum((amount for _, amount in award), NOTHING)


def in_advance(incentive):
    """Whether the least of a period is paid on its first day."""
    clause = incentive.clause("guarantee")
    return clause is not None and clause.phrase("paid")["words"][0] == "in advance and recovered"
