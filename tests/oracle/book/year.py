"""Days: the periods of the program's own year, business days, lengths of time, rhythms."""

import calendar
import datetime

ONE = datetime.timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
PATTERNS = {"four four five": (4, 4, 5), "four five four": (4, 5, 4), "five four four": (5, 4, 4)}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def plus_months(when, count):
    """The same day of another month, or its last where it is shorter."""
    months = when.year * 12 + when.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return datetime.date(year, month, min(when.day, calendar.monthrange(year, month)[1]))


class Year:
    """The program's year and its periods, before and after it too."""

    def __init__(self, program):
        from .terms import day

        clause = program.clause("year")
        self.first, self.last = day(clause.value["days"]["first"]), day(clause.value["days"]["last"])
        weeks = clause.phrase("weeks")
        self.pattern = PATTERNS[weeks["words"][0]] if weeks else None
        self.cache = {}

    def period(self, cycle, when):
        """First and last day of the period that holds a day."""
        found = self.cache.get((cycle, when))
        if found is None:
            found = self.cache[cycle, when] = self._period(cycle, when)
        return found

    def _period(self, cycle, when):
        if cycle == "day":
            return when, when
        if cycle == "week":
            first = self.first + 7 * ((when - self.first).days // 7) * ONE
            last = first + 6 * ONE
            return first, min(last, self.last) if first <= self.last else last
        if self.pattern:
            return self._weekly(cycle, when)
        months = (when.year - self.first.year) * 12 + when.month - self.first.month
        if when.day < self.first.day:
            months -= 1
        length = MONTHS[cycle]
        at = months // length * length
        return plus_months(self.first, at), plus_months(self.first, at + length) - ONE

    def _weekly(self, cycle, when):
        """Years of weeks: the stated one as it is, those around it of 52 weeks."""
        first = self.first
        weeks = ((self.last - self.first).days + 1) // 7
        while when < first:
            first, weeks = first - 364 * ONE, 52
        while when >= first + weeks * 7 * ONE:
            first, weeks = first + weeks * 7 * ONE, 52
        lengths = list(self.pattern * 4)
        lengths[-1] += weeks - 52
        starts = [first]
        for length in lengths:
            starts.append(starts[-1] + 7 * length * ONE)
        step = MONTHS[cycle]
        for at in range(0, 12, step):
            if when < starts[at + step]:
                return starts[at], starts[at + step] - ONE
        raise ValueError(when)

    def before(self, cycle, period, count):
        """The period that lies `count` periods before another."""
        for _ in range(count):
            period = self.period(cycle, period[0] - ONE)
        return period

    def year_ago(self, cycle, period):
        if cycle == "week":
            return self.before(cycle, period, 52)
        if cycle == "day":
            back = plus_months(period[0], -12)
            return back, back
        return self.before(cycle, period, 12 // MONTHS[cycle])

    def after_end(self, when, duration):
        """A length of time after the end of a period; months, quarters and years are the program's own."""
        count, unit = int(duration["number"]), duration["unit"]
        if unit in MONTHS:
            for _ in range(count * MONTHS[unit]):
                when = self.period("month", when + ONE)[1]
            return when
        return plus(when, duration)

    def every(self, cycle):
        """All periods of the year."""
        found, when = [], self.first
        while when <= self.last:
            period = self.period(cycle, when)
            found.append((period[0], min(period[1], self.last)))
            when = period[1] + ONE
        return found


def plus(when, duration):
    """A day a length of time later (negative: earlier), in the calendar."""
    count, unit = int(duration["number"]), duration["unit"]
    if unit == "day":
        return when + count * ONE
    if unit == "week":
        return when + 7 * count * ONE
    return plus_months(when, count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit])


class Business:
    """The business days of a region: what it does not say, the nearest region around it says."""

    def __init__(self, region):
        def said(word):
            at = region
            while at is not None and not at.clause(word):
                at = at.outer
            return at.clause(word) if at is not None else None

        weekend, closed = said("weekend"), said("closed")
        from .terms import day

        self.weekend = {WEEKDAYS.index(each) for each in (weekend.value["weekdays"] if weekend else ())}
        self.closed = {day(each) for each in (closed.value["dates"] if closed else ())}

    def open(self, when):
        return when.weekday() not in self.weekend and when not in self.closed

    def next_open(self, when):
        while not self.open(when):
            when += ONE
        return when

    def last_open(self, when):
        while not self.open(when):
            when -= ONE
        return when

    def after(self, when, count):
        for _ in range(count):
            when = self.next_open(when + ONE)
        return when


def rhythm(year, every, business):
    """The days of a recurrence inside the year."""
    count, unit, on = int(every["number"]), every["unit"], every.get("on")
    if unit == "day":
        total = (year.last - year.first).days
        return [year.first + at * ONE for at in range(0, total + 1, count)]
    if unit == "week":
        first = year.first
        while WEEKDAYS[first.weekday()] != on:
            first += ONE
        return [first + 7 * at * ONE for at in range(0, 60, count) if first + 7 * at * ONE <= year.last]
    found = []
    periods = _months(year) if unit == "month" else year.every(unit)
    if "since" in every:
        periods, count = [each for each in periods if in_years(year, each[0], count, datetime.date.fromisoformat(every["since"]))], 1
    for at, period in enumerate(periods):
        if at % count == 0:
            day = _in_period(period, on, business)
            if day is not None and year.first <= day <= year.last:
                found.append(day)
    return found


def in_years(year, when, every, since):
    """Whether the year that holds a day is one of every so many, counted from the one that holds another."""
    first, passed = year.period("year", since)[0], 0
    last = year.period("year", when)[0]
    while first < last:
        first, passed = year.period("year", first)[1] + ONE, passed + 1
    return first == last and passed % int(every) == 0


def _months(year):
    """The calendar months that a rhythm means, also where the year is one of weeks."""
    first, found = year.first.replace(day=1), []
    while first <= year.last:
        found.append((first, plus_months(first, 1) - ONE))
        first = plus_months(first, 1)
    return found


def _in_period(period, on, business):
    first, last = period
    if on == "first day":
        return first
    if on == "last day":
        return last
    if on == "first business day":
        return business.next_open(first)
    if on == "last business day":
        return business.last_open(last)
    if on.startswith("day "):
        day = first + (int(on[4:]) - 1) * ONE
        return day if day <= last else None
    ordinal, weekday = on.split(" ")
    days = [first + at * ONE for at in range((last - first).days + 1)]
    days = [each for each in days if WEEKDAYS[each.weekday()] == weekday]
    at = ORDINALS[ordinal]
    if at < 0:
        return days[-1]
    return days[at - 1] if at <= len(days) else None
