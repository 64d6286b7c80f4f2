package io.wirecause.compare.match;

import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.FrameCursor;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.report.UserFacingException;

/** Reads what was captured at one point packet by packet, for as long as somebody asks. */
final class PointReader {
    private static final int FRAMES_BETWEEN_LOOKS = 1 << 12;

    private final ToolContext context;
    private final PointInterface point;
    private final FrameCursor cursor;
    private final PacketDecoder decoder = new PacketDecoder();
    private final Packet packet = new Packet();
    private boolean inFrame;
    private boolean over;
    private long frames;

    PointReader(ToolContext context, PointInterface point) {
        this.context = context;
        this.point = point;
        this.cursor = context.capture().frames();
    }

    /** Moves to the next packet that has a time; false at the end. */
    boolean next() throws UserFacingException {
        if (inFrame && decoder.decodeNext(packet)) {
            return true;
        }
        inFrame = false;
        long most = context.limits().maxPackets() == 0 ? Long.MAX_VALUE : context.limits().maxPackets();
        while (frames < most && cursor.next()) {
            frames++;
            if ((frames & FRAMES_BETWEEN_LOOKS - 1) == 0) {
                context.progress().reached(cursor.position(), context.capture().size(), frames);
            }
            if (cursor.frame().hasTimestamp() && point.holds(cursor.frame())) {
                decoder.decode(cursor.frame(), packet);
                inFrame = true;
                return true;
            }
        }
        over = true;
        return false;
    }

    boolean isOver() {
        return over;
    }

    Packet packet() {
        return packet;
    }

    long time() {
        return packet.frame().timestampNanos();
    }
}
