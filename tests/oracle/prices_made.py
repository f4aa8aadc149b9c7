"""Claims on prices, stock, and what is given in kind, in parts, or to several partners by chance, as text."""


class Prices:
    """What a maker of programs says of the kinds and clauses that are not on a plain sale."""

    def ship_and_debit(self, name):
        chance = self.chance
        self.by_event = True
        where = " where debit.customer_id is c1, c2" if chance.one_in(3) else ""
        more = f" plus {chance.choice(['20%', '5.5%'])} of special_cost" if chance.one_in(2) else ""
        chance.note(*(["special price plus"] if more else []))
        return (
            f"ship_and_debit {name} \"{name}\" {{\n" + self.audience(["sale date", "quarter end"]) + f"  on each debit of {chance.choice(['hardware', 'router', 'hardware, cloud'])} in year{where}\n"
            + f"  amount units at book_cost less special_cost{more}\n" + self.gates(["quarter start"], opens=False) + self.caps(["partner", "program", "region", "product", "customer"], "awards")
            + self.budget() + self.claimed() + "}"
        )

    def price_protection(self, name):
        chance = self.chance
        self.by_event = True
        within = f" bought within {chance.choice(['40 days', '3 months'])}" if chance.one_in(2) else ""
        chance.note(*(["bought within"] if within else []))
        return (
            f"price_protection {name} \"{name}\" {{\n" + self.audience(["sale date", "quarter end"]) + f"  on each protection of {chance.choice(['hardware', 'router', 'hardware, cloud'])} in year\n"
            + f"  amount units in stock at old_price less new_price used oldest first{within}\n" + self.gates(["quarter start"], opens=False)
            + self.caps(["partner", "program", "region", "product"], "awards") + self.budget() + self.claimed() + "}"
        )

    def price_hold(self, name):
        chance = self.chance
        self.by_event = True
        self.uses.add("quote")
        where = " where quote.customer_id is c1, c2" if chance.one_in(3) else ""
        held = chance.choice(["30 days", "90 days", "1 month", "2 months"])
        return (
            f"price_hold {name} \"{name}\" {{\n" + self.audience(["sale date", "quarter end"]) + f"  on each quote of {chance.choice(['hardware', 'router', 'hardware, cloud'])} in year{where}\n"
            + f"  amount units at list_price less quoted_price held for {held}\n" + self.gates(["quarter start"], opens=False)
            + self.caps(["partner", "program", "region", "product", "customer"], "awards") + self.budget() + self.claimed() + "}"
        )

    def exception(self, name):
        self.by_event = True
        self.uses.add("exception")
        where = " where exception.reason is late, lost" if self.chance.one_in(3) else ""
        by = self.chance.choice(["finance", "finance", "legal"])
        # Nothing is taken back: it rests on no sale.
        claimed = self.claimed().replace("  undo never\n", "")
        return (
            f"exception {name} \"{name}\" {{\n" + self.audience(["sale date", "quarter end"]) + f"  on each exception decided by {by} in year{where}\n"
            + self.gates(["quarter start"], opens=False) + self.caps(["partner", "program", "region"], "awards") + self.budget(must=True) + claimed + "}"
        )

    def claimed(self):
        """Payment of what is approved."""
        after = self.chance.choice(["10 business days after approved claim in NA", "30 days after approved claim next business day in EU",
                                    "10 business days after month end in EU"])
        return f"  pay {after} to the partner as credit note\n  undo never\n  account marketing\n  tax reported by partner\n"

    def stock_rotation(self, name):
        chance, self.by_event = self.chance, False
        cycle = chance.choice(["quarter", "month"])
        self.occasions[name] = "rotation " + cycle
        most = chance.choice([f"purchased in previous {cycle}", f"purchased over previous 2 {cycle}s", f"purchased in {cycle}"])
        return (
            f"stock_rotation {name} \"{name}\" {{\n" + self.audience(["quarter end"]) + f"  on sent_back in {cycle}\n  rate {chance.choice(['90%', '33.33%'])}\n"
            + f"  most {chance.choice(['5%', '50%'])} of {most}\n" + self.gates(["quarter end", "month end"]) + self.caps(["partner", "program", "region"], None)
            + self.budget() + self.terms(["never"]) + "}"
        )

    def in_kind(self, per, period=False):
        """What is given by steps: money, units or points."""
        chance = self.chance
        how = chance.choice(["per whole", "in proportion to"])
        given = chance.choice(["5 USD", "2 units of router", "20 points"])
        if given == "5 USD":
            value = ""
        else:
            value = " valued at " + chance.choice(["0.50 USD", "1.01 USD"] + (["list"] if "units" in given else []))
        step = chance.choice(["100 USD", "33 USD"] if period else ["100 USD", "3 units", "1 units"])
        chance.note("given " + given.split(" ")[1], how, "by units" if "units" in step else "by money")
        del per
        return f"  amount {given} {how} {step}{value}\n"

    def points(self, name):
        """A bonus for a period, by steps."""
        chance, self.by_event = self.chance, False
        cycle = chance.choice(["quarter", "month", "year"])
        chance.note("bonus for a period")
        self.occasions[name] = "bonus " + cycle
        return (
            f"bonus {name} \"{name}\" {{\n" + self.audience(["sale date", "quarter end"]) + f"  on {chance.choice(['bookings', 'cloudy'])} in {cycle}\n"
            + self.in_kind("", period=True) + self.gates(["quarter end"], opens=False) + self.caps(["partner", "program"], None) + self.budget()
            + self.terms(["never", "recompute"]) + "}"
        )

    def credited(self, name):
        """A bonus for a part in a deal."""
        chance, self.by_event = self.chance, True
        chance.note("each credit")
        return (
            f"bonus {name} \"{name}\" {{\n" + self.audience(["quarter end", "quarter start"])
            + f"  on each credit in year where credit.role is {chance.choice(['sourcing', 'influencing, selling'])}\n  amount 5.55 USD per credit\n"
            + self.caps(["partner", "program"], "awards") + self.budget() + self.terms(["never"]) + "}"
        )

    def lines(self, name):
        """A rebate on each sale by itself."""
        chance, self.by_event = self.chance, True
        chance.note("rate on each sale")
        self.occasions[name] = "sale"
        return (
            f"rebate {name} \"{name}\" {{\n" + self.audience(["sale date", "quarter end"]) + f"  on each sale of {chance.choice(['router', 'hardware', 'hardware, cloud'])} in year\n"
            + self.rate_of_a_sale() + self.gates(["sale date"], opens=False) + self.shared() + self.caps(["partner", "program", "product"], None) + self.budget()
            + self.held() + self.terms(["never", "first"]) + "}"
        )

    def discount(self, name):
        """A part of the price of each sale, had at the order."""
        chance, self.by_event, self.is_held = self.chance, True, False
        self.occasions[name] = "sale"
        text = (
            f"discount {name} \"{name}\" {{\n" + self.audience(["sale date", "quarter start"])
            + f"  on each sale of {chance.choice(['router', 'hardware', 'hardware, cloud'])} in year\n" + self.rate_of_a_sale()
            + self.gates(["sale date"], opens=False) + self.caps(["partner", "program", "product"], None) + self.budget()
        )
        # What a partner is at the end of a quarter is not known at the order.
        text = text.replace("as of quarter end", "as of quarter start")
        return text + (self.keeps_terms() if chance.one_in(6) else "") + self.taken(["never", "first"]) + "}"

    def rate_of_a_sale(self):
        chance = self.chance
        if chance.one_in(3):
            return self.rate_by_age()
        mode = chance.choice(["marginal", "whole"])
        if chance.one_in(3):
            day = chance.choice(["sale date", "quarter start"])
            chance.note("bands " + mode, "each sale across tier")
            start = chance.choice([100, 150])
            return (
                f"  rate {mode} across tier as of {day}\n    | from | silver | gold |\n    | 0 USD | {chance.rate()} | {chance.rate()} |\n"
                f"    | {start} USD | {chance.rate()} | {chance.rate()} |\n"
            )
        start = chance.choice([100, 150, 200])
        chance.note("bands " + mode)
        return f"  rate {mode}\n    | from | all |\n    | 0 USD | {chance.rate()} |\n    | {start} USD | {chance.rate()} |\n"

    def rate_by_age(self):
        """A band that the age of the sale chooses."""
        chance = self.chance
        of = chance.choice(["first sale to the customer", "first sale of the line to the customer",
                            "first sale of the product to the customer", "launch of the product"])
        by = chance.choice(["months since", "day of"])
        chance.note(by, of)
        low, high = chance.choice([("0 months", "1 months"), ("1 months", "above 3 months"), ("any", "2 months")])
        if by == "day of":
            low, high = chance.choice([("any", "2027-03-10"), ("2027-01-01", "2027-04-15"), ("2026-09-15", "above 2027-05-01")])
        return f"  rate whole by {by} {of}\n    | from | all |\n    | {low} | {chance.rate()} |\n    | {high} | {chance.rate()} |\n"

    def shared(self):
        if self.chance.one_in(8):
            self.chance.note("split to the second registrant")
            self._registers()
            return "  split to the second registrant\n"
        if self.chance.one_in(5):
            self.chance.note("split by credit")
            self.uses.add("credit")
            return "  split by credit on the deal\n"
        return ""

    def held(self):
        self.is_held = self.chance.one_in(5)
        if self.is_held:
            self.chance.note("hold until paid")
            self.uses.add("payment")
            if self.chance.one_in(2):
                self.chance.note("hold within")
                return "  hold until customer paid within 60 days\n"
            return "  hold until customer paid\n"
        return ""

    def guarantee(self, cycle):
        chance = self.chance
        if cycle not in ("quarter", "month") or not chance.one_in(5):
            return ""
        surplus = chance.choice(["not carried", "carried to next period", "carried to year end"])
        paid = chance.choice(["at period end", "in advance and recovered"])
        chance.note("guarantee " + surplus, "guarantee paid " + paid)
        return f"  guarantee {chance.choice([5, 12, 20])} USD per {cycle} surplus {surplus} paid {paid}\n"
