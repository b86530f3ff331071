#!/usr/bin/env bash
# Built-in optimizers against each other on a real lab: runs of the same length from the same seeds, each verified on fresh ones.
#
#   bench/race.sh [--optimizers auto,random] [--runs N] [--first N] [--experiments N] [--seeds N] [--budget B] [--lab DIR]
#   bench/race.sh --table DIR...
#
# Stop it whenever you like and start it again: finished runs are left as they are, and one that was stopped goes on. Runs learn nothing from
# each other. Several machines, or sets of cores with a NIGHTJAR_CACHE each, can share the work with --optimizers, --first and a lab of
# their own; --table reads all of their labs.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
optimizers=auto,random runs=3 first=1 experiments=40 seeds=3 budget='' lab=./nightjar-race

# A line for each run of a lab: the baseline, the best after so many experiments, how the others ended, and the gain on fresh seeds.
table() {
    echo '| run | baseline | best after 10 | 20 | 30 | 40 | all | experiments | kept | crashed | tainted | blocked | on fresh seeds |'
    echo '|---|---|---|---|---|---|---|---|---|---|---|---|---|'
    for lab; do
        for folder in "$lab"/.nightjar/runs/*-[0-9]*/; do
            run=$(basename "$folder")
            verified=$("$here/nightjar" report "$run" --lab "$lab" | sed 's/^ *//' | tr '\n' ' ' |
                sed -n 's/.*a gain of \([^(]*[^ (]\) *(.*better in \([0-9]* of [0-9]*\).*/\1, better in \2/p')
            "$here/nightjar" export "$run" --lab "$lab" --format karpathy-tsv | awk -F'\t' -v run="$run" -v verified="${verified:-–}" '
                NR == 2 { base = best = $2 }
                NR > 2 {
                    n++
                    if ($4 == "keep") { kept++; best = $2 }
                    if ($5 ~ /^\[tainted/) tainted++
                    else if ($4 == "crash") crashed++
                    if ($5 ~ /^\[blocked/) blocked++
                    if (n % 10 == 0 && n <= 40) after[n] = sprintf("%.4f", best)
                }
                function at(n) { return n in after ? after[n] : "–" }
                END {
                    printf "| %s | %.4f | %s | %s | %s | %s | %.4f | %d | %d | %d | %d | %d | %s |\n", run, base,
                        at(10), at(20), at(30), at(40), best, n, kept, crashed, tainted, blocked, verified
                }'
        done
    done
}

# Experiments that a run has finished.
decided() {
    "$here/nightjar" status "$1" --lab "$lab" --json | sed -n 's/^  "experiments" : \([0-9]*\),$/\1/p'
}

while [ $# -gt 0 ]; do
    case $1 in
        --table) shift; table "$@"; exit ;;
        --optimizers) optimizers=$2 ;;
        --runs) runs=$2 ;;
        --first) first=$2 ;;
        --experiments) experiments=$2 ;;
        --seeds) seeds=$2 ;;
        --budget) budget=$2 ;;
        --lab) lab=$2 ;;
        *) echo "race.sh does not know ($1)." >&2; exit 2 ;;
    esac
    shift 2
done
[ -e "$lab/lab.toml" ] || "$here/nightjar" init "$lab" --template gpt
for seed in $(seq "$first" $((first + runs - 1))); do
    for optimizer in ${optimizers//,/ }; do
        run=$optimizer-$seed
        [ ! -e "$lab/.nightjar/runs/$run/verified" ] || continue
        if [ -e "$lab/.nightjar/runs/$run/ledger.jsonl" ]; then
            [ "$(decided "$run")" -ge "$experiments" ] ||
                "$here/nightjar" resume "$run" --lab "$lab" --experiments "$experiments" || true
        else
            "$here/nightjar" run --lab "$lab" --tag "$run" --seed "$seed" --experiments "$experiments" --cold \
                --proposer "$optimizer" ${budget:+--budget "$budget"} || true
        fi
        if [ "$(decided "$run")" -lt "$experiments" ]; then
            echo "Run $run has $(decided "$run") of $experiments experiments; start this again to go on." >&2
            table "$lab"
            exit 1
        fi
        "$here/nightjar" verify "$run" --lab "$lab" --seeds "$seeds"
        : > "$lab/.nightjar/runs/$run/verified"
    done
done
table "$lab"
