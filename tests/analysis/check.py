"""Reads a forecast's tables with DuckDB: the queries give what the CSV files say, and both forms hold the same."""

import csv
import os
import sys
from decimal import Decimal
from pathlib import Path

import duckdb

folder, queries = Path(sys.argv[1]), Path(sys.argv[2]).read_text()
os.chdir(folder)
database = duckdb.connect()


def rows(name):
    with open(f"{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


# Both forms of every table hold the same.
tables = sorted(path.stem for path in Path(".").glob("*.parquet"))
assert len(tables) >= 14, tables
cells = 0
for name in tables:
    found = database.execute(f"SELECT * FROM '{name}.parquet'")
    heads = [column[0] for column in found.description]
    types = [str(column[1]) for column in found.description]
    stored, written = found.fetchall(), rows(name)
    assert len(stored) == len(written), name
    for one, other in zip(stored, written):
        assert list(other) == heads, (name, heads)
        for head, sort, value in zip(heads, types, one):
            text = other[head]
            cells += 1
            if value is None:
                assert text == "", (name, head, text)
            elif "DECIMAL" in sort:
                assert abs(value - Decimal(text)) <= Decimal("0.00005"), (name, head, value, text)
            elif "DOUBLE" in sort:
                assert value == float(text), (name, head, value, text)
            else:
                assert str(value) == text, (name, head, value, text)

# Every query runs, and what it says is what the CSV files say.
answers = {}
for query in queries.split("-- name: ")[1:]:
    name, text = query.split("\n", 1)
    found = database.execute(text)
    heads = [column[0] for column in found.description]
    answers[name.strip()] = [dict(zip(heads, row)) for row in found.fetchall()]

totals = rows("replicate_totals")
program = [row for row in totals if row["world"] == "program"]
none = [row for row in totals if row["world"] == "none"]
cost = sum(float(row["payouts"]) + float(row["running_costs"]) for row in program) / len(program)
gain = sum(float(a["margin"]) - float(b["margin"]) for a, b in zip(program, none)) / len(program)
answer = answers["return"][0]
assert answer["runs"] == len(program) == 3
assert abs(float(answer["cost"]) - cost) < 0.001 * abs(cost)
assert abs(float(answer["plain_return"]) - (gain / cost - 1)) < 1e-6 * abs(gain / cost) + 1e-6

paid = sum(float(row["payouts"]) for row in program) / len(program)
by_incentive = sum(float(row["payouts"]) for row in answers["incentives"])
assert abs(by_incentive - paid) < 0.01, (by_incentive, paid)
for by in ("tier", "type", "region"):
    own = [row for row in answers["who"] if row["by"] == by]
    if by == "type" and not own:
        continue  # The program declares no types.
    assert sum(row["partners"] for row in own) == 20, own
    # Rows of a table are rounded to ten-thousandths each.
    assert abs(sum(float(row["payouts"]) for row in own) - paid) < 0.05, (by, own, paid)
# What audiences of one kind cost is what the program costs but for staff, which falls on no partner.
staff = {round(sum(float(row["cost"]) for row in answers["audiences"] if row["by"] == by), 1) for by in ("tier", "region")}
assert len(staff) == 1 and staff.pop() <= cost + 0.1, answers["audiences"]
worlds = {row["world"] for row in totals} - {"program"}
assert {row["world"] for row in answers["contributions"]} == worlds
for name in ("tired", "budgets", "moves"):
    assert name in answers
print(f"{len(tables)} tables, {cells} cells, {len(answers)} queries agree")
