"""Measures, windows, figures and conditions on facts (docs/reference/measuring.md, src/payout/payout.md)."""

from fractions import Fraction

from .deals import Deals
from .terms import day, number, percent
from .year import ONE, plus


class Reader:
    """Reads figures from what is known."""

    def __init__(self, terms, year, known):
        self.terms, self.year, self.known = terms, year, known
        self.deals = Deals(terms, known)

    # Conditions on one fact.

    def field(self, fact, name, view):
        """A field such as `sale.net_amount`, as the view leaves it; nothing where the fact has none."""
        word = name.split(".")[1] if "." in name else name
        if fact.kind == "sale" and word in ("net_amount", "units"):
            amount, units, _ = view.left(fact)
            return amount if word == "net_amount" else units
        return fact.fields.get(word)

    def meets(self, fact, where, view, when):
        """Whether a fact meets all conditions, seen from a day."""
        return all(self._meets(fact, each, view, when) for each in where)

    def _meets(self, fact, condition, view, when):
        (what, value), = condition.items()
        if what in ("is", "is_not"):
            found = self.field(fact, value["field"], view)
            if found is None:
                return False
            return (str(found) in value["any_of"]) == (what == "is")
        if what == "at_least":
            found = self.field(fact, value["field"], view)
            return found is not None and found >= self.amount(value)
        if what == "products":
            return fact.fields.get("product") in value
        if what == "certifications":
            return fact.fields.get("certification") in value
        if what == "days":
            return day(value["first"]) <= fact.happened <= day(value["last"])
        if what == "new_customer":
            return self.is_new(fact)
        if what == "registered_deal":
            return self.deals.is_registered(fact)
        if what == "lead":
            return self.deals.is_on_lead(fact)
        if what == "sold_with":
            return self.is_sold_with(fact, value, view, when)
        if what == "paid_within_days":
            return fact.kind == "sale" and self.is_paid(fact, int(value))
        if what == "not_paid_within_days":
            return fact.kind == "sale" and when > fact.happened + int(value) * ONE and not self.is_paid(fact, int(value))
        raise NotImplementedError(what)

    def is_sold_with(self, fact, value, view, when):
        """Whether the partner has another sale of one of the products together with a sale."""
        field = {
            "on the same order": "order_id", "for the same deal": "deal_id", "to the same customer": "customer_id",
        }[value["together"]]
        shared = fact.fields.get(field)
        if shared is None or fact.kind != "sale":
            return False
        for other in self.known.by_partner.get(fact.partner, ()):
            apart = abs((other.happened - fact.happened).days)
            if (
                other is not fact and other.fields.get(field) == shared and other.fields["product"] in value["products"]
                and other.fields["status"] == "accepted" and other.happened <= when
                and (value.get("within_days") is None or apart <= int(value["within_days"]))
                and other.id not in view.without and view.left(other)[2]
            ):
                return True
        return False

    def is_paid(self, sale, within=None):
        """Whether payments, within so many days where that is asked, add up to what has not come back of a sale."""
        paid = sum(
            amount for happened, amount in self.known.paid_for.get(sale.id, ())
            if within is None or happened <= sale.happened + within * ONE
        )
        return paid >= sale.amount - sum(back.amount for back in sale.returns)

    def amount(self, value):
        if "money" in value:
            return self.terms.minor(value["money"])
        if "count" in value:
            return number(value["count"]["number"])
        if "number" in value:
            return number(value["number"])
        if "date" in value:
            return Fraction(day(value["date"]).toordinal())
        return percent(value["percent"])

    def is_new(self, sale):
        """The first accepted sale to its customer by anyone, in the order of facts, whether or not it came back."""
        for each in self.known.by_customer.get(sale.fields.get("customer_id"), ()):
            if each.fields["status"] == "accepted":
                return each is sale
        return False

    def age(self, word, beginning, fact):
        """Whole months since something began for a sale, or the day on which it did; `fails` where nothing began."""
        first = self._began(beginning, fact)
        if first is None:
            return "fails"
        if word == "day_of":
            return Fraction(first.toordinal())
        months = 0
        while plus(first, {"number": str(months + 1), "unit": "month"}) <= fact.happened:
            months += 1
        return Fraction(months)

    def _began(self, beginning, fact):
        if beginning == "launch of the product":
            launch = self.terms.by_name[fact.fields["product"]].clause("launch")
            return launch and day(launch.value["date"])
        line_of, product = self.terms.line_of, fact.fields["product"]
        same = {
            "first sale to the customer": lambda it: True,
            "first sale of the line to the customer": lambda it: line_of[it] == line_of[product],
            "first sale of the product to the customer": lambda it: it == product,
        }[beginning]
        for sale in self.known.by_customer.get(fact.fields.get("customer_id"), ()):
            if sale.fields["status"] == "accepted" and same(sale.fields["product"]):
                return sale.happened
        return None

    # Measures.

    def contributions(self, reading, partner, days, view, of=None, when=None):
        """What each fact of some days adds to a measure, in the order of facts; below zero for what `less` takes.

        Only the facts that `of` holds for, where it is given; seen from a day, or from the last of the days.
        """
        when = when or days[1]
        entity = reading.get("entity")
        if entity == "group":
            of = self._in_group(partner, when, of)
        if entity in ("group", "program"):
            partner = None
        block = self.terms.measures[reading["measure"]]
        narrowed = [{"products": reading["products"]}] if "products" in reading else reading.get("where", [])
        found = self._part(block.clause("").value["measure"], narrowed, partner, days, view, of, when)
        less = block.clause("less")
        if less:
            taken = self._part(less.value["measure"], narrowed, partner, days, view, of, when)
            found = found + [(fact, -amount) for fact, amount in taken]
            found.sort(key=lambda it: it[0].order)
        return found

    def _in_group(self, partner, when, of):
        """Whether a fact is of the group that a partner belongs to on a day, or of the partner itself."""
        groups = self.known.groups
        head = groups.head(partner, when)

        def belongs(fact):
            own = fact.partner == partner or groups.head(fact.partner, fact.happened) == head
            return own and (of is None or of(fact))

        return belongs

    def _part(self, measure, narrowed, partner, days, view, of, when):
        where = measure.get("where", []) + narrowed
        (what, name), = [(key, value) for key, value in measure.items() if key in ("sum", "count", "distinct", "median")]
        kind = name.split(".")[0]
        having, by = measure.get("having"), measure.get("by")
        found, seen, come_to = [], set(), {}
        facts = self.known.facts_of(kind, partner)
        if what == "distinct":
            # What counts once counts at the first that happened, or at the one that brings it to so much.
            facts = sorted(facts, key=lambda it: (it.happened, it.order))
        for fact in facts:
            if not days[0] <= fact.happened <= days[1]:
                continue
            if kind == "sale" and (fact.id in view.without or not view.left(fact)[2]):
                continue
            if not self.meets(fact, where, view, when) or (of is not None and not of(fact)):
                continue
            if what == "count":
                found.append((fact, Fraction(1)))
                continue
            value = self.field(fact, name, view)
            if value is None:
                continue
            if by is not None:
                group = self.field(fact, by, view)
                if group is not None:
                    come_to[group] = come_to.get(group, Fraction(0)) + value
                continue
            if having is not None:
                come_to[value] = come_to.get(value, Fraction(0)) + self._brings(having, fact, view)
                if come_to[value] < self._least(having):
                    continue
            if what == "sum":
                found.append((fact, value))
            elif value not in seen:
                seen.add(value)
                found.append((fact, Fraction(1)))
        return found if by is None else [(None, _middle(come_to.values()))]

    def _brings(self, having, fact, view):
        """What a fact adds to what its text must come to."""
        return Fraction(1) if "count" in having else self.field(fact, having["sum"], view) or Fraction(0)

    def _least(self, having):
        least = having["least"]
        return Fraction(least) if isinstance(least, str) else self.amount(least)

    def certified(self, names, partner, when):
        """How many people of a partner hold at least one of the certificates on a day."""
        return Fraction(len({
            fact.fields["person"]
            for fact in self.known.certificates.get(partner, ())
            if fact.fields["certification"] in names and self.valid(fact, when)
        }))

    def valid(self, fact, when):
        """From the day it happened to its last, both included."""
        if when < fact.happened:
            return False
        if "until" in fact.fields:
            return when <= fact.fields["until"]
        lasts = self.terms.validity.get(fact.fields["certification"])
        return lasts is None or when < plus(fact.happened, lasts)

    def person_holds(self, name, partner, person, when):
        held = self.known.certificates.get(partner, ())
        return any(
            fact.fields["person"] == person and fact.fields["certification"] == name and self.valid(fact, when)
            for fact in held
        )

    # Windows.

    def days_of(self, window, when):
        """First and last day that a reading counts, seen from a day."""
        if "in" in window:
            return self.year.period(window["in"], when)[0], when
        if "over_last" in window:
            cycle = window["cycle"]
            period = self.year.period(cycle, when)
            return self.year.before(cycle, period, int(window["over_last"]) - 1)[0], when
        if "over_previous" in window:
            periods = self.previous(window["cycle"], int(window["over_previous"]), when)
            return periods[-1][0], periods[0][1]
        if "same_of_last_year" in window:
            cycle = window["same_of_last_year"]
            return self.year.year_ago(cycle, self.year.period(cycle, when))
        if "first_days" in window:
            first = self.year.period(window["cycle"], when)[0]
            return first, min(first + (int(window["first_days"]) - 1) * ONE, when)
        if "days" in window:
            return day(window["days"]["first"]), min(day(window["days"]["last"]), when)
        raise NotImplementedError(str(window))

    def previous(self, cycle, count, when):
        """Whole periods before the one that holds a day, the latest first."""
        periods, period = [], self.year.period(cycle, when)
        for _ in range(count):
            period = self.year.period(cycle, period[0] - ONE)
            periods.append(period)
        return periods

    def read(self, reading, partner, when, view, as_of):
        """The figure of a reading; below zero where its measure takes more away than it adds."""
        window = reading["window"]
        if "as_of" in window:
            block = self.terms.measures[reading["measure"]]
            measure = block.clause("").value["measure"]
            on = as_of(window["as_of"])
            those = self._whose(reading.get("entity"), partner, when, on)
            return sum((self.certified(measure["certified"], each, on) for each in those), Fraction(0))
        for word, pick in (("average_over_previous", _average), ("peak_over_previous", _peak)):
            if word in window:
                periods = self.previous(window["cycle"], int(window[word]), when)
                return pick([self.total(reading, partner, each, view, when) for each in periods])
        return self.total(reading, partner, self.days_of(window, when), view, when)

    def _whose(self, entity, partner, when, on):
        """Whose people are counted on a day, as a partner sees it from another."""
        groups = self.known.groups
        if entity == "group":
            head = groups.head(partner, when)
            return {partner} | {each for each in groups.partners if groups.head(each, on) == head}
        return groups.partners if entity == "program" else [partner]

    def total(self, reading, partner, days, view, when=None):
        found = self.contributions(reading, partner, days, view, when=when)
        return sum((amount for _, amount in found), Fraction(0))


def _peak(amounts):
    """The largest; one that is not above zero is zero."""
    return max([Fraction(0), *amounts])


def _average(amounts):
    return sum(amounts, Fraction(0)) / len(amounts)


def _middle(amounts):
    """The middle one, or the mean of the two in the middle; of none zero."""
    amounts = sorted(amounts)
    if not amounts:
        return Fraction(0)
    at = len(amounts) // 2
    return amounts[at] if len(amounts) % 2 else (amounts[at - 1] + amounts[at]) / 2
