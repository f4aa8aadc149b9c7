"""What is known on a day, and how much of each sale is left in the eyes of a claim."""

from bisect import insort
from fractions import Fraction


class Known:
    """The facts that have entered the book."""

    def __init__(self, terms, groups=None):
        self.terms, self.groups = terms, groups
        self.sales = {}
        self.by_partner = {}
        self.by_customer = {}
        self.certificates = {}
        self.others = {}
        self.paid_for, self.ended, self.credited = {}, {}, {}

    def enter(self, fact):
        """Takes a fact in; says whether it could be."""
        if fact.kind == "return":
            return self._take_back(fact)
        if fact.kind == "sale":
            self.sales[fact.id] = fact
            insort(self.by_partner.setdefault(fact.partner, []), fact)
            customer = fact.fields.get("customer_id")
            if customer:
                insort(self.by_customer.setdefault(customer, []), fact)
        elif fact.kind == "certification":
            self.certificates.setdefault(fact.partner, []).append(fact)
        elif fact.kind == "payment":
            sale = fact.fields["sale_id"]
            self.paid_for.setdefault(sale, []).append((fact.happened, fact.amount))
        elif fact.kind == "cancellation":
            self.ended.setdefault((fact.partner, fact.fields["customer_id"]), []).append(fact)
        elif fact.kind == "credit" and not self._credit(fact):
            return False
        elif fact.kind == "deal_step" and not self._has_step(fact):
            return False
        elif fact.kind == "membership" and not self.groups.enter(fact):
            return False
        for partner in (fact.partner, None):
            insort(self.others.setdefault((fact.kind, partner), []), fact)
        return True

    def _credit(self, fact):
        """Notes who is credited with a deal; more than a hundred is refused."""
        shares = self.credited.setdefault(fact.fields["deal_id"], {})
        share = fact.fields.get("share", 0)
        if sum(shares.values()) + share > 100:
            return False
        shares[fact.partner] = shares.get(fact.partner, 0) + share
        return True

    def _has_step(self, step):
        """Whether a step is about a registration or lead of its partner that can have it and is not later."""
        kind = "lead" if step.fields["step"] in ("accepted", "declined", "recalled") else "registration"
        return any(
            about.id == step.fields["about"] and about.happened <= step.happened
            for about in self.facts_of(kind, step.partner)
        )

    def _take_back(self, fact):
        sale = self.sales.get(fact.fields["sale_id"])
        if sale is None or fact.happened < sale.happened:
            return False
        sale.returns.append(fact)
        return True

    def facts_of(self, kind, partner):
        """The facts of a partner, or of all, in the order of facts."""
        if kind == "sale" and partner is not None:
            return self.by_partner.get(partner, ())
        return self.others.get((kind, partner), ())


class View:
    """How a claim sees sales: which returns count.

    Those known when the claim closed; for a sale known only later, those known by its own day; and, where the
    period is computed again, those that came back within the limit.
    """

    def __init__(self, closed, today=None, limit=None, recompute=False, without=frozenset()):
        self.closed, self.today, self.limit, self.recompute = closed, today, limit, recompute
        self.without = without
        self.seen = {}

    def counts(self, sale, back):
        if back.known <= self.closed or back.known <= sale.known:
            return True
        if not self.recompute or back.known > self.today:
            return False
        return self.limit is None or back.happened <= self.limit(sale.happened)

    def left(self, sale):
        """Amount and units that are left of a sale, or nothing where it came back whole."""
        found = self.seen.get(sale.id)
        if found is None:
            found = self.seen[sale.id] = self._left(sale)
        return found

    def _left(self, sale):
        amount, units = sale.amount, sale.units
        back = sale.returns and [each for each in sale.returns if self.counts(sale, each)]
        if not back:
            return amount, units, True
        amount -= sum((each.amount for each in back), Fraction(0))
        if units is not None:
            units -= sum((each.units for each in back if each.units is not None), Fraction(0))
        return max(amount, Fraction(0)), None if units is None else max(units, Fraction(0)), amount > 0
