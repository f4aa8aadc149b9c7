#!/bin/sh
# What is too long for every change: laws over many more generated programs.
set -eu
cd "$(dirname "$0")/.."
CHARTER_PROGRAMS="${CHARTER_PROGRAMS:-1000}" cargo nextest run --release --test forecast \
  -E 'test(generated_programs_settle_to_the_same_postings)'
