#!/usr/bin/env bash
# How long a corpus takes: 64 MB of text files with 4,096 merges, then java-sources; found again; rows drawn from it.
# Prints the seconds at which each stage began. The first run downloads java-sources.
#
#   bench/corpus.sh [FOLDER]    a folder for downloads and caches; what is prepared in it is not measured again
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
if [ $# -gt 0 ]; then
    work=$1
    mkdir -p "$work"
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
cd "$here"
./mvnw -q -pl corpus -am test-compile
uptime
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp corpus/target/classes:corpus/target/test-classes:wire/target/classes \
    dev.nightjar.corpus.CorpusBenchmark "$work" "$here/mvnw"
uptime
