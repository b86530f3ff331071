/// What is done to text before it is encoded: decoding checks, cleaning, and finding near duplicates.
@NullMarked
package dev.nightjar.corpus.text;

import org.jspecify.annotations.NullMarked;
