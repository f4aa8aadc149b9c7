"""Partners and facts by chance, as files."""

import datetime

from book.year import ONE
from deals_made import deal_facts
from goods_made import more_facts
from rows import text_of

PARTNERS = ("acme", "birch", "cedar")
PEOPLE = ("ann", "bert", "cleo")


class Days:
    """Days that lie at edges often."""

    def __init__(self, chance, first):
        self.chance, self.first = chance, datetime.date.fromisoformat(first)
        self.edges = [
            datetime.date.fromisoformat(each) for each in (
                "2027-03-31", "2027-04-01", "2027-04-30", "2027-05-15", "2027-05-16", "2027-06-30", "2027-07-01", "2027-03-10",
                "2027-06-20", "2027-09-20", "2027-09-30", "2027-12-31", "2027-04-15", "2027-02-15", "2027-10-31", "2027-05-01",
            )
        ]

    def any(self):
        chance = self.chance
        if chance.one_in(12):
            return self.first - chance.randrange(1, 400) * ONE
        if chance.one_in(4):
            return chance.choice(self.edges)
        return self.first + chance.randrange(0, 365) * ONE

    def later(self, when, most):
        return when + self.chance.choice([0, 0, 0, 1, 5, 20, 40, 59, 60, 61, 90, most]) * ONE


def facts_of(chance, maker):
    days = Days(chance, maker.first)
    files = {"partners.csv": partners(chance, days)}
    sales = [sale(chance, days, at) for at in range(chance.choice([1, 3, 5, 8, 12]))]
    heads = ["sale_id", "happened", "known", "accepted", "claim", "partner", "seller", "customer_id", "order_id", "deal_id",
             "product", "units", "net_amount", "status", "kind"]
    files["sales.csv"] = text_of([heads] + [[each[head] for head in heads] for each in sales])
    files["returns.csv"] = returns(chance, days, sales)
    files["certifications.csv"] = certifications(chance, days)
    funds = [name for name, kind in maker.names if kind == "fund"]
    if funds:
        files["claims.csv"] = claims(chance, days, funds)
    kinds = {kind for _, kind in maker.names}
    files.update(more_facts(chance, days, sales, maker.uses | kinds, maker.names[0][0]))
    files.update(deal_facts(chance, days, sales, maker.uses))
    return files


def partners(chance, days):
    rows = [["partner", "region", "type", "tier", "since", "joined"]]
    for name in PARTNERS:
        tier = chance.choice(["", "silver", "gold"])
        since = chance.choice([days.first, days.first - 100 * ONE, days.any()]) if tier else ""
        joined = chance.choice(["", "2027-02-28", "2027-03-01", "2026-01-01"])
        rows.append([name, chance.choice(["NA", "EU", "DACH", ""]), chance.choice(["reseller", "var", ""]), tier, since, joined])
    return text_of(rows)


def sale(chance, days, at):
    happened = days.any()
    known = days.later(happened, 120) if chance.one_in(3) else happened
    accepted = days.later(happened, 10) if chance.one_in(5) else ""
    deal = chance.choice(["d1", "d2", "d3", f"d9{at}", ""])
    return {
        "sale_id": f"s{chance.choice('abc')}{at}", "happened": happened, "known": known, "accepted": accepted,
        "claim": chance.choice(["", "", "", "1", "2", "10"]), "partner": chance.choice(PARTNERS),
        "seller": chance.choice(PEOPLE + ("",)), "customer_id": chance.choice(["c1", "c2", f"c9{at}", ""]),
        "order_id": chance.choice(["o1", f"o9{at}", ""]), "deal_id": deal,
        "product": chance.choice(["router", "switch", "secure"]), "units": chance.choice([1, 2, 3, 10, ""]),
        "net_amount": f"{chance.amount():.2f}", "status": chance.choice(["accepted", "accepted", "accepted", "", "pending", "refused"]),
        "kind": chance.choice(["", "new", "renewal", "upsell"]),
    }


def returns(chance, days, sales):
    rows = [["return_id", "happened", "known", "sale_id", "units", "net_amount"]]
    for at, each in enumerate(sales):
        left = round(float(each["net_amount"]) * 100)
        for part in range(chance.choices([0, 1, 2, 3], [6, 3, 1, 1])[0]):
            back = left if chance.one_in(3) else chance.randrange(0, left + 1)
            left -= back
            happened = days.later(each["happened"], 100)
            known = max(days.later(happened, 100), each["known"]) if chance.one_in(3) else max(happened, each["known"])
            units = ""
            if each["units"] and chance.one_in(2):
                units = 1
                each["units"] -= 1
            rows.append([f"r{at}_{part}", happened, known, each["sale_id"], units, f"{back / 100:.2f}"])
            if units:
                each["given"] = each.get("given", 0) + 1
    for each in sales:
        if each["units"] != "":
            each["units"] += each.pop("given", 0)
    return text_of(rows)


def certifications(chance, days):
    rows = [["certificate_id", "happened", "known", "partner", "person", "certification", "until"]]
    for at in range(chance.choice([0, 1, 3])):
        happened = days.any()
        until = days.later(happened, 200) if chance.one_in(3) else ""
        rows.append([f"k{at}", happened, days.later(happened, 30), chance.choice(PARTNERS), chance.choice(PEOPLE),
                     chance.choice(["seller", "engineer"]), until])
    return text_of(rows)


def claims(chance, days, funds):
    rows = [["claim_id", "happened", "known", "partner", "fund", "activity", "cost", "requested", "held", "proof", "decision"]]
    for at in range(chance.choice([1, 3, 6])):
        held = days.first + chance.randrange(60, 420) * ONE
        happened = held + chance.choice([0, 10, 30, 31, 45, 46]) * ONE
        requested = chance.choice([held - 14 * ONE, held - 13 * ONE, held - 40 * ONE, ""])
        rows.append([f"m{at}", happened, days.later(happened, 30), chance.choice(PARTNERS), chance.choice(funds),
                     chance.choice(["webinar", "event"]), f"{chance.choice([3, 9.99, 20, 40]):.2f}", requested, held,
                     chance.choice(["invoice", "invoice;photos", "photos,invoice", ""]), chance.choice(["approved", "approved", "refused", "open", "open"])])
    return text_of(rows)
