"""The days on which something can happen; nothing does on any other."""

import heapq

from .year import ONE


class Agenda:
    """Days to come, each once and in order; more may be added on the way."""

    def __init__(self):
        self.days, self.heap = set(), []
        # Evenings on which only specializations are looked at.
        self.quiet = set()

    def add_quiet(self, days):
        quiet = set(days) - self.days
        self.add(*quiet)
        self.quiet = quiet

    def add(self, *days):
        for each in days:
            self.quiet.discard(each)
            if each not in self.days:
                self.days.add(each)
                heapq.heappush(self.heap, each)

    def through(self, until):
        """Every day up to the last, in order."""
        while self.heap and self.heap[0] <= until:
            yield heapq.heappop(self.heap)

    def add_year(self, awards, year, terms):
        """The ends and beginnings of all periods that are paid for, and every day where tiers rise on any."""
        for incentive in terms.incentives:
            when = year.first
            while when <= year.last and not incentive.by_event:
                period = awards.period_with(incentive, when)
                if period:
                    self.add(max(period[0], year.first), period[1])
                when = period[1] + ONE if period else when + ONE
        if any(rise.word_of() == "on any day" for tier in terms.tiers for rise in tier.every("rise")):
            self.add(*(year.first + at * ONE for at in range(-1, (year.last - year.first).days + 1)))
