# Wraps comment lines before the formatter sees them: palantir-java-format (2.100 to 2.103) counts the indentation of a `///`
# line twice, and breaks one of more than 120 columns by that count without repeating the slashes, which does not compile.
# What does not fit moves to the next line of the same paragraph.

function flush() {
    if (carry != "") print prefix carry
    carry = ""
}

# Prints words after a prefix; keeps in `carry` what does not fit.
function emit(before, after, text,    cut, line) {
    while (length(before text) > limit) {
        cut = limit - length(before)
        while (cut > 0 && substr(text, cut + 1, 1) != " ") cut--
        if (cut == 0) break # one long word
        line = before substr(text, 1, cut)
        sub(/ +$/, "", line)
        print line
        text = substr(text, cut + 1)
        sub(/^ +/, "", text)
        before = after
        wrapped = 1
    }
    if (wrapped) { carry = text; prefix = before; hang = after } else print before text
}

{
    wrapped = 0
    if (!fence && $0 !~ /^ *\/\/\/? *(\||```)/ && match($0, /^ *\/\/\/? +/)) {
        start = substr($0, 1, RLENGTH)
        limit = 120 - (start ~ /\/\/\// ? index(start, "/") - 1 : 0)
        text = substr($0, RLENGTH + 1)
        if (carry != "" && start == hang && text !~ /^([-*@#>]|[0-9]+\. )/) {
            text = carry " " text
            start = prefix
            carry = ""
        }
        flush()
        emit(start, (text ~ /^[-*] /) ? start "  " : start, text)
        next
    }
    flush()
    if ($0 ~ /^ *\/\/\/? *```/) fence = !fence
    print
}

END { flush() }
