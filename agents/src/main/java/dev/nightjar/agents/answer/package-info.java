/// What a model said: the one JSON object in it, search/replace blocks, unified diffs, whole files, lessons and
/// notes. Tolerant about everything around a proposal and about nothing inside it: that is the rails' to judge.
@NullMarked
package dev.nightjar.agents.answer;

import org.jspecify.annotations.NullMarked;
