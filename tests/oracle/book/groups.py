"""Partners that count as one (docs/reference/groups.md)."""


class Groups:
    """Who stands for whom on which day, by the memberships known so far."""

    def __init__(self, partners):
        self.partners, self.of = partners, {}

    def enter(self, fact):
        """Takes a membership in, unless it names nobody, the partner itself, or one that stands below it."""
        head = fact.fields["head"]
        if head not in self.partners or self.head(head, fact.happened) == fact.partner:
            return False
        self.of.setdefault(fact.partner, []).append(fact)
        return True

    def above(self, partner, when):
        """The head that the latest of the memberships of a day names."""
        held = [fact for fact in self.of.get(partner, ()) if fact.happened <= when <= fact.fields.get("until", when)]
        return max(held, key=lambda it: (it.happened, it.order)).fields["head"] if held else None

    def head(self, partner, when):
        seen = [partner]
        while True:
            above = self.above(seen[-1], when)
            if above is None or above in seen:
                return seen[-1]
            seen.append(above)

    def members(self, partner, when):
        """All that belong to the group of a partner on a day, in the order of their names."""
        head = self.head(partner, when)
        return [other for other in sorted(self.partners, key=str.encode) if self.head(other, when) == head]

    def kin(self, partner):
        """A partner and all that were ever tied to it."""
        ties = [(name, fact.fields["head"]) for name, facts in self.of.items() for fact in facts]
        found = {partner}
        while True:
            more = {other for tie in ties if found & set(tie) for other in tie} - found
            if not more:
                return found
            found |= more
