package io.wirecause.http.http2;

/** The error codes of HTTP/2 (RFC 9113, section 7). */
final class ErrorCodes {
    static final long NO_ERROR = 0;
    static final long REFUSED_STREAM = 7;
    static final long CANCEL = 8;
    static final long ENHANCE_YOUR_CALM = 11;
    static final long HTTP_1_1_REQUIRED = 13;
    private static final String[] NAMES = {"NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR",
        "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR",
        "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED"};

    private ErrorCodes() {
    }

    /** Its name, or {@code error code N}. */
    static String name(long code) {
        return code < NAMES.length ? NAMES[(int) code] : "error code " + code;
    }

    /** What it means for whoever runs the side that sent it. */
    static String meaning(long code) {
        return switch ((int) Math.min(code, NAMES.length)) {
            case 0 -> "nothing went wrong";
            case 1 -> "the other side broke the protocol";
            case 2 -> "it failed inside";
            case 3 -> "the other side sent more than its window allowed";
            case 4 -> "its settings were not acknowledged in time";
            case 5 -> "it got a frame for a stream that was closed";
            case 6 -> "it got a frame of a wrong size";
            case 7 -> "it did not process the request, which may be repeated without harm";
            case 8 -> "it does not want the answer any more";
            case 9 -> "it could not decompress the headers";
            case 10 -> "the connection behind a CONNECT broke";
            case 11 -> "the other side asks too much of it: too many streams, resets or pings";
            case 12 -> "the TLS connection does not meet its requirements";
            case 13 -> "it wants HTTP/1.1 for this";
            default -> "its meaning is not registered";
        };
    }
}
