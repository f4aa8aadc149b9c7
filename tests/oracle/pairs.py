"""python3 pairs.py FILE...: how often each two constructs were met in one case that paid something, as a table.

The files are those that CHARTER_PAIRS names. A row is a construct, a column a kind; the last column says with how many of
the other constructs it was met.
"""

import collections
import sys

KINDS = ("rebate", "growth", "spiff", "bonus", "contest", "fund", "stock_rotation", "ship_and_debit", "price_protection", "exception", "price_hold", "discount")


def main():
    counts = collections.Counter()
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as file:
            for line in file:
                often, first, second = line.rstrip("\n").split("\t")
                counts[first, second] += int(often)
                if first != second:
                    counts[second, first] += int(often)
    names = sorted({first for first, _ in counts}, key=lambda name: (name not in KINDS, name))
    print("| construct | cases | " + " | ".join(KINDS) + " | met with |")
    print("|---|---:|" + "---:|" * (len(KINDS) + 1))
    for name in names:
        met = sum(1 for other in names if other != name and counts[name, other])
        cells = [str(counts[name, kind]) for kind in KINDS]
        print(f"| {name} | {counts[name, name]} | " + " | ".join(cells) + f" | {met} of {len(names) - 1} |")
    pairs = len(names) * (len(names) - 1) // 2
    met = sum(1 for at, name in enumerate(names) for other in names[at + 1:] if counts[name, other])
    print(f"\n{met} of {pairs} pairs were met.")


if __name__ == "__main__":
    main()
