"""What returns take back (src/payout/payout.md, "Undo")."""

from fractions import Fraction

from .claims import rounded
from .year import plus


class Undo:
    """Reversals at the rate first paid."""

    def __init__(self, book):
        self.book = book

    @staticmethod
    def rule(incentive):
        """The last day of return for a day of sale (nothing: no limit), and the method."""
        clause = incentive.clause("undo")
        if clause is None or clause.word_of() == "never":
            return None, "never"
        within = clause.phrase("within")
        limit = (lambda sold: plus(sold, within["duration"])) if within else None
        return limit, "recompute" if clause.has("by recomputing the period") else "first"

    def take_back(self, returns, today):
        """What returns take back of their sales; those of one sale and one day together."""
        by_sale = {}
        for back in returns:
            by_sale.setdefault(back.fields["sale_id"], []).append(back)
        for sale_id, all_of_it in by_sale.items():
            sale = self.book.known.sales[sale_id]
            for claim in list(self.book.claims.values()):
                limit, method = self.rule(claim.incentive)
                if method != "first":
                    continue
                back = [each for each in all_of_it if limit is None or each.happened <= limit(sale.happened)]
                if claim.waits and claim.fact is sale:
                    claim.pending += back
                elif sale.id in claim.lines and back:
                    self._take_back(claim, sale, back, today)

    def of_pending(self, claim):
        """What returns took back of an award while it waited for its share."""
        for back in claim.pending:
            sale = self.book.known.sales[back.fields["sale_id"]]
            if sale.id in claim.lines:
                self._taken(claim, sale, [back])
        claim.pending = []

    def _more(self, claim, sale, back):
        """What returns take back of the line that a sale was paid, beyond what is taken already."""
        amount, units = claim.bases[sale.id]
        state = claim.taken.setdefault(sale.id, [Fraction(0), Fraction(0), 0])
        state[0] += sum(each.amount for each in back)
        state[1] += sum(each.units or 0 for each in back)
        if amount > 0:
            part = min(state[0] / amount, Fraction(1))
        else:
            part = min(state[1] / units, Fraction(1)) if units else Fraction(0)
        whole = rounded(claim.lines[sale.id] * part, self.book.terms.rounding)
        taken, state[2] = whole - state[2], whole
        return taken

    def _taken(self, claim, sale, back):
        """Takes back what returns take of a sale's line, and frees it in rooms that reopen."""
        taken = self._more(claim, sale, back)
        if taken:
            all_taken = sum(each[2] for each in claim.taken.values()) >= claim.posted
            self.book.limits.free(claim, taken, all_taken)
        return taken

    def _take_back(self, claim, sale, back, today):
        if self._taken(claim, sale, back):
            self.book.book(claim, today, "reversal")
