package io.wirecause.service.network;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Confidence;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceFindingCode;
import io.wirecause.service.decode.ServiceReply;
import java.util.Set;

/** LDP (RFC 5036): sessions that label switching routers open, and the notifications that end them. */
public final class Ldp extends BinaryDecoder {
    private static final int KEPT = 256;
    private static final int PORT = 646;
    private static final int START = 4;
    private static final int MESSAGES = 10;
    private static final int SHORTEST = 8;
    private static final int NOTIFICATION = 0x0001;
    private static final int INITIALIZATION = 0x0200;
    private static final int KEEP_ALIVE = 0x0201;
    private static final int STATUS = 0x0300;
    private static final int TYPE = 0x7fff;
    private static final long FATAL = 0x80000000L;
    private static final int CODE = 0x3fffffff;
    private static final int SHUTDOWN = 0x0a;
    private static final int HOLD_TIMER = 0x09;
    private static final int KEEP_ALIVE_TIMER = 0x14;
    private static final String[] NAMES = {"Success", "Bad LDP Identifier", "Bad Protocol Version", "Bad PDU Length",
        "Unknown Message Type", "Bad Message Length", "Unknown TLV", "Bad TLV Length", "Malformed TLV Value",
        "Hold Timer Expired", "Shutdown", "Loop Detected", "Unknown FEC", "No Route", "No Label Resources",
        "Label Resources Available", "Session Rejected: No Hello", "Session Rejected: Parameters Advertisement Mode",
        "Session Rejected: Parameters Max PDU Length", "Session Rejected: Parameters Label Range", "KeepAlive Timer Expired",
        "Label Request Aborted", "Missing Message Parameters", "Unsupported Address Family",
        "Session Rejected: Bad KeepAlive Time", "Internal Error"};

    private boolean opening;

    /** A decoder of one connection. */
    public Ldp(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A header of version 1 with a message of a known type, or the port. */
    public static int match(Opening o) {
        ByteView bytes = o.hasClient() ? o.client() : o.server();
        if (bytes.length() < MESSAGES + 2 || !isHeader(bytes)) {
            return Recogniser.NO;
        }
        int type = bytes.u16be(MESSAGES) & TYPE;
        boolean known = type == NOTIFICATION || type >= INITIALIZATION && type <= 0x404;
        return !known ? Recogniser.NO : o.isPort(PORT) ? Recogniser.SURE : Recogniser.NO;
    }

    private static boolean isHeader(ByteView header) {
        return header.u16be(0) == 1 && header.u16be(2) >= MESSAGES - START + SHORTEST;
    }

    @Override
    protected int header(boolean fromClient) {
        return START;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        return isHeader(header) ? START + header.u16be(2) : -1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int end = (int) Math.min(length, head.length());
        for (int at = MESSAGES; at + SHORTEST <= end; at += START + Math.max(START, head.u16be(at + 2))) {
            switch (head.u16be(at) & TYPE) {
                case INITIALIZATION -> {
                    if (fromClient && !opening) {
                        opening = true;
                        events.request(ServiceEvents.IN_ORDER, "session");
                    }
                }
                case KEEP_ALIVE -> {
                    if (!fromClient && opening) {
                        opening = false;
                        events.reply(ServiceEvents.IN_ORDER, ServiceReply.OK);
                    }
                }
                case NOTIFICATION -> notification(head, at + SHORTEST);
                default -> {
                }
            }
        }
        return true;
    }

    private void notification(ByteView head, int at) {
        long status = (head.u16be(at) & TYPE) == STATUS ? head.u32be(at + START) : 0;
        int code = (int) status & CODE;
        // Advice on single labels does not end a session.
        if ((status & FATAL) == 0) {
            return;
        }
        if (opening) {
            opening = false;
            events.reply(ServiceEvents.IN_ORDER, ServiceReply.NEGATIVE);
        }
        String name = code < NAMES.length ? NAMES[code] : "status " + code;
        boolean timer = code == HOLD_TIMER || code == KEEP_ALIVE_TIMER;
        events.incident(new Incident(ServiceFindingCode.ROUTING_NEIGHBOR_LOST, "ldp " + code, Severity.ERROR, Confidence.HIGH,
                "LDP session ended: " + name, "Notification " + code + ", which ends the session; labels of the peer are gone "
                        + "with it",
                timer ? "The other router was silent for too long: look at its load, and for loss or a filter on the link "
                        + "(hellos are "
                        + "UDP to port 646)." : code == SHUTDOWN ? "A router ended the session in order; ask there."
                        : "See the log of the router that sent the notification, and compare how LDP is set up at both.",
                timer ? Party.NETWORK : Party.UNCLEAR, Incident.THIS_FRAME, Set.of()));
    }
}
