"""Choices by chance, and a note of every construct that was chosen."""

import random


class Chance(random.Random):
    """Draws, and remembers the names of what was drawn."""

    def __init__(self, seed):
        super().__init__(seed)
        self.seen = set()

    def note(self, *names):
        self.seen.update(names)

    def one_in(self, count):
        return self.randrange(count) == 0

    def of(self, **weighted):
        """One of the names, as often as its weight says; the choice is noted."""
        name = self.choices(list(weighted), list(weighted.values()))[0]
        self.note(name)
        return name

    def amount(self):
        """A small amount that meets thresholds often."""
        return self.choice([50, 99.99, 100, 100.01, 120, 150, 200, 250, 333.33, 400, 500, 0.5, 1000, 7.77, 12.35])

    def threshold(self):
        return self.choice([0, 50, 100, 150, 200, 250, 400, 500, 800, 1000])

    def rate(self):
        return self.choice(["1%", "2%", "2.5%", "3%", "5%", "10%", "12.5%", "0%", "33.33%", "0.05%"])
