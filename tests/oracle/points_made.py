"""Scores, targets and the tests that read them by chance, as text."""


class Points:
    """What a maker of programs says of points and of what is expected."""

    def score(self):
        """The name of a score, declared where it is not yet."""
        if "score" not in self.uses:
            self.uses.add("score")
            self.budgets.append(self._score())
        return "pts"

    def _score(self):
        chance = self.chance
        chance.note("score")
        categories = [("selling", self._category("selling")), ("skills", self._category("skills"))]
        lines = [f"  category {name} \"{name}\" {{\n{body}  }}\n" for name, body in categories]
        if chance.one_in(3):
            chance.note("part of a score")
            lines.append(f"  part extra \"Extra\" {{ {self._part()} }}\n")
        each = f" with at least {chance.choice([1, 2, 4])} in each category" if chance.one_in(2) else ""
        lines.append(f"  pass {chance.choice([2, 5, 10])}{each}\n")
        if chance.one_in(2):
            rule = chance.choice(["half up", "down"])
            chance.note("round points " + rule)
            lines.append(f"  round {rule} to {chance.choice(['0.1', '1', '0.5'])} per {chance.choice(['part', 'score'])}\n")
        return "score pts \"Points\" {\n" + "".join(lines) + "}"

    def _category(self, name):
        chance, text = self.chance, ""
        if chance.one_in(5):
            chance.note("category needs")
            text += "    needs sold in quarter >= 1\n"
        if chance.one_in(3):
            chance.note("category weight")
            text += f"    weight {chance.choice(['200%', '50%'])}\n"
        if name == "skills":
            text += "    part people \"People\" { on skilled as of review; points 4 at 1; points 9 at 2 }\n"
        elif chance.one_in(3):
            chance.note("best of parts")
            text += (
                f"    best progress \"Progress\" {{\n      part one \"One\" {{ {self._part()} }}\n"
                f"      part two \"Two\" {{ {self._part()} }}\n      cap 7\n    }}\n"
            )
        else:
            text += f"    part sales \"Sales\" {{ {self._part()} }}\n"
        if chance.one_in(3):
            chance.note("category cap")
            text += f"    cap {chance.choice([3, 5])}\n"
        return text

    def _part(self):
        chance = self.chance
        how = chance.choice(["per whole", "in proportion to", "at"])
        chance.note("points " + how)
        measure, step = chance.choice([("bookings", "100 USD"), ("bookings", "333 USD"), ("customers", "2"), ("sold", "3")])
        window = chance.choice(["over last 4 quarters", "in quarter", "in year", "over previous 2 quarters"])
        cap = f"; cap {chance.choice([2, 6])}" if chance.one_in(3) else ""
        more = f"; points 6 at {step}" if chance.one_in(4) else ""
        return f"on {measure} {window}; points {chance.choice([1, 3, 5])} {how} {step}{more}{cap}"

    def target(self):
        """The name of a target, declared where it is not yet."""
        if "target" not in self.uses:
            self.uses.add("target")
            self.budgets.append(self._target())
        return "reach"

    def _target(self):
        chance = self.chance
        kind = chance.choice(["agreed", "amount", "across", "part", "part"])
        chance.note("target " + kind)
        text = self._expects(kind)
        if chance.one_in(3):
            chance.note("target dated")
            until, since = chance.choice([("2027-06-30", "2027-07-01"), ("2027-03-31", "2027-04-01"), ("2027-08-15", "2027-08-16")])
            head, _, rows = text.partition("\n")
            other = self._expects(chance.choice(["agreed", "amount", "part"])).rstrip("\n")
            text = f"{head} until {until}\n{rows}{other} from {since}\n"
        while chance.one_in(3):
            chance.note("target index")
            until = chance.choice(["", "", " until 2027-11-30"])
            text += f"  index {chance.choice(['108%', '95.5%', '50%'])} from {chance.choice(['2027-02-01', '2027-04-01', '2027-08-15'])}{until}\n"
        dates = ["", "", "", " from 2027-04-01", " until 2027-06-30"]
        for word, amount, often in (("least", "50 USD", 2), ("most", "400 USD", 3)):
            if chance.one_in(often):
                chance.note("target " + word)
                text += f"  {word} {amount}{chance.choice(dates)}\n"
        if chance.one_in(3):
            chance.note("target new")
            text += f"  new 120 USD with fewer than {chance.choice(['2 quarters', '1 quarter', '3 months'])}{chance.choice(dates)}\n"
        return f"target reach \"Reach\" {{\n{text}  fixed on {chance.choice(['quarter start', 'year start'])}\n}}"

    def _expects(self, kind):
        """How much is expected, in one way."""
        chance = self.chance
        return {
            "agreed": "  agreed\n",
            "amount": "  amount 200 USD\n",
            "across": "  amount across tier as of quarter start\n    | silver | gold |\n    | 100 USD | none |\n",
            "part": f"  part {chance.choice(['105%', '50%'])} of "
                    f"{chance.choice(['average of bookings over previous 2 quarters', 'bookings in previous quarter', 'bookings in same quarter of previous year'])}\n",
        }[kind]

    def joined(self):
        """A measure of who joined an offer, of the first incentive that is made."""
        self.uses.add("enrolment")
        return "joined"

    def together(self):
        """Bookings of a whole group."""
        self.uses.add("group")
        return "bookings across group"

    def later_atom(self, days):
        """A test on points, on what is expected, on several days, or of the newer measures."""
        chance = self.chance
        kind = chance.choice([
            "score", "category", "passed", "attainment", "any day", "every month", "having", "having count", "median", "first days",
            "across partners", "across group", "less", "opt in", "units",
        ])
        chance.note("test " + kind)
        sign, day = chance.choice((">=", ">=", ">", "<", "<=")), chance.choice(days)
        amount = chance.threshold()
        return {
            "score": lambda: f"{self.score()} as of {day} {sign} {chance.choice([2, 5, 9])}",
            "category": lambda: f"{self.score()}.{chance.choice(['selling', 'skills'])} as of {day} {sign} {chance.choice([1, 4])}",
            "passed": lambda: f"{self.score()} passed as of {day}",
            "attainment": lambda: f"attainment of bookings in quarter against {self.target()} {sign} {chance.choice(['80%', '100%'])}",
            "any day": lambda: f"skilled {sign} 1 on {chance.choice(['any', 'every'])} day {chance.choice(['in quarter', 'over last 2 quarters', 'in month'])}",
            "every month": lambda: f"bookings {sign} {amount} USD in {chance.choice(['any', 'every'])} month "
                                   f"{chance.choice(['in quarter', 'over last 2 quarters', 'over previous 1 quarters'])}",
            "having": lambda: f"large {self.window()} {sign} {chance.choice([1, 2])}",
            "having count": lambda: f"loyal {self.window()} {sign} 1",
            "median": lambda: f"typical {chance.choice(['in quarter', 'in year', 'over last 2 quarters'])} {sign} {amount} USD",
            "first days": lambda: f"sold in first {chance.choice([20, 31, 60])} days of quarter {sign} 1",
            "across partners": lambda: f"bookings across partners {chance.choice(['in quarter', 'in year', 'in previous month'])} {sign} {amount} USD",
            "across group": lambda: f"{self.together()} {chance.choice(['in quarter', 'over last 2 quarters', 'in previous month'])} {sign} {amount} USD",
            "less": lambda: f"netted {self.window()} {sign} {amount} USD",
            "opt in": lambda: f"{self.joined()} in first {chance.choice([20, 45])} days of quarter >= 1",
            "units": lambda: f"unit_sales {self.window()} {sign} {chance.choice([2, 5])}",
        }[kind]()
