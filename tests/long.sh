#!/bin/sh
# What is too long for every change: laws over many more generated programs.
set -eu
cd "$(dirname "$0")/.."
CHARTER_PROGRAMS="${CHARTER_PROGRAMS:-1000}" cargo nextest run --release --test forecast \
  -E 'test(generated_programs_settle_to_the_same_postings)'

# Calibration on many histories: the ranks of the truth in what is known afterwards.
CHARTER_HISTORIES="${CHARTER_HISTORIES:-500}" cargo nextest run --release --test simulation --no-capture \
  -E 'test(the_truth_lies_anywhere_in_what_is_known_of_it)'

# The joint refinement of a history of 300 partners, with everything that may move.
CHARTER_REFINED="${CHARTER_REFINED:-300}" cargo nextest run --release --test forecast --no-capture \
  -E 'test(the_refinement_finds_the_parameters)'

# The same bytes on other machines.
sh tests/machines.sh

# The tests that draw their cases, on cases never seen before.
seed="${PROPTEST_RNG_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}"
echo "cases drawn from PROPTEST_RNG_SEED=$seed"
PROPTEST_RNG_SEED="$seed" PROPTEST_CASES="${PROPTEST_CASES:-20000}" cargo nextest run --release \
  -E 'binary(/^(any_text|base|print|semantics|settlement|table|terms)$/)'

# The second book, on programs and facts never seen before; what differs is kept in target/oracle.
echo "the second book from CHARTER_SEED=${CHARTER_SEED:=$((seed % 100000 + 10))}"
CHARTER_SEED="$CHARTER_SEED" CHARTER_CASES="${CHARTER_CASES:-5000}" cargo nextest run --release --test oracle
