#!/bin/sh
# Times the model in Mesa; Mesa goes into an environment of its own under target/.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
place="$root/target/mesa"
[ -x "$place/bin/python" ] || python3 -m venv "$place"
"$place/bin/python" -c 'import mesa' 2>/dev/null || "$place/bin/pip" install --quiet 'mesa==3.*'
for partners in 100 400; do
  "$place/bin/python" "$here/model.py" "$partners"
done
