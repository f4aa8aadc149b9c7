"""A partner on a day, as tests and figures see it."""


class Moment:
    """A partner, a day, what is known of the facts, and the person that it is about, if any."""

    # No fact of its own: a review or a period.
    fact = None

    def __init__(self, partner, when, view, person=None, due=None):
        self.partner, self.day, self.view, self.person = partner, when, view, person
        self._paid = due

    def due(self):
        return self._paid() if self._paid else self.day


def on_day(moment, when):
    """The same moment on another day, with the facts known now."""
    return Moment(moment.partner, when, moment.view, moment.person, moment.due)
