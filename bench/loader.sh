#!/usr/bin/env bash
# What reading real text costs: trains the gpt template on real shards and on random tokens by turns, and compares.
#
#   bench/loader.sh FOLDER [--steps N] [--pairs N]
#
# FOLDER holds training shards (train-*.tokens), as `nightjar prepare` makes them. Prints for each turn the milliseconds a
# step, and of the real ones two shares of the training time: what the training thread waited for batches, and what the
# packing thread worked beside it. Run it on a quiet machine: the difference of the medians is smaller than most noise.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
[ -d "${1:-}" ] || { echo "loader.sh needs a folder of token shards, not (${1:-})." >&2; exit 2; }
shards=$(cd "$1" && pwd) steps=200 pairs=3
shift
while [ $# -gt 0 ]; do
    case $1 in
        --steps) steps=$2 ;;
        --pairs) pairs=$2 ;;
        *) echo "loader.sh does not know ($1)." >&2; exit 2 ;;
    esac
    shift 2
done

"$here/nightjar" --version > /dev/null # builds what is not built
class_path=$(cat "$here/.build/$(head -n 1 "$here/.build/current")/training.classpath")
java_home=${NIGHTJAR_JAVA_HOME:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/data" "$work/out"
ln "$shards"/train-*.tokens "$work/data" 2> /dev/null || cp "$shards"/train-*.tokens "$work/data"
touch "$work/data/go"

compile() { # NAME, the source on standard input
    mkdir -p "$work/$1"
    cat > "$work/$1/Train.java"
    "$java_home/bin/javac" -nowarn -cp "$class_path" -d "$work/$1" "$work/$1/Train.java"
}
train() { # NAME: the summary of one trial
    NIGHTJAR_MODE=train NIGHTJAR_SEED=1 NIGHTJAR_BUDGET="$steps steps" NIGHTJAR_DATA=$work/data NIGHTJAR_OUT=$work/out \
        NIGHTJAR_DEVICE=cpu NIGHTJAR_THREADS="$(nproc)" NIGHTJAR_CONTEXT=256 NIGHTJAR_VOCABULARY=4097 NIGHTJAR_BOS=4096 \
        NIGHTJAR_GUARD=600 OMP_NUM_THREADS="$(nproc)" GOMP_SPINCOUNT=10000 \
        "$java_home/bin/java" --enable-native-access=ALL-UNNAMED -Dorg.bytedeco.javacpp.cachedir="$here/.build/natives" \
        -cp "$class_path:$work/$1" Train > "$work/log"
    awk -v name="$1" '
        { sub(":", "", $1); value[$1] = $2 }
        END {
            printf "%-7s %7.2f ms/step", name, 1000 * value["training_seconds"] / value["num_steps"]
            if (name == "real") printf "   waited %s %%   packed %s %%", value["loader_wait_percent"], value["loader_work_percent"]
            print ""
        }' "$work/log"
}

compile real < "$here/labs/gpt/Train.java"
sed 's/trial\.loader(/trial.syntheticLoader(/' "$here/labs/gpt/Train.java" | compile random
for _ in $(seq "$pairs"); do
    train real
    train random
done | tee "$work/turns"
awk '
    { times[$1] = times[$1] " " $2 }
    function median(list,   n, part, i, j, swap) {
        n = split(list, part, " ")
        for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (part[j] + 0 < part[i] + 0) { swap = part[i]; part[i] = part[j]; part[j] = swap }
        return part[int((n + 1) / 2)]
    }
    END { real = median(times["real"]); random = median(times["random"])
          printf "median  real %.2f, random %.2f ms/step: %+.2f %%\n", real, random, 100 * (real / random - 1) }' "$work/turns"
