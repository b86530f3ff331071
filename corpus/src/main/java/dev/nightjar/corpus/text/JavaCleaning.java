package dev.nightjar.corpus.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a Java file what its author wrote for its readers: without the licence that every file repeats, with `\n` at
/// the end of lines. Tells files that a program wrote.
public final class JavaCleaning {

    private static final Pattern LICENCE =
            Pattern.compile("licen[sc]e|copyright|\\(c\\)|©|all rights reserved|spdx-", Pattern.CASE_INSENSITIVE);
    private static final Pattern GENERATED = Pattern.compile(
            "do not (?:edit|modify)|don't edit|auto-?generated|automatically generated|machine[- ]generated|@generated\\b"
                    + "|^\\s*(?://|/?\\*+)\\s*generated (?:by|from|using|with)\\b"
                    + "|(?:this|the) (?:file|class|code) (?:is|was|has been) generated"
                    + "|the following schema fragment specifies the expected content",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    /// How much of a file may say that it is generated: the head, down to the type's declaration, as code further
    /// down writes such words into other files.
    private static final int HEAD = 4_000;
    private static final Pattern TYPE = Pattern.compile(
            "^(?:public |abstract |final |sealed |non-sealed |strictfp )*(?:class|interface|enum|record|@interface) ",
            Pattern.MULTILINE);
    /// A line that nobody typed: tables and encoded data.
    private static final int LONGEST_LINE = 1_000;
    /// One part in this many, and the file is a table of numbers.
    private static final int DIGITS = 4;

    private JavaCleaning() {}

    /// Whether a program wrote the file, or it is a table.
    public static boolean isGenerated(byte[] text) {
        String head = new String(text, 0, Math.min(text.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(head);
        return GENERATED
                        .matcher(type.find() ? head.substring(0, type.end()) : head)
                        .find()
                || isTable(text);
    }

    private static boolean isTable(byte[] text) {
        int start = 0;
        int digits = 0;
        for (int at = 0; at < text.length; at++) {
            digits += text[at] >= '0' && text[at] <= '9' ? 1 : 0;
            if (text[at] == '\n') {
                start = at + 1;
            } else if (at - start >= LONGEST_LINE) {
                return true;
            }
        }
        return digits > text.length / DIGITS;
    }

    /// The text without licence comments at its head, with `\n` for every line end, without a byte order mark.
    public static byte[] clean(byte[] text) {
        byte[] lines = withPlainLineEnds(text);
        int start = startsWithByteOrderMark(lines) ? 3 : 0;
        int kept = start;
        int at = skipSpace(lines, start);
        for (int end = commentEnd(lines, at); end > at; end = commentEnd(lines, at)) {
            String comment = new String(lines, at, end - at, StandardCharsets.UTF_8);
            if (!LICENCE.matcher(comment).find()) {
                break;
            }
            at = skipSpace(lines, end);
            kept = at;
        }
        return kept == 0 ? lines : Arrays.copyOfRange(lines, Math.min(kept, lines.length), lines.length);
    }

    private static byte[] withPlainLineEnds(byte[] text) {
        byte[] lines = new byte[text.length];
        int out = 0;
        for (int in = 0; in < text.length; in++) {
            if (text[in] != '\r') {
                lines[out++] = text[in];
            } else if (in + 1 == text.length || text[in + 1] != '\n') {
                lines[out++] = '\n';
            }
        }
        return out == text.length ? lines : Arrays.copyOf(lines, out);
    }

    private static boolean startsWithByteOrderMark(byte[] text) {
        return text.length >= 3 && (text[0] & 0xFF) == 0xEF && (text[1] & 0xFF) == 0xBB && (text[2] & 0xFF) == 0xBF;
    }

    private static int skipSpace(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] >= 0 && text[at] <= ' ') {
            at++;
        }
        return at;
    }

    /// The end of the block comment, or of the run of line comments, that starts at `from`; `from` if there is
    /// none.
    private static int commentEnd(byte[] text, int from) {
        if (from + 1 >= text.length || text[from] != '/') {
            return from;
        }
        if (text[from + 1] == '*') {
            for (int at = from + 2; at + 1 < text.length; at++) {
                if (text[at] == '*' && text[at + 1] == '/') {
                    return at + 2;
                }
            }
            return from;
        }
        int at = from;
        while (at + 1 < text.length && text[at] == '/' && text[at + 1] == '/') {
            while (at < text.length && text[at] != '\n') {
                at++;
            }
            at = Math.min(at + 1, text.length);
        }
        return at;
    }
}
