"""What a partner has in stock, and what a lower price is worth on it (src/kind/price_protection.md, ship_and_debit.md, price_hold.md)."""

from fractions import Fraction

from .terms import percent
from .year import plus

NOTHING = Fraction(0)


class Stock:
    """Claims for the difference of two prices."""

    def __init__(self, reader):
        self.reader = reader

    def difference(self, incentive, occasion):
        clause, fact = incentive.on("amount", occasion.day), occasion.fact
        if incentive.kind == "price_protection":
            return self.protected(clause, occasion)
        if incentive.kind == "price_hold":
            quoted, held = fact.fields["quoted"], clause.phrase("held for")["duration"]
            kept = quoted <= fact.happened <= plus(quoted, held)
            return max(fact.fields["list_price"] - fact.fields["quoted_price"], NOTHING) * fact.units if kept else NOTHING
        low = fact.fields["special_cost"]
        one = max(fact.fields["book_cost"] - low, NOTHING)
        more = clause.phrase("plus")
        if more:
            one += percent(more["percent"]) * low
        return one * fact.units

    def protected(self, clause, occasion):
        """The fall of the price on each unit in stock; the oldest are claimed first."""
        fact, paid = occasion.fact, NOTHING
        claimed = fact.units
        within = clause.phrase("bought within")
        for bought, units in self.left(occasion):
            if within and plus(bought.happened, within["duration"]) < occasion.day:
                continue
            if claimed is not None:
                units = min(units, claimed)
                claimed -= units
            if units > 0:
                paid += units * max(bought.amount / bought.units - fact.fields["new_price"], NOTHING)
        return paid

    def left(self, occasion):
        """The purchases of the product of which some is left, the oldest first: what was bought first is gone first."""
        known, product = self.reader.known, occasion.fact.fields["product"]

        def of(kind):
            return [
                each for each in known.facts_of(kind, occasion.partner)
                if each.happened <= occasion.day and each.fields["product"] == product
            ]

        gone = sum((each.units for each in of("rotation")), NOTHING)
        for sale in of("sale"):
            _, units, remains = occasion.view.left(sale)
            if sale.fields["status"] == "accepted" and remains and units:
                gone += units
        found = []
        for bought in sorted(of("purchase"), key=lambda each: (each.happened, each.order)):
            taken = min(gone, bought.units)
            gone -= taken
            found.append((bought, bought.units - taken))
        return found
