package io.pcaplens.sip;

import io.pcaplens.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the head of a SIP message: start line and header fields up to the empty line (RFC 3261, section 7). Lines may end
 * in CR LF or in LF; a line that makes no sense is named and left out.
 */
final class SipParser {
    /** Bytes of start line and headers read at most. */
    static final int MAX_HEAD = StartLine.MAX_LENGTH;
    /** Bytes of a body kept at most. */
    static final int MAX_BODY = 64 * 1024;
    /** Header fields kept at most. */
    static final int MAX_HEADERS = 512;
    /** Characters kept of a value. */
    static final int MAX_VALUE = 8 * 1024;
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final int MAX_NAME = 128;

    private final List<SipMessage.Header> headers = new ArrayList<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private String startLine = "";
    private int headLength;
    private boolean headComplete;

    private SipParser() {
    }

    /**
     * Parses the head that starts at {@code from}; {@link StartLine#isAt} must have said that one does.
     *
     * @param to where the bytes of the message end at most
     */
    static SipParser head(ByteView bytes, int from, int to) {
        SipParser parser = new SipParser();
        int end = headEnd(bytes, from, to);
        parser.headComplete = end >= 0;
        int stop = end >= 0 ? end : (int) Math.min(to, (long) from + MAX_HEAD);
        parser.headLength = stop - from;
        if (end < 0) {
            parser.problems.add(to - from > MAX_HEAD
                    ? "the headers are longer than " + MAX_HEAD + " bytes, the rest was not read"
                    : "no empty line ends the headers");
        }
        parser.lines(new String(bytes.copy(from, stop - from), StandardCharsets.UTF_8));
        return parser;
    }

    /** Where the body starts: behind the first empty line; -1 where there is none within {@link #MAX_HEAD}. */
    static int headEnd(ByteView bytes, int from, int to) {
        int end = (int) Math.min(to, (long) from + MAX_HEAD);
        int lineStart = from;
        for (int i = from; i < end; i++) {
            if (bytes.u8(i) == '\n') {
                int length = i - lineStart;
                if (i > from && (length == 0 || length == 1 && bytes.u8(lineStart) == '\r')) {
                    return i + 1;
                }
                lineStart = i + 1;
            }
        }
        return -1;
    }

    private void lines(String text) {
        int at = 0;
        String pending = null;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String line = text.substring(at, end);
            line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            at = end + 1;
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (folded && pending != null) {
                // RFC 3261, section 7.3.1: a line that starts with white space goes on with the one before.
                pending = pending.length() > MAX_VALUE ? pending : pending + " " + line.strip();
                continue;
            }
            field(pending);
            pending = line;
        }
        field(pending);
    }

    private void field(String line) {
        if (line == null || line.isEmpty()) {
            return;
        }
        if (startLine.isEmpty()) {
            startLine = line.stripTrailing();
            return;
        }
        int colon = line.indexOf(':');
        String name = colon <= 0 ? "" : line.substring(0, colon).strip();
        if (!isName(name)) {
            problems.add(colon < 0 ? "header line without colon" : "header line without a name");
            return;
        }
        if (headers.size() == MAX_HEADERS) {
            problems.add("more than " + MAX_HEADERS + " headers, the rest was left out");
            return;
        }
        String value = line.substring(colon + 1).strip();
        if (value.length() > MAX_VALUE) {
            problems.add("a header value longer than " + MAX_VALUE + " characters was cut");
            value = value.substring(0, MAX_VALUE);
        }
        headers.add(new SipMessage.Header(HeaderName.canonical(name), value));
    }

    private static boolean isName(String name) {
        boolean token = !name.isEmpty() && name.length() <= MAX_NAME;
        for (int i = 0; token && i < name.length(); i++) {
            token = StartLine.isToken(name.charAt(i));
        }
        return token;
    }

    /** Bytes of the head with its empty line. */
    int headLength() {
        return headLength;
    }

    /** Whether the empty line was found. */
    boolean isHeadComplete() {
        return headComplete;
    }

    /** Content-Length; -1 where it is missing or no number. */
    long contentLength() {
        for (SipMessage.Header header : headers) {
            if (header.name().equals("content-length")) {
                long length = length(header.value());
                if (length < 0) {
                    problems.add("Content-Length is no number");
                }
                return length;
            }
        }
        return -1;
    }

    /** A length in decimal; -1 where the text is none. */
    static long length(String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_LENGTH_DIGITS) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = 10 * length + digit;
        }
        return length;
    }

    /** Names one more thing that is wrong. */
    void problem(String what) {
        problems.add(what);
    }

    /** The message with this body. */
    SipMessage message(byte[] body) {
        return new SipMessage(startLine, List.copyOf(headers), body, List.copyOf(problems));
    }
}
