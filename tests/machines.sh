#!/bin/sh
# The same bytes on another machine's floating point: the tests of chance and maths, and forecasts of the flagship and of a
# program whose sales come back, on processors that QEMU makes of software (arithmetic by softfloat, without AVX and FMA, and
# with all it knows) and on this one. Needs `qemu-x86_64-static`; where it is not there, Debian's package is unpacked under
# target/, nothing is installed.
set -eu
cd "$(dirname "$0")/.."
qemu="$(command -v qemu-x86_64-static || true)"
if [ -z "$qemu" ]; then
  mkdir -p target/machines
  qemu="$PWD/target/machines/usr/bin/qemu-x86_64-static"
  [ -x "$qemu" ] || (cd target/machines && apt-get download qemu-user-static && dpkg -x qemu-user-static_*.deb .)
fi
cargo build --quiet --locked
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
printf 'behaviour:\n  return_share: 0.1\n' > "$out/returned.yaml"

# forecast NAME COMMAND...: a guardrail that is broken or undecided ends with a code of its own, which must be the same too.
forecast() {
  name="$1"; shift
  mkdir "$out/$name"
  "$@" target/debug/charter simulate programs/halden --scenario scenarios/halden/baseline.yaml --runs 2 --partners 30 \
    --without-each --out "$out/$name/halden" > /dev/null 2>&1 || echo $? > "$out/$name/halden/code"
  "$@" target/debug/charter simulate programs/forge --scenario "$out/returned.yaml" --runs 2 --partners 30 \
    --out "$out/$name/forge" > /dev/null 2>&1 || echo $? > "$out/$name/forge/code"
  ls "$out/$name"/*/current/report.html > /dev/null
  # How long it took is this machine's own.
  rm "$out/$name"/*/timing.json
}

forecast here env
for cpu in Nehalem max; do
  CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER="$qemu -cpu $cpu" cargo test --quiet --locked --lib simulate::chance
  forecast "$cpu" "$qemu" -cpu "$cpu"
  diff -r "$out/here" "$out/$cpu"
  echo "$cpu: $(find "$out/$cpu" -type f | wc -l) files of two forecasts are the same bytes as here"
done
