"""Claims on funds whose fund says how they are decided (src/kind/fund.md, "How claims are decided")."""

from .year import ONE, Business, plus

OPEN = ("submitted", "appealed")
APPROVED = ("approved", "partly_approved")


class Decisions:
    """The claims that are decided by steps and by silence."""

    def __init__(self, terms):
        self.terms = terms
        self.claims, self.steps, self.paid = {}, {}, {}

    def rules(self, claim):
        fund = self.terms.by_name.get(claim.fields.get("fund"))
        return fund if fund and fund.kind == "fund" and fund.clause("decide within") else None

    def after(self, fund, word, start):
        """The last day of a time that a fund gives."""
        length = fund.clause(word).value["duration"]
        if length["unit"] == "business day":
            region = fund.clause("approval on").phrase("in")["names"][0]
            return Business(self.terms.by_name[region]).after(start, int(length["number"]))
        return plus(start, length)

    def enter(self, step, handed_in):
        """Takes a step in, where its claim can have it."""
        claim = handed_in.get(step.fields["claim_id"])
        if claim is None or claim.partner != step.partner or self.rules(claim) is None:
            return False
        steps = self.steps.setdefault(claim.id, [])
        tried = sorted(steps + [step], key=lambda it: (it.happened, it.order))
        if self.walk(claim, tried, None) is None:
            return False
        self.steps[claim.id] = tried
        return True

    def walk(self, claim, steps, until):
        """The turns of a claim, the cost that is accepted, and what time brings next; nothing where a step is out of place."""
        fund = self.rules(claim)
        given = claim.fields.get("decision")
        turns = [(claim.happened, {"approved": "approved", "refused": "denied"}.get(given, "submitted"))]
        accepted, appealed = claim.fields["cost"] if given == "approved" else 0, False
        for step in [*steps, None]:
            brought = self.brings(fund, turns)
            when = step.happened if step else until
            if brought and (when is None or brought[0] < when):
                turns.append((brought[0] + ONE, brought[1]))
                accepted = claim.fields["cost"] if brought[1] == "approved" else accepted
            if step is None:
                break
            word, then = step.fields["step"], self.then(fund, step, turns, appealed)
            if then is None:
                return None
            appealed = appealed or then == "appealed"
            if word == "partly_approved":
                part = step.fields.get("amount")
                if part is None or not max(accepted, 1) <= part <= claim.fields["cost"]:
                    return None
                accepted = part
            elif word == "approved":
                accepted = claim.fields["cost"]
            turns.append((step.happened, then))
        return turns, accepted, self.brings(fund, turns)

    def then(self, fund, step, turns, appealed):
        """What a claim is after a step; nothing where it cannot have it."""
        word, (since, now) = step.fields["step"], turns[-1]
        if word == "returned" and now == "submitted":
            return "returned"
        if word == "supplied" and now == "returned":
            return "submitted"
        if word == "withdrawn" and now in ("submitted", "returned"):
            return "withdrawn"
        if word in APPROVED and now in OPEN:
            return word
        if word == "denied" and now in OPEN:
            return "denied" if now == "submitted" else turns[-2][1]
        if word == "appealed" and now in ("denied", "partly_approved") and not appealed and fund.clause("appeal within"):
            return "appealed" if step.happened <= self.after(fund, "appeal within", since) else None
        return None

    def brings(self, fund, turns):
        """The last day before time itself changes a claim, and to what."""
        since, state = turns[-1]
        if state == "submitted":
            silence = fund.clause("decide within").phrase("silence")["words"][0]
            return self.after(fund, "decide within", since), "approved" if silence == "approves" else "denied"
        if state == "returned" and fund.clause("supply within"):
            return self.after(fund, "supply within", since), "expired"
        if state == "appealed":
            return self.after(fund, "decide within", since), turns[-2][1]
        return None

    def accepted(self, claim, today):
        """The cost that is accepted on a day, and the day on which time changes it."""
        turns, accepted, brought = self.walk(claim, self.steps.get(claim.id, []), today)
        states = [state for since, state in turns if since <= today]
        return accepted if states and states[-1] in APPROVED else None, brought[0] + ONE if brought else None
