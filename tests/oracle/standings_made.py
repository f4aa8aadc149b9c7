"""Tiers by chance, as text."""

TIERS = ("silver", "gold")
EDGES = [("2027-05-15", "2027-05-16"), ("2027-06-30", "2027-07-01"), ("2027-08-31", "2027-09-01")]


# What a clause may say after a day, whatever it said before.
FOLLOWS = {
    "review": "review every month on last business day in NA", "rise": "rise on any day", "fall": "fall never", "grace": "grace 1 month",
    "hold": "hold until year end", "enrol": "enrol within 20 days", "fee": "fee 7 USD per year",
    "confirm": "confirm by finance within 20 days silence keeps",
}


class Tiers:
    """What a maker of programs says of tiers."""

    def tiers(self):
        return "\n".join(self.tier(name, rank) for rank, name in enumerate(TIERS, 1))

    def tier(self, name, rank):
        chance = self.chance
        low = chance.choice([100, 200, 400]) * rank
        window = chance.choice(["over last 4 quarters", "over last 2 quarters", "in quarter", "in year", "over previous 2 quarters"])
        lines = [f"tier {name} \"{name}\" {{", f"  rank {rank}"]
        if chance.one_in(6):
            chance.note("paths")
            lines.append(f"  path volume {{ earn bookings {window} >= {low} USD }}")
            lines.append(f"  path skills {{ earn skilled as of review >= 1; earn bookings {window} >= {low // 2} USD }}")
        else:
            lines += self.asked(window, low)
        if chance.one_in(8):
            chance.note("highest of group")
            self.uses.add("group")
            lines.append("  region highest of group")
        reviewed = self.reviewed(name)
        lasting = self.lasting(reviewed) if chance.one_in(4) else []
        lines += self.parted(reviewed, "tier") + lasting
        return "\n".join(lines) + "\n}"

    def parted(self, lines, of):
        """Some clauses hold for a part of the year alone, or are followed by others."""
        chance, found = self.chance, []
        for line in lines:
            word = line.split()[0]
            if not chance.one_in(12):
                found.append(line)
                continue
            chance.note(f"{of} {word} dated")
            until, since = chance.choice(EDGES)
            follows = FOLLOWS.get(word)
            if follows and chance.one_in(2):
                found += [f"{line} until {until}", f"  {follows} from {since}"]
            else:
                found.append(f"{line} {chance.choice([f'until {until}', f'from {since}'])}")
        return found

    def asked(self, window, low):
        chance = self.chance
        if chance.one_in(8):
            chance.note("earn across region")
            rows = "".join(f"\n    | {region} | {low // part} USD |" for part, region in enumerate(self.regions(), 1))
            lines = [f"  earn bookings {window} across region\n    | region | at least |{rows}"]
        elif chance.one_in(4):
            chance.note("earn dated")
            until, since = chance.choice(EDGES)
            lines = [f"  earn bookings {window} >= {low * 2} USD until {until}", f"  earn bookings {window} >= {low} USD from {since}"]
        else:
            lines = [f"  earn bookings {window} >= {low} USD"]
        if chance.one_in(3):
            chance.note("earn certified")
            lines.append("  earn skilled as of review >= 1")
        elif chance.one_in(6):
            lines.append(f"  earn {self.later_atom(['review'])}")
        elif chance.one_in(12):
            chance.note("earn a specialization")
            lines.append(f"  earn holds {self.badge()} as of review")
        if chance.one_in(2):
            chance.note("keep")
            lines.append(f"  keep bookings {window} >= {low // 2} USD")
            if chance.one_in(4):
                chance.note("keep dated")
                lines.append(f"  keep skilled as of review >= 1 from {chance.choice(EDGES)[1]}")
        return lines

    def reviewed(self, name):
        chance = self.chance
        review = chance.choice([
            "every quarter on last business day in NA", "every quarter on last day", "every month on day 15",
            "every month on first Monday", "every year on last day", "every 2 years since 2025-06-01 on last day", "every 2 years since 2026-06-01 on last day",
        ])
        lines = [f"  review {review}"]
        rise = "on any day" if chance.one_in(20) else "at review"
        alone = " one rank at a time" if name == "gold" and chance.one_in(4) else ""
        chance.note("rise " + rise, *(["rise by rank"] if alone else []))
        lines.append(f"  rise {rise}{alone}")
        fall = chance.choice([
            "never", "at review after 1 missed reviews in a row one rank at a time",
            "at review after 2 missed reviews in a row one rank at a time",
            "at review after 2 missed reviews in a row to the tier that is met",
            "at review after 1 missed review to the tier that is met",
        ])
        chance.note("fall " + fall.split(" ")[0] + " " + " ".join(fall.split(" ")[-4:]))
        lines.append(f"  fall {fall}")
        if fall != "never":
            lines += self.slowed("business" in review)
        return lines + self.steps()

    def lasting(self, lines):
        """A term, which has a fall at its end; how it is taken before is taken out of the lines."""
        chance = self.chance
        chance.note("tier lasts")
        fall = next(each for each in lines if each.startswith("  fall"))
        lines[:] = [each for each in lines if not each.startswith(("  fall", "  hold"))]
        if "never" in fall or chance.one_in(2):
            chance.note("tier fall at the end")
            fall = f"  fall at the end {chance.choice(['one rank at a time', 'to the tier that is met'])}"
            lines[:] = [each for each in lines if not each.startswith("  confirm")]
        found = [fall, f"  lasts {chance.choice(['3 months', '90 days', '1 month', '6 months', '1 year'])}"]
        if not any("grace" in each for each in lines) and chance.one_in(2):
            found.append(f"  grace {chance.choice(['1 month', '20 days'])}")
        if chance.one_in(4):
            return found
        chance.note("tier renew")
        found.append(f"  renew {chance.choice(['30 days', '10 days', '20 days'])} before the end")
        if chance.one_in(3):
            chance.note("tier audit")
            self.uses.add("standing")
            found.append(f"  audit every {chance.choice(['1 renewal', '2 renewals'])} by finance")
        return found

    def slowed(self, has_region):
        """What keeps a tier that would be lost."""
        chance, lines = self.chance, []
        if chance.one_in(5):
            until = chance.choice(["year end", "next year end", "anniversary"])
            chance.note("hold until " + until)
            lines.append(f"  hold until {until}")
        if chance.one_in(5):
            chance.note("confirm")
            within = chance.choice(["10 business days", "20 days"] if has_region else ["20 days", "5 days"])
            lines.append(f"  confirm by finance within {within} silence {chance.choice(['keeps', 'falls'])}")
        elif chance.one_in(6):
            chance.note("grace")
            lines.append(f"  grace {chance.choice(['1 month', '20 days'])}")
        return lines

    def steps(self):
        """What people decide, and what partners do."""
        chance, lines = self.chance, []
        # What people do meets what others do, of one tier and of two, where most of it is asked.
        rarely = 2 if chance.one_in(6) else 12
        for word, line in (
            ("invite", "  invite by finance"), ("enrol", "  enrol within 30 days"),
            ("fee", "  fee 9 USD per year prorated by whole months refundable within 14 days"), ("freeze", "  freeze by finance"),
        ):
            if chance.one_in(rarely):
                chance.note(word)
                self.uses.add("standing")
                lines.append(line)
        if any("confirm" in each for each in lines):
            self.uses.add("standing")
        return lines
