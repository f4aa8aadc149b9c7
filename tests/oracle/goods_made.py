"""Facts by chance beside sales: stock, special prices, payments, credit, targets, standing."""

from book.year import ONE
from rows import text_of

PARTNERS = ("acme", "birch", "cedar")
PRODUCTS = ("router", "router", "switch", "secure")


def more_facts(chance, days, sales, uses, offer):
    """The files that a program has use for; each is there sometimes anyway."""
    makers = {
        "purchases.csv": (purchases, {"price_protection", "stock_rotation"}), "rotations.csv": (rotations, {"price_protection", "stock_rotation"}),
        "debits.csv": (debits, {"ship_and_debit"}), "protections.csv": (protections, {"price_protection"}),
        "payments.csv": (payments, {"payment"}), "cancellations.csv": (cancellations, {"cancellation"}),
        "credits.csv": (credits_of_deals, {"credit", "credited"}), "targets.csv": (targets, {"target"}), "standing.csv": (standing, {"standing"}),
        "enrolments.csv": (enrolments, {"enrolment"}), "memberships.csv": (memberships, {"group"}),
        "claim_steps.csv": (claim_steps, {"decided"}), "exceptions.csv": (exceptions, {"exception"}), "quotes.csv": (quotes, {"quote"}),
    }
    files = {}
    for name, (make, wanted) in makers.items():
        if uses & wanted or (name == "purchases.csv" and chance.one_in(4)):
            files[name] = text_of(make(chance, days, sales, offer))
    return files


def _when(chance, days):
    happened = days.any()
    return happened, days.later(happened, 40) if chance.one_in(4) else happened


def purchases(chance, days, sales, offer):
    rows = [["purchase_id", "happened", "known", "partner", "product", "units", "net_amount"]]
    for at in range(chance.choice([1, 3, 5])):
        happened, known = _when(chance, days)
        rows.append([f"u{at}", happened, known, chance.choice(PARTNERS), chance.choice(PRODUCTS), chance.choice([1, 3, 10]), f"{chance.amount():.2f}"])
    return rows


def rotations(chance, days, sales, offer):
    rows = [["rotation_id", "happened", "known", "partner", "product", "units", "net_amount"]]
    for at in range(chance.choice([0, 1, 3])):
        happened, known = _when(chance, days)
        rows.append([f"o{at}", happened, known, chance.choice(PARTNERS), chance.choice(PRODUCTS), chance.choice([1, 2]), f"{chance.amount():.2f}"])
    return rows


def debits(chance, days, sales, offer):
    rows = [["debit_id", "happened", "known", "partner", "product", "customer_id", "units", "book_cost", "special_cost", "decision"]]
    for at in range(chance.choice([1, 3, 6])):
        happened, known = _when(chance, days)
        rows.append([
            f"b{at}", happened, known, chance.choice(PARTNERS), chance.choice(PRODUCTS), chance.choice(["c1", "c2", "c3"]), chance.choice([0, 1, 2, 5]),
            chance.choice(["10.00", "9.99", "3.33"]), chance.choice(["9.00", "9.99", "2.22", "11.00"]), chance.choice(["approved", "approved", "refused", "open"]),
        ])
    return rows


def protections(chance, days, sales, offer):
    rows = [["protection_id", "happened", "known", "partner", "product", "units", "new_price", "decision"]]
    for at in range(chance.choice([1, 3, 6])):
        happened, known = _when(chance, days)
        rows.append([
            f"q{at}", happened, known, chance.choice(PARTNERS), chance.choice(PRODUCTS), chance.choice(["", "", 1, 4, 20]),
            chance.choice(["5.00", "33.33", "0.00", "120.00"]), chance.choice(["approved", "approved", "approved", "refused"]),
        ])
    return rows


def quotes(chance, days, sales, offer):
    rows = [["quote_id", "happened", "known", "partner", "product", "customer_id", "units", "quoted", "quoted_price", "list_price", "decision"]]
    for at in range(chance.choice([1, 3, 6])):
        quoted = days.any()
        happened = quoted if chance.one_in(6) else days.later(quoted, chance.choice([29, 30, 31, 60, 90, 91]))
        if chance.one_in(8):
            quoted, happened = happened, quoted
        known = days.later(happened, 40) if chance.one_in(4) else happened
        rows.append([
            f"k{at}", happened, known, chance.choice(PARTNERS), chance.choice(PRODUCTS), chance.choice(["c1", "c2", "c3"]), chance.choice([0, 1, 2, 5]), quoted,
            chance.choice(["9.00", "9.99", "2.22", "11.00"]), chance.choice(["10.00", "9.99", "3.33"]), chance.choice(["approved", "approved", "approved", "refused", "open"]),
        ])
    return rows


def exceptions(chance, days, sales, offer):
    rows = [["exception_id", "happened", "known", "partner", "amount", "reason", "decided_by", "decision"]]
    for at in range(chance.choice([1, 3, 6])):
        happened, known = _when(chance, days)
        rows.append([
            f"x{at}", happened, known, chance.choice(PARTNERS), chance.choice(["0.00", "5.55", "19.99", "40.00", "1000.00"]),
            chance.choice(["late", "lost", "promised"]), chance.choice(["finance"] * 5 + ["legal", "legal", "nobody"]),
            chance.choice(["approved", "approved", "approved", "refused", "open"]),
        ])
    return rows


def payments(chance, days, sales, offer):
    rows = [["payment_id", "happened", "known", "partner", "sale_id", "net_amount"]]
    for at, each in enumerate(sales):
        left = round(float(each["net_amount"]) * 100)
        for part in range(chance.choice([0, 1, 1, 2])):
            paid = left if chance.one_in(2) else chance.randrange(0, left + 1)
            left -= paid
            happened = days.later(each["happened"], 80)
            rows.append([f"y{at}_{part}", happened, max(happened, each["known"]), each["partner"], each["sale_id"], f"{paid / 100:.2f}"])
    return rows


def cancellations(chance, days, sales, offer):
    rows = [["cancellation_id", "happened", "known", "partner", "customer_id"]]
    for at in range(chance.choice([0, 1, 2])):
        about = chance.choice(sales)
        happened = days.later(about["happened"], 30)
        rows.append([f"x{at}", happened, happened, about["partner"], about["customer_id"] or "c1"])
    return rows


def credits_of_deals(chance, days, sales, offer):
    rows = [["credit_id", "happened", "known", "partner", "deal_id", "role", "share"]]
    for at in range(chance.choice([1, 3, 5])):
        about = chance.choice(sales)
        happened = chance.choice([about["happened"], about["happened"] - ONE, about["happened"] - 20 * ONE, days.any()])
        rows.append([
            f"t{at}", happened, happened, chance.choice(PARTNERS), about["deal_id"] or "d1", chance.choice(["sourcing", "influencing", "selling"]),
            chance.choice(["", 0, 20, 33, 50, 100]),
        ])
    return rows


def targets(chance, days, sales, offer):
    rows = [["target_id", "happened", "known", "partner", "target", "amount", "until"]]
    for at in range(chance.choice([1, 3, 4])):
        happened, known = _when(chance, days)
        until = days.later(happened, 200) if chance.one_in(3) else ""
        rows.append([f"n{at}", happened, known, chance.choice(PARTNERS), "reach", f"{chance.amount():.2f}", until])
    return rows


def standing(chance, days, sales, offer):
    rows = [["standing_id", "happened", "known", "partner", "tier", "step", "until"]]
    for at in range(chance.choice([2, 5, 9])):
        happened, known = _when(chance, days)
        until = days.later(happened, 200) if chance.one_in(3) else ""
        step = chance.choice(["invited", "invited", "confirmed", "kept", "enrolled", "enrolled", "paid", "paid", "frozen", "audited", "audited"])
        rows.append([f"w{at}", happened, known, chance.choice(PARTNERS), chance.choice(["silver", "gold"]), step, until])
    return rows


def enrolments(chance, days, sales, offer):
    rows = [["enrolment_id", "happened", "known", "partner", "offer"]]
    for at in range(chance.choice([1, 3, 5])):
        happened, known = _when(chance, days)
        rows.append([f"e{at}", happened, known, chance.choice(PARTNERS), offer])
    return rows


def memberships(chance, days, sales, offer):
    rows = [["membership_id", "happened", "known", "partner", "head", "until"]]
    for at in range(chance.choice([1, 2, 4])):
        happened, known = _when(chance, days)
        until = days.later(happened, 200) if chance.one_in(3) else ""
        rows.append([f"u{at}", happened, known, chance.choice(PARTNERS), chance.choice(PARTNERS), until])
    return rows


def claim_steps(chance, days, sales, offer):
    """Steps of the claims that `people.claims` makes, some of them out of place."""
    rows = [["step_id", "happened", "known", "partner", "claim_id", "step", "amount"]]
    for at in range(chance.choice([2, 5, 9])):
        happened = days.first + chance.randrange(60, 480) * ONE
        step = chance.choice(["returned", "supplied", "approved", "partly_approved", "partly_approved", "denied", "appealed", "withdrawn"])
        amount = f"{chance.choice([1, 2.5, 9.99, 20]):.2f}" if step == "partly_approved" else ""
        known = days.later(happened, 40) if chance.one_in(4) else happened
        rows.append([f"v{at}", happened, known, chance.choice(PARTNERS), f"m{chance.randrange(3)}", step, amount])
    return rows
