"""Specializations, deal registration and leads by chance: as text, and the facts about them."""

from book.year import ONE
from rows import text_of

PARTNERS = ("acme", "birch", "cedar")


class Deals:
    """What a maker of programs says of standings beside the tiers, and of whose a deal is."""

    def badge(self):
        """The name of a specialization, declared where it is not yet."""
        name = self.chance.choice(["badge", "badge", "medal"])
        if name not in self.badges:
            self.badges.add(name)
            self.uses.add("specialization")
            self.budgets.append(self._badge(name))
        return name

    def _badge(self, name):
        chance = self.chance
        chance.note("specialization")
        lines = [f"specialization {name} \"{name}\" {{"]
        if chance.one_in(8):
            chance.note("paths of a specialization")
            lines.append(f"  path skills {{ earn {self._earns()} }}")
            lines.append(f"  path volume {{ earn {self._earns()} }}")
        else:
            lines.append(f"  earn {self._earns()}")
            if chance.one_in(2):
                chance.note("specialization keep")
                lines.append(f"  keep {self._earns()}")
        review = chance.choice([
            "every quarter on last business day in NA", "every quarter on last day", "every month on day 15", "every month on last day",
        ])
        lines.append(f"  review {review}")
        rise = chance.choice(["at review", "at review", "on any day"])
        fall = chance.choice(["never", "at review after 1 missed review", "at review after 2 missed reviews in a row"])
        chance.note("specialization rise " + rise, "specialization fall " + ("never" if fall == "never" else "at review"))
        moving = lines.pop(), f"  rise {rise}", f"  fall {fall}", *self._slowed(fall, "business" in review)
        lines += self.parted(moving, "specialization") + self._term()
        return "\n".join(lines) + "\n}"

    def _earns(self):
        chance = self.chance
        window = chance.choice(["over last 4 quarters", "in quarter", "in year", "in month"])
        return chance.choice([
            "skilled as of review >= 1", "skilled as of review >= 1", f"bookings {window} >= {chance.choice([0, 100, 200])} USD",
            f"sold {window} >= 1",
        ])

    def _term(self):
        chance, lines = self.chance, []
        if not chance.one_in(2):
            return lines
        chance.note("lasts")
        lines.append(f"  lasts {chance.choice(['3 months', '90 days', '1 month', '6 months'])}")
        if chance.one_in(3):
            return lines
        chance.note("renew")
        lines.append(f"  renew {chance.choice(['30 days', '10 days'])} before the end")
        if chance.one_in(3):
            chance.note("audit")
            lines.append(f"  audit every {chance.choice(['1 renewal', '2 renewals'])} by finance")
        return lines

    def _slowed(self, fall, has_region):
        """What keeps a specialization longer, and what people and partners do for it."""
        chance, lines = self.chance, []
        if chance.one_in(3):
            chance.note("specialization grace")
            lines.append(f"  grace {chance.choice(['1 month', '20 days', '10 days'])}")
        if fall != "never" and chance.one_in(4):
            chance.note("specialization confirm")
            within = chance.choice(["10 business days", "20 days"] if has_region else ["20 days", "5 days"])
            lines.append(f"  confirm by finance within {within} silence {chance.choice(['keeps', 'falls'])}")
        for word, line in (
            ("invite", "  invite by finance"), ("enrol", "  enrol within 30 days"),
            ("fee", "  fee 9 USD per year prorated by whole months refundable within 14 days"), ("freeze", "  freeze by finance"),
        ):
            if chance.one_in(7):
                chance.note("specialization " + word)
                lines.append(line)
        return lines

    def of_whose_deal(self):
        """Which deals are rewarded: registered ones, or those that came as leads."""
        chance = self.chance
        if chance.one_in(3):
            chance.note("on a lead")
            if "lead" not in self.uses:
                self.uses.add("lead")
                self.budgets.append(self._leads())
            return " on a lead"
        chance.note("on a registered deal")
        self._registers()
        return " on a registered deal"

    def keeps_terms(self):
        """For how long a deal has the terms of the day of its registration."""
        self.chance.note("keep terms")
        self._registers()
        return f"  keep terms {self.chance.choice([0, 5, 40, 90])} days after registration\n"

    def _registers(self):
        """Mostly with rules for registrations; without them what is approved is protected."""
        if "registration" not in self.uses and not self.chance.one_in(4):
            self.uses.add("registration")
            self.budgets.append(self._registration())

    def _answer(self, yes, no):
        chance = self.chance
        within = chance.choice(["2 business days", "5 business days", "3 days", "10 days"])
        return f"within {within} silence {chance.choice([yes, no])} in {chance.choice(['NA', 'EU', 'DACH'])}"

    def _registration(self):
        chance = self.chance
        conflict = chance.choice(["first registered wins", "incumbent wins", "channel manager decides"])
        chance.note("conflict " + conflict)
        lines = [f"  decide {self._answer('approves', 'refuses')}", f"  protect {chance.choice(['30 days', '90 days', '2 months'])}",
                 f"  conflict {conflict}"]
        if chance.one_in(2):
            chance.note("extend")
            lines.append(f"  extend {chance.choice(['30 days', '1 month'])}{chance.choice(['', ' at most 2 times'])}")
        if chance.one_in(3):
            chance.note("least value of a deal")
            lines.append("  least 100 USD")
        return "registration deals \"Deals\" {\n" + "\n".join(lines) + "\n}"

    def _leads(self):
        chance = self.chance
        lines = [f"  give by {chance.choice(['rotation', 'territory', 'choice'])}", f"  accept {self._answer('accepts', 'recalls')}"]
        if chance.one_in(2):
            chance.note("work within")
            lines.append(f"  work within {chance.choice(['30 days', '60 days'])}")
        return "leads given \"Leads\" {\n" + "\n".join(lines) + "\n}"


def deal_facts(chance, days, sales, uses):
    """The files that a program with specializations, a registration or leads has use for."""
    files = {}
    if "specialization" in uses:
        files["specializations.csv"] = text_of(specializations(chance, days))
    about = []
    if "registration" in uses or chance.one_in(4):
        rows, about = registrations(chance, days, sales, "registration" in uses)
        files["registrations.csv"] = text_of(rows)
    if "lead" in uses:
        rows, more = leads(chance, days, sales)
        files["leads.csv"] = text_of(rows)
        about += more
    if about:
        files["deal_steps.csv"] = text_of(steps(chance, days, about))
    return files


def specializations(chance, days):
    rows = [["step_id", "happened", "known", "partner", "specialization", "step", "until"]]
    for at in range(chance.choice([2, 5, 9])):
        happened = days.any()
        known = days.later(happened, 40) if chance.one_in(4) else happened
        until = days.later(happened, 200) if chance.one_in(3) else ""
        step = chance.choice([
            "granted", "granted", "withdrawn", "audited", "audited", "invited", "invited", "enrolled", "enrolled", "paid", "paid",
            "confirmed", "kept", "frozen",
        ])
        rows.append([f"z{at}", happened, known, chance.choice(PARTNERS), chance.choice(["badge", "badge", "medal"]), step, until])
    return rows


def registrations(chance, days, sales, has_rules):
    """Who asks for which deals, and when each was asked for."""
    rows = [["registration_id", "happened", "known", "partner", "deal_id", "customer_id", "value", "decision", "decided"]]
    about = []
    # Of one deal that all ask for within a few days, each decision hangs on the others.
    contested = chance.choice(sales) if has_rules and chance.one_in(3) else None
    for at in range(chance.choice([1, 3, 5] if has_rules else [0, 1, 3]) + (2 if contested else 0)):
        sale = contested or chance.choice(sales)
        happened = chance.choice([sale["happened"], sale["happened"] - ONE, sale["happened"] + ONE, sale["happened"] - 5 * ONE,
                                  sale["happened"] - 40 * ONE, days.any()])
        if contested:
            happened = sale["happened"] - chance.choice(range(12)) * ONE
        known = days.later(happened, 30) if chance.one_in(3) else happened
        decision = chance.choice(["approved", "approved", "refused", "open", "open", "open"])
        decided = days.later(happened, 12) if decision != "open" and chance.one_in(3) else ""
        value = chance.choice(["", "100.00", "99.99", "500.00"])
        partner = sale["partner"] if chance.one_in(2) else chance.choice(PARTNERS)
        rows.append([f"g{at}", happened, known, partner, sale["deal_id"] or "d1", sale["customer_id"], value, decision, decided])
        about.append((f"g{at}", happened, partner))
    return rows, about


def leads(chance, days, sales):
    rows, about = [["lead_id", "happened", "known", "partner", "deal_id"]], []
    for at in range(chance.choice([1, 3, 5])):
        sale = chance.choice(sales)
        happened = chance.choice([sale["happened"], sale["happened"] - 3 * ONE, sale["happened"] - 20 * ONE, days.any()])
        partner = sale["partner"] if chance.one_in(2) else chance.choice(PARTNERS)
        rows.append([f"l{at}", happened, days.later(happened, 30) if chance.one_in(4) else happened, partner, sale["deal_id"] or "d1"])
        about.append((f"l{at}", happened, partner))
    return rows, about


def steps(chance, days, about):
    rows = [["step_id", "happened", "known", "partner", "about", "step"]]
    for at in range(chance.choice([1, 4, 8])):
        name, asked, partner = chance.choice(about)
        happened = asked + chance.choice([-1, 0, 0, 1, 2, 3, 4, 5, 7, 10, 14, 29, 30, 31, 59, 60, 61, 90, 120]) * ONE
        known = days.later(happened, 30) if chance.one_in(4) else happened
        step = chance.choice([
            "approved", "approved", "refused", "extended", "won", "lost", "withdrawn", "disputed", "upheld",
        ] if name.startswith("g") else ["accepted", "accepted", "declined", "recalled"])
        # Now and then about another's, about nothing, or what only the other kind can have.
        if chance.one_in(8):
            partner = chance.choice(PARTNERS)
        if chance.one_in(12):
            name = chance.choice(["g0", "l0", "g9"])
        rows.append([f"v{at}", happened, known, partner, name, step])
    return rows
