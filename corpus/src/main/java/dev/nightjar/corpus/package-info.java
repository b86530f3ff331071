/// Reading text, splitting it, training a tokenizer, encoding, and writing token shards.
@NullMarked
package dev.nightjar.corpus;

import org.jspecify.annotations.NullMarked;
