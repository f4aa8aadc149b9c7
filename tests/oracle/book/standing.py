"""Tiers: what a partner holds on each day, and the reviews that change it (src/kind/tier.md)."""

from fractions import Fraction

from .known import View
from .year import ONE, Business, plus, rhythm


class Moment:
    """A partner and a day, for tests that belong to no incentive."""

    def __init__(self, partner, when, view):
        self.partner, self.day, self.view, self.person = partner, when, view, None

    def due(self):
        return self.day


class Standing:
    """Who holds which tier from which day on."""

    def __init__(self, terms, year, partners, known):
        self.terms, self.year, self.partners, self.known = terms, year, partners, known
        self.offered = {}
        self.held = {name: [] for name in partners}
        self.missed, self.ends = {}, {}
        for name, row in partners.items():
            if "tier" in row:
                self.held[name].append((row.get("since", year.first), row["tier"]))
        self.reviews = {}
        for tier in terms.tiers:
            clause = tier.clause("review")
            if clause is None:
                continue
            region = clause.phrase("in")
            business = Business(terms.by_name[region["names"][0]] if region else None)
            for when in rhythm(year, clause.value["when"]["every"], business):
                self.reviews.setdefault(when, set()).add(tier.name)

    def on(self, partner, when):
        found = None
        for since, tier in self.held[partner]:
            if since <= when:
                found = tier
        return found

    def change(self, partner, since, tier):
        """A tier from a day on; what is stated for that day stays."""
        if "tier" in self.partners[partner] and self.partners[partner].get("since") == since:
            return
        self.held[partner].append((since, tier))
        self.held[partner].sort(key=lambda each: each[0])

    # What is asked at a review.

    def meets(self, conditions, tier, word, moment):
        """All requirements to earn or keep a tier; where it has paths, those of one of them."""
        return any(
            all(conditions.holds(each.value["test"], moment, each.table) for each in self._asked(block, word))
            for block in (tier.blocks or [tier])
        )

    @staticmethod
    def _asked(block, word):
        return block.every(word) or block.every("earn")

    def review(self, conditions, when):
        """Step 8 of a day. Who is there from tomorrow on is looked at for every tier, unless its tier is stated."""
        reviewed = self.reviews.get(when, ())
        for (partner, tier), last in list(self.offered.items()):
            if when <= last and self.joined(partner, tier, when) and self._rank(self.on(partner, when + ONE)) < self._rank(tier):
                self.change(partner, when + ONE, tier)
                self.missed[partner] = 0
        for partner in sorted(self.partners, key=str.encode):
            row = self.partners[partner]
            since = max(row.get("joined", self.year.first), self.year.first)
            if "tier" not in row and when + ONE == since:
                self._join(conditions, partner, when)
            if reviewed and ("tier" in row or since <= when):
                self._review(conditions, partner, when, reviewed)

    def _join(self, conditions, partner, when):
        best = self._best(conditions, partner, when, self._rank(self.on(partner, when + ONE)), lambda tier: True)
        if best is not None:
            self.change(partner, when + ONE, best)

    def _best(self, conditions, partner, when, at, asked):
        """The highest tier above a rank that is earned, and that nothing people do or decide keeps from the partner."""
        moment = Moment(partner, when, View(when))
        for place in range(len(self.terms.tiers) - 1, at, -1):
            tier = self.terms.tiers[place]
            if not asked(tier) or (tier.clause("invite by") and not self.step(partner, tier.name, "invited", when)):
                continue
            rise = tier.clause("rise")
            if rise and rise.has("one rank at a time") and place != at + 1:
                continue
            if not self.meets(conditions, tier, "earn", moment):
                continue
            if self.joined(partner, tier.name, when):
                return tier.name
            enrol = tier.clause("enrol within")
            if enrol:
                self.offered[partner, tier.name] = plus(when, enrol.value["duration"])
        return None

    def step(self, partner, tier, step, when):
        """Whether somebody took a step that holds on a day."""
        return any(
            fact.fields["tier"] == tier and fact.fields["step"] == step
            and fact.happened <= when <= fact.fields.get("until", when)
            for fact in self.known.facts_of("standing", partner)
        )

    def joined(self, partner, tier, when):
        """Whether a partner has done what a tier asks of those who join it."""
        block = self.terms.by_name[tier]
        asked = [step for word, step in (("enrol within", "enrolled"), ("fee", "paid")) if block.clause(word)]
        return all(self.step(partner, tier, step, when) for step in asked)

    def _rank(self, name):
        """The place of a tier among them, or one below the first."""
        return next((place for place, tier in enumerate(self.terms.tiers) if tier.name == name), -1)

    def _review(self, conditions, partner, when, reviewed):
        moment = Moment(partner, when, View(when))
        now = self.on(partner, when + ONE)
        at = self._rank(now)
        if now and self.step(partner, now, "frozen", when):
            return
        best = self._best(conditions, partner, when, at, lambda tier: tier.name in reviewed)
        if best is not None:
            self.missed[partner] = 0
            self.change(partner, when + ONE, best)
            return
        if at < 0 or now not in reviewed or self.on(partner, when) != now:
            return
        tier = self.terms.tiers[at]
        if self.meets(conditions, tier, "keep", moment):
            self.missed[partner] = 0
            return
        self.missed[partner] = self.missed.get(partner, 0) + 1
        self._fall(conditions, partner, when, at, moment)

    def _fall(self, conditions, partner, when, at, moment):
        tier = self.terms.tiers[at]
        fall = tier.clause("fall")
        if fall is None or fall.word_of() == "never":
            return
        after = fall.phrase("after")
        needed = int(Fraction(after["count"]["number"])) if after else 1
        if self.missed[partner] < needed:
            return
        self.missed[partner] = 0
        to = at - 1
        if fall.has("to the tier that is met"):
            while to >= 0 and not self.meets(conditions, self.terms.tiers[to], "keep", moment):
                to -= 1
        since = when + ONE
        grace = tier.clause("grace")
        if grace:
            since = plus(when, grace.value["duration"]) + ONE
        self.change(partner, since, self.terms.tiers[to].name if to >= 0 else None)
