"""Tiers: what a partner holds on each day, and the reviews that change it (src/kind/tier.md)."""

from fractions import Fraction

from .known import View
from .moment import Moment
from .tenure import Tenures
from .year import ONE, Business, plus, plus_months, rhythm


class Standing(Tenures):
    """Who holds which tier from which day on."""

    # The facts that hold the steps of people, and the column that names the tier.
    KIND, FIELD = "standing", "tier"

    def __init__(self, terms, year, partners, known):
        self.terms, self.year, self.partners, self.known = terms, year, partners, known
        self.in_order = sorted(partners, key=str.encode)
        self.offered = {}
        self.held = {name: [] for name in partners}
        self.missed, self.asked, self.tenure = {}, {}, {}
        self.agenda = None
        for name, row in partners.items():
            if "tier" in row:
                self.held[name].append((row.get("since", year.first), row["tier"]))
        self.reviews = {}
        for tier in terms.tiers:
            for when in self.reviewed(tier):
                self.reviews.setdefault(when, set()).add(tier.name)
        self.rises_daily = any(rise.word_of() == "on any day" for tier in terms.tiers for rise in tier.every("rise"))
        for name in partners:
            self._begin_term(name, year.first - ONE)

    def reviewed(self, tier):
        """The days on which a tier is reviewed: of each rhythm those on which it is in force."""
        found = set()
        for clause in tier.every("review"):
            region = clause.phrase("in")
            business = Business(self.terms.by_name[region["names"][0]] if region else None)
            found |= {when for when in rhythm(self.year, clause.value["when"]["every"], business) if clause.holds_on(when)}
        return found

    def on_any_day(self, tier, when):
        """Whether a tier is reached on any day, at that time of the year."""
        rise = self.now(tier, "rise", when)
        return bool(rise) and rise.word_of() == "on any day"

    def days(self):
        """The days of reviews, and the eves of joining; every evening where tiers have terms."""
        if self._has_terms():
            return {self.year.first + at * ONE for at in range(-1, (self.year.last - self.year.first).days + 1)}
        return set(self.reviews) | {self.since(row) - ONE for row in self.partners.values()}

    def since(self, row):
        """The first day of the year on which a partner is there."""
        return max(row.get("joined", self.year.first), self.year.first)

    def on(self, partner, when):
        found = None
        for since, tier in self.held[partner]:
            if since <= when:
                found = tier
        return found

    def change(self, partner, since, tier):
        """A tier from a day on, in place of what was to come; what is stated stays."""
        stated = self.partners[partner].get("since", self.year.first) if "tier" in self.partners[partner] else None
        self.agenda.add(since - ONE, since)
        self.held[partner] = [each for each in self.held[partner] if each[0] < since or each[0] == stated]
        if since != stated:
            self.held[partner].append((since, tier))
            self.held[partner].sort(key=lambda each: each[0])

    def to_come(self, partner, when):
        """The day of a change after a day that was not stated, if any."""
        stated = self.partners[partner].get("since", self.year.first) if "tier" in self.partners[partner] else None
        return next((since for since, _ in self.held[partner] if since > when and since != stated), None)

    # What is asked at a review.

    def meets(self, conditions, tier, word, moment):
        """All requirements to earn or keep a tier; where it has paths, those of one of them."""
        region = self.now(tier, "region", moment.day)
        whole_group = region and region.word_of() == "highest of group"
        those = self.known.groups.members(moment.partner, moment.day) if whole_group else [moment.partner]
        return any(
            all(conditions.holds(each.value["test"], other, each.table) for each in self._asked(block, word, moment.day))
            for other in (Moment(name, moment.day, moment.view) for name in those)
            for block in (tier.blocks or [tier])
        )

    def _asked(self, block, word, when):
        """The requirements of a day; a day outside the year has those of the year's day that is nearest."""
        when = min(max(when, self.year.first), self.year.last)
        return block.all_on(word if block.every(word) else "earn", when)

    def review(self, conditions, when):
        """Step 8 of a day. Who is there from tomorrow on is looked at for every tier, unless its tier is stated."""
        reviewed = self.reviews.get(when, set())
        for partner in self.in_order:
            row = self.partners[partner]
            if "tier" not in row and when + ONE == self.since(row):
                self._join(conditions, partner, when)
                self._begin_term(partner, when)
            elif when >= self.year.first and ("tier" in row or self.since(row) <= when):
                if self._is_frozen(partner, when):
                    self._freeze(partner, when)
                    continue
                self._accept(partner, when)
                self._answer(partner, when)
                self._renew(conditions, partner, when)
                if reviewed or self.rises_daily:
                    self._review(conditions, partner, when, reviewed)
                self._begin_term(partner, when)

    def _is_frozen(self, partner, when):
        now = self.on(partner, when + ONE)
        return bool(now and self.now(self.terms.by_name[now], "freeze by", when) and self.step(partner, now, "frozen", when))

    def _accept(self, partner, when):
        """Who does by the last day what was asked on the day of the offer holds the tier from tomorrow."""
        for tier, (since, last) in list(self.offered.get(partner, {}).items()):
            if when > last:
                continue
            if self.joined(partner, tier, when, since):
                del self.offered[partner][tier]
                if self._rank(self.on(partner, when + ONE)) < self._rank(tier):
                    self._rise(partner, tier, when)

    def _rise(self, partner, tier, when):
        self.missed[partner] = 0
        self.asked.pop(partner, None)
        self.change(partner, when + ONE, tier)

    def _join(self, conditions, partner, when):
        best = self._best(conditions, partner, when, self._rank(self.on(partner, when + ONE)), lambda tier: True, True)
        if best is not None:
            self.change(partner, when + ONE, best)

    def _best(self, conditions, partner, when, at, asked, joining=False):
        """The highest tier above a rank that is earned, and that nothing people do or decide keeps from the partner."""
        moment = Moment(partner, when, View(when))
        for place in range(len(self.terms.tiers) - 1, at, -1):
            tier = self.terms.tiers[place]
            if not asked(tier) or not self.invited(partner, tier, when):
                continue
            rise = self.now(tier, "rise", when)
            if not joining and rise and rise.has("one rank at a time") and place != at + 1:
                continue
            if not self.meets(conditions, tier, "earn", moment):
                continue
            if self.joined(partner, tier.name, when):
                return tier.name
            enrol = self.now(tier, "enrol within", when)
            if enrol and when >= self.offered.setdefault(partner, {}).get(tier.name, (when, when))[1]:
                self.offered[partner][tier.name] = (when, plus(when, enrol.value["duration"]))
        return None

    def step(self, partner, tier, step, when):
        """Whether somebody took a step that holds on a day."""
        return any(
            fact.fields[self.FIELD] == tier and fact.fields["step"] == step
            and fact.happened <= when <= fact.fields.get("until", when)
            for fact in self.known.facts_of(self.KIND, partner)
        )

    def invited(self, partner, tier, when):
        return not self.now(tier, "invite by", when) or self.step(partner, tier.name, "invited", when)

    def joined(self, partner, tier, when, asked=None):
        """Whether a partner has done by a day what a tier asks of those who join it, by the rules of a day."""
        block, asked = self.terms.by_name[tier], asked or when
        if self.now(block, "enrol within", asked) and not self.step(partner, tier, "enrolled", when):
            return False
        return self.paid(partner, block, when, asked)

    def paid(self, partner, tier, when, asked=None):
        """Whether a fee, where the rules of a day ask for one, is paid in the year that holds a day, by that day."""
        first = self.year.period("year", when)[0]
        return not self.now(tier, "fee", asked or when) or any(
            fact.fields[self.FIELD] == tier.name and fact.fields["step"] == "paid" and first <= fact.happened <= when
            for fact in self.known.facts_of(self.KIND, partner)
        )

    def now(self, tier, word, when):
        """The version of a clause of a tier that holds on a day; a day outside the year has that of the nearest."""
        if word not in tier.by_word:
            return None
        return tier.on(word, min(max(when, self.year.first), self.year.last))

    def is_kept(self, conditions, partner, tier, moment):
        """Whether a partner meets what keeps a tier, its fee included."""
        return self.paid(partner, tier, moment.day) and self.meets(conditions, tier, "keep", moment)

    def _rank(self, name):
        """The place of a tier among them, or one below the first."""
        return next((place for place, tier in enumerate(self.terms.tiers) if tier.name == name), -1)

    def _review(self, conditions, partner, when, reviewed):
        moment = Moment(partner, when, View(when))
        now = self.on(partner, when + ONE)
        at = self._rank(now)
        best = self._best(conditions, partner, when, at, lambda tier: tier.name in reviewed or self.on_any_day(tier, when))
        if best is not None:
            self._rise(partner, best, when)
            return
        if at < 0 or now not in reviewed:
            return
        tier, to_come = self.terms.tiers[at], self.to_come(partner, when + ONE)
        if self.is_kept(conditions, partner, tier, moment):
            self.missed[partner] = 0
            self.asked.pop(partner, None)
            if to_come:
                self.held[partner] = [each for each in self.held[partner] if each[0] != to_come]
            return
        if self.on(partner, when) != now or to_come:
            return
        if partner in self.asked or self._is_held(partner, tier, when):
            return
        self.missed[partner] = self.missed.get(partner, 0) + 1
        self._fall(conditions, partner, when, at, moment)

    def _is_held(self, partner, tier, when):
        """Whether a tier cannot be lost yet."""
        hold = self.now(tier, "hold until", when)
        if hold is None:
            return False
        since, past = when, [each for each in self.held[partner] if each[0] <= when]
        while past and past[-1][1] == tier.name:
            since = past.pop()[0]
        if hold.word_of() == "anniversary":
            return when < plus_months(since, 12) - ONE
        last = self.year.period("year", since)[1]
        if hold.word_of() == "next year end":
            last = self.year.period("year", last + ONE)[1]
        return when < last

    def _fall(self, conditions, partner, when, at, moment):
        tier = self.terms.tiers[at]
        fall = self.now(tier, "fall", when)
        if fall is None or fall.word_of() in ("never", "at the end"):
            return
        after = fall.phrase("after")
        needed = int(Fraction(after["count"]["number"])) if after else 1
        if self.missed[partner] < needed:
            return
        self.missed[partner] = 0
        to = self._lower(conditions, partner, fall, at, moment)
        confirm = self.now(tier, "confirm by", when)
        if confirm:
            self._ask(partner, tier, to, confirm, when)
        else:
            self._lose(partner, tier, to, when, when)

    def _lower(self, conditions, partner, fall, at, moment):
        """The tier that is left when one is lost."""
        to = at - 1
        if fall.has("to the tier that is met"):
            while to >= 0 and not self._is_met(conditions, partner, self.terms.tiers[to], moment):
                to -= 1
        return self.terms.tiers[to].name if to >= 0 else None

    def _is_met(self, conditions, partner, tier, moment):
        return self.invited(partner, tier, moment.day) and self.is_kept(conditions, partner, tier, moment)

    def _lose(self, partner, tier, to, when, reviewed):
        """A tier that is lost today, after the grace of the day of its review."""
        since = when + ONE
        grace = self.now(tier, "grace", reviewed)
        if grace:
            since = plus(when, grace.value["duration"]) + ONE
        own = self.tenure.get(partner)
        if own:
            since = min(since, own.last + ONE)
        self.change(partner, since, to)

    # Falls that a person must agree to.

    def _ask(self, partner, tier, to, confirm, when):
        last, silence = self.time_to_answer(confirm, tier, when)
        self.asked[partner] = (tier, to, when, last, silence)
        self.agenda.add(last)

    def time_to_answer(self, confirm, tier, when):
        """The last day for a person to answer, and what silence means."""
        within, region = confirm.phrase("within")["duration"], confirm.phrase("in") or self.now(tier, "review", when).phrase("in")
        if within["unit"] == "business day":
            last = Business(self.terms.by_name[region["names"][0]]).after(when, int(within["number"]))
        else:
            last = plus(when, within)
        return last, confirm.phrase("silence")["words"][0]

    def _answer(self, partner, when):
        """The first word counts; without one, silence decides at the end of the last day."""
        if partner not in self.asked:
            return
        tier, to, asked, last, silence = self.asked[partner]
        if self.on(partner, when + ONE) != tier.name:
            del self.asked[partner]
            return
        word = self.word(partner, tier.name, asked, min(when, last))
        if word is None and when < last:
            return
        del self.asked[partner]
        if (word or silence) in ("confirmed", "falls"):
            self._lose(partner, tier, to, when, asked)

    def word(self, partner, tier, asked, last):
        """The first word of a person after a day and up to another, if any."""
        words = [
            fact for fact in self.known.facts_of(self.KIND, partner)
            if fact.fields[self.FIELD] == tier and fact.fields["step"] in ("confirmed", "kept")
            and asked < fact.happened <= last
        ]
        return min(words, key=lambda fact: (fact.happened, fact.order)).fields["step"] if words else None
