"""python3 generate.py SEED COUNT: programs and facts by chance, one case a line."""

import json
import os
import sys

from chance import Chance
from incentives import Maker
from people import facts_of

FACTS_A_PROGRAM = int(os.environ.get("CHARTER_FACTS", "4"))


def case_of(seed):
    chance = Chance(seed)
    maker = Maker(chance)
    program = maker.program()
    facts = [facts_of(chance, maker) for _ in range(FACTS_A_PROGRAM)]
    return {
        "seed": seed, "program": program, "until": maker.until, "facts": facts, "seen": sorted(chance.seen),
    }


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first * 1_000_000, first * 1_000_000 + count):
        print(json.dumps(case_of(seed)))


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.exit(1)
