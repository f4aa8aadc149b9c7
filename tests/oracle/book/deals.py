"""What registrations and leads are on a day (src/kind/registration.md, src/kind/leads.md)."""

from .year import ONE, Business, plus

PROTECTED = ("approved", "extended", "won")
OVER = ("refused", "withdrawn", "duplicate", "overruled", "lost", "expired")


class Deals:
    """Reads the states of registrations and leads from what is known."""

    def __init__(self, terms, known):
        self.terms, self.known = terms, known
        self.registration = next(iter(terms.of_kind("registration")), None)
        self.leads = next(iter(terms.of_kind("leads")), None)
        self.found = {}

    def is_registered(self, sale):
        """Whether a registration of its deal by the same partner protects a sale on its day."""
        return self.registered_on(sale) is not None

    def registered_on(self, sale):
        """The day of the first registration that protects the deal of a sale, for its partner, on its day; if any does."""
        deal = sale.fields.get("deal_id")
        if deal is None:
            return None
        if self.registration is None:
            protecting = [
                each for each in self._of("registration", deal)
                if each.fields["decision"] == "approved" and _decided(each) <= sale.happened
            ]
        else:
            courses = self._read("registration", deal, self._registrations)
            protecting = [each.fact for each in courses if each.on(sale.happened) in PROTECTED]
        return min((each.happened for each in protecting if each.partner == sale.partner), default=None)

    def second(self, sale):
        """Who registered the deal of a sale too, and had lost it to somebody by the day of the sale: the first of them."""
        deal = sale.fields.get("deal_id")
        if deal is None or self.registration is None:
            return None
        courses = self._read("registration", deal, self._registrations)
        others = [each for each in courses if each.fact.partner != sale.partner]
        lost = [each.fact.partner for each in others if each.on(sale.happened) in ("duplicate", "overruled")]
        return lost[0] if lost else None

    def is_on_lead(self, sale):
        """Whether the partner of a sale has its deal as an accepted lead on its day."""
        deal = sale.fields.get("deal_id")
        if deal is None or self.leads is None:
            return False
        courses = self._read("lead", deal, self._given)
        return any(each.fact.partner == sale.partner and each.on(sale.happened) == "accepted" for each in courses)

    def _of(self, kind, deal):
        """The registrations or leads of a deal, by day, then in the order of facts."""
        found = [each for each in self.known.facts_of(kind, None) if each.fields["deal_id"] == deal]
        return sorted(found, key=lambda it: (it.happened, it.order))

    def _steps(self, fact):
        """What was said about a registration or lead from its day on, by day."""
        found = [
            each for each in self.known.facts_of("deal_step", None)
            if each.fields["about"] == fact.id and each.happened >= fact.happened
        ]
        return sorted(found, key=lambda it: (it.happened, it.order))

    def _read(self, kind, deal, read):
        """Worked out once as long as nothing new is known."""
        known = tuple(len(self.known.facts_of(each, None)) for each in ("registration", "lead", "deal_step", "sale"))
        if self.found.get((kind, deal), (None,))[0] != known:
            self.found[kind, deal] = known, read(self._of(kind, deal))
        return self.found[kind, deal][1]

    @staticmethod
    def _last(clause, terms, when):
        """The last day of a time to answer."""
        region = clause.phrase("in")
        duration = clause.value["duration"]
        if duration["unit"] == "business day":
            business = Business(terms.by_name[region["names"][0]] if region else None)
            return business.after(when, int(duration["number"]))
        return plus(when, duration)

    # Registrations.

    def _registrations(self, facts):
        courses = []
        for fact in facts:
            courses.append(self._registration(fact, courses))
        return courses

    def _registration(self, fact, earlier):
        block, course = self.registration, Course(fact)
        least = block.clause("least")
        if least and "value" in fact.fields and fact.fields["value"] < self.terms.minor(least.value["money"]):
            course.set(fact.happened, "refused")
            return course
        steps = self._steps(fact)
        gone = next((each.happened for each in steps if each.fields["step"] == "withdrawn"), None)
        lost = next((each.happened for each in steps if each.fields["step"] == "lost"), None)
        decision, when, said = self._decision(fact, steps)
        rivals, asked = [], fact.happened
        for other in earlier:
            if other.fact.partner == fact.partner:
                continue
            asked_then = other.end_of_open(fact.happened)
            if asked_then is None:
                continue
            asked = max(asked, asked_then)
            if other.on(asked_then) not in OVER:
                rivals.append(other)
        when = max(when, asked)
        if rivals:
            if not all(self._gets(fact, rival, decision, said) for rival in rivals):
                duplicate = asked
                if self.registration.clause("conflict").word_of() == "channel manager decides":
                    duplicate = max(asked, when)
                course.set(duplicate, "refused" if decision == "refused" else "duplicate")
                _go(course, gone, lost)
                return course
            if decision == "approved" and any(rival.on(when) == "won" for rival in rivals):
                course.set(when, "duplicate")
                _go(course, gone, lost)
                return course
        course.set(when, decision)
        if decision == "approved":
            self._protect(course, when, steps)
        _go(course, gone, lost)
        for rival in rivals:
            if course.on(when) not in OVER and rival.on(when) not in OVER:
                rival.set(when, "overruled")
        return course

    def _decision(self, fact, steps):
        """What was decided, from which day on, and whether somebody said it."""
        clause = self.registration.clause("decide within")
        last = self._last(clause, self.terms, fact.happened)
        if fact.fields["decision"] in ("approved", "refused"):
            return fact.fields["decision"], _decided(fact), True
        for each in steps:
            if each.fields["step"] in ("approved", "refused") and each.happened <= last:
                return each.fields["step"], each.happened, True
        silence = clause.phrase("silence")["words"][0]
        return "approved" if silence == "approves" else "refused", last + ONE, False

    def _gets(self, fact, rival, decision, said):
        """Whether the later of two gets the deal."""
        conflict = self.registration.clause("conflict").word_of()
        if conflict == "channel manager decides":
            return said and decision == "approved"
        if conflict == "incumbent wins":
            own, theirs = (self._sold(partner, fact) for partner in (fact.partner, rival.fact.partner))
            return own is not None and (theirs is None or own > theirs)
        return False

    def _sold(self, partner, fact):
        """The last day before a registration on which a partner sold to its customer."""
        customer = fact.fields.get("customer_id")
        days = [
            sale.happened for sale in self.known.by_customer.get(customer, ())
            if sale.partner == partner and sale.happened < fact.happened and sale.fields["status"] == "accepted"
        ] if customer else []
        return max(days, default=None)

    def _protect(self, course, when, steps):
        """The time of protection from the day of its approval, and what is said meanwhile."""
        end = plus(when, self.registration.clause("protect").value["duration"])
        extend = self.registration.clause("extend")
        times = _times(extend)
        disputed, state = False, "approved"
        for each in steps:
            step, said = each.fields["step"], each.happened
            if said < when or said > end:
                continue
            if step == "extended" and times:
                times -= 1
                end, state = plus(end, extend.value["duration"]), "extended"
                if not disputed:
                    course.set(said, state)
            elif step == "disputed":
                disputed = True
                course.set(said, "disputed")
            elif disputed and step == "upheld":
                disputed = False
                course.set(said, state)
            elif (disputed and step == "refused") or (step == "won" and not disputed) or step == "withdrawn":
                course.set(said, step)
                return
        course.set(end + ONE, "expired")

    # Leads.

    def _given(self, facts):
        clause, work = self.leads.clause("accept within"), self.leads.clause("work within")
        courses = []
        for at, fact in enumerate(facts):
            course, steps = Course(fact), self._steps(fact)
            last = self._last(clause, self.terms, fact.happened)
            answers = [
                each for each in steps
                if each.fields["step"] in ("accepted", "declined", "recalled") and each.happened <= last
            ]
            state, when = ("accepted" if clause.phrase("silence")["words"][0] == "accepts" else "recalled"), last + ONE
            if answers:
                state, when = answers[0].fields["step"], answers[0].happened
            course.set(when, state)
            if state == "accepted":
                ends = [(each.happened, "recalled") for each in steps[steps.index(answers[0]) + 1 if answers else 0:]
                        if each.fields["step"] == "recalled" and each.happened >= when]
                if work:
                    ends.append((plus(when, work.value["duration"]) + ONE, "expired"))
                if ends:
                    course.set(*min(ends))
            if at + 1 < len(facts):
                course.set(facts[at + 1].happened, "passed_on")
            courses.append(course)
        return courses


class Course:
    """What becomes of one registration or lead: from which day on it is what."""

    def __init__(self, fact):
        self.fact = fact
        self.changes = [(fact.happened, "open")]

    def set(self, when, state):
        """A state from a day on, in place of all that was to come from that day on."""
        self.changes = [each for each in self.changes if each[0] < when] + [(when, state)]

    def on(self, when):
        found = None
        for since, state in self.changes:
            if since <= when:
                found = state
        return found

    def end_of_open(self, when):
        """The first day from a given one on which it is not open any more."""
        if self.on(when) is None:
            return None
        while self.on(when) == "open":
            when = next((since for since, _ in self.changes if since > when), None)
            if when is None:
                return None
        return when


def _decided(fact):
    return fact.fields.get("decided", fact.happened)


def _times(extend):
    """How often protection can be extended."""
    if extend is None:
        return 0
    most = extend.phrase("at most")
    return int(most["count"]["number"]) if most else 1


def _go(course, gone, lost):
    """What was withdrawn, and from the day after what was lost, is over for good, unless it was already."""
    ended = OVER + ("won",)
    if gone and course.on(gone) not in ended:
        course.set(gone, "withdrawn")
    if lost and course.on(lost) not in ended:
        course.set(lost + ONE, "lost")
