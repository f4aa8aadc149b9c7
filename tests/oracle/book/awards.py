"""What each incentive awards on an occasion, before caps, budgets and rounding."""

from fractions import Fraction

from .bands import NOTHING, Part, Rates
from .guarantee import Guarantee, in_advance
from .stock import Stock
from .terms import day, percent
from .year import ONE


class Occasion:
    """One incentive, one partner, one event or period, as a claim sees it."""

    def __init__(self, incentive, partner, view, period=None, fact=None, due=None, advance=False):
        self.incentive, self.partner, self.view = incentive, partner, view
        self.period, self.fact, self.advance = period, fact, advance
        self.day = fact.happened if fact else period[0 if advance else 1]
        self.person = (fact.fields.get("seller") or fact.fields.get("person")) if fact else None
        self._due = due

    def due(self):
        return self._due(self.incentive, self.day)

    def in_period(self, period):
        return Occasion(self.incentive, self.partner, self.view, period=period, due=self._due)


class Awards:
    """Awards of all incentives on one book."""

    def __init__(self, terms, year, reader, conditions):
        self.terms, self.year, self.reader, self.conditions = terms, year, reader, conditions
        self.rates = Rates(reader, conditions)
        self.guarantee = Guarantee(self)
        self.stock = Stock(reader)
        self.reduced_by = {}
        for first, second in terms.reduce:
            self.reduced_by.setdefault(first, []).append(second)
        self.excluded = None

    def total(self, occasion):
        return sum((amount for _, amount in self.of(occasion)), NOTHING)

    def of(self, occasion):
        """The award, by fact, after `reduce` and `larger`."""
        found = self.before_larger(occasion)
        name = occasion.incentive.name
        own = sum((amount for _, amount in found), NOTHING)
        for group in self.terms.larger:
            if name in group:
                for rival in group:
                    if rival == name:
                        continue
                    theirs = self._meeting(occasion, rival, self.before_larger)
                    wins = own > theirs or (own == theirs and group.index(name) < group.index(rival))
                    if not wins:
                        return []
        return found

    def _meeting(self, occasion, name, read):
        """What another incentive awards on the same occasion; nothing where it is not paid there."""
        other = self.terms.by_name[name]
        event = occasion.fact is not None
        if event != other.by_event:
            return NOTHING
        if event:
            if not self.is_occasion(other, occasion.fact):
                return NOTHING
            there = Occasion(other, occasion.partner, self.view_of(other, occasion), fact=occasion.fact, due=occasion._due)
        else:
            if self._paid_over(other, occasion) != occasion.period:
                return NOTHING
            view = self.view_of(other, occasion)
            there = Occasion(other, occasion.partner, view, period=occasion.period, due=occasion._due, advance=occasion.advance)
        return sum((amount for _, amount in read(there)), NOTHING)

    def _paid_over(self, other, occasion):
        """The period for which another incentive is paid on the day of an occasion; a first day is one of advances alone."""
        if not occasion.advance or occasion.period[0] == occasion.period[1]:
            return self.period_of(other, occasion.day)
        return self.period_with(other, occasion.day) if in_advance(other) else None

    # The book says which sales are occasions and which are kept out; set by the fold.
    is_occasion = None
    view_of = None

    def period_of(self, incentive, when):
        """The period of an incentive that ends on a day, if any."""
        period = self.period_with(incentive, when)
        return period if period and period[1] == when else None

    def period_with(self, incentive, when):
        """The period, or the stated days, of an incentive that hold a day, as its year cuts them."""
        key = (incentive.name, when)
        if key not in self.terms.periods:
            self.terms.periods[key] = self._period_with(incentive, when)
        return self.terms.periods[key]

    def _period_with(self, incentive, when):
        reading = reading_of(incentive, when)
        if reading is None:
            return None
        window = reading["window"]
        if "in" in window:
            first, last = self.year.period(window["in"], when)
            return first, min(last, self.year.last)
        first, last = day(window["days"]["first"]), day(window["days"]["last"])
        return (first, last) if first <= when <= last else None

    def before_larger(self, occasion):
        incentive = occasion.incentive
        less = NOTHING
        for other in self.reduced_by.get(incentive.name, ()):
            less += self._meeting(occasion, other, self.of)
        if incentive.by_event:
            return self.event(occasion, less) if self.open_to(occasion) else []
        if incentive.clause("guarantee"):
            return self.guarantee.of(occasion, less) if self.open_to(occasion) else []
        return self.periodic(occasion, less)

    def day_of_terms(self, incentive, fact, when):
        """The day whose version is paid (docs/reference/changing.md): with `keep terms` perhaps that of a registration."""
        kept = incentive.clause("keep terms")
        if not kept or fact is None or fact.kind != "sale":
            return when
        registered = self.reader.deals.registered_on(fact)
        if registered is None or (fact.happened - registered).days > int(kept.value["count"]["number"]):
            return when
        return max(registered, self.year.first)

    # For whom.

    def open_to(self, occasion):
        """Whether an occasion is open to its partner. Tiers as of the sale date narrow the facts of a period instead."""
        when = self.day_of_terms(occasion.incentive, occasion.fact, occasion.day)
        clause = occasion.incentive.on("for", when)
        return self.meets(clause, gates_on(occasion.incentive, when), occasion)

    def meets(self, clause, gates, occasion):
        """Whether a partner is among those that `for` names and all that is asked for holds."""
        by_fact = occasion.fact is None and as_of_sale_date(clause)
        return self.conditions.audience(clause, occasion, by_fact) and self.conditions.all_hold(gates, occasion)

    def basis(self, occasion, reading, clause):
        """What the facts of the period contribute, without those of partners who were not among those that `for` names."""
        first, last = self.year.first, self.year.last

        def counts(fact):
            return first <= fact.happened <= last and self.stands(clause, fact.partner, fact.happened)

        days = self.reader.days_of(reading["window"], occasion.day)
        return self.reader.contributions(reading, occasion.partner, days, occasion.view, counts)

    def stands(self, clause, partner, when):
        """Whether a partner has, on the day of a sale, one of the tiers and one of the specializations that `for` names."""
        if not as_of_sale_date(clause):
            return True
        kinds = {"tier": [], "specialization": []}
        for name in clause.value["names"]:
            kinds.get(self.terms.by_name[name].kind, []).append(name)
        tiers, badges = kinds["tier"], kinds["specialization"]
        if tiers and self.conditions.standing.on(partner, when) not in tiers:
            return False
        return not badges or any(self.conditions.badges.holds(partner, name, when) for name in badges)

    # Periods: rebates, growth, the credit of funds, stock sent back, what is given by steps.

    def periodic(self, occasion, less):
        incentive, when = occasion.incentive, occasion.day
        amount = incentive.on("amount", when)
        if amount or incentive.kind == "stock_rotation":
            # One for all of the period: the version of its last day.
            if not self.open_to(occasion):
                return []
            basis = self.basis(occasion, reading_of(incentive, when), incentive.on("for", when))
            if not amount:
                return self.sent_back(occasion, basis)
            total = sum((each for _, each in basis), NOTHING)
            return spread(basis, self.steps(amount, max(total - less, NOTHING), max(total, NOTHING)))
        parts = self.parts(occasion)
        if incentive.kind == "growth":
            less += self.baseline(occasion)
        found = self.rates.pay(parts, less, occasion)
        clause, more = self.accelerated(occasion)
        if clause is None:
            return found
        again = found
        if clause.has("marginal"):
            reached = self.reader.amount(clause.phrase("when")["test"]["compare"]["amount"])
            again = self.rates.pay(parts, less + reached, occasion)
        paid = {}
        for fact, amount in found + [(fact, amount * more) for fact, amount in again]:
            paid[fact] = paid.get(fact, NOTHING) + amount
        return list(paid.items())

    def parts(self, occasion):
        """The period, cut where the rate, what it reads, whom it is for or what is asked for changes (docs/reference/changing.md)."""
        incentive, (first, last) = occasion.incentive, occasion.period
        rate = "accrue" if incentive.kind == "fund" else "rate"
        dated = [each for word in (rate, "on", "for", "needs", "open when") for each in incentive.every(word)]
        begins = {first} | {each.first for each in dated if each.first} | {each.last + ONE for each in dated if each.last}
        found, said = [], None
        for when in sorted(each for each in begins if first <= each <= last):
            clause, audience, gates = incentive.on(rate, when), incentive.on("for", when), gates_on(incentive, when)
            now = [each and each.said for each in (clause, incentive.on("on", when), audience, *gates)]
            if now != said:
                found.append((when, clause, audience, gates))
            said = now
        ends = [each[0] - ONE for each in found[1:]] + [last]
        return [
            Part(
                clause, (begin, end), self.basis(occasion, reading_of(incentive, begin), audience),
                self.meets(audience, gates, occasion),
            )
            for (begin, clause, audience, gates), end in zip(found, ends)
        ]

    def accelerated(self, occasion):
        """The clause that accelerates an award, and what is paid more for one; none where its target is not reached."""
        clause = occasion.incentive.on("accelerate", occasion.day)
        if clause is None or not self.conditions.holds(clause.phrase("when")["test"], occasion):
            return None, NOTHING
        return clause, percent(clause.value["percent"]) - 1

    def sent_back(self, occasion, basis):
        """A rate of what was sent back, of no more than a part of what was bought."""
        most = occasion.incentive.on("most", occasion.day)
        part = percent(most.value["percent"]) * self.conditions.figure(most.phrase("of")["figure"], occasion)
        total = max(sum((each for _, each in basis), NOTHING), NOTHING)
        rate = percent(occasion.incentive.on("rate", occasion.day).value["percent"])
        return spread(basis, rate * max(min(total, part), NOTHING))

    def steps(self, clause, money, count):
        """What is given for the steps in an amount of money or a number of things, in money."""
        value = clause.value
        one = Fraction(value["in_kind"]["number"]) * self.worth(clause) if "in_kind" in value else self.reader.amount(value)
        for phrase, step in clause.phrases:
            if phrase in ("per whole", "in proportion to"):
                counted = (money if "money" in step else count) / self.reader.amount(step)
                return one * (counted // 1 if phrase == "per whole" else counted)
        return one

    def worth(self, clause):
        """What one of the things given stands for."""
        value = clause.phrase("valued at")
        if "money" in value:
            return self.reader.amount(value)
        return self.reader.amount(self.terms.by_name[clause.value["in_kind"]["product"]].clause("list").value)

    def baseline(self, occasion):
        """What was measured before or the stated amount, and at least the least."""
        above = occasion.incentive.on("above", occasion.day)
        if "figure" in above.value:
            found = self.reader.read(
                above.value["figure"], occasion.partner, occasion.day, occasion.view,
                lambda word: self.conditions.day_of(word, occasion),
            )
        else:
            found = self.reader.amount(above.value)
        least = above.phrase("at least")
        if least:
            found = max(found, self.reader.amount(least))
        return max(found, NOTHING)

    # Events.

    def event(self, occasion, less):
        incentive, fact = occasion.incentive, occasion.fact
        if incentive.kind in ("ship_and_debit", "price_protection", "price_hold"):
            return [(fact, self.stock.difference(incentive, occasion))]
        if incentive.kind == "exception":
            return [(fact, fact.fields["amount"])]
        when = self.day_of_terms(incentive, fact, occasion.day)
        left, units, remains = occasion.view.left(fact) if fact.kind == "sale" else (NOTHING, None, True)
        if not remains:
            return []
        if incentive.clause("rate"):
            found = self.rates.pay([Part(incentive.on("rate", when), None, [(fact, left)])], less, occasion)
            _, more = self.accelerated(occasion)
            return [(fact, paid + paid * more) for fact, paid in found]
        clause = incentive.on("amount", when)
        amount = self._cell(clause, occasion)
        if amount is None:
            return []
        if "percent" in amount:
            paid = percent(amount["percent"]) * max(left - less, NOTHING)
        elif amount is clause.value:
            paid = self.steps(clause, max(left - less, NOTHING), units or NOTHING)
        else:
            paid = self.reader.amount(amount)
        double = incentive.on("double", occasion.day)
        if double and occasion.day <= day(double.phrase("until")["date"]):
            paid *= 2
        clause, more = self.accelerated(occasion)
        if clause is not None:
            paid += paid * more
        return [(fact, paid)]

    def _cell(self, clause, occasion):
        if "amounts" not in clause.table:
            return clause.value
        of = clause.phrase("across")["set"]
        as_of = (clause.phrase("as of") or {}).get("as_of")
        cell = clause.table["amounts"].get(self.conditions.member(of, as_of, occasion), "none")
        return None if cell == "none" else cell

    # Contests.

    def prizes(self, incentive, partners, occasion_of):
        """What each partner is awarded, by place."""
        when = None
        keys = []
        clause = None
        for partner in partners:
            occasion = occasion_of(partner)
            when = occasion.day
            clause = incentive.on("on", when)
            if not self.open_to(occasion):
                continue
            basis = self.basis(occasion, clause.value["figure"], incentive.on("for", when))
            key = sum((amount for _, amount in basis), NOTHING)
            if key > 0 and key >= self.reader.amount(incentive.clause("least").value):
                keys.append((-key, max(fact.order for fact, _ in basis), partner.encode(), partner, basis))
        prizes = [self.reader.amount(row["prize"]) for row in incentive.clause("prizes").table["rows"]]
        if incentive.clause("ties").word_of() == "share the prizes":
            return self._shared(keys, prizes)
        keys.sort(key=lambda each: each[:3])
        return {key[3]: [(None, prize)] for key, prize in zip(keys, prizes)}

    @staticmethod
    def _shared(keys, prizes):
        keys.sort(key=lambda each: (each[0], each[2]))
        found, place = {}, 0
        while place < len(keys):
            equal = [each for each in keys if each[0] == keys[place][0]]
            pot = int(sum(prizes[place:place + len(equal)], NOTHING))
            each, over = divmod(pot, len(equal))
            for at, key in enumerate(equal):
                found[key[3]] = [(None, Fraction(each + (1 if at < over else 0)))]
            place += len(equal)
        return found


def spread(basis, amount):
    """An amount spread over facts as they contribute."""
    total = sum((each for _, each in basis), NOTHING)
    if total <= 0:
        return [(None, amount)] if amount else []
    return [(fact, amount * each / total) for fact, each in basis]


def gates_on(incentive, when):
    """`open when` and all of `needs`, as they stand on a day."""
    return incentive.all_on("open when", when) + incentive.all_on("needs", when)


def as_of_sale_date(clause):
    as_of = clause.phrase("as of") if clause else None
    return bool(as_of) and as_of["as_of"] == "sale date"


def reading_of(incentive, when):
    """What a periodic incentive reads, on the version that holds on a day."""
    if incentive.kind == "fund":
        clause = incentive.on("accrue", when)
        return clause.phrase("of")["figure"] if clause else None
    clause = incentive.on("on", when)
    return clause.value.get("figure") if clause else None
