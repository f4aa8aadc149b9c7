"""The order of a day: facts go in, postings come out (src/payout/payout.md, "The order of a day")."""

from fractions import Fraction

from .agenda import Agenda
from .awards import Awards, Occasion, reading_of
from .badges import Badges
from .claims import Claim, Payment, Posting, allotted, rounded
from .conditions import Conditions
from .credit import Credit, activity_of, most_of
from .decided import Decisions
from .groups import Groups
from .guarantee import in_advance
from .known import Known, View
from .limits import Limits
from .readings import Reader
from .sharing import Sharing
from .standing import Standing
from .turn import in_turn
from .undo import Undo
from .year import ONE

NOTHING = Fraction(0)
KEYS = {"deal": "deal_id", "order": "order_id", "customer": "customer_id", "person": "person"}
# Facts that are paid where they are approved, and from the day on which that is known.
CLAIMED = ("debit", "protection", "exception", "quote")
# What kind of fact an event is; the others have the name of theirs.
FACTS = {"deal": "sale", "order": "sale", "customer": "sale", "person": "certification"}


class Book:
    """Everything that is known and posted for one program and its facts."""

    def __init__(self, terms, files):
        self.terms, self.files = terms, files
        self.year = terms.year
        self.groups = Groups(files.partners)
        self.known = Known(terms, self.groups)
        self.reads_groups = terms.reads_groups
        self.reader = Reader(terms, self.year, self.known)
        self.standing = Standing(terms, self.year, files.partners, self.known)
        self.badges = Badges(terms, self.year, files.partners, self.known)
        self.conditions = Conditions(terms, self.year, self.reader, files.partners, self.standing, self.badges)
        self.awards = Awards(terms, self.year, self.reader, self.conditions)
        self.awards.is_occasion, self.awards.view_of = self.is_occasion, self.view_of
        self.limits = Limits(terms, self.year, self.conditions)
        self.credit = Credit(terms, self.year)
        self.decisions, self.handed_in = Decisions(terms), {}
        self.payment = Payment(terms, self.year)
        self.undo = Undo(self)
        self.sharing = Sharing(self)
        self.partners = sorted(files.partners, key=str.encode)
        self.turn = in_turn(terms)
        self.by_period = [incentive for incentive in self.turn if not incentive.by_event]
        self.funds = [incentive for incentive in self.turn if incentive.kind == "fund"]
        self.kept_from = {}
        for first, second in terms.exclude:
            self.kept_from.setdefault(second, []).append(first)
        self.claims, self.postings, self.paid, self.first_of = {}, [], {}, {}
        self.by_day = {}
        for fact in files.facts:
            self.by_day.setdefault(fact.known, []).append(fact)
        for facts in self.by_day.values():
            facts.sort(key=lambda it: (it.order, it.kind == "return"))
        self.agenda = self.standing.agenda = Agenda()
        self.agenda.add(*self.by_day, *self.standing.days())
        self.agenda.add_year(self.awards, self.year, terms)
        self.agenda.add_quiet(self.badges.days())
        self.in_parts, self.waiting = {}, []

    def run(self, until):
        """All postings booked up to a day."""
        for today in self.agenda.through(until):
            self.one_day(today)
        return self.postings

    def one_day(self, today):
        if today in self.agenda.quiet:
            self.badges.review(self.conditions, today)
            return
        facts = self.by_day.get(today, ())
        if facts:
            self.take_in(facts, today)
        else:
            self.decide(today)
            self.release(today)
        if self.year.first <= today <= self.year.last:
            for incentive in self.by_period:
                self.on_period(incentive, today)
        for claim in self.in_parts.pop(today, ()):
            self.come(claim, today)
            self.book(claim, today, "award")
        self.sharing.share(today)
        self.expire(today)
        if today <= self.year.last:
            self.standing.review(self.conditions, today)
            self.badges.review(self.conditions, today)

    def take_in(self, facts, today):
        """The facts of a day, and what is paid for them or taken back."""
        later = ("return", "claim_step", "deal_step")
        entered = [fact for fact in facts if fact.kind not in later and self.known.enter(fact)]
        back = [fact for fact in facts if fact.kind == "return" and self.known.enter(fact)]
        self.undo.take_back(back, today)
        self.handed_in.update((fact.id, fact) for fact in entered if fact.kind == "claim")
        for fact in facts:
            if fact.kind == "claim_step" and self.decisions.enter(fact, self.handed_in):
                entered.append(fact)
        entered.extend(fact for fact in facts if fact.kind == "deal_step" and self.known.enter(fact))
        for fact in entered:
            self.on_event(fact, today)
        self.decide(today)
        self.release(today)
        self.compute_again(entered, back, today)

    # Views.

    def without(self, incentive):
        """The sales that an incentive is kept from."""
        names = self.kept_from.get(incentive.name, ())
        return {sale for name in names for sale, paid in self.paid.get(name, {}).items() if paid > 0}

    def view(self, incentive, closed, today):
        limit, method = self.undo.rule(incentive)
        return View(closed, today, limit, method == "recompute", self.without(incentive))

    def view_of(self, incentive, occasion):
        return self.view(incentive, occasion.view.closed, occasion.view.today)

    # Events.

    def selected(self, incentive, fact, view):
        """Whether a fact is what an incentive rewards, before "first of its deal" is asked."""
        events = incentive.on("on", fact.happened)
        if events is None:
            return None
        events = events.value["events"]
        each = events["each"]
        kind = FACTS.get(each, each)
        if fact.kind != kind or not self.year.first <= fact.happened <= self.year.last:
            return None
        if kind == "sale":
            if fact.fields["status"] != "accepted" or fact.id in view.without or not view.left(fact)[2]:
                return None
        if kind in CLAIMED and fact.fields["decision"] != "approved":
            return None
        if self.payee(incentive, fact) is None:
            return None
        if each in KEYS:
            name = fact.fields.get(KEYS[each])
            if name is None:
                return None
            key = (incentive.name, each, name if each in ("deal", "order") else (fact.partner, name))
        else:
            key = (incentive.name, each, fact.id)
        if not self.reader.meets(fact, events.get("where", []), view, fact.happened) or not self.of_tier(incentive, fact):
            return None
        return key

    @staticmethod
    def payee(incentive, fact):
        """Who is paid for an event; nobody where the person who is paid is missing."""
        if incentive.clause("pay").phrase("to")["words"][0] == "the seller":
            return fact.fields.get("seller") or fact.fields.get("person")
        return fact.partner

    def of_tier(self, incentive, fact):
        """Where tiers or specializations count as of the sale date, the sales of others are not selected."""
        return self.awards.stands(incentive.on("for", fact.happened), fact.partner, fact.happened)

    def is_occasion(self, incentive, fact):
        view = self.view(incentive, fact.known, fact.known)
        key = self.selected(incentive, fact, view)
        return key is not None and self.first_of.get(key, fact.id) == fact.id

    def is_final(self, when, today):
        """Whether what is paid for a day is final: what is known today comes too late for it."""
        clause = self.terms.program.clause("final")
        if clause is None:
            return False
        cycle = clause.phrase("after")["words"][0].split(" ")[0]
        end = self.year.period(cycle, when)[1]
        duration = clause.value["duration"]
        if duration["unit"] == "business day":
            return today > self.payment.business(clause).after(end, int(duration["number"]))
        return today > self.year.after_end(end, duration)

    def on_event(self, fact, today):
        if fact.kind == "claim":
            self.pay_claim(fact, today)
            return
        if self.is_final(fact.happened, today):
            return
        for incentive in self.turn:
            if not incentive.by_event:
                continue
            view = self.view(incentive, today, today)
            key = self.selected(incentive, fact, view)
            if key is None or key in self.first_of:
                continue
            self.first_of[key] = fact.id
            occasion = Occasion(incentive, fact.partner, view, fact=fact, due=self.payment.due)
            each = key[1]
            name = fact.fields[KEYS[each]] if each in KEYS else fact.id
            award = self.awards.of(occasion)
            if incentive.clause("split"):
                # Several partners may sell to one customer: each sale is divided by itself.
                earned = f"sale {fact.id}" if each in ("customer", "person") else f"{each} {name}"
                self.divide(key, occasion, award, earned, today)
                continue
            claim = Claim(key, occasion, self.payee(incentive, fact), today, f"{each} {name}")
            self.claims[key] = claim
            self.settle(claim, occasion, award, today)

    def divide(self, key, occasion, award, earned, today):
        """Gives each partner who is credited with the deal its part and the rest to the one who sold; or all to the second registrant."""
        if occasion.incentive.clause("split").word_of() == "to the second registrant":
            second = self.reader.deals.second(occasion.fact)
            shares = {second: 100} if second else {}
        else:
            shares = dict(self.known.credited.get(occasion.fact.fields.get("deal_id"), {}))
            shares[occasion.partner] = shares.get(occasion.partner, 0) + 100 - sum(shares.values())
        for name in sorted(shares, key=str.encode):
            claim = Claim(key + (name,), occasion, name, today, earned)
            claim.partner, claim.shares = name, shares
            self.claims[claim.key] = claim
            self.settle(claim, occasion, self.part_of(claim, award), today)

    def part_of(self, claim, award):
        """The part of whoever is paid in an award that several divide; else all of it."""
        if claim.shares is None:
            return award
        total = rounded(sum((amount for _, amount in award), NOTHING), self.terms.rounding)
        parts = allotted({name: Fraction(total * share, 100) for name, share in claim.shares.items()}, total)
        return [(claim.fact, Fraction(parts[claim.partner]))]

    # Periods.

    def occasion(self, incentive, partner, period, closed, today, advance=False):
        view = self.view(incentive, closed, today)
        return Occasion(incentive, partner, view, period=period, due=self.payment.due, advance=advance)

    def seen_from(self, occasion, today):
        """The same occasion, with what is known by a day."""
        view = self.view(occasion.incentive, occasion.view.closed, today)
        return Occasion(
            occasion.incentive, occasion.partner, view, period=occasion.period, fact=occasion.fact, due=self.payment.due,
            advance=occasion.advance,
        )

    def on_period(self, incentive, today):
        period = self.awards.period_with(incentive, today)
        if period is None:
            return
        if today == period[0] and in_advance(incentive):
            for partner in self.partners:
                self.pay_period(incentive, partner, period, today, None, advance=True)
        if today != period[1]:
            return
        prizes = None
        if incentive.kind == "contest":
            prizes = self.awards.prizes(
                incentive, self.partners, lambda partner: self.occasion(incentive, partner, period, today, today)
            )
        for partner in self.partners:
            self.pay_period(incentive, partner, period, today, prizes)

    def pay_period(self, incentive, partner, period, today, prizes, advance=False):
        occasion = self.occasion(incentive, partner, period, today, today, advance)
        key = (incentive.name, partner, period)
        claim = self.claims.get(key)
        if claim is None:
            claim = self.claims[key] = Claim(key, occasion, partner, today, self.earned(incentive, period))
        claim.closed, claim.day, claim.advance = today, occasion.day, advance
        award = self.award(claim, occasion) if prizes is None else prizes.get(partner, [])
        self.settle(claim, occasion, award, today)

    def award(self, claim, occasion):
        """What a period gives; for a group nothing to anybody but its head."""
        to_head = claim.incentive.clause("pay").phrase("to")["words"][0] == "the head of the group"
        if to_head and self.groups.head(claim.partner, claim.day) != claim.partner:
            return []
        return self.awards.of(occasion)

    def earned(self, incentive, period):
        window = reading_of(incentive, period[1])["window"]
        if "in" in window:
            return f"{window['in']} {period[0]}"
        return f"{period[0]} to {period[1]}"

    def compute_again(self, entered, back, today):
        """Step 4: claims of periods that late facts touch."""
        touched = set()
        late_facts = [fact for fact in entered if fact.kind != "claim"]
        for key, claim in self.claims.items():
            if claim.period is None or claim.incentive.kind == "contest" or claim.closed >= today:
                continue
            limit, method = self.undo.rule(claim.incentive)
            kin = self.groups.kin(claim.partner) if self.reads_groups else {claim.partner}
            in_time = [] if self.is_final(claim.closed, today) else late_facts
            late = any(fact.partner in kin and fact.happened <= claim.closed for fact in in_time)
            for fact in back:
                sale = self.known.sales[fact.fields["sale_id"]]
                within = limit is None or fact.happened <= limit(sale.happened)
                if sale.partner in kin and sale.happened <= claim.closed and method == "recompute" and within:
                    late = True
            if late:
                touched.add(key)
        order = {incentive.name: at for at, incentive in enumerate(self.turn)}
        for key in sorted(touched, key=lambda it: (order[it[0]], it[1].encode(), it[2])):
            claim = self.claims[key]
            occasion = self.occasion(claim.incentive, claim.partner, claim.period, claim.closed, today, claim.advance)
            self.settle(claim, occasion, self.award(claim, occasion), today)

    # Settling.

    def settle(self, claim, occasion, award, today):
        """Grants an award what its limits leave, and posts what is new."""
        total = sum((amount for _, amount in award), NOTHING)
        granted, caps, pool = self.limits.grant(claim, occasion, total)
        if pool and pool.sharing:
            self.sharing.wait(claim, occasion, award, granted, caps, pool, today)
            return
        self.post(claim, occasion, award, granted, caps, pool, today)

    def post(self, claim, occasion, award, granted, caps, pool, today):
        total = sum((amount for _, amount in award), NOTHING)
        posted = rounded(granted, self.terms.rounding)
        self.limits.keep(claim, caps, pool, posted)
        lines = {}
        for fact, amount in award:
            if fact is not None and total > 0:
                lines[fact.id] = lines.get(fact.id, NOTHING) + amount * granted / total
        self.keep_lines(claim, occasion, lines, posted)
        claim.posted = posted
        self.undo.of_pending(claim)
        if claim.first_booked is None and not claim.is_open and posted > 0:
            self.open(claim, today)
        self.book(claim, today)

    def open(self, claim, today):
        """Sets the days of the parts of a claim, and whether it waits for its sale to be paid for."""
        claim.is_open = True
        claim.parts = self.payment.parts(claim.incentive, self.counted_from(claim))
        for part in claim.parts:
            self.in_parts.setdefault(part.day, []).append(claim)
            self.agenda.add(part.day)
        if claim.incentive.clause("hold until") and not self.is_paid_for(claim):
            claim.held = True
            self.waiting.append(claim)
        self.come(claim, today)

    def release(self, today):
        """Step 3, at its end: what waited for a sale that is paid for now."""
        for claim in list(self.waiting):
            if self.is_paid_for(claim):
                claim.held = False
                self.waiting.remove(claim)
                self.book(claim, today)

    def is_paid_for(self, claim):
        """Whether what an award waits for has happened: its sale is paid for, in time where that is asked."""
        within = claim.incentive.clause("hold until").phrase("within")
        return self.reader.is_paid(claim.fact, int(within["count"]["number"]) if within else None)

    def come(self, claim, today):
        """Notes the parts whose day has come; one whose customer has cancelled by then is never paid."""
        for part in claim.parts:
            if part.day <= today and not part.done and not part.over:
                part.done = self.is_active(claim, today)
                part.over = not part.done

    def is_active(self, claim, when):
        """Whether the customer of a sale has not cancelled up to a day, where that is asked."""
        if not claim.incentive.clause("pay").has("each while customer is active"):
            return True
        ended = self.known.ended.get((claim.fact.partner, claim.fact.fields.get("customer_id")), ())
        return not any(claim.fact.happened <= each.happened <= when for each in ended)

    def book(self, claim, today, kind=None):
        """Posts what may be booked of a claim and is not."""
        difference = claim.released() - claim.booked
        if difference == 0:
            return
        claim.booked += difference
        fund = claim.incentive.kind == "fund"
        if kind is None:
            kind = "fund credit" if fund else "award" if claim.first_booked is None else "adjustment"
        if kind == "adjustment" and difference < 0 and self.undo.rule(claim.incentive)[1] == "recompute":
            kind = "reversal"
        claim.first_booked = claim.first_booked or today
        due = today if fund or claim.parts else self.payment.of(claim.incentive, self.counted_from(claim), today)
        if kind == "reversal" and claim.incentive.clause("undo").has("as invoice"):
            due = today
        self.postings.append(Posting(today, due, kind, claim, difference))
        if fund:
            lot = self.credit.add(claim.incentive, claim.partner, claim.day, difference)
            self.agenda.add(lot.last, *([lot.carried[0]] if lot.carried else []))

    @staticmethod
    def counted_from(claim):
        """The day that a payment is counted from: of a claim that was approved the day it was known."""
        approved = claim.fact is not None and claim.fact.kind in CLAIMED
        if approved and claim.incentive.clause("pay").phrase("after")["from"] == "approved claim":
            return claim.fact.known
        return claim.day

    def keep_lines(self, claim, occasion, lines, posted):
        """What each sale of a claim was paid, for returns and for those that are kept from paid sales."""
        whole = allotted(lines, posted) if lines else {}
        paid = self.paid.setdefault(claim.incentive.name, {})
        for sale in set(claim.lines) | set(whole):
            paid[sale] = paid.get(sale, 0) - claim.lines.get(sale, 0) + whole.get(sale, 0)
        claim.lines = whole
        for sale in whole:
            fact = self.known.sales.get(sale)
            if fact is not None:
                claim.bases[sale] = occasion.view.left(fact)[:2]

    # Funds.

    def pay_claim(self, fact, today):
        fund = self.terms.by_name[fact.fields["fund"]]
        row = activity_of(fund, fact)
        if row is None:
            return
        cost = fact.fields["cost"]
        if self.decisions.rules(fact):
            self.decisions.claims[fact.id] = fact
            cost, turns = self.decisions.accepted(fact, today)
            self.agenda.add(*([turns] if turns else []))
        if cost is not None:
            self.reimburse(fund, row, fact, cost, today)

    def decide(self, today):
        """Pays what a step or silence approves today, in the order of facts."""
        for fact in sorted(self.decisions.claims.values(), key=lambda it: it.order):
            cost, turns = self.decisions.accepted(fact, today)
            self.agenda.add(*([turns] if turns and turns > today else []))
            if cost is not None and self.decisions.paid.get(fact.id) != cost:
                fund = self.terms.by_name[fact.fields["fund"]]
                self.reimburse(fund, activity_of(fund, fact), fact, cost, today)

    def reimburse(self, fund, row, fact, cost, today):
        """Pays a claim of which this cost is accepted: what it comes to, less what it was paid."""
        self.decisions.paid[fact.id] = cost
        held = self.claims.get((fund.name, "claim", fact.id))
        before = held.posted if held else 0
        most = most_of(row, cost, self.terms.minor)
        amount = min(most, Fraction(self.credit.available(fund.name, fact.partner) + before))
        view = self.view(fund, today, today)
        occasion = Occasion(fund, fact.partner, view, fact=fact, due=self.payment.due)
        occasion.day = today
        key = (fund.name, "claim", fact.id)
        claim = self.claims[key] = Claim(key, occasion, fact.partner, today, f"claim {fact.id}")
        claim.posted = claim.booked = rounded(amount, self.terms.rounding)
        more = claim.posted - before
        self.credit.use(fund.name, fact.partner, more)
        if more:
            due = self.payment.of(fund, today, today)
            self.postings.append(Posting(today, due, "reimbursement", claim, more))

    def expire(self, today):
        """Step 7."""
        for fund in self.funds:
            for partner in self.partners:
                for lot, lost in self.credit.expired(fund.name, partner, today):
                    claim = next(
                        each for each in self.claims.values()
                        if each.incentive is fund and each.partner == partner and each.period and each.day == lot.earned
                    )
                    self.postings.append(Posting(today, today, "expiry of credit", claim, -lost))
