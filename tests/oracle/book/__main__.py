"""python3 -m book TERMS.json FACTS --until DAY: every posting, one a row."""

import argparse
import csv
import json
import pathlib
import sys

from .facts import Files
from .fold import Book
from .terms import Terms, day

COLUMNS = ("booked", "due", "kind", "incentive", "partner", "payee", "earned", "amount")


def settle(terms, read, until):
    """The postings of terms and files of facts, as rows."""
    book = Book(terms, Files(read, terms))
    return [posting.row() for posting in book.run(until)]


def main():
    parser = argparse.ArgumentParser(prog="book")
    parser.add_argument("terms", type=pathlib.Path)
    parser.add_argument("facts", type=pathlib.Path)
    parser.add_argument("--until", type=day, required=True)
    asked = parser.parse_args()

    def read(name):
        path = asked.facts / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    terms = Terms(json.loads(asked.terms.read_text(encoding="utf-8")))
    rows = settle(terms, read, asked.until)
    out = csv.writer(sys.stdout)
    out.writerow(COLUMNS)
    out.writerows(rows)


if __name__ == "__main__":
    main()
