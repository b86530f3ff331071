/// Where text comes from: pinned source jars, a folder of files, JSON lines.
///
/// JSON lines are read by a small strict parser of our own: all that is needed is one string of each line, and the
/// module stays on the JDK. Jars are fetched by the user's own Maven, so that mirrors, proxies and credentials are
/// theirs and none of ours.
@NullMarked
package dev.nightjar.corpus.source;

import org.jspecify.annotations.NullMarked;
