"""Caps and budgets: rooms that awards use up, and pools that they draw from."""

from fractions import Fraction

from .claims import rounded
from .year import ONE

NOTHING = Fraction(0)
TIMES = ("day", "week", "month", "quarter", "half", "year")
COUNTED = ("deals", "awards", "people", "customers", "sales", "orders", "certifications", "registrations", "persons")


class Cap:
    """One limit on one award: how much, what happens at its edge, and the room that it keeps."""

    def __init__(self, limit, crossing, rule, room=None, counts=False, stays=False):
        self.limit, self.crossing, self.rule, self.room = limit, crossing, rule, room
        self.counts, self.stays = counts, stays

    def grant(self, award, used):
        """What an award gets where others used so much of the room."""
        if award <= 0:
            return NOTHING
        if self.counts:
            return award if used + 1 <= self.limit else NOTHING
        if used + rounded(award, self.rule) <= self.limit:
            return award
        if used >= self.limit or self.crossing == "refused":
            return NOTHING
        return award if self.crossing == "paid then closed" else self.limit - used


class Limits:
    """All rooms and pools of a program."""

    def __init__(self, terms, year, conditions):
        self.terms, self.year, self.conditions = terms, year, conditions
        self.used = {}
        self.drawn = {}

    # Caps.

    def caps(self, claim, occasion):
        """The caps of an award, those that pay to the limit first. Rooms are of the partner who is paid."""
        found = []
        for clause in occasion.incentive.all_on("cap", occasion.day):
            found.append(self._cap(clause, occasion, claim.partner))
            if any(value.get("words") == ["group"] for value in clause.every("per")):
                found.append(self._cap(clause, occasion, claim.partner, "partner"))
        found.sort(key=lambda cap: cap.crossing != "paid to the limit")
        return found

    def _cap(self, clause, occasion, partner, instead=None):
        """The room of a cap; of one of a group, that of the partner with another word instead."""
        limit, counts = self._limit(clause, occasion)
        crossing = clause.phrase("crossing")["words"][0]
        returned = clause.phrase("returned room")
        stays = returned is None or returned["words"][0] == "stays used"
        scope, span = [], None
        for value in clause.every("per"):
            words = value.get("words", [value.get("cycle")])[0]
            if words == "award":
                return Cap(limit, crossing, self.terms.rounding)
            if words in TIMES:
                span = (words, self.year.period(words, occasion.day)[0])
            else:
                words = instead or words
                scope.append((words, self._entity(words, occasion, partner)))
        days = clause.phrase("in")
        if days:
            span = ("days", days["days"]["first"], days["days"]["last"])
        room = (occasion.incentive.name, tuple(scope), counts, span)
        return Cap(limit, crossing, self.terms.rounding, room, counts, stays)

    def _limit(self, clause, occasion):
        value = clause.value
        if "amounts" in clause.table:
            as_of = (clause.phrase("as of") or {}).get("as_of")
            member = self.conditions.member(clause.phrase("across")["set"], as_of, occasion)
            value = clause.table["amounts"].get(member, "none")
            if value == "none":
                kinds = [each for each in clause.table["amounts"].values() if each != "none"]
                return NOTHING, bool(kinds) and "count" in kinds[0]
        if "count" in value:
            return Fraction(value["count"]["number"]), True
        # A limit in another currency is cut to whole minor units.
        return Fraction(self.terms.minor(value["money"]) // 1), False

    def _entity(self, scope, occasion, partner):
        fields = occasion.fact.fields if occasion.fact else {}
        if scope == "partner":
            return partner
        if scope == "seller":
            return (partner, occasion.person)
        if scope == "customer":
            return (partner, fields.get("customer_id"))
        if scope == "customer across partners":
            return fields.get("customer_id")
        if scope == "deal":
            return fields.get("deal_id")
        if scope == "product":
            return (partner, fields.get("product"))
        if scope == "group":
            return self.conditions.reader.known.groups.head(partner, occasion.day)
        if scope == "region":
            return self.conditions.partners[partner].get("region")
        return None

    # Pools.

    def pool(self, incentive, when):
        """The budget that an award of a day draws on, if any."""
        clause = incentive.on("budget", when)
        if clause is None:
            return None
        budget = self.terms.by_name[clause.value["names"][0]]
        size = budget.clause("")
        per = size.phrase("per")
        cycle = per["cycle"] if per else None
        span = self.year.period(cycle, when) if cycle else (self.year.first, self.year.last)
        return Pool(budget, cycle, span, self.terms.minor(size.value["money"]), self.year)

    def capped(self, claim, occasion, award):
        """What the caps of an award leave; the claim's own use is given back first."""
        caps = self.caps(claim, occasion)
        for cap in caps:
            used = NOTHING
            if cap.room is not None:
                used = self.used.get(cap.room, NOTHING) - claim.rooms.get(cap.room, NOTHING)
            award = cap.grant(award, used)
        return award, caps

    def grant(self, claim, occasion, award):
        """What an award is granted by its caps and by a pool that is served in order."""
        award, caps = self.capped(claim, occasion, award)
        pool = self.pool(occasion.incentive, occasion.day)
        if pool and pool.crossing:
            used = self.drawn.get(pool.key, NOTHING) - claim.drawn.get(pool.key, NOTHING)
            award = Cap(pool.size, pool.crossing, self.terms.rounding).grant(award, used)
        return award, caps, pool

    def keep(self, claim, caps, pool, posted):
        """Counts in every room and pool what an award was granted in the end."""
        kept = {}
        for cap in caps:
            if cap.room is not None:
                # Of two caps that keep one room, one that says `stays used` holds for it.
                kept[cap.room] = (cap.counts, cap.stays or kept.get(cap.room, (None, False))[1])
        for room in [room for room in claim.rooms if room not in kept]:
            # A group that the partner had left, as became known since.
            if not claim.stays.get(room):
                self.used[room] -= claim.rooms.pop(room)
        for room, (counts, stays) in kept.items():
            claim.stays[room] = stays
            before = claim.rooms.get(room, NOTHING)
            now = Fraction(1 if posted > 0 else 0) if counts else Fraction(posted)
            if stays:
                now = max(now, before)
            self.used[room] = self.used.get(room, NOTHING) - before + now
            claim.rooms[room] = now
        claim.open_rooms = [(room, counts) for room, (counts, stays) in kept.items() if not stays]
        if pool:
            before = claim.drawn.get(pool.key, NOTHING)
            now = max(before, Fraction(posted))
            self.drawn[pool.key] = self.drawn.get(pool.key, NOTHING) - before + now
            claim.drawn[pool.key] = now

    def free(self, claim, amount, whole):
        """What a reversal takes back is free again, unless it stays used."""
        for room, counts in claim.open_rooms:
            freed = Fraction(1 if whole else 0) if counts else Fraction(amount)
            freed = min(freed, claim.rooms.get(room, NOTHING))
            self.used[room] -= freed
            claim.rooms[room] -= freed


class Pool:
    """One span of a budget."""

    def __init__(self, budget, cycle, span, size, year):
        self.budget, self.span, self.size, self.year = budget, span, size, year
        self.key = (budget.name, span[0])
        crossing = budget.clause("crossing")
        self.crossing = crossing.word_of() if crossing else None
        share = budget.clause("share")
        self.sharing = None
        if share:
            self.sharing = share.phrase("at")["words"][0].rsplit(" ", 1)[0]
        del cycle

    def part(self, when):
        """For pools that are shared: which sharing period holds a day, its share day and its size."""
        periods, at = [], self.span[0]
        last = min(self.span[1], self.year.last)
        while at <= last:
            period = self.year.period(self.sharing, at)
            periods.append((period[0], min(period[1], last)))
            at = period[1] + ONE
        for place, period in enumerate(periods):
            if period[0] <= when <= period[1]:
                count = len(periods)
                size = self.size * (place + 1) // count - self.size * place // count
                return period[1], Fraction(size), (self.key, place)
        return None


