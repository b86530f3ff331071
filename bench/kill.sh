#!/usr/bin/env bash
# Kills the engine with SIGKILL at random moments, resumes, and compares with a run that nobody disturbed.
#
#   bench/kill.sh [--template command|gpt] [--kills N] [--experiments N] [--seed N] [--longest SECONDS]
#
# Fails if a process is left two seconds after a kill, a completed trial is missing or there twice, or (command template,
# whose programs are deterministic) the final state differs from the undisturbed run's.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
template=command kills=20 experiments=30 seed=7 longest=6
while [ $# -gt 0 ]; do
    case $1 in
        --template) template=$2 ;;
        --kills) kills=$2 ;;
        --experiments) experiments=$2 ;;
        --seed) seed=$2 ;;
        --longest) longest=$2 ;;
        *) echo "kill.sh does not know ($1)." >&2; exit 2 ;;
    esac
    shift 2
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
RANDOM=$seed

nightjar() { "$here/nightjar" "$@"; }
facts() { # what must be equal: every experiment's outcome, every ref (numbers of commits are functions of their content)
    nightjar export --lab "$1" --format karpathy-tsv
    git -C "$1" for-each-ref --format='%(refname) %(objectname)' refs/nightjar refs/heads/nightjar
}
left_over() { # processes whose command line or working folder lies in the lab
    for pid in /proc/[0-9]*; do
        { tr '\0' ' ' < "$pid/cmdline"; readlink "$pid/cwd"; } 2> /dev/null | grep -qF "$1" && echo "${pid#/proc/}"
    done || true
}

nightjar init "$work/calm" --template "$template" > "$work/log" 2>&1
cp -r "$work/calm" "$work/storm"
if [ "$template" = command ]; then # training on several threads is not the same to the last bit, so there is nothing to compare
    echo "undisturbed: $experiments experiments"
    nightjar run --lab "$work/calm" --tag t --seed "$seed" --experiments "$experiments" > "$work/calm.log" 2>&1
fi

killed=0 problems=0
verb="run --tag t --seed $seed --experiments $experiments"
while [ "$killed" -lt "$kills" ]; do
    # shellcheck disable=SC2086
    "$here/nightjar" $verb --lab "$work/storm" >> "$work/storm.log" 2>&1 &
    engine=$!
    pause=$(awk -v r=$RANDOM -v longest="$longest" 'BEGIN { print 0.4 + longest * r / 32768 }')
    sleep "$pause"
    if ! kill -9 $engine 2> /dev/null; then
        echo "the run ended before kill $((killed + 1)); raise --experiments"
        break
    fi
    wait $engine 2> /dev/null || true
    killed=$((killed + 1))
    sleep 2
    left=$(left_over "$work/storm")
    done_so_far=$(grep -c '"type":"decided"\|"type":"blocked"' "$work/storm/.nightjar/runs/t/ledger.jsonl" 2> /dev/null || true)
    echo "kill $killed after ${pause} s: ${done_so_far:-0} experiments decided, processes left after 2 s: ${left:-none}"
    [ -z "$left" ] || problems=$((problems + 1))
    [ -s "$work/storm/.nightjar/runs/t/ledger.jsonl" ] && verb="resume t"
done
[ "$verb" = "resume t" ] && nightjar resume t --lab "$work/storm" >> "$work/storm.log" 2>&1

ledger=$work/storm/.nightjar/runs/t/ledger.jsonl
twice=$(grep -o '"type":"trial_ended","trial":[0-9]*' "$ledger" | sort | uniq -d)
[ -z "$twice" ] || { echo "in the ledger twice: $twice"; problems=$((problems + 1)); }
if [ "$template" = command ]; then
    diff <(facts "$work/calm") <(facts "$work/storm") && echo "final states are equal" || problems=$((problems + 1))
else
    nightjar log --lab "$work/storm"
fi
echo "$killed kills, $problems problems"
[ "$problems" = 0 ]
