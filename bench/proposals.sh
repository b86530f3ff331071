#!/usr/bin/env bash
# Runs that ask a language model over real HTTP: a server on the loopback that answers from a list, and fails as told.
#
#   bench/proposals.sh [--experiments N] [--gpt N] [--budget B] [--keep DIR]
#
# First N experiments (40) of the command lab with a model that fails 30 % of the time in ten ways; then N each (10, 0 for
# none) of the gpt lab: knobs, edits, hybrid. Fails if a run ends early, a key shows up in a run's folder, or a replay of the
# command run's transcript proposes anything else.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
experiments=40 gpt=10 budget="1 TFLOP" keep=
while [ $# -gt 0 ]; do
    case $1 in
        --experiments) experiments=$2 ;;
        --gpt) gpt=$2 ;;
        --budget) budget=$2 ;;
        --keep) keep=$2 ;;
        *) echo "proposals.sh does not know ($1)." >&2; exit 2 ;;
    esac
    shift 2
done
work=${keep:-$(mktemp -d)}
mkdir -p "$work"
server=
finish() { [ -z "$server" ] || kill "$server" 2> /dev/null || true; [ -n "$keep" ] || rm -rf "$work"; }
trap finish EXIT
export LOOPBACK_KEY=sk-loopback-4711-not-to-be-seen

serve() { # ideas, share that fails: a server, and the lab's nightjar.toml for it
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    rm -f "$work/address"
    python3 "$here/bench/loopback_model.py" --ideas "$2" --fail "$3" > "$work/address" &
    server=$!
    while ! [ -s "$work/address" ]; do sleep 0.1; done
    cat > "$1/nightjar.toml" << TOML
[models.loopback]
base_url = "$(cat "$work/address")"
model = "loopback"
key_env = "LOOPBACK_KEY"
where = "elsewhere"
timeout = "3s"

[prices.loopback]
in = 1.0
out = 4.0

[proposer.hybrid]
after = 2
TOML
}
night() { # lab, tag, arguments of run
    local lab=$1 tag=$2
    shift 2
    "$here/nightjar" run --lab "$lab" --tag "$tag" --seed 7 "$@" > "$work/$tag.log" 2>&1 || { tail -20 "$work/$tag.log"; exit 1; }
    "$here/nightjar" report "$tag" --lab "$lab" | sed -n '/Proposals, by/,/^$/p'
    if grep -rqF "$LOOPBACK_KEY" "$lab/.nightjar" "$work/$tag.log"; then
        echo "the key was written down in $lab"
        exit 1
    fi
}
# times aside, and names of commits, which hold the run's tag
proposals() { grep -o '"type":"\(proposed\|retried\|refused\|blocked\)".*' "$1" | sed 's/"seconds":[^,}]*//; s/"latency_seconds":[^,}]*//; s/"basis":[^,}]*//; s/"base":"[0-9a-f]*"//'; }

"$here/nightjar" init "$work/command" --template command > "$work/log" 2>&1
serve "$work/command" command 0.3
echo "== command lab, $experiments experiments, 30 % of the answers fail"
night "$work/command" failing --proposer llm --model loopback --experiments "$experiments"
decided=$(grep -c '"type":"decided"\|"type":"blocked"' "$work/command/.nightjar/runs/failing/ledger.jsonl")
echo "decided: $decided of $experiments"
[ "$decided" = "$experiments" ]
kill "$server"
echo "== replay of its transcript, without a server"
night "$work/command" replayed --proposer replay "$work/command/.nightjar/runs/failing/exchanges.jsonl" --experiments "$experiments"
diff <(proposals "$work/command/.nightjar/runs/failing/ledger.jsonl") <(proposals "$work/command/.nightjar/runs/replayed/ledger.jsonl")
echo "the same proposals, refusals and accounts"

[ "$gpt" = 0 ] && exit 0
"$here/nightjar" init "$work/gpt" --template gpt >> "$work/log" 2>&1
serve "$work/gpt" knobs 0
echo "== gpt lab, knobs, $gpt experiments of $budget"
night "$work/gpt" knobs --proposer llm --model loopback --experiments "$gpt" --budget "$budget"
echo "== gpt lab, hybrid"
night "$work/gpt" hybrid --proposer hybrid --model loopback --experiments "$gpt" --budget "$budget"
sed -i 's/^scope *=.*/scope = "edit"/' "$work/gpt/lab.toml"
git -C "$work/gpt" commit -qam "Let proposals edit the file"
serve "$work/gpt" edits 0
echo "== gpt lab, edits"
night "$work/gpt" edits --proposer llm --model loopback --experiments "$gpt" --budget "$budget"
