#!/usr/bin/env bash
# The engine's own time per experiment, outside trials and judgements: many experiments on the command lab, median from the ledger.
#
#   bench/overhead.sh [--experiments N]
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
experiments=200
[ "${1:-}" != --experiments ] || experiments=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/nightjar" init "$work/lab" --template command > /dev/null
"$here/nightjar" run --lab "$work/lab" --tag t --experiments "$experiments" > "$work/log"
tail -n 2 "$work/log"
"$here/nightjar" report --lab "$work/lab" | grep -i -A3 "overhead\|engine"
