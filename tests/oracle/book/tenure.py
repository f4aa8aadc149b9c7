"""How long tiers are held: their terms, what renews them and what is left at their end (src/kind/tier.md)."""

from fractions import Fraction

from .moment import Moment
from .known import View
from .year import ONE, plus


class Tenure:
    """The term of a partner's tier."""

    def __init__(self, tier, since):
        self.tier, self.since = tier, since
        # The last day without and with its grace, and the renewals so far.
        self.end, self.last, self.renewals = None, None, 0


class Tenures:
    """The terms of all partners' tiers."""

    def _has_terms(self):
        return any(tier.clause("lasts") for tier in self.terms.tiers)

    def _begin_term(self, partner, when):
        """Whoever holds another tier from tomorrow on than the one of its term, or the same anew, has a new term."""
        past = [each for each in self.held[partner] if each[0] <= when + ONE]
        since, name = past[-1] if past else (None, None)
        own = self.tenure.get(partner)
        if own and (own.tier, own.since) == (name, since):
            return
        self.tenure[partner] = None
        tier = self.terms.by_name[name] if name else None
        if tier is None or not tier.clause("lasts"):
            return
        own = self.tenure[partner] = Tenure(name, since)
        self._lasts_from(own, tier, since, when)
        while own.end <= when:
            self._renewed(own, tier, when)

    def _lasts_from(self, own, tier, first, when):
        """The days of a term, which has the grace of the evening that gives it."""
        own.end = own.last = plus(first, tier.clause("lasts").value["duration"]) - ONE
        grace = self.now(tier, "grace", when)
        if grace:
            own.last = plus(own.end, grace.value["duration"])

    def _renewed(self, own, tier, when):
        own.renewals += 1
        self._lasts_from(own, tier, own.end + ONE, when)

    def _freeze(self, partner, when):
        own = self.tenure.get(partner)
        if own:
            own.last = max(own.last, when + ONE)
        self._begin_term(partner, when)

    def _renew(self, conditions, partner, when):
        """A renewal whose time has come, or the end."""
        own = self.tenure.get(partner)
        if own is None or own.since > when or self.to_come(partner, when):
            return
        tier, moment = self.terms.by_name[own.tier], Moment(partner, when, View(when))
        if self._can_renew(own, partner, tier, when) and self.is_kept(conditions, partner, tier, moment):
            self._renewed(own, tier, when)
        elif when >= own.last:
            fall = self.now(tier, "fall", when)
            self.change(partner, when + ONE, self._lower(conditions, partner, fall, self._rank(own.tier), moment))
        else:
            return
        self.missed[partner] = 0
        self.asked.pop(partner, None)

    def _can_renew(self, own, partner, tier, when):
        """Whether a day is one of renewal, and somebody has looked where that is asked."""
        renew, audit = tier.clause("renew"), tier.clause("audit every")
        if renew is None:
            return False
        duration = renew.value["duration"]
        opens = plus(own.end, {"number": str(-int(duration["number"])), "unit": duration["unit"]})
        if when < opens:
            return False
        if audit is None or (own.renewals + 1) % int(Fraction(audit.value["count"]["number"])):
            return True
        return any(
            fact.fields[self.FIELD] == tier.name and fact.fields["step"] == "audited" and opens <= fact.happened <= when
            for fact in self.known.facts_of(self.KIND, partner)
        )
