"""Reads cases that the program has settled, works each out again, and says where the two books differ.

What differs is kept in a folder that can be settled by hand (CHARTER_KEEP, or `target/oracle`). The last lines
report how many cases there were and which constructs were seen together; CHARTER_PAIRS names a file for the latter, to
which `pairs.py` adds up.
"""

import collections
import itertools
import json
import os
import pathlib
import sys
import time
import traceback

from against import differences
from book.__main__ import settle
from book.terms import Terms, day

MOST_KEPT = 20


def keep(case, files, number):
    """Writes a case as a program and its facts."""
    root = pathlib.Path(os.environ.get("CHARTER_KEEP", "../../target/oracle"))
    folder = root / f"{case['seed']}-{number}"
    (folder / "facts").mkdir(parents=True, exist_ok=True)
    (folder / "program.charter").write_text(case["program"], encoding="utf-8")
    (folder / "until").write_text(case["until"], encoding="utf-8")
    for name, text in files.items():
        (folder / "facts" / name).write_text(text, encoding="utf-8")
    return folder


def main():
    began = time.monotonic()
    counts, pairs, wrong = collections.Counter(), collections.Counter(), collections.Counter()
    for line in sys.stdin:
        case = json.loads(line)
        if "problems" in case:
            counts["no program"] += 1
            for problem in case["problems"]:
                wrong[problem] += 1
            continue
        counts["programs"] += 1
        for name, often in zip(("amounts inside a bound", "amounts without one", "cases of bounds played"), case["bounded"]):
            counts[name] += often
        for what in case["outside"]:
            counts["outside"] += 1
            if counts["outside"] <= MOST_KEPT:
                print(f"{keep(case, case['facts'][0], 'bound')}: {what}")
        terms = Terms(case["terms"])
        for number, (files, theirs) in enumerate(zip(case["facts"], case["postings"])):
            counts["cases"] += 1
            counts["postings"] += len(theirs)
            theirs = [tuple(row) for row in theirs]
            try:
                ours = settle(terms, files.get, day(case["until"]))
                only = differences(theirs, ours)
            except Exception:  # A crash of the second book is a difference.
                only = [("book", tuple(traceback.format_exc().splitlines()[-3:]))]
            if only:
                counts["differ"] += 1
                if counts["differ"] <= MOST_KEPT:
                    print(f"{keep(case, files, number)}: {len(only)} differ")
                    for who, row in only[:6]:
                        print("   only the", who, *row)
            if theirs:
                pairs.update(itertools.combinations_with_replacement(case["seen"], 2))
    for problem, often in wrong.most_common(12):
        print(f"{often} times no program: {problem}")
    told = ", ".join(f"{often} {what}" for what, often in sorted(counts.items()))
    met = sum(first != second for first, second in pairs)
    print(f"{told}; {met} pairs of constructs seen together; {time.monotonic() - began:.0f} seconds")
    report = os.environ.get("CHARTER_PAIRS")
    if report:
        rows = [f"{often}\t{first}\t{second}\n" for (first, second), often in sorted(pairs.items())]
        with open(report, "a", encoding="utf-8") as file:
            file.writelines(rows)
    sys.exit(1 if counts["differ"] or counts["outside"] or not counts["cases"] or counts["no program"] * 4 > counts["programs"] else 0)


if __name__ == "__main__":
    main()
