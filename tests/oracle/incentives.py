"""Programs by chance, as text."""

from cuts_made import cut
from deals_made import Deals
from points_made import Points
from prices_made import Prices
from standings_made import TIERS, Tiers

YEARS = {
    "year of January": ("2027-01-01 to 2027-12-31", "2028-04-30"),
    "year of February": ("2027-02-01 to 2028-01-31", "2028-05-31"),
    "year of weeks": ("2027-01-31 to 2028-02-05 weeks four four five", "2028-05-31"),
}
SIGNS = (">=", ">=", ">", "<", "<=")


KINDS = {
    "rebate": 5, "growth": 2, "spiff": 4, "bonus": 3, "contest": 2, "fund": 2, "ship_and_debit": 1, "price_protection": 1,
    "stock_rotation": 1, "exception": 1, "price_hold": 1, "points": 1, "credited": 1, "lines": 2,
    "discount": 1,
}
# What is another form of a kind.
FORMS = {"points": "bonus", "credited": "bonus", "lines": "rebate"}


class Maker(Tiers, Points, Prices, Deals):
    """Makes one program; what it chose is noted in `chance`."""

    def __init__(self, chance):
        self.chance = chance
        self.budgets, self.blocks, self.names = [], [], []
        # What each incentive is earned on, and those that pay on the day of a sale and read no other sale.
        self.occasions, self.prompt = {}, set()
        # What the program has need of in its frame and its facts.
        self.uses, self.badges = set(), set()
        # Those paid by bands whose versions may part a period.
        self.banded = set()
        # Whether the next incentive pays the head of a group.
        self.to_head = False

    def program(self):
        chance = self.chance
        year = chance.choices(list(YEARS), [5, 3, 1])[0]
        chance.note(year)
        days, self.until = YEARS[year]
        self.weeks = year == "year of weeks"
        self.first = days[:10]
        rounding = chance.choice(["half up", "half even", "down", "up"])
        chance.note("round " + rounding)
        kinds = chance.choices(list(KINDS), list(KINDS.values()), k=chance.choice([1, 1, 2, 2, 3, 4]))
        for at, kind in enumerate(kinds):
            chance.note(FORMS.get(kind, kind))
            name = f"{chance.choice('abcxyz')}{at}_{kind}"
            self.names.append((name, kind))
            made = getattr(self, kind)(name)
            block = cut(made, chance)
            if block != made and "    | from " in block:
                # What a sale of a period is reduced by is not parted with its bands.
                self.banded.add(name)
            self.blocks.append(block)
            if kind in ("spiff", "bonus", "lines", "discount") and self.is_prompt(block):
                self.prompt.add(name)
        tiers = self.tiers()
        return "\n".join([self.frame(days, rounding), tiers] + self.budgets + self.blocks + self.relations()) + "\n"

    def frame(self, days, rounding):
        return f"""program made "Made" {{
  edition   2027
  year      {days}
  money     USD
  round     {rounding} per posting
  zone      America/Chicago
  languages en
  prevails  en
  exchange  EUR to USD at fixed 1.08
{self.closing()}}}
region NA "North America" {{ countries US; weekend Saturday, Sunday; closed 2027-05-31, 2027-07-05, 2027-11-01 }}
region EU "Europe" {{ countries DE, FR; weekend Saturday, Sunday; closed 2027-06-30 }}
region DACH "Germany, Austria and Switzerland" {{ countries DE, AT, CH; in EU{self.inner_days()} }}
type reseller "Reseller" {{}}
type var "Value-added reseller" {{}}
role finance "Finance" {{}}
role legal "Legal" {{}}
line cloud "Cloud" {{ margin 70% internal }}
line hardware "Hardware" {{ margin 40% internal }}
product router "Router" {{ line hardware; list 4,200 USD }}
product switch "Switch" {{ line hardware; list 900 USD }}
product secure "Secure" {{ line cloud; list 20,000 USD; launch 2026-09-15 }}
measure bookings "Bookings" {{ sum of sale.net_amount where sale.status is accepted }}
measure cloudy "Cloud bookings" {{ sum of sale.net_amount of cloud where sale.status is accepted }}
measure sold "Sold" {{ count of sale where sale.status is accepted }}
measure customers "Customers" {{ distinct customer_id of sale where sale.status is accepted }}
measure skilled "Skilled" {{ distinct person of active certification }}
measure typical "Typical" {{ median of sale.net_amount by customer_id where sale.status is accepted }}
measure large "Large" {{ distinct customer_id of sale having sum of sale.net_amount >= 150 USD where sale.status is accepted }}
measure loyal "Loyal" {{ distinct customer_id of sale having count of sale >= 2 }}
measure attached "Attached" {{ sum of sale.net_amount of cloud where {self.around()} and sale.status is accepted }}
measure overdue "Overdue" {{ count of sale where sale.status is accepted and not paid within 40 days }}
measure netted "Netted" {{ sum of sale.net_amount where sale.status is accepted; less sum of purchase.net_amount }}
measure unit_sales "Units" {{ sum of sale.units where sale.status is accepted }}
measure purchased "Purchased" {{ sum of purchase.net_amount }}
measure sent_back "Sent back" {{ sum of rotation.net_amount }}
measure joined "Joined" {{ count of enrolment where enrolment.offer is {self.names[0][0]} }}
certification seller "Seller" {{}}
certification engineer "Engineer" {{}}
track teaching "Teaching" {{
  for sales
  course basics "Basics" {{ 45 minutes; mode on_demand }}
  grants seller for 6 months
}}
"""

    def closing(self):
        """Until when late facts correct, where that is said."""
        chance = self.chance
        if not chance.one_in(4):
            return ""
        chance.note("final")
        length = chance.choice(["20 days", "1 month", "5 business days", "60 days"])
        region = " in NA" if "business" in length else ""
        return f"  final     {length} after {chance.choice(['month end', 'quarter end', 'year end'])}{region}\n"

    def waits(self, block):
        """Whether a block draws on a pool that is shared later."""
        pots = [each.split(" ")[1] for each in self.budgets if "pro rata" in each]
        return any(f"  budget {pot}\n" in block for pot in pots)

    def is_prompt(self, block):
        """Whether a block pays on the day of a sale, and reads no other sale."""
        slow = ("  needs", "  for some", "  hold", " equal parts", "  split")
        return not self.waits(block) and not any(each in block for each in slow)

    # Clauses that all share.

    def audience(self, days):
        chance = self.chance
        choice = chance.choices(
            ["everyone", "tiers", "type", "region", "both", "segment", "badge", "tiers and badge"], [8, 10, 2, 2, 2, 2, 2, 1],
        )[0]
        chance.note("for " + choice)
        self.whole = choice not in ("tiers", "both", "tiers and badge")
        self.by_sale_date = False
        names = chance.choice(["silver, gold", "gold", "silver"])
        as_of = chance.choice(days)
        badge = self.badge() if "badge" in choice else ""
        if choice in ("tiers", "both", "badge", "tiers and badge"):
            chance.note(f"for {'badge' if choice == 'badge' else 'tiers'} as of {as_of}")
            self.by_sale_date = as_of == "sale date"
        return {
            "everyone": "",
            "tiers": f"  for {names} as of {as_of}\n",
            "type": "  for reseller\n",
            "region": f"  for {chance.choice(['EU', 'DACH', 'NA, DACH'])}\n",
            "both": f"  for {names}, var as of {as_of}\n",
            "segment": f"  for {self.segment()}\n" if choice == "segment" else "",
            "badge": f"  for {badge} as of {as_of}\n",
            "tiers and badge": f"  for {names}, {badge} as of {as_of}\n",
        }[choice]

    def segment(self):
        name = f"some{len(self.blocks)}_{len(self.budgets)}"
        self.budgets.append(f"segment {name} \"{name}\" {{ {self.test(['quarter start', 'quarter end', 'month end'])} }}")
        return name

    def test(self, days):
        chance = self.chance
        parts = [self.atom(days) for _ in range(chance.choice([1, 1, 2]))]
        joint = chance.choice([" and ", " or "])
        if len(parts) > 1:
            chance.note("test" + joint.rstrip())
        return joint.join(parts)

    def atom(self, days):
        chance = self.chance
        if chance.one_in(4):
            return self.later_atom(days)
        kind = chance.choices(
            ["compare", "count", "growth", "share", "tier", "type", "region", "joined", "holds", "not", "stock", "specialized", "named", "years"],
            [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        )[0]
        chance.note("test " + kind)
        sign, day = chance.choice(SIGNS), chance.choice(days)
        cycle = chance.choice(["quarter", "month", "year"])
        empty = chance.choice(["passes", "fails", "2.50%"])
        return {
            "compare": lambda: f"bookings {self.window()} {sign} {chance.threshold()} USD",
            "count": lambda: f"{self.counted()} {self.window()} {sign} {chance.choice([1, 2, 3])}",
            "growth": lambda: f"growth of bookings in {cycle} over bookings in previous {cycle} when base is 0 then {empty} "
                              f"{sign} {chance.choice(['0%', '10%', '50%', '100%'])}",
            "share": lambda: f"share of cloudy in {cycle} among bookings in {cycle} when base is 0 then {empty} "
                             f"{sign} {chance.choice(['25%', '50%', '100%'])}",
            "tier": lambda: f"tier is {chance.choice(['gold', 'silver', 'silver, gold'])} as of {day}",
            "type": lambda: "type is var",
            "region": lambda: f"region is {chance.choice(['EU', 'DACH', 'DACH, NA'])}",
            "years": lambda: f"in every {chance.choice([2, 3])} years since {chance.choice(['2024-06-01', '2025-06-01', '2026-03-31', '2027-12-31', '2028-06-01'])}",
            "named": lambda: f"partner is {chance.choice(['acme', 'birch, cedar', 'nobody'])}",
            "joined": lambda: "joined before 2027-03-01",
            "holds": lambda: f"holds {chance.choice(['seller', 'engineer'])} as of {day}",
            "not": lambda: chance.choice(["not type is var", chance.choice(["not region is NA", "not region is EU", "not region is DACH"]), f"not tier is gold as of {day}"]),
            "stock": lambda: f"skilled as of {day}{self.each_step()} {sign} {chance.choice([1, 2])}",
            "specialized": lambda: f"holds {self.badge()} as of {day}",
        }[kind]()

    def each_step(self):
        """Sometimes so many for each step of what is sold."""
        if not self.chance.one_in(2):
            return ""
        words = self.chance.choice(["per whole", "in proportion to"])
        self.chance.note(words + " of another")
        return f" {words} {self.chance.choice([100, 150])} USD of bookings {self.window()}"

    def counted(self):
        measure = self.chance.choice(["sold", "customers", "overdue"])
        if measure == "overdue":
            self.uses.add("payment")
            self.chance.note("not paid within")
        return measure

    def around(self):
        """What a measure asks of other facts of a sale."""
        chance = self.chance
        way = chance.choice(["on the same order", "for the same deal", "to the same customer within 60 days", "paid"])
        if way == "paid":
            chance.note("paid within")
            self.uses.add("payment")
            return "paid within 61 days"
        chance.note("sold with")
        return f"sold with {chance.choice(['router', 'hardware', 'cloud'])} {way}"

    def window(self):
        chance = self.chance
        cycle = chance.choice(["quarter", "month", "year", "half"])
        choice = chance.choices(
            ["in", "over last", "over previous", "same of last year", "previous", "days", "period"], [4, 1, 1, 1, 1, 1, 1]
        )[0]
        chance.note("window " + choice)
        return {
            "in": f"in {cycle}",
            "over last": f"over last {chance.choice([2, 3])} {cycle}s",
            "over previous": f"over previous {chance.choice([2, 3])} {cycle}s",
            "same of last year": f"in same {cycle} of previous year",
            "previous": f"in previous {cycle}",
            "days": "in 2027-03-10 to 2027-06-20",
            "period": f"in {chance.choice(['Q1', 'Q2', 'H1'])}",
        }[choice]

    def gates(self, days, opens=True):
        chance, lines = self.chance, ""
        if opens and chance.one_in(6):
            chance.note("open when")
            lines += f"  open when {self.test(days)}\n"
        if chance.one_in(4):
            chance.note("needs")
            lines += f"  needs {self.test(days)}\n"
        return lines

    def caps(self, scopes, counted):
        chance, lines = self.chance, ""
        for _ in range(chance.choices([0, 1, 2], [3, 4, 2])[0]):
            scope = "group" if chance.one_in(8) else chance.choice(scopes)
            if scope == "group":
                self.uses.add("group")
            span = chance.choice(["per year", "per quarter", "per month", "per award", "in 2027-03-10 to 2027-09-20"])
            crossing = chance.choice(["refused", "paid to the limit", "paid then closed"])
            room = chance.choice(["", "", " returned room reopens", " returned room stays used"])
            if counted and chance.one_in(4) and span != "per award":
                limit = f"{chance.choice([1, 2, 3])} {counted}"
                chance.note("cap counts")
                crossing = "refused"
            elif chance.one_in(5) and scope != "seller":
                chance.note("cap across tier")
                day = chance.choice(["quarter end", "sale date", "quarter start"])
                top = chance.choice(["none" if self.whole else "9 USD", "40 USD", "7.77 USD"])
                lines += (
                    f"  cap per {scope} {span} crossing {crossing}{room} across tier as of {day}\n"
                    f"    | silver | gold |\n    | {top} | 25 USD |\n"
                )
                chance.note(f"cap per {scope}", "cap " + (span if span.startswith("per") else "in days"), f"crossing {crossing}")
                continue
            else:
                limit = chance.choice(["5 USD", "10 USD", "20 USD", "12.34 USD", "30 EUR", "9.99 EUR", "50 USD"])
                if "EUR" in limit:
                    chance.note("another currency")
            chance.note(f"cap per {scope}", "cap " + (span if span.startswith("per") else "in days"), f"crossing {crossing}")
            if room:
                chance.note(room.strip())
            lines += f"  cap {limit} per {scope} {span} crossing {crossing}{room}\n"
        return lines

    def budget(self, must=False):
        chance = self.chance
        if not must and not chance.one_in(3):
            return ""
        existing = [each.split(" ")[1] for each in self.budgets if each.startswith("budget")]
        if existing and chance.one_in(2):
            chance.note("budget shared")
            return f"  budget {chance.choice(existing)}\n"
        name = f"pot{len(self.budgets)}"
        per = chance.choice(["", " per quarter", " per year", " per month"])
        size = chance.choice(["10", "25.01", "60", "33.33", "200"])
        if chance.one_in(3):
            chance.note("pro rata")
            at = {"": ["quarter", "month"], " per quarter": ["quarter", "month"], " per year": ["quarter", "year"],
                  " per month": ["month"]}[per]
            rule = f"share pro rata at {chance.choice(at)} end"
        else:
            crossing = chance.choice(["refused", "paid to the limit", "paid then closed"])
            chance.note("budget " + crossing)
            rule = f"order first accepted ties by claim number; crossing {crossing}"
        self.budgets.append(f"budget {name} \"{name}\" internal {{ {size} USD{per}; owner finance; {rule} }}")
        return f"  budget {name}\n"

    def terms(self, undo, seller=False, claims=False):
        chance = self.chance
        after = chance.choice(["30 days after quarter end next business day in NA", "10 business days after month end in EU",
                               "15 days after sale date next business day in EU", "10 business days after month end in DACH", "45 days after year end next business day in NA"])
        if claims:
            after = chance.choice(["30 days after approved claim next business day in NA", "5 business days after approved claim in EU"])
        elif not self.by_event and "sale date" in after:
            after = "1 month after quarter end next business day in NA"
        whom = "the seller" if seller and chance.one_in(3) else "the partner"
        if self.to_head:
            whom, self.to_head = "the head of the group", False
        chance.note("pay to " + whom)
        taken = self.taken(undo)
        if not claims and chance.one_in(7):
            after = self.in_parts("sale date" if self.by_event else "quarter end")
        form = "credit note"
        if self.by_event and self.on_sale and not self.is_held and whom == "the partner" and chance.one_in(6):
            after, form = "0 days after sale date", "discount"
            chance.note("as discount")
        return f"  pay {after} to {whom} as {form}\n" + taken

    def taken(self, undo):
        """What a return takes back, and on whose books it all stands."""
        chance = self.chance
        method = chance.choice(undo)
        chance.note("undo " + method)
        taken = {
            "never": "never",
            "first": "when returned within 60 days of sale date at the rate first paid from next payout",
            "recompute": "when returned within 60 days of sale date by recomputing the period from next payout",
        }[method]
        if method != "never" and chance.one_in(5):
            chance.note("as invoice")
            taken = taken.replace("from next payout", "as invoice")
        return f"  undo {taken}\n  account marketing\n  tax reported by partner\n"

    def in_parts(self, start):
        chance = self.chance
        chance.note("equal parts")
        active = ""
        if self.by_event and self.on_sale and chance.one_in(2):
            chance.note("while active")
            self.uses.add("cancellation")
            active = " each while customer is active"
        days, count = chance.choice([("30, 60, 90 days", 3), ("10, 40 days", 2), ("0, 100 days", 2)])
        return f"{count} equal parts {days} after {start} remainder in last{active} next business day in NA"

    def inner_days(self):
        """What a region says of its days other than the one around it."""
        return self.chance.choice(["", "", "; closed 2027-03-31, 2027-07-30", "; weekend Sunday", "; weekend Friday, Saturday; closed 2027-11-15"])

    def regions(self):
        """Columns or rows: the inner region has that of the outer one, or its own."""
        return self.chance.choice([["NA", "EU"], ["NA", "EU", "DACH"], ["DACH", "EU", "NA"], ["EU", "other"], ["DACH", "other"]])

    # Kinds.

    by_event = on_sale = is_held = False

    def bands(self, days):
        chance = self.chance
        mode = chance.choice(["marginal", "whole"])
        across = chance.choices(
            ["", "across tier as of sale date continue", "across tier as of quarter end", "across tier as of sale date restart",
             "across region", "across type"], [5, 3, 2, 2, 1, 1])[0]
        chance.note("bands " + mode, across or "one column")
        columns = {"tier": ["silver", "gold"], "region": self.regions(), "type": ["reseller", "var"]}
        of = across.split(" ")[1] if across else ""
        heads = columns.get(of, ["all"])
        starts = sorted(chance.sample([50, 100, 150, 200, 250, 400, 500], chance.choice([1, 2])))
        if chance.one_in(4):
            starts = starts[:1]
        else:
            starts = [0] + starts
        rows = []
        for at, start in enumerate(starts):
            above = "above " if mode == "whole" and at and chance.one_in(4) else ""
            cells = []
            for _ in heads:
                cell = chance.rate()
                if mode == "whole" and chance.one_in(5):
                    cell = f"{chance.choice([5, 10, 3.33])} USD"
                    chance.note("fixed cell")
                if chance.one_in(8) and len(heads) > 1 and (self.whole or of != "tier"):
                    cell = "none"
                cells.append(cell)
            rows.append(f"    | {above}{start} USD | " + " | ".join(cells) + " |\n")
        del days
        return f"  rate {mode} {across}\n    | from | " + " | ".join(heads) + " |\n" + "".join(rows)

    def rate(self, days, growth=False):
        chance = self.chance
        choice = chance.choices(["single", "bands", "by", "dated", "by points", "levels"], [4, 10, 2, 2, 2, 2])[0]
        if growth and choice in ("by", "dated", "by points"):
            choice = "bands"
        if choice == "levels":
            return self.levels(growth)
        if choice == "single":
            chance.note("single rate")
            return f"  rate {chance.rate()}\n"
        if choice == "dated":
            chance.note("dated rate")
            return f"  rate {chance.rate()} until 2027-05-15\n  rate {chance.rate()} from 2027-05-16\n"
        if choice == "by":
            chance.note("bands by growth")
            empty = chance.choice(["passes", "fails", "2.50%"])
            return (
                f"  rate whole by growth of bookings in quarter over bookings in previous quarter when base is 0 then {empty}\n"
                f"    | from | all |\n    | any | {chance.rate()} |\n    | 10% | {chance.rate()} |\n    | above 100% | {chance.rate()} |\n"
            )
        if choice == "by points":
            return self.by_points()
        return self.bands(days)

    def levels(self, growth):
        """Who enrols in time, by levels, and a rate for each of them."""
        chance, mode = self.chance, self.chance.choice(["marginal", "whole"])
        cycle, ends = chance.choice([("quarter", [10, 31, 60, 100]), ("half", [20, 90, 181, 366]), ("year", [60, 120, 200, 366]), ("month", [5, 15, 28])])
        names = chance.sample(["full", "half", "early", "late"], chance.choice([1, 2, 2, 3]))
        within = sorted(chance.sample(ends, len(names)))
        chance.note("levels " + mode)
        rows = "".join(f"    | {days} days | {name} |\n" for days, name in zip(within, names))
        versions = [""]
        if not growth and chance.one_in(4):
            chance.note("levels dated")
            versions = [" continue until 2027-05-15", " continue from 2027-05-16"]
        found = f"  enrol {self.joined()} in {cycle}\n    | within | level |\n{rows}"
        for version in versions:
            heads = chance.sample(names, len(names))
            cells = [" | ".join(chance.choice([chance.rate(), chance.rate(), "none"]) for _ in heads) for _ in (1, 2)]
            found += f"  rate {mode} across level{version}\n    | from | {' | '.join(heads)} |\n    | 0 USD | {cells[0]} |\n    | 200 USD | {cells[1]} |\n"
        return found

    def by_points(self):
        """A band that another figure chooses: points, attainment, or the customer in the middle."""
        chance = self.chance
        by, low, high = chance.choice([
            ("score", "2", "6"), ("attainment", "80%", "100%"), ("median", "100 USD", "above 200 USD"),
        ])
        chance.note("bands by " + by)
        figure = {
            "score": lambda: f"{self.score()} as of quarter end", "attainment": lambda: f"attainment of bookings in quarter against {self.target()}",
            "median": lambda: "typical in quarter",
        }[by]()
        return f"  rate whole by {figure}\n    | from | all |\n    | {low} | {chance.rate()} |\n    | {high} | {chance.rate()} |\n"

    def accelerated(self, rate, on):
        """A rate, sometimes with another one once a target is reached."""
        chance = self.chance
        if not chance.one_in(4):
            return rate
        modes = ["whole"] if "\n    |" in rate or "until" in rate else ["whole", "marginal"]
        mode, target = chance.choice(modes), chance.choice([100, 300, 800])
        chance.note("accelerate " + mode)
        return rate + f"  accelerate {chance.choice(['150%', '200%', '110%'])} {mode} when {on} >= {target} USD\n"

    def rebate(self, name):
        chance, self.by_event = self.chance, False
        cycle = chance.choice(["quarter", "quarter", "month", "half", "year"])
        if chance.one_in(8):
            on = "bookings in 2027-03-10 to 2027-06-20"
            chance.note("on days")
        else:
            on = f"{chance.choice(['bookings', 'bookings', 'cloudy', 'bookings of hardware', 'netted', 'attached'])} in {cycle}"
        self.occasions[name] = on.split(" in ")[1]
        days = ["sale date", "quarter end", "quarter start"]
        self.to_head = on.startswith("bookings in") and chance.one_in(10)
        if self.to_head:
            chance.note("on a group")
            self.uses.add("group")
            on = on.replace("bookings", "bookings across group")
        audience, rate = self.audience(days), self.accelerated(self.rate(days), on)
        return (
            f"rebate {name} \"{name}\" {{\n" + audience + f"  on {on}\n" + rate
            + self.gates(["quarter end", "quarter start", "month end"]) + self.guaranteed(on, rate) + self.caps(["partner", "program", "region"], None)
            + self.budget() + self.terms(["never", "recompute", "recompute"]) + "}"
        )

    def guaranteed(self, on, rate):
        """A guarantee, where it is for somebody who is known without a sale, and all of the period is paid in one way."""
        return "" if self.by_sale_date or " until " in rate else self.guarantee(on.split(" in ")[1])

    def growth(self, name):
        chance, self.by_event = self.chance, False
        cycle = chance.choice(["quarter", "month"])
        above = chance.choice([
            f"bookings in previous {cycle}", f"bookings in same {cycle} of previous year",
            f"average of bookings over previous 2 {cycle}s", f"peak of bookings over previous 3 {cycle}s", "100 USD",
        ])
        chance.note("above " + above.split(" ")[0])
        self.occasions[name] = cycle
        least = f" at least {chance.choice([50, 100])} USD" if "USD" not in above and chance.one_in(2) else ""
        days = ["sale date", "quarter end"]
        return (
            f"growth {name} \"{name}\" {{\n" + self.audience(days) + f"  on bookings in {cycle}\n  above {above}{least}\n"
            + self.rate(days, True) + self.gates(["quarter end", "month end"]) + self.caps(["partner", "program"], None)
            + self.budget() + self.terms(["never", "recompute"]) + "}"
        )

    def on_sales(self):
        chance = self.chance
        each = chance.choices(["sale", "deal", "order", "customer"], [4, 2, 1, 2])[0]
        chance.note("each " + each)
        text = "each sale" if each == "sale" else f"each {each} with a sale"
        if each == "sale" and chance.one_in(5):
            text = "each " + chance.choice(["renewal", "upsell"])
            chance.note(text)
        for phrase, often in ((chance.choice([" of cloud", " of router, secure"]), 3), (" to a new customer", 5)):
            if chance.one_in(often):
                chance.note("events " + {" of cloud": "of a line", " of router, secure": "of products"}.get(phrase, phrase.strip()))
                text += phrase
        if chance.one_in(4):
            text += self.of_whose_deal()
        if chance.one_in(5):
            chance.note("events sold with")
            joined = chance.choice(["on the same order", "for the same deal", "to the same customer within 90 days"])
            text += f" sold with {chance.choice(['router', 'cloud, hardware'])} {joined}"
        text += chance.choice([" in year", " in year", " accepted in 2027-03-10 to 2027-09-20", " accepted in H1"])
        if chance.one_in(4):
            chance.note("events where")
            text += " where " + chance.choice(["sale.net_amount >= 100 USD", "sale.units >= 3", "sale.product is not router",
                                               "sale.seller is ann, bert"])
        return each, text

    def paid_for(self, each, versions=True):
        chance = self.chance
        if chance.one_in(5):
            return self.in_kind(each)
        money = chance.choice(["5 USD", "10 USD", "7.77 USD", "4.99 EUR"])
        amount = money if chance.one_in(2) else f"{chance.rate()}"
        share = amount.endswith("%")
        chance.note("share of the sale" if share else "fixed amount")
        tail = f" per {each}" + (" of the sale" if share else "")
        text = f"  amount {amount}{tail}\n"
        if versions and chance.one_in(6):
            chance.note("dated amount")
            second = "2%" if share else "3 USD"
            text = f"  amount {amount}{tail} until 2027-05-15\n  amount {second}{tail} from 2027-05-16\n"
            if self.on_sale and amount != second and chance.one_in(2):
                text += self.keeps_terms()
        if chance.one_in(5):
            chance.note("double")
            text += "  double until 2027-04-15\n"
        if chance.one_in(5):
            chance.note("accelerate each")
            text += f"  accelerate 150% when bookings in quarter >= {chance.choice([100, 300])} USD\n"
        return text

    def spiff(self, name, word="spiff"):
        self.by_event = self.on_sale = True
        chance = self.chance
        each, events = self.on_sales()
        self.occasions[name] = each if each == "sale" else events
        days = ["sale date", "quarter end", "quarter start"]
        scopes = ["partner", "seller", "program", "customer", "customer across partners", "deal", "product", "region"]
        gates = self.gates(["sale date", "quarter start"], opens=False)
        if chance.one_in(5):
            chance.note("seller holds")
            gates += "  needs seller holds seller as of sale date\n"
        split = self.shared() if word == "bonus" else ""
        text = (
            f"{word} {name} \"{name}\" {{\n" + self.audience(days) + f"  on {events}\n" + self.paid_for(each) + gates + split
            + self.caps(scopes, "deals" if each == "deal" else "awards")
            + self.budget() + self.held() + self.terms(["never", "first", "first"], seller=not split) + "}"
        )
        self.on_sale = False
        return text

    def bonus(self, name):
        self.by_event = True
        chance = self.chance
        choice = chance.choices(["sales", "certification", "person", "registration"], [3, 1, 1, 1])[0]
        if choice == "sales":
            return self.spiff(name, "bonus")
        chance.note("each " + choice)
        events = {
            "certification": "each certification of engineer, seller", "person": "each person certified as seller",
            "registration": chance.choice(["each registration", "each registration where registration.decision is approved"]),
        }[choice]
        return (
            f"bonus {name} \"{name}\" {{\n" + self.audience(["quarter end", "quarter start"]) + f"  on {events.replace(' where', ' in year where') if 'where' in events else events + ' in year'}\n"
            + f"  amount {chance.choice(['5 USD', '7.77 USD', '4.99 EUR'])} per {choice}\n"
            + self.caps(["partner", "program", "region"], "awards") + self.budget() + self.terms(["never"]) + "}"
        )

    def decided(self):
        """How the claims on a fund are decided, where it says so."""
        chance = self.chance
        if not chance.one_in(2):
            return ""
        chance.note("claims decided")
        self.uses.add("decided")
        text = f"  decide within {chance.choice(['5 business days', '20 days'])} silence {chance.choice(['approves', 'denies'])}\n"
        text += f"  supply within {chance.choice(['10 days', '15 days'])}\n" if chance.one_in(2) else ""
        return text + ("  appeal within 30 days\n" if chance.one_in(2) else "")

    def contest(self, name):
        chance, self.by_event = self.chance, False
        ties = chance.choice(["share the prizes", "first accepted wins"])
        chance.note(ties)
        measure = chance.choice(["bookings", "bookings", "cloudy", "sold", "customers", "large", "netted"])
        on = f"{measure} {chance.choice(['in quarter', 'in year', 'in 2027-03-10 to 2027-06-20', 'in H1'])}"
        least = f"{chance.choice([50, 100])} USD" if measure in ("bookings", "cloudy", "netted") else f"{chance.choice([1, 2])} deals"
        prizes = "".join(
            f"    | {place} | {prize} USD |\n" for place, prize in enumerate(chance.choice([[10], [10, 5.01], [20, 10, 5]]), 1)
        )
        return (
            f"contest {name} \"{name}\" {{\n" + self.audience(["sale date", "quarter end"]) + f"  on {on}\n  least {least}\n"
            + f"  ties {ties}\n  prizes\n    | place | prize |\n{prizes}" + self.gates(["quarter end"], opens=False)
            + self.terms(["never"]) + "}"
        )

    def fund(self, name):
        chance, self.by_event = self.chance, False
        cycle = chance.choice(["quarter", "quarter", "month"])
        request = "  request at least 14 days before activity\n" if chance.one_in(2) else ""
        request += self.decided()
        budget = self.budget()
        if budget and chance.one_in(2):
            chance.note("budget on accrual")
            budget = budget.rstrip("\n") + " on accrual\n"
        expire = chance.choice([f"1 {cycle} after the {cycle} of accrual", f"2 quarters after the {cycle} of accrual",
                                f"30 days after the {cycle} of accrual"])
        carry = ""
        if chance.one_in(2):
            chance.note("carry")
            beyond = "1 month" if expire.startswith("2") else "10 days"
            carry = f"  carry {chance.choice(['50%', '0%', '33.3%', '100%', '5 USD', '12.34 USD'])} beyond {beyond} after the {cycle} of accrual\n"
        return (
            f"fund {name} \"{name}\" {{\n" + self.audience(["quarter end", "sale date"]) + f"  accrue {chance.rate()} of bookings in {cycle}\n"
            + self.gates(["quarter end"]) + self.caps(["partner", "program"], None) + budget
            + "  reimburse\n    | activity | share | most paid | proof | stage |\n    | webinar | 50% | 10 USD | invoice | awareness |\n"
            + "    | event | 60% | 30 USD | invoice, photos | consideration |\n"
            + "  approval on cost of activity in NA\n    | from | by | within | silence |\n    | 0 USD | finance | 2 business days | approved |\n"
            + request + f"  claim within {chance.choice([30, 45])} days after activity\n{carry}  expire {expire}\n"
            + self.terms(["never", "recompute", "recompute"], claims=True) + "}"
        )

    # Between incentives.

    def relations(self):
        chance, lines = self.chance, []
        names = [name for name, _ in self.names]
        related = set()
        events = [name for name, kind in self.names if kind in ("spiff", "bonus")]
        periods = [name for name, kind in self.names if kind in ("rebate", "growth")]
        events += [name for name, kind in self.names if kind in ("lines", "discount")]
        for group in (events, periods):
            same = [each for each in group if each in self.occasions and self.occasions[each] == self.occasions.get(group[0])]
            if len(same) > 1 and chance.one_in(2):
                first, second = chance.sample(same, 2)
                word = "larger" if first in self.banded else chance.choice(["reduce", "larger"])
                chance.note(word)
                lines.append(f"reduce {first} by {second}" if word == "reduce" else f"larger {first}, {second}")
                related.add(frozenset((first, second)))
        first = chance.choice(names)
        if first in self.prompt and len(names) > 1 and chance.one_in(2):
            second = chance.choice([each for each in names if each != first])
            if frozenset((first, second)) not in related:
                chance.note("exclude")
                lines.append(f"exclude {second} from sales paid by {first}")
                related.add(frozenset((first, second)))
        for at, name in enumerate(names):
            others = [each for each in names[at + 1:] if frozenset((name, each)) not in related]
            if others:
                lines.append(f"stack {name} with {', '.join(others)}")
        return lines
