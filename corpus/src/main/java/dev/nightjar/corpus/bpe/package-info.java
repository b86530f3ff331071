/// Byte-level byte-pair encoding: splitting text into words, training merges, encoding and decoding.
///
/// Sennrich, Haddow, Birch, *Neural Machine Translation of Rare Words with Subword Units* (2016), on bytes instead of
/// characters and within words as GPT-4's tokenizer cuts them. Written for this project because the encoder must learn
/// its merges from the corpus at hand within seconds, on the JDK alone.
@NullMarked
package dev.nightjar.corpus.bpe;

import org.jspecify.annotations.NullMarked;
