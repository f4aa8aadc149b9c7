"""python3 against.py CHARTER FOLDER...: what the program and the second book post for each folder, where they differ.

A folder holds a program, its facts in `facts`, and perhaps the last day in a file `until`; otherwise everything
of the year is posted.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile

from book.__main__ import settle
from book.terms import Terms, day
from book.year import ONE

AFTER_THE_YEAR = 120 * ONE


def terms_of(charter, folder, out):
    """What the program of a folder says, resolved."""
    _run([charter, "export", str(folder), "--form", "terms", "--out", f"{out}/terms.json"])
    return json.loads(pathlib.Path(out, "terms.json").read_text(encoding="utf-8"))


def postings_of(charter, folder, until, out):
    """What the command posts for the facts of a folder."""
    _run([charter, "settle", str(folder), "--facts", str(folder / "facts"), "--until", until, "--out", f"{out}/settled"])
    with open(f"{out}/settled/current/entries.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stdout}{done.stderr}")


def minor(text, decimals):
    """An amount with all its decimals as minor units."""
    return int(text.replace(".", "")) if decimals else int(text)


def differences(theirs, ours):
    """Postings that only one of the two has."""
    left, only = sorted(ours), []
    for row in sorted(theirs):
        if row in left:
            left.remove(row)
        else:
            only.append(("program", row))
    return only + [("book", row) for row in left]


def compared(charter, folder):
    """How many postings the program has for a folder, and those that only one of the books has."""
    said = folder / "until"
    until = said.read_text(encoding="utf-8").strip() if said.exists() else None
    with tempfile.TemporaryDirectory() as out:
        terms = Terms(terms_of(charter, folder, out))
        until = until or str(terms.year.last + AFTER_THE_YEAR)
        rows = postings_of(charter, folder, until, out)

    def read(name):
        path = folder / "facts" / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    ours = settle(terms, read, day(until))
    named = ("booked", "due", "kind", "incentive", "partner", "payee", "earned")
    theirs = [tuple(row[name] for name in named) + (minor(row["amount"], terms.decimals),) for row in rows]
    return len(theirs), differences(theirs, ours)


def main():
    charter, differ = sys.argv[1], 0
    for folder in map(pathlib.Path, sys.argv[2:]):
        count, only = compared(charter, folder)
        for who, row in sorted(only, key=lambda each: each[1]):
            print(f"only the {who}:", *row)
        print(f"{folder}: {count} postings, {len(only)} differ")
        differ += len(only)
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
