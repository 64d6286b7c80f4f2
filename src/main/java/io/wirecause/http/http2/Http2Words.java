package io.wirecause.http.http2;

import io.wirecause.bytes.ByteView;

/** What one direction of a connection in HTTP/2 says, a line for each message: for a reader who follows one connection. */
public final class Http2Words {
    private static final int PREFACE = 24;
    private static final int PRIORITY_BYTES = 5;
    private static final int FIRST_ERROR = 400;
    private static final int CODE = 4;

    private final Http2Side side;
    private final HeaderBlock fields = new HeaderBlock();

    /** Takes in messages. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One message.
         *
         * @param line    as it was on the wire, such as {@code GET shop.example/cart}, not fit to be shown
         * @param stream  the stream that it is about; 0 for the connection
         * @param trouble whether it tells of something that went wrong
         */
        void said(String line, int stream, boolean trouble);
    }

    /** From the connection's first byte on. */
    public Http2Words(boolean client) {
        side = new Http2Side(client, client ? PREFACE : 0, new HeaderTable.Budget());
    }

    /** Takes in the next bytes of the direction. */
    public void read(ByteView bytes, long frame, long nanos, Sink sink) {
        side.parser.give(bytes);
        while (side.parser.next(frame, nanos)) {
            take(side.parser, sink);
        }
    }

    /** So many bytes are missing. */
    public void lose(long bytes) {
        if (!side.parser.gap(bytes)) {
            side.decoder.forget();
        }
    }

    private void take(FrameParser frame, Sink sink) {
        ByteView payload = frame.payload();
        switch (frame.type()) {
            case FrameParser.HEADERS -> {
                int padded = frame.has(FrameParser.PADDED) ? 1 : 0;
                int from = padded + (frame.has(FrameParser.PRIORITIZED) ? PRIORITY_BYTES : 0);
                int padding = padded == 1 && payload.length() > 0 ? payload.u8(0) : 0;
                side.beginBlock(frame.stream(), 0, frame.has(FrameParser.END_STREAM));
                fragment(payload, from, payload.length() - from - padding, sink);
            }
            case FrameParser.CONTINUATION -> {
                if (side.isInBlock(frame.stream())) {
                    fragment(payload, 0, payload.length(), sink);
                }
            }
            case FrameParser.PING -> sink.said(frame.has(FrameParser.ACK) ? "PING, answered" : "PING", 0, false);
            case FrameParser.RST_STREAM -> {
                if (payload.length() >= CODE) {
                    long code = payload.u32be(0);
                    sink.said("RST_STREAM " + ErrorCodes.name(code), frame.stream(), code != ErrorCodes.NO_ERROR);
                }
            }
            case FrameParser.GOAWAY -> {
                if (payload.length() >= 2 * CODE) {
                    long code = payload.u32be(CODE);
                    sink.said("GOAWAY " + ErrorCodes.name(code), 0, code != ErrorCodes.NO_ERROR);
                }
            }
            default -> {
            }
        }
    }

    private void fragment(ByteView payload, int from, int length, Sink sink) {
        if (length < 0 || from + length > payload.length()) {
            side.decoder.forget();
            return;
        }
        ByteView whole = side.addFragment(payload, from, length, side.parser.has(FrameParser.END_HEADERS));
        if (whole == null) {
            return;
        }
        fields.clear();
        if (!side.decoder.decode(whole, fields)) {
            side.decoder.forget();
        }
        say(side.blockStream, sink);
    }

    private void say(int stream, Sink sink) {
        String method = fields.value(":method");
        String status = fields.value(":status");
        String grpc = fields.value("grpc-status");
        boolean failed = grpc != null && !grpc.equals("0");
        if (method != null) {
            sink.said(method + " " + or(fields.value(":authority")) + or(fields.value(":path")), stream, false);
        } else if (status != null) {
            sink.said("HTTP/2 " + status + (grpc == null ? "" : ", grpc-status " + grpc), stream, failed || isError(status));
        } else if (grpc != null) {
            sink.said("trailers, grpc-status " + grpc, stream, failed);
        } else {
            sink.said(fields.hasUnknown() ? "fields that refer to what was not captured" : "trailers", stream, false);
        }
    }

    private static boolean isError(String status) {
        return status.length() == 3 && status.charAt(0) >= '0' + FIRST_ERROR / 100 && status.charAt(0) <= '9';
    }

    private static String or(String value) {
        return value == null ? "" : value;
    }
}
