package io.wirecause.service.network;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.report.Confidence;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceFindingCode;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;
import java.util.Set;

/** BGP 4 (RFC 4271): who opens a session, and the notification that ends it. */
public final class Bgp extends BinaryDecoder {
    private static final int KEPT = 320;
    private static final int MARKER = 16;
    private static final int HEADER = 19;
    private static final int LONGEST = 65_535;
    private static final int TYPE = 18;
    private static final int OPEN = 1;
    private static final int NOTIFICATION = 3;
    private static final int KEEPALIVE = 4;
    private static final int ROUTE_REFRESH = 5;
    private static final int AS = HEADER + 1;
    private static final int IDENTIFIER = HEADER + 5;
    private static final int DATA = HEADER + 2;
    private static final int AS_TRANS = 23_456;
    private static final int CAPABILITIES = 2;
    private static final int WIDE_AS = 65;
    private static final int CEASE = 6;
    private static final int HOLD_TIMER = 4;
    private static final int COLLISION = 7;
    private static final int BAD_PEER_AS = 2;
    private static final int WORDS = 128;

    private String clientAs;
    private String serverAs;
    private boolean opened;

    /** Reads for these events. */
    public Bgp(ServiceEvents events) {
        super(events, KEPT);
    }

    /** Whether the connection begins with BGP's marker. */
    public static int match(Opening opening) {
        ByteView bytes = opening.hasClient() ? opening.client() : opening.server();
        if (bytes.length() < HEADER) {
            return bytes.length() == 0 && opening.isPort(179) ? Recogniser.BY_PORT : Recogniser.NO;
        }
        return isHeader(bytes) ? Recogniser.SURE : opening.isPort(179) && !opening.fromStart() ? Recogniser.BY_PORT
                : Recogniser.NO;
    }

    private static boolean isHeader(ByteView bytes) {
        return bytes.i64be(0) == -1 && bytes.i64be(8) == -1 && bytes.u16be(MARKER) >= HEADER && bytes.u8(TYPE) >= OPEN
                && bytes.u8(TYPE) <= ROUTE_REFRESH;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        int length = header.u16be(MARKER);
        return isHeader(header) && length <= LONGEST ? length : -1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        switch (head.u8(TYPE)) {
            case OPEN -> open(fromClient, head);
            case NOTIFICATION -> notification(fromClient, head, length);
            case KEEPALIVE -> {
                // The first one of the other side says that the session is open.
                if (!fromClient && opened) {
                    opened = false;
                    events.reply(ServiceEvents.IN_ORDER, ServiceReply.OK);
                }
            }
            default -> {
            }
        }
        return true;
    }

    private void open(boolean fromClient, ByteView head) {
        int number = head.u16be(AS);
        String as = number == AS_TRANS ? wideAs(head) : "AS " + number;
        if (fromClient) {
            clientAs = as;
            opened = true;
            events.request(ServiceEvents.IN_ORDER, "session");
        } else {
            serverAs = as;
            events.product(as + ", router " + IpAddress.text(4, 0, head.u32be(IDENTIFIER)) + ", hold time " + head.u16be(AS
                    + 2) + " s");
        }
    }

    /** The number of four bytes from the capabilities, RFC 6793, section 3. */
    private static String wideAs(ByteView head) {
        // Parameters of type 2 hold capabilities, one or several (RFC 5492, section 4).
        int end = Math.min(head.length(), HEADER + 10 + head.u8(HEADER + 9));
        for (int at = HEADER + 10; at + 2 <= end; at += 2 + head.u8(at + 1)) {
            int last = Math.min(end, at + 2 + head.u8(at + 1));
            for (int in = at + 2; head.u8(at) == CAPABILITIES && in + 6 <= last; in += 2 + head.u8(in + 1)) {
                if (head.u8(in) == WIDE_AS && head.u8(in + 1) == 4) {
                    return "AS " + head.u32be(in + 2);
                }
            }
        }
        return "AS " + AS_TRANS;
    }

    private void notification(boolean fromClient, ByteView head, long length) {
        int code = head.u8(HEADER);
        int subcode = head.u8(HEADER + 1);
        if (opened) {
            opened = false;
            events.reply(ServiceEvents.IN_ORDER, ServiceReply.NEGATIVE);
        }
        String name = BgpErrors.name(code);
        String detail = BgpErrors.detail(code, subcode);
        boolean harmless = code == CEASE && subcode == COLLISION;
        String sender = fromClient ? clientAs : serverAs;
        String receiver = fromClient ? serverAs : clientAs;
        String between = sender == null || receiver == null ? "" : "; the notification is from " + sender + " to " + receiver;
        String words = words(code, subcode, head, length);
        events.incident(new Incident(ServiceFindingCode.BGP_SESSION_DOWN, code + "/" + subcode,
                harmless ? Severity.NOTE : Severity.ERROR, Confidence.HIGH,
                "BGP session ended: " + name + (detail == null ? "" : ", " + detail) + (words == null ? "" : ": " + words),
                "Notification " + code + "/" + subcode + between, harmless
                ? "Two routers that connect to each other at once give up one of the connections; nothing to do."
                : BgpErrors.advice(code, subcode), code == HOLD_TIMER ? Party.NETWORK : Party.UNCLEAR, Incident.THIS_FRAME,
                Set.of()));
    }

    /** What the notification says beyond its code: the operator's words (RFC 9003), or the AS number that the peer has. */
    private String words(int code, int subcode, ByteView head, long length) {
        int there = (int) Math.min(length, head.length()) - DATA;
        if (code == CEASE && (subcode == 2 || subcode == 4) && there > 1) {
            int said = Math.min(head.u8(DATA), Math.min(WORDS, there - 1));
            return said == 0 ? null : WireText.quote(Words.text(head, DATA + 1, said), WORDS);
        }
        if (code == 2 && subcode == BAD_PEER_AS && (there == 2 || there == 4)) {
            return "AS " + (there == 2 ? head.u16be(DATA) : head.u32be(DATA)) + " is not the one expected";
        }
        return null;
    }
}
