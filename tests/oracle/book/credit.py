"""Credit of funds: lots that are earned, used oldest first, and expire (src/kind/fund.md)."""

from fractions import Fraction

from .terms import percent
from .year import plus


class Lot:
    """Credit of one period."""

    def __init__(self, earned, last, carried):
        # The day it was earned on, its last day, and the day beyond which at most so much is kept.
        self.earned, self.last, self.carried = earned, last, carried
        self.whole, self.left = 0, 0

    def lost(self, today):
        """What of it is gone when a day is over."""
        if self.last <= today:
            return max(self.left, 0)
        if self.carried is None or self.carried[0] > today:
            return 0
        _, part, amount = self.carried
        kept = amount if part is None else max(self.whole, 0) * part // 1
        return max(self.left - kept, 0)


class Credit:
    """The credit of all partners in all funds."""

    def __init__(self, terms, year):
        self.terms, self.year = terms, year
        self.lots = {}

    def last_day(self, fund, earned):
        clause = fund.clause("expire")
        return self._after(clause, clause.value["duration"], earned)

    def _after(self, clause, duration, earned):
        cycle = clause.phrase("after the")["cycle"]
        return self.year.after_end(self.year.period(cycle, earned)[1], duration)

    def carried(self, fund, earned):
        """The day beyond which less is kept, and the part or the amount of it; nothing where all is."""
        clause = fund.clause("carry")
        if clause is None:
            return None
        day = self._after(clause, clause.phrase("beyond")["duration"], earned)
        if "percent" in clause.value:
            return day, percent(clause.value["percent"]), None
        return day, None, self.terms.minor(clause.value["money"])

    def add(self, fund, partner, earned, amount):
        lots = self.lots.setdefault((fund.name, partner), [])
        lot = next((each for each in lots if each.earned == earned), None)
        if lot is None:
            lot = Lot(earned, self.last_day(fund, earned), self.carried(fund, earned))
            lots.append(lot)
            lots.sort(key=lambda each: each.earned)
        lot.left += amount
        lot.whole += amount
        return lot

    @staticmethod
    def even(lots):
        """What was taken back after it was used lessens what is left, of the oldest first."""
        for short in lots:
            for lot in lots:
                if short.left < 0 < lot.left:
                    moved = min(-short.left, lot.left)
                    short.left += moved
                    lot.left -= moved

    def available(self, fund, partner):
        return max(sum(lot.left for lot in self.lots.get((fund, partner), ())), 0)

    def use(self, fund, partner, amount):
        for lot in self.lots.get((fund, partner), ()):
            used = min(max(lot.left, 0), amount)
            lot.left -= used
            amount -= used

    def expired(self, fund, partner, today):
        """What is lost today, lot by lot."""
        found, lots = [], self.lots.get((fund, partner), [])
        if any(lot.lost(today) for lot in lots):
            self.even(lots)
        for lot in lots:
            lost = lot.lost(today)
            if lost:
                found.append((lot, lost))
                lot.left -= lost
        return found


def activity_of(fund, claim):
    """The row of the catalogue that a claim is for, or nothing where the claim is not as the fund asks."""
    fields = claim.fields
    if not fund.clause("decide within") and fields["decision"] != "approved":
        return None
    rows = fund.clause("reimburse").table["rows"]
    row = next((each for each in rows if each["activity"]["ids"][0] == fields["activity"]), None)
    if row is None:
        return None
    given = {each.strip() for each in fields.get("proof", "").replace(";", ",").split(",")}
    if any(each not in given for each in row.get("proof", {}).get("ids", ())):
        return None
    early = fund.clause("request at least")
    if early:
        before = dict(early.value["duration"])
        before["number"] = str(-int(before["number"]))
        if "requested" not in fields or fields["requested"] > plus(fields["held"], before):
            return None
    if claim.happened > plus(fields["held"], fund.clause("claim within").value["duration"]):
        return None
    return row


def most_of(row, cost, minor):
    """The share of the cost, and no more than the most paid."""
    amount = percent(row["share"]["percent"]) * cost
    if "most paid" in row:
        amount = min(amount, minor(row["most paid"]["money"]))
    return Fraction(amount)
