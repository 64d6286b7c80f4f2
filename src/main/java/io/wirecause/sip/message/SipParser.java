package io.wirecause.sip.message;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the head of a SIP message: start line and header fields up to the empty line (RFC 3261, section 7). Lines may end
 * in CR LF or in LF; a line that makes no sense is named and left out.
 */
public final class SipParser {
    /** Bytes of start line and headers read at most. */
    public static final int MAX_HEAD = StartLine.MAX_LENGTH;
    /** Bytes of a body kept at most. */
    public static final int MAX_BODY = 64 * 1024;
    /** Header fields kept at most. */
    static final int MAX_HEADERS = 512;
    /** Characters kept of a value. */
    static final int MAX_VALUE = 8 * 1024;
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final int MAX_NAME = 128;
    private static final int USUAL_LINES = 16;

    private final byte[] head;
    private final HeaderFields fields;
    /** Few and mostly none, each once. */
    private final List<String> problems = new ArrayList<>(0);
    private ByteText startLine;
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
    public static SipParser head(ByteView bytes, int from, int to) {
        int most = (int) Math.min(to, (long) from + MAX_HEAD);
        int[] feeds = new int[USUAL_LINES];
        int lines = 0;
        int lineStart = from;
        int feed = bytes.indexOf('\n', from, most);
        boolean complete = false;
        while (feed >= 0 && !complete) {
            if (lines == feeds.length) {
                feeds = Arrays.copyOf(feeds, 2 * lines);
            }
            feeds[lines++] = feed - from;
            int length = feed - lineStart;
            complete = feed > from && (length == 0 || length == 1 && bytes.u8(lineStart) == '\r');
            lineStart = feed + 1;
            feed = complete ? -1 : bytes.indexOf('\n', lineStart, most);
        }
        int end = complete ? lineStart : most;
        SipParser parser = new SipParser(bytes.copy(from, end - from));
        parser.headComplete = complete;
        if (!complete) {
            parser.problem(to - from > MAX_HEAD
                    ? "the headers are longer than " + MAX_HEAD + " bytes, the rest was not read"
                    : "no empty line ends the headers");
        }
        parser.lines(feeds, lines);
        return parser;
    }

    /** Takes the lines, given where their line feeds are; the last line may have none. */
    private void lines(int[] feeds, int count) {
        int start = 0;
        int end = 0;
        // Characters of a folded line as far as it is joined, 0 where it is not folded yet.
        int joined = 0;
        for (int at = 0, line = 0; at < head.length; line++) {
            int feed = line < count ? feeds[line] : head.length;
            int stop = feed > at && head[feed - 1] == '\r' ? feed - 1 : feed;
            if (at == 0 || head[at] != ' ' && head[at] != '\t') {
                field(start, end);
                start = at;
                end = stop;
                joined = 0;
            } else {
                // RFC 3261, section 7.3.1: a line that starts with white space goes on with the one before. It is moved there.
                joined = joined == 0 ? new ByteText(head, start, end).toString().length() : joined;
                if (joined <= MAX_VALUE) {
                    ByteText more = new ByteText(head, at, stop).strip();
                    joined += 1 + more.toString().length();
                    head[end] = ' ';
                    end = more.copy(head, end + 1);
                }
            }
            at = feed + 1;
        }
        field(start, end);
    }

    private void field(int start, int end) {
        if (start == end) {
            return;
        }
        if (startLine == null) {
            startLine = new ByteText(head, start, end).stripTrailing();
            return;
        }
        int colon = start;
        while (colon < end && head[colon] != ':') {
            colon++;
        }
        int nameFrom = ByteText.skipSpace(head, start, colon);
        int nameTo = ByteText.endWithoutSpace(head, nameFrom, colon);
        if (colon == end || !isName(nameFrom, nameTo)) {
            problem(colon == end ? "header line without colon" : "header line without a name");
            return;
        }
        if (fields.size() == MAX_HEADERS) {
            problem("more than " + MAX_HEADERS + " headers, the rest was left out");
            return;
        }
        int valueFrom = ByteText.skipSpace(head, colon + 1, end);
        int valueTo = ByteText.endWithoutSpace(head, valueFrom, end);
        if (valueTo - valueFrom > MAX_VALUE) {
            int most = new ByteText(head, valueFrom, valueTo).firstCharacters(MAX_VALUE).to();
            if (most < valueTo) {
                problem("a header value longer than " + MAX_VALUE + " characters was cut");
                valueTo = most;
            }
        }
        fields.add(nameFrom, nameTo, valueFrom, valueTo);
    }

    private boolean isName(int from, int to) {
        boolean token = from < to && to - from <= MAX_NAME;
        for (int i = from; token && i < to; i++) {
            token = StartLine.isToken(head[i]);
        }
        return token;
    }

    /** Bytes of the head with its empty line. */
    public int headLength() {
        return head.length;
    }

    /** Whether the empty line was found. */
    public boolean isHeadComplete() {
        return headComplete;
    }

    /** Content-Length; -1 if missing or not a number. */
    public long contentLength() {
        ByteText value = fields.first(HeaderName.CONTENT_LENGTH);
        long length = length(value);
        if (value != null && length < 0) {
            problem("Content-Length is not a number");
        }
        return length;
    }

    /** A length in decimal; -1 if the text is not one. */
    static long length(ByteText value) {
        return value == null ? -1 : value.number(MAX_LENGTH_DIGITS);
    }

    /** Names one more thing that is wrong. */
    public void problem(String what) {
        if (!problems.contains(what)) {
            problems.add(what);
        }
    }

    /** The message with this body. */
    public SipMessage message(byte[] body) {
        return new SipMessage(startLine, fields, body, problems);
    }
}
