"""Specializations: who holds which on each day, and what renews and takes them (src/kind/specialization.md)."""

from fractions import Fraction

from .known import View
from .moment import Moment
from .standing import Standing
from .year import ONE, plus


class Held:
    """How a partner stands to one specialization."""

    def __init__(self):
        # First and last day of each time in which it was held; no last day where it has no end.
        self.spans = []
        # The last day of the term without and with its grace, the renewals so far, missed reviews, and the last day after a
        # review that lost it.
        self.end, self.last, self.renewals, self.missed, self.leaves = None, None, 0, 0, None
        # The day and the last day of an offer to join, and the review and the last day of a question to a person.
        self.offered, self.asked = None, None

    def on(self, when):
        return any(first <= when and (last is None or when <= last) for first, last in self.spans)


class Badges(Standing):
    """Who holds which specialization; steps of people, fees and requirements are those of tiers."""

    KIND, FIELD = "specialization", "specialization"

    def __init__(self, terms, year, partners, known):
        self.terms, self.year, self.partners, self.known = terms, year, partners, known
        self.in_order = sorted(partners, key=str.encode)
        self.blocks = sorted(terms.of_kind("specialization"), key=lambda it: it.name)
        self.held = {(name, block.name): Held() for name in partners for block in self.blocks}
        self.reviews = {block.name: self.reviewed(block) for block in self.blocks}
        self.joining = {name: self.since(row) - ONE for name, row in partners.items()}

    def days(self):
        """Every evening of the year, where there is a specialization, and the evening before it."""
        if not self.blocks:
            return set()
        return {self.year.first + at * ONE for at in range(-1, (self.year.last - self.year.first).days + 1)}

    def holds(self, partner, name, when):
        return self.held[partner, name].on(when)

    def review(self, conditions, when):
        """Step 8 of a day, for all specializations of all partners."""
        for partner in self.in_order:
            for block in self.blocks:
                if self._may_change(partner, block, when):
                    self._evening(conditions, partner, block, when)

    def _may_change(self, partner, block, when):
        """Whether anything can become of a specialization on an evening: most have none and are not looked at."""
        held = self.held[partner, block.name]
        return bool(
            held.spans or held.offered or when < self.year.first or when == self.joining[partner] or when in self.reviews[block.name]
            or self.on_any_day(block, when) or self.known.facts_of(self.KIND, partner)
        )

    def _evening(self, conditions, partner, block, when):
        held = self.held[partner, block.name]
        if when < self.year.first:
            for earlier in self._told_before(partner, block, when):
                self._is_told(held, partner, block, earlier)
        if self._is_told(held, partner, block, when):
            return
        since = self.since(self.partners[partner])
        if when + ONE < since:
            return
        if when >= self.year.first and held.on(when) and self.now(block, "freeze by", when) and self.step(partner, block.name, "frozen", when):
            self._freeze(held, when)
            return
        moment = Moment(partner, when, View(when))
        joining, reviewed = when + ONE == since, when in self.reviews[block.name]
        was_held = held.on(when + ONE)
        if when >= self.year.first and (was_held or held.on(when)):
            self._keep(conditions, held, partner, block, moment, reviewed)
        if was_held or held.on(when + ONE):
            return
        if held.offered and when <= held.offered[1] and self.joined(partner, block.name, when, held.offered[0]):
            self._begin(held, block, when + ONE)
            return
        if joining or reviewed or self.on_any_day(block, when):
            self._earn(conditions, held, partner, block, moment)

    @staticmethod
    def _freeze(held, when):
        """Nothing changes: what is held today is held tomorrow."""
        if held.spans[-1][1] == when:
            held.spans[-1][1] = when + ONE

    def _words(self, partner, block):
        """What was granted and withdrawn so far, with the evening that says it."""
        return [
            (max(fact.happened, fact.known), fact.fields["step"]) for fact in self.known.facts_of(self.KIND, partner)
            if fact.fields[self.FIELD] == block.name and fact.fields["step"] in ("granted", "withdrawn")
        ]

    def _told_before(self, partner, block, when):
        return sorted({day for day, _ in self._words(partner, block) if day < when})

    def _is_told(self, held, partner, block, when):
        """What was granted or withdrawn today; the last word of a day counts."""
        words = [word for day, word in self._words(partner, block) if day == when]
        if not words:
            return False
        if words[-1] == "granted":
            self._begin(held, block, when + ONE)
            return True
        held.offered = None
        if held.on(when + ONE):
            held.spans[-1][1] = when
        return True

    # Getting it.

    def _begin(self, held, block, first):
        """A new term from a day on."""
        if held.on(first):
            held.spans[-1][1] = first - ONE
        held.renewals, held.missed, held.leaves, held.offered, held.asked = 0, 0, None, None, None
        held.end = held.last = None
        held.spans.append([first, None])
        lasts = block.clause("lasts")
        if lasts:
            self._set_end(held, block, plus(first, lasts.value["duration"]) - ONE, first - ONE)

    def _set_end(self, held, block, end, when):
        """The last day of a term, which has the grace of the evening that gives it."""
        held.end, held.last = end, self._with_grace(block, end, when)
        held.spans[-1][1] = held.last

    def _with_grace(self, block, end, when):
        grace = self.now(block, "grace", when)
        return plus(end, grace.value["duration"]) if grace else end

    def _earn(self, conditions, held, partner, block, moment):
        when = moment.day
        if not self.invited(partner, block, when) or not self.meets(conditions, block, "earn", moment):
            return
        if self.joined(partner, block.name, when):
            self._begin(held, block, when + ONE)
            return
        enrol = self.now(block, "enrol within", when)
        if enrol and (held.offered is None or when >= held.offered[1]):
            held.offered = (when, plus(when, enrol.value["duration"]))

    # Keeping it.

    def _keep(self, conditions, held, partner, block, moment, reviewed):
        when = moment.day
        self._answer_of(held, partner, block, when)
        kept = None
        renewing = held.end is not None and held.leaves is None and self._is_open(held, block, when)
        while renewing and self._is_audited(held, partner, block, when):
            kept = self.is_kept(conditions, partner, block, moment)
            if not kept:
                break
            held.renewals += 1
            lasts = block.clause("lasts").value["duration"]
            self._set_end(held, block, plus(held.end + ONE, lasts) - ONE, when)
            self._is_safe(held)
            # After a long freeze the next term is over as well, and is renewed on the same evening.
            renewing = held.last <= when
            if renewing:
                held.spans[-1][1] = when
        if not reviewed or not held.on(when + ONE):
            return
        if kept is None:
            kept = self.is_kept(conditions, partner, block, moment)
        if kept:
            if held.leaves is not None:
                held.spans[-1][1] = held.last
            self._is_safe(held)
            return
        if held.leaves is None and held.asked is None and held.on(when):
            held.missed += 1
            self._fall_of(held, block, when)

    @staticmethod
    def _is_safe(held):
        held.missed, held.leaves, held.asked = 0, None, None

    def _is_open(self, held, block, when):
        """Whether a day is one of renewal: up to the last day on which it is held."""
        renew = block.clause("renew")
        return bool(renew) and self._opens(held, renew) <= when <= held.spans[-1][1]

    @staticmethod
    def _opens(held, renew):
        duration = renew.value["duration"]
        return plus(held.end, {"number": str(-int(duration["number"])), "unit": duration["unit"]})

    def _is_audited(self, held, partner, block, when):
        """Whether somebody has looked, where the next renewal asks for it."""
        audit = block.clause("audit every")
        if audit is None or (held.renewals + 1) % int(Fraction(audit.value["count"]["number"])):
            return True
        first = self._opens(held, block.clause("renew"))
        return any(
            fact.fields[self.FIELD] == block.name and fact.fields["step"] == "audited" and first <= fact.happened <= when
            for fact in self.known.facts_of(self.KIND, partner)
        )

    # Losing it before its end.

    def _fall_of(self, held, block, when):
        fall = self.now(block, "fall", when)
        if fall is None or fall.word_of() == "never":
            return
        after = fall.phrase("after")
        if held.missed < (int(Fraction(after["count"]["number"])) if after else 1):
            return
        held.missed = 0
        confirm = self.now(block, "confirm by", when)
        if confirm:
            last, silence = self.time_to_answer(confirm, block, when)
            held.asked = (when, last, silence)
        else:
            self._leave(held, block, when, when)

    def _leave(self, held, block, when, reviewed):
        held.leaves = self._with_grace(block, when, reviewed)
        last = held.spans[-1][1]
        held.spans[-1][1] = held.leaves if last is None else min(last, held.leaves)

    def _answer_of(self, held, partner, block, when):
        if held.asked is None:
            return
        asked, last, silence = held.asked
        word = self.word(partner, block.name, asked, min(when, last))
        if word is None and when < last:
            return
        held.asked = None
        if (word or silence) in ("confirmed", "falls"):
            self._leave(held, block, when, asked)
