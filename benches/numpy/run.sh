#!/bin/sh
# Times the plain numpy model; numpy goes into an environment of its own under target/.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
place="$root/target/numpy"
[ -x "$place/bin/python" ] || python3 -m venv "$place"
"$place/bin/python" -c 'import numpy' 2>/dev/null || "$place/bin/pip" install --quiet 'numpy==2.2.*'
for partners in 400 2000; do
  OPENBLAS_NUM_THREADS=1 "$place/bin/python" "$here/model.py" "$partners"
done
