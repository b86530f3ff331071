# The building half of ./nightjar, read only when there is something to build, check or format.
# shellcheck shell=sh disable=SC2154 # home, build and java_home come from ./nightjar
#
# A build is a generation, .build/<time>-<process>/: engine/ (jars), training/ (jars), training.classpath, engine.aot.
# .build/current names the one to start. Generations are never changed, so a run survives a rebuild under it.

export JAVA_HOME="$java_home"
child=''

# One line on a terminal that rewrites itself; elsewhere nothing, the caller says what matters.
progress() { [ ! -t 2 ] || printf '\r\033[K%.100s' "$*" >&2; }

# ---- One builder at a time. The lock is a symbolic link to the owner's process id: made in one step, or not at all.

lock() {
    mkdir -p "$build" 2> /dev/null && [ -w "$build" ] || fail 70 "the folder ($build) cannot be written; Nightjar builds itself there."
    waited=no
    until ln -s $$ "$build/lock" 2> /dev/null; do
        owner=$(readlink "$build/lock") || continue
        if kill -0 "$owner" 2> /dev/null; then
            [ $waited = yes ] || say "Another build (process $owner) is at work; waiting for it. (If it is not: rm $build/lock)"
            waited=yes
            sleep 0.5
        elif mkdir "$build/breaking" 2> /dev/null; then # only one may judge a lock dead and remove it
            [ "$(readlink "$build/lock")" != "$owner" ] || rm -f "$build/lock"
            rmdir "$build/breaking"
        else
            sleep 0.5
            rmdir "$build/breaking" 2> /dev/null # left by one that was killed in between
        fi
    done
    trap unlock EXIT
    trap 'stop 130' INT
    trap 'stop 143' TERM
    trap 'stop 129' HUP
}

unlock() {
    [ "$(readlink "$build/lock")" != $$ ] || rm -f "$build/lock"
    trap - EXIT INT TERM HUP
}

stop() {
    [ -z "$child" ] || kill "$child" 2> /dev/null
    progress ''
    exit "$1"
}

# ---- Maven: the wrapper's, from the mirror that the user's settings name; an installed one where that cannot be had.

mirror_of_central() {
    settings=${MAVEN_USER_HOME:-$HOME/.m2}/settings.xml
    [ ! -r "$settings" ] || tr '\n' ' ' < "$settings" | awk '
        {
            while (match($0, /<!--/)) { # comments hold the sample mirrors
                head = substr($0, 1, RSTART - 1); rest = substr($0, RSTART)
                end = index(rest, "-->")
                $0 = head (end ? substr(rest, end + 3) : "")
            }
            while (match($0, /<mirror>/)) {
                $0 = substr($0, RSTART + 8)
                mirror = substr($0, 1, index($0, "</mirror>"))
                if (mirror ~ /<mirrorOf>[^<]*(\*|central)[^<]*</ && mirror !~ /!central/ && match(mirror, /<url>[^<]*/)) {
                    url = substr(mirror, RSTART + 5, RLENGTH - 5)
                    gsub(/[ \t]|\/+[ \t]*$/, "", url)
                    print url
                    exit
                }
            }
        }'
}

find_maven() {
    if [ -z "${MVNW_REPOURL:-}" ]; then
        mirror=$(mirror_of_central)
        [ -z "$mirror" ] || export MVNW_REPOURL="$mirror"
    fi
    maven=$home/mvnw
    progress 'Building Nightjar: Maven 3.9.12'
    if ! "$maven" --version > "$log" 2>&1; then
        command -v mvn > /dev/null || return 1
        maven=mvn
    fi
}

# Runs Maven in the clone with its output in the log, showing what it is at.
quiet_maven() {
    (cd "$home" && exec "$maven" --batch-mode "$@") >> "$log" 2>&1 &
    child=$!
    while kill -0 $child 2> /dev/null; do
        now=$(tail -n 60 "$log" | awk '
            /Downloading from/ { n = split($NF, part, "/"); doing = "fetching " part[n] }
            /Downloaded from/  { doing = "" }
            /Building nightjar-.* \[/ { module = $3 " " $NF; doing = "" }
            END { print module (doing != "" ? ", " doing : "") }')
        [ -z "$now" ] || progress "Building Nightjar: $now"
        sleep 0.3
    done
    wait $child
    result=$?
    child=''
    progress ''
    return $result
}

# ---- ./nightjar build [--cuda]

run_build() {
    case ${1:-} in
        --cuda) build_engine again cuda ;;
        '') build_engine again ;;
        *) fail 64 "build takes --cuda or nothing, not ($1)." ;;
    esac
}

build_engine() {
    lock
    if [ "${1:-}" != again ] && find_build; then unlock; return 0; fi # another builder was faster
    cuda=${2:-}
    [ ! -e "$build/cuda" ] || cuda=cuda # asked for once, kept from then on
    log=$build/build.log
    new=$(date +%Y%m%d-%H%M%S)-$$
    made=$build/$new
    began=$(date +%s)
    if [ ! -r "$build/current" ]; then
        say 'Building Nightjar (once). Maven fetches what this machine lacks, 200 MB at most: itself, its plugins,'
        say "libraries, and libtorch for training (110 MB)."
    fi
    [ -z "$cuda" ] || say 'CUDA: libtorch for NVIDIA GPUs (458 MB) and CUDA 13 libraries (385 MB), fetched once.'
    mkdir -p "$made/users" "$made/engine" "$made/training" && : > "$made/stamp" || return 70
    if ! { find_maven && gather launch dependency:copy-dependencies@gather && write_class_path training &&
        { [ -z "$cuda" ] || { gather launch,cuda -pl training -am && write_class_path training-cuda; }; }; }; then
        rm -rf "$made"
        grep -E '^\[ERROR\]|mvnw|wget|curl' "$log" | head -n 5 >&2
        say "nightjar: the build failed; all of it is in $log"
        unlock
        return 70
    fi
    [ -z "$cuda" ] || : > "$build/cuda"
    rehearse
    printf '%s\n%s\n' "$new" "$home" > "$made/current" && mv -f "$made/current" "$build/current"
    remove_old_generations
    say "Nightjar is built ($(($(date +%s) - began)) s$(fetched))."
    unlock
}

# Plugin goals, not a phase: nothing of the tests is resolved, compiled or run.
gather() {
    profiles=$1
    shift
    quiet_maven -P "$profiles" -Dnightjar.build="$made" resources:resources compiler:compile jar:jar \
        dependency:build-classpath@gather-third-party "$@" &&
        cp "$home"/cli/target/nightjar-cli-*.jar "$made/engine/" && cp "$home"/training/target/nightjar-training-*.jar "$made/training/"
}

# Third-party jars stay in Maven's repository; ours are the generation's own.
write_class_path() {
    own=''
    for jar in "$made"/training/*.jar; do own=$own$jar:; done
    printf '%s%s\n' "$own" "$(cat "$made/third-party.classpath")" > "$made/$1.classpath" && rm "$made/third-party.classpath"
}

# Runs typical commands once, in one process, and keeps the loaded and linked classes. Start-up is slower without, nothing else.
rehearse() {
    progress 'Building Nightjar: rehearsing the start'
    class_path=''
    for jar in "$made"/engine/*.jar; do class_path=$class_path:$jar; done
    "$java" -XX:AOTCacheOutput="$made/engine.aot" -XX:+UseSerialGC \
        --enable-native-access=ALL-UNNAMED -Dnightjar.home="$home" -Dnightjar.build="$made" \
        -cp "${class_path#:}" dev.nightjar.cli.Rehearsal >> "$log" 2>&1 < /dev/null || :
    progress ''
}

# Keeps the newest, and whatever an engine still runs from (it left its process id in users/).
remove_old_generations() {
    for old in "$build"/*-*/; do
        old=${old%/}
        [ "$old" != "$made" ] && [ -d "$old/users" ] || continue
        used=no
        for user in "$old"/users/*; do
            kill -0 "${user##*/}" 2> /dev/null && used=yes
        done
        [ $used = yes ] || rm -rf "$old"
    done
}

fetched() {
    awk '/Downloaded from/ {
            size = $0; sub(/.*\(/, "", size); split(size, part, " ")
            mb += part[1] * (part[2] == "MB" ? 1 : part[2] == "kB" ? 0.001 : 0.000001)
        }
        END { if (mb >= 1) printf ", %.0f MB fetched", mb }' "$log"
}

# ---- ./nightjar check, ./nightjar format: Maven as it is, for people to read.

open_maven() {
    lock
    log=$build/$task.log
    find_maven || fail 70 "Maven could not be fetched; see $log"
    progress ''
    cd "$home" && "$maven" --batch-mode --no-transfer-progress "$@"
}

run_format() {
    find "$home"/*/src "$home/bench" -name '*.java' 2> /dev/null | while read -r file; do
        awk -f "$home/bin/wrap-comments.awk" "$file" > "$file.wrapped"
        cmp -s "$file" "$file.wrapped" || cat "$file.wrapped" > "$file"
        rm -f "$file.wrapped"
    done
    open_maven -q -P check spotless:apply "$@"
}

run_check() {
    began=$(date +%s)
    mkdir -p "$build" && : > "$build/check.stamp"
    if open_maven -P check verify "$@"; then verdict='green'; else verdict='FAILED'; fi
    counts=$(find "$home"/*/target/check/surefire-reports -name 'TEST-*.xml' -newer "$build/check.stamp" -exec \
        sed -n 's/.*<testsuite .*tests="\([0-9]*\)".*errors="\([0-9]*\)".*failures="\([0-9]*\)".*/\1 \2 \3/p' {} + 2> /dev/null |
        awk '{ tests += $1; bad += $2 + $3 } END { printf "%d tests run, %d failed", tests, bad }')
    say ""
    say "nightjar check: $verdict ($counts, $(($(date +%s) - began)) s)"
    [ "$verdict" = green ]
}
