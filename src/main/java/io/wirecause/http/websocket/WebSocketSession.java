package io.wirecause.http.websocket;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.report.WireText;
import io.wirecause.tcp.carrier.CarriedConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One WebSocket: what both sides sent so far. Times in nanoseconds since 1970. */
public final class WebSocketSession {
    /** The code of a close frame without one (RFC 6455, section 7.1.5). */
    static final int NO_STATUS = 1005;
    private static final int LONGEST_REASON = 123;

    final HttpExchange upgrade;
    final Side client = new Side();
    final Side server = new Side();
    long lastFrame;
    long lastTime;
    /** When its stream of HTTP/2 was reset; {@link CarriedConnection#NEVER} where it was not. */
    long endTime = CarriedConnection.NEVER;
    boolean resetByClient;
    private final WebSocketEvents events;
    private boolean over;

    /** One side. */
    static final class Side {
        private final WebSocketFrames frames = new WebSocketFrames();
        long messages;
        long bytes;
        long pingTime = CarriedConnection.NEVER;
        long pingFrame;
        byte[] pingData;
        int closeCode = -1;
        String closeReason;
        long closeFrame;
        boolean unmasked;
        boolean ended;
        boolean open;

        boolean isLost() {
            return frames.isLost();
        }
    }

    /**
     * A session that begins.
     *
     * @param upgrade the exchange that opened it
     */
    public WebSocketSession(HttpExchange upgrade, WebSocketEvents events) {
        this.upgrade = upgrade;
        this.events = events;
        events.began();
        this.lastFrame = upgrade.response().lastFrame();
        this.lastTime = upgrade.response().lastTime();
    }

    /** The next bytes of one side. */
    public void data(boolean fromClient, ByteView bytes, long frame, long timeNanos) {
        Side side = fromClient ? client : server;
        side.bytes += bytes.length();
        lastFrame = Math.max(lastFrame, frame);
        lastTime = Math.max(lastTime, timeNanos);
        side.frames.give(bytes);
        while (side.frames.next()) {
            take(side, fromClient, frame, timeNanos);
        }
    }

    private void take(Side side, boolean fromClient, long frame, long timeNanos) {
        WebSocketFrames frames = side.frames;
        side.unmasked |= fromClient && !frames.isMasked();
        switch (frames.opcode()) {
            case WebSocketFrames.CLOSE -> close(side, frame);
            case WebSocketFrames.PING -> {
                side.pingTime = timeNanos;
                side.pingFrame = frame;
                side.pingData = Arrays.copyOf(frames.control(), frames.length());
            }
            case WebSocketFrames.PONG -> pong(fromClient ? server : client, frames, timeNanos);
            default -> {
                side.open = !frames.isLast();
                side.messages += frames.isLast() ? 1 : 0;
            }
        }
    }

    private static boolean answers(Side asker, WebSocketFrames frames) {
        return asker.pingTime != CarriedConnection.NEVER && Arrays.equals(asker.pingData, 0, asker.pingData.length,
                frames.control(), 0, frames.length());
    }

    private void pong(Side asker, WebSocketFrames frames, long timeNanos) {
        if (answers(asker, frames)) {
            events.pings().add(timeNanos - asker.pingTime);
            asker.pingTime = CarriedConnection.NEVER;
        }
    }

    private static void close(Side side, long frame) {
        if (side.closeFrame != 0) {
            return;
        }
        WebSocketFrames frames = side.frames;
        side.closeFrame = frame;
        side.closeCode = NO_STATUS;
        if (frames.length() >= 2) {
            side.closeCode = ByteBuffer.wrap(frames.control()).getShort() & 0xffff;
            String reason = new String(frames.control(), 2, frames.length() - 2, StandardCharsets.UTF_8);
            side.closeReason = reason.isEmpty() ? null : WireText.clean(reason, LONGEST_REASON);
        }
    }

    /** Bytes of one side that the capture lacks. */
    public void gap(boolean fromClient, long bytes) {
        (fromClient ? client : server).frames.gap(bytes);
    }

    /** One side sends no more. */
    public void end(boolean fromClient) {
        (fromClient ? client : server).ended = true;
    }

    /** It is over, or the capture is: hands it on. */
    public void close() {
        if (!over) {
            over = true;
            events.ended(this, false);
        }
    }

    /** The stream of HTTP/2 that it is on was reset: it is over. */
    public void reset(boolean byClient, long frame, long timeNanos) {
        if (!over) {
            over = true;
            (byClient ? client : server).ended = true;
            resetByClient = byClient;
            lastFrame = Math.max(lastFrame, frame);
            endTime = timeNanos;
            events.ended(this, true);
        }
    }
}
