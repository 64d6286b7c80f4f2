package io.wirecause.http.grpc;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ExchangeKind;
import io.wirecause.http.exchange.GrpcFacts;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.report.WireText;
import java.nio.charset.StandardCharsets;

/**
 * One call of gRPC while it goes on: counts its messages by the five bytes in front of each, and keeps nothing of them.
 */
public final class GrpcCall {
    private static final String MEDIA_TYPE = "application/grpc";
    /** Bytes before each message: whether it is compressed, and its length. */
    private static final int PREFIX = 5;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_MESSAGE = 160;
    private static final int MOST_DIGITS = 8;

    private final GrpcFacts facts;
    private final Direction fromClient = new Direction();
    private final Direction fromServer = new Direction();

    /** Where one side is in its messages. */
    private static final class Direction {
        private int prefixBytes;
        private long length;
        private long left;
        private boolean lost;
    }

    /**
     * A call that begins.
     *
     * @param path    the path as on the wire
     * @param timeout the value of {@code grpc-timeout}; null where there is none
     */
    public GrpcCall(HttpExchange exchange, String path, String timeout) {
        int slash = path.lastIndexOf('/');
        String service = slash > 0 ? path.substring(1, slash) : path;
        facts = new GrpcFacts(WireText.clean(service, LONGEST_NAME), WireText.clean(path.substring(slash + 1), LONGEST_NAME),
                nanos(timeout));
        exchange.kind(ExchangeKind.GRPC);
        exchange.grpc(facts);
    }

    /** Whether a request with this media type is a call. */
    public static boolean isCall(String contentType) {
        return contentType != null && contentType.startsWith(MEDIA_TYPE)
                && (contentType.length() == MEDIA_TYPE.length() || "+;".indexOf(contentType.charAt(MEDIA_TYPE.length())) >= 0);
    }

    /** Up to eight digits and a unit; -1 where it is none. */
    private static long nanos(String timeout) {
        int digits = timeout == null ? 0 : timeout.length() - 1;
        if (digits < 1 || digits > MOST_DIGITS || !timeout.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long value = Long.parseLong(timeout.substring(0, digits));
        return switch (timeout.charAt(digits)) {
            case 'H' -> value * 3_600_000_000_000L;
            case 'M' -> value * 60_000_000_000L;
            case 'S' -> value * 1_000_000_000L;
            case 'm' -> value * 1_000_000L;
            case 'u' -> value * 1_000L;
            case 'n' -> value;
            default -> -1;
        };
    }

    /** What is known of it. */
    public GrpcFacts facts() {
        return facts;
    }

    /** The next bytes of one side's messages. */
    public void data(boolean client, ByteView bytes) {
        Direction direction = client ? fromClient : fromServer;
        int at = 0;
        while (at < bytes.length() && !direction.lost) {
            if (direction.left > 0) {
                long taken = Math.min(direction.left, bytes.length() - at);
                direction.left -= taken;
                at += (int) taken;
                if (direction.left == 0) {
                    facts.message(client);
                }
            } else {
                prefix(direction, client, bytes.u8(at++));
            }
        }
    }

    private void prefix(Direction direction, boolean client, int octet) {
        if (direction.prefixBytes == 0) {
            direction.length = 0;
            direction.lost = octet > 1;
        } else {
            direction.length = direction.length << 8 | octet;
        }
        if (++direction.prefixBytes == PREFIX) {
            direction.prefixBytes = 0;
            direction.left = direction.length;
            if (direction.left == 0) {
                facts.message(client);
            }
        }
    }

    /** Bytes of one side's messages that the capture lacks: those that follow are not counted where it is lost between them. */
    public void gap(boolean client, long bytes) {
        Direction direction = client ? fromClient : fromServer;
        direction.lost |= direction.left <= bytes;
        direction.left = Math.max(0, direction.left - bytes);
    }

    /**
     * Takes in how it ended.
     *
     * @param status  the value of {@code grpc-status}; null where there is none
     * @param message the value of {@code grpc-message}; null where there is none
     * @param only    whether they came in the place of the answer's headers
     */
    public void trailers(String status, String message, boolean only) {
        if (status != null && status.length() <= 3 && !status.isEmpty() && status.chars().allMatch(c -> c >= '0' && c <= '9')) {
            facts.status(Integer.parseInt(status), message == null || message.isEmpty() ? null : decoded(message), only);
        }
    }

    /** Percent-encoded UTF-8 as text, cleaned. */
    private static String decoded(String message) {
        byte[] bytes = new byte[Math.min(message.length(), 3 * LONGEST_MESSAGE)];
        int size = 0;
        for (int i = 0; i < message.length() && size < bytes.length; i++) {
            char c = message.charAt(i);
            int high = c == '%' && i + 2 < message.length() ? Character.digit(message.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(message.charAt(i + 2), 16);
            if (low >= 0) {
                bytes[size++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[size++] = (byte) c;
            }
        }
        return WireText.clean(new String(bytes, 0, size, StandardCharsets.UTF_8), LONGEST_MESSAGE);
    }
}
