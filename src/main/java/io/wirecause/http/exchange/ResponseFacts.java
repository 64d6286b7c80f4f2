package io.wirecause.http.exchange;

import io.wirecause.report.WireText;
import java.util.Locale;

/** What a final answer says, masked. */
public final class ResponseFacts {
    static final String EVENT_STREAM = "text/event-stream";
    private static final int LONGEST_TYPE = 60;
    private static final int LONGEST_NAME = 60;
    private static final int MOST_SECONDS_DIGITS = 6;

    private String contentType;
    private String location;
    private int locationHash;
    private String server;
    private String via;
    private String challenge;
    private int idleTimeoutSeconds = -1;
    private boolean closes;
    private long contentLength = -1;
    private long bytesLeft;
    private boolean inChunks;
    private boolean notCaptured;
    private String otherwise;
    private long continueFrame;
    private long continueTime;

    ResponseFacts() {
    }

    void field(String name, String value) {
        switch (name) {
            case "content-type" -> contentType = mediaType(value);
            case "location" -> {
                location = TargetMask.maskedUri(value.trim());
                locationHash = TargetMask.originForm(value.trim()).hashCode();
            }
            case "server" -> server = WireText.clean(value.trim(), LONGEST_NAME);
            case "via" -> via = WireText.clean(value.trim(), LONGEST_NAME);
            case "www-authenticate", "proxy-authenticate" ->
                    challenge = challenge == null ? RequestFacts.scheme(value) : challenge;
            case "keep-alive" -> idleTimeoutSeconds = timeout(value);
            case "connection", "proxy-connection" -> closes |= !value.equalsIgnoreCase("keep-alive")
                    && value.toLowerCase(Locale.ROOT).contains("close");
            default -> {
            }
        }
    }

    static String mediaType(String value) {
        int semicolon = value.indexOf(';');
        String type = semicolon < 0 ? value : value.substring(0, semicolon);
        return WireText.clean(type.trim().toLowerCase(Locale.ROOT), LONGEST_TYPE);
    }

    /** The seconds in {@code timeout=5, max=100}; -1 where there are none. */
    private static int timeout(String value) {
        int at = value.toLowerCase(Locale.ROOT).indexOf("timeout=");
        int from = at < 0 ? value.length() : at + "timeout=".length();
        int to = from;
        while (to < value.length() && to - from < MOST_SECONDS_DIGITS && value.charAt(to) >= '0' && value.charAt(to) <= '9') {
            to++;
        }
        return to == from ? -1 : Integer.parseInt(value.substring(from, to));
    }

    /** Media type in lower case, cleaned; null where it does not say. */
    public String contentType() {
        return contentType;
    }

    /** Where it sends the client, cleaned and masked; null for nowhere. */
    public String location() {
        return location;
    }

    /** A hash of the path and query of the location, as {@link RequestFacts#targetHash} has them. */
    public int locationHash() {
        return locationHash;
    }

    /** The program that made it, cleaned; null where it does not say. */
    public String server() {
        return server;
    }

    /** The proxies that it came through, cleaned; null where it does not say. */
    public String via() {
        return via;
    }

    /** The authentication scheme that it asks for; null where none. */
    public String challenge() {
        return challenge;
    }

    /** For how many seconds the server keeps an idle connection open by its own word; -1 where it does not say. */
    public int idleTimeoutSeconds() {
        return idleTimeoutSeconds;
    }

    /** Whether it says that the connection is closed behind it. */
    public boolean closes() {
        return closes;
    }

    /** Whether it is a stream of server-sent events. */
    public boolean isEventStream() {
        return EVENT_STREAM.equals(contentType);
    }

    /** Tells how long the body is by Content-Length. */
    public void contentLength(long bytes) {
        contentLength = bytes;
    }

    /** Length of the body by Content-Length; -1 where it is framed otherwise. */
    public long contentLength() {
        return contentLength;
    }

    /** Tells that it ended before its framing allows. */
    public void cutShort(long bytesMissing, boolean withinChunks) {
        bytesLeft = bytesMissing;
        inChunks = withinChunks;
    }

    /** Bytes that did not come although the length told them; 0 where all did. */
    public long bytesLeft() {
        return bytesLeft;
    }

    /** Whether the last chunk did not come. */
    public boolean isInChunks() {
        return inChunks;
    }

    /** Tells that an answer was sent which the capture does not hold. */
    public void notCaptured() {
        notCaptured = true;
    }

    /** Whether an answer was sent, or may have been, that the capture does not hold. */
    public boolean isNotCaptured() {
        return notCaptured;
    }

    /** Tells that something else than HTTP came where an answer was due. */
    public void otherwise(String what) {
        otherwise = what;
    }

    /** What came instead of an answer, in our words; null for nothing. */
    public String otherwise() {
        return otherwise;
    }

    /** Tells that the server asked for the body (100 Continue). */
    public void continued(long frame, long timeNanos) {
        if (continueFrame == 0) {
            continueFrame = frame;
            continueTime = timeNanos;
        }
    }

    /** The frame of 100 Continue; 0 where there is none. */
    public long continueFrame() {
        return continueFrame;
    }

    /** When 100 Continue came, nanoseconds since 1970. */
    public long continueTime() {
        return continueTime;
    }
}
