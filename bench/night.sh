#!/usr/bin/env bash
# Several runs on a lab, each verified on fresh seeds: is the morning's program really better than the evening's?
#
#   bench/night.sh [--runs N] [--experiments N] [--seeds N] [--lab DIR]
#
# Each run starts from the lab's own program and learns nothing from the others. The lab (made if it is not there) keeps the ledgers; run it again to add none twice.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
runs=3 experiments=30 seeds=3 lab=./nightjar-gpt
while [ $# -gt 0 ]; do
    case $1 in
        --runs) runs=$2 ;;
        --experiments) experiments=$2 ;;
        --seeds) seeds=$2 ;;
        --lab) lab=$2 ;;
        *) echo "night.sh does not know ($1)." >&2; exit 2 ;;
    esac
    shift 2
done
[ -e "$lab/lab.toml" ] || "$here/nightjar" init "$lab" --template gpt
for run in $(seq 1 "$runs"); do
    tag=night-$run
    if [ -e "$lab/.nightjar/runs/$tag" ]; then
        "$here/nightjar" resume "$tag" --lab "$lab" || true
    else
        "$here/nightjar" run --lab "$lab" --tag "$tag" --seed "$run" --experiments "$experiments" --cold
    fi
    "$here/nightjar" verify "$tag" --lab "$lab" --seeds "$seeds"
done
