"""python3 many.py: both books on very many generated cases, on all cores, going on where it was stopped.

A batch is a number of programs from a seed of its own, each with some folders of facts. Batches run side by side, each in
a process of the test; what a batch found is written down when it is whole, so that a run that was stopped goes on with the
batches that are missing. Whatever differs is kept as a folder that `against.py` takes. The exit code is 0 where all batches
are whole and nothing differs, else 1.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNTED = re.compile(r"(\d+) ([a-z][a-z ]*)")


def asked():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many cases in all: programs times facts")
    parser.add_argument("--facts", type=int, default=10, help="folders of facts for each program")
    parser.add_argument("--batch", type=int, default=250, help="programs in a batch")
    parser.add_argument("--seed", type=int, default=100_000, help="the seed of the first batch; the others follow")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="batches at a time")
    parser.add_argument("--debug", action="store_true", help="without optimisation")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target" / "oracle" / "many", help="where batches are written down")
    return parser.parse_args()


def built(debug):
    """The test as a command."""
    command = ["cargo", "test", "--test", "oracle", "--no-run", "--message-format", "json"] + ([] if debug else ["--release"])
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        message = json.loads(line)
        if message.get("executable") and message.get("target", {}).get("name") == "oracle":
            return message["executable"]
    raise SystemExit("no test was built")


class Run:
    """The batches of a run, and what they found."""

    def __init__(self, options, test):
        self.options, self.test = options, test
        programs = -(-options.cases // options.facts)
        self.left = list(range(options.seed, options.seed + -(-programs // options.batch)))
        self.count, self.began, self.done_before = len(self.left), time.monotonic(), 0
        self.totals, self.failed, self.lock = collections.Counter(), [], threading.Lock()

    def path(self, seed, end):
        return self.options.out / f"{seed}-{self.options.batch}x{self.options.facts}.{end}"

    def all(self):
        for seed in list(self.left):
            if self.path(seed, "json").exists():
                self.left.remove(seed)
                self.done_before += 1
                self.totals.update(json.loads(self.path(seed, "json").read_text(encoding="utf-8")))
        workers = [threading.Thread(target=self.work, daemon=True) for _ in range(self.options.jobs)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def work(self):
        while True:
            with self.lock:
                if not self.left:
                    return
                seed = self.left.pop(0)
            self.batch(seed)

    def batch(self, seed):
        options, pairs = self.options, self.path(seed, "pairs")
        pairs.unlink(missing_ok=True)
        settings = {
            "CHARTER_SEED": seed, "CHARTER_CASES": options.batch, "CHARTER_FACTS": options.facts, "CHARTER_PAIRS": pairs,
            "CHARTER_KEEP": options.out / "differ", "RUST_BACKTRACE": 0,
        }
        environment = os.environ | {name: str(value) for name, value in settings.items()}
        command = [self.test, "--exact", "pipe::generated_cases_are_paid_the_same", "--nocapture"]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.path(seed, "log").write_text(done.stdout, encoding="utf-8")
        told = [line for line in done.stdout.splitlines() if line.endswith(" seconds") and " programs;" in line]
        counts = {what.strip(): int(often) for often, what in COUNTED.findall(told[-1].split(";")[0])} if told else {}
        with self.lock:
            if not told or (done.returncode and not (counts.get("differ") or counts.get("outside"))):
                self.failed.append(seed)
                print(f"batch {seed} failed: see {self.path(seed, 'log')}", flush=True)
            else:
                self.path(seed, "json").write_text(json.dumps(counts), encoding="utf-8")
                self.totals.update(counts)
            self.tell(seed)

    def tell(self, seed):
        whole = sum(1 for each in self.options.out.glob(f"*-{self.options.batch}x{self.options.facts}.json")
                    if self.options.seed <= int(each.name.split("-")[0]) < self.options.seed + self.count)
        spent = time.monotonic() - self.began
        each = spent / max(whole - self.done_before, 1)
        print(
            f"batch {seed}: {whole} of {self.count}, {self.totals['cases']:,} cases, {self.totals['differ']} differ, "
            f"{self.totals['outside']} outside a bound; {spent:.0f} s, about {each * (self.count - whole):.0f} s to come", flush=True,
        )


def main():
    options = asked()
    options.out.mkdir(parents=True, exist_ok=True)
    run = Run(options, built(options.debug))
    run.all()
    totals = run.totals
    print(", ".join(f"{often:,} {what}" for what, often in sorted(totals.items())))
    print(f"{len(run.failed)} of {run.count} batches failed; {time.monotonic() - run.began:.0f} seconds, {run.done_before} batches were there")
    print(f"python3 tests/oracle/pairs.py {options.out}/*.pairs")
    sys.exit(1 if run.failed or totals["differ"] or totals["outside"] or not totals["cases"] else 0)


if __name__ == "__main__":
    main()
