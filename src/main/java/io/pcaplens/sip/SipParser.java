package io.pcaplens.sip;

import io.pcaplens.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

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

    private final byte[] head;
    private final HeaderFields fields;
    /** Few and mostly none, each once. */
    private final List<String> problems = new ArrayList<>(0);
    private Text startLine;
    private boolean headComplete;

    private SipParser(byte[] head) {
        this.head = head;
        this.fields = new HeaderFields(head);
    }

    /**
     * Parses the head that starts at {@code from}; {@link StartLine#isAt} must have said that one does.
     *
     * @param to where the bytes of the message end at most
     */
    static SipParser head(ByteView bytes, int from, int to) {
        int end = headEnd(bytes, from, to);
        int stop = end >= 0 ? end : (int) Math.min(to, (long) from + MAX_HEAD);
        SipParser parser = new SipParser(bytes.copy(from, stop - from));
        parser.headComplete = end >= 0;
        if (end < 0) {
            parser.problem(to - from > MAX_HEAD
                    ? "the headers are longer than " + MAX_HEAD + " bytes, the rest was not read"
                    : "no empty line ends the headers");
        }
        parser.lines();
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

    private void lines() {
        int start = 0;
        int end = 0;
        // Characters of a folded line as far as it is joined, 0 where it is not folded yet.
        int joined = 0;
        for (int at = 0, feed; at < head.length; at = feed + 1) {
            feed = lineFeed(at);
            int stop = feed > at && head[feed - 1] == '\r' ? feed - 1 : feed;
            if (at == 0 || head[at] != ' ' && head[at] != '\t') {
                field(start, end);
                start = at;
                end = stop;
                joined = 0;
                continue;
            }
            // RFC 3261, section 7.3.1: a line that starts with white space goes on with the one before. It is moved there.
            joined = joined == 0 ? new Text(head, start, end).toString().length() : joined;
            if (joined <= MAX_VALUE) {
                Text more = new Text(head, at, stop).strip();
                joined += 1 + more.toString().length();
                head[end] = ' ';
                end = more.copy(head, end + 1);
            }
        }
        field(start, end);
    }

    private int lineFeed(int from) {
        int at = from;
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        return at;
    }

    private void field(int start, int end) {
        if (start == end) {
            return;
        }
        Text line = new Text(head, start, end);
        if (startLine == null) {
            startLine = line.stripTrailing();
            return;
        }
        int colon = line.indexOf(':');
        Text name = line.part(0, Math.max(colon, 0)).strip();
        if (!isName(name)) {
            problem(colon < 0 ? "header line without colon" : "header line without a name");
            return;
        }
        if (fields.size() == MAX_HEADERS) {
            problem("more than " + MAX_HEADERS + " headers, the rest was left out");
            return;
        }
        Text value = line.part(colon + 1, line.length()).strip();
        Text kept = value.firstCharacters(MAX_VALUE);
        if (kept.length() < value.length()) {
            problem("a header value longer than " + MAX_VALUE + " characters was cut");
        }
        fields.add(name, kept);
    }

    private static boolean isName(Text name) {
        boolean token = name.length() > 0 && name.length() <= MAX_NAME;
        for (int i = 0; token && i < name.length(); i++) {
            token = StartLine.isToken(name.at(i));
        }
        return token;
    }

    /** Bytes of the head with its empty line. */
    int headLength() {
        return head.length;
    }

    /** Whether the empty line was found. */
    boolean isHeadComplete() {
        return headComplete;
    }

    /** Content-Length; -1 where it is missing or no number. */
    long contentLength() {
        Text value = fields.first(HeaderName.CONTENT_LENGTH);
        long length = length(value);
        if (value != null && length < 0) {
            problem("Content-Length is no number");
        }
        return length;
    }

    /** A length in decimal; -1 where the text is none. */
    static long length(Text value) {
        return value == null ? -1 : value.number(MAX_LENGTH_DIGITS);
    }

    /** Names one more thing that is wrong. */
    void problem(String what) {
        if (!problems.contains(what)) {
            problems.add(what);
        }
    }

    /** The message with this body. */
    SipMessage message(byte[] body) {
        return new SipMessage(startLine, fields, body, problems);
    }
}
