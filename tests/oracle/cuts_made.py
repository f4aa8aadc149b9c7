"""Clauses with dated versions, most of which begin inside a period."""

import re

# The last days of first versions: inside a month, at its end, at that of a quarter.
LAST = ["2027-02-10", "2027-05-15", "2027-05-15", "2027-05-31", "2027-06-30", "2027-08-20", "2027-11-14"]
NEXT = {
    "2027-02-10": "2027-02-11", "2027-05-15": "2027-05-16", "2027-05-31": "2027-06-01", "2027-06-30": "2027-07-01",
    "2027-08-20": "2027-08-21", "2027-11-14": "2027-11-15",
}
DATED = ("for", "on", "rate", "amount", "accrue", "cap", "needs", "open when")
CLAUSE = re.compile(r"(?m)^  \S.*\n(?:    .*\n)*")
# What lies above a baseline or is filled up cannot be parted inside a period, and what is dated is dated once.
WHOLE = ("  above ", "guarantee", " until ", " from 2027", "  enrol ", "across level")


def cut(block, chance):
    """A block, sometimes with two versions of a clause."""
    if any(each in block for each in WHOLE) or not chance.one_in(3):
        return block
    clauses = CLAUSE.findall(block)
    words = [word for word in DATED if sum(each.startswith(f"  {word} ") for each in clauses) == 1]
    if "  on bookings in " not in block:
        words = [word for word in words if word != "on"]
    for clause in clauses:
        # What becomes of the bands is said where a period is cut.
        if clause.startswith("  rate ") and clause.count("\n") > 1 and "  on each " not in block:
            first, rest = clause.split("\n", 1)
            said = first if first.endswith(("continue", "restart")) else first.rstrip() + " continue"
            block = block.replace(clause, said + "\n" + rest)
    clauses = CLAUSE.findall(block)
    for word in chance.sample(words, min(len(words), chance.choice([1, 1, 2]))):
        clause = next(each for each in clauses if each.startswith(f"  {word} "))
        block = block.replace(clause, versions(clause, word, chance))
        chance.note("versions of " + word)
    return block


def versions(clause, word, chance):
    """The clause until a day, and another one from the next."""
    first, *rows = clause.splitlines(keepends=True)
    first = first.rstrip("\n")
    last = chance.choice(LAST)
    one = f"{first} until {last}\n" + "".join(rows)
    if word in ("cap", "needs") and chance.one_in(2):
        # Days on which the clause does not hold.
        return one
    other = other_figures(f"{first} from {NEXT[last]}\n", word, chance)
    return one + other + "".join(other_figures(row, word, chance) for row in rows)


def other_figures(line, word, chance):
    """The same line with other rates and limits."""
    if word in ("rate", "accrue", "amount") and "when base" not in line:
        return re.sub(r"(?<!above )\b[\d.]+%", lambda _: chance.rate(), line)
    if word == "for":
        return line.replace("silver, gold", "gold").replace("for reseller", "for var").replace("for EU", "for NA")
    if word in ("needs", "open when"):
        return chance.choice([line, line.replace(" >= ", " < "), line.replace(" >= ", " > ").replace(" is gold", " is silver")])
    if word == "on":
        return line.replace("on bookings", chance.choice(["on cloudy", "on netted"]))
    return line
