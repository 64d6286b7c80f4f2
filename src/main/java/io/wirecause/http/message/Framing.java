package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.FieldInterest;
import java.util.Locale;

/** The fields that tell where a body ends (RFC 9112, section 6.3), and those that turn the connection into something else. */
final class Framing {
    /** The body is chunked. */
    static final long CHUNKED = -1;
    /** The body ends with the connection. */
    static final long UNTIL_CLOSE = -2;
    /** There is no body, and what follows is not HTTP/1 any more. */
    static final long SWITCH = -3;
    private static final String KEEP_ALIVE = "keep-alive";
    private static final int MOST_DIGITS = 18;

    long contentLength;
    boolean chunked;
    boolean otherCoding;
    boolean badLength;
    boolean close;
    boolean keepAlive;
    boolean upgrade;
    String upgradeTo;

    Framing() {
        clear();
    }

    /** For the next message. */
    void clear() {
        contentLength = -1;
        chunked = false;
        otherCoding = false;
        badLength = false;
        close = false;
        keepAlive = false;
        upgrade = false;
        upgradeTo = null;
    }

    /** As another message of the same fields. */
    void set(Framing other) {
        contentLength = other.contentLength;
        chunked = other.chunked;
        otherCoding = other.otherCoding;
        badLength = other.badLength;
        close = other.close;
        keepAlive = other.keepAlive;
        upgrade = other.upgrade;
        upgradeTo = other.upgradeTo;
    }

    /** Takes in one field. */
    void field(ByteView line, int from, int nameLength, int valueFrom, int end) {
        switch (nameLength) {
            case 14 -> {
                if (FieldInterest.matches("content-length", line, from)) {
                    length(line, valueFrom, end);
                }
            }
            case 17 -> {
                if (FieldInterest.matches("transfer-encoding", line, from)) {
                    coding(text(line, valueFrom, end));
                }
            }
            case 10 -> {
                if (FieldInterest.matches("connection", line, from)) {
                    connection(line, valueFrom, end);
                }
            }
            case 16 -> {
                if (FieldInterest.matches("proxy-connection", line, from)) {
                    connection(line, valueFrom, end);
                }
            }
            case 7 -> {
                if (FieldInterest.matches("upgrade", line, from)) {
                    upgradeTo = text(line, valueFrom, end).trim();
                }
            }
            default -> {
            }
        }
    }

    private static String text(ByteView line, int from, int end) {
        return line.latin1(from, end - from).toLowerCase(Locale.ROOT);
    }

    private void length(ByteView line, int from, int end) {
        long value = 0;
        int digits = 0;
        int at = from;
        while (at < end && digits <= MOST_DIGITS && line.u8(at) >= '0' && line.u8(at) <= '9') {
            value = 10 * value + line.u8(at++) - '0';
            digits++;
        }
        // A list of equal lengths counts as one (RFC 9110, section 8.6); behind a digit only that or blanks may come.
        boolean sound = digits > 0 && digits <= MOST_DIGITS
                && (at == end || line.u8(at) == ' ' || line.u8(at) == ',' || line.u8(at) == '\t');
        badLength |= !sound || contentLength >= 0 && contentLength != value;
        contentLength = sound ? value : contentLength;
    }

    private void coding(String value) {
        String last = value.substring(value.lastIndexOf(',') + 1).trim();
        chunked = last.equals("chunked");
        otherCoding = !chunked && !last.equals("identity") && !last.isEmpty();
    }

    private void connection(ByteView line, int from, int end) {
        // What nearly all say, without a copy.
        if (end - from == KEEP_ALIVE.length() && FieldInterest.matches(KEEP_ALIVE, line, from)) {
            keepAlive = true;
            return;
        }
        String value = text(line, from, end);
        close |= value.contains("close");
        keepAlive |= value.contains(KEEP_ALIVE);
        upgrade |= value.contains("upgrade");
    }
}
