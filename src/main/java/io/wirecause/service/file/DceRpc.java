package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Ntlm;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import java.util.HexFormat;

/** DCE RPC over TCP (C706, chapter 12; [MS-RPCE], section 2.2.2): bindings, calls and faults. Arguments are not read. */
public final class DceRpc extends BinaryDecoder {
    private static final int KEPT = 640;
    private static final int HEADER = 16;
    private static final int LENGTH = 8;
    private static final int AUTHENTICATION = 10;
    private static final int CALL = 12;
    private static final int REQUEST = 0;
    private static final int RESPONSE = 2;
    private static final int FAULT = 3;
    private static final int BIND = 11;
    private static final int BIND_ACK = 12;
    private static final int BIND_NAK = 13;
    private static final int ALTER = 14;
    private static final int ALTER_RESPONSE = 15;
    private static final int AUTH_3 = 16;
    private static final int ORPHANED = 19;
    private static final int FIRST = 1;
    private static final int BODY = 24;
    private static final int CONTEXTS = 28;
    private static final int CONTEXT = 24;
    private static final int SYNTAX = 20;
    private static final int RESULT = 24;
    private static final int MAP = 3;
    private static final int MOST_CONTEXTS = 16;

    private final String[] interfaces = new String[MOST_CONTEXTS];
    private String user;
    private boolean signingIn;
    private long mapping = -1;

    /** A decoder of one connection. */
    public DceRpc(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A binding at the beginning, else any sound header. */
    public static int match(Opening o) {
        ByteView bytes = o.hasClient() ? o.client() : o.server();
        if (bytes.length() < HEADER || !isHeader(bytes)) {
            return Recogniser.NO;
        }
        int type = bytes.u8(2);
        return o.hasClient() && o.fromStart() ? type == BIND ? Recogniser.SURE : Recogniser.NO : Recogniser.LIKELY;
    }

    /** Version 5.0 or 5.1, a form of numbers that is in use, and a sound length. */
    private static boolean isHeader(ByteView h) {
        int form = h.u8(4);
        return h.u8(0) == 5 && h.u8(1) <= 1 && h.u8(2) <= ORPHANED && (form == 0 || form == HEADER) && h.u8(5) == 0
                && h.u8(6) == 0 && h.u8(7) == 0 && u16(h, LENGTH) >= HEADER && u16(h, AUTHENTICATION) < u16(h, LENGTH);
    }

    private static int u16(ByteView bytes, int offset) {
        return bytes.u8(4) == 0 ? bytes.u16be(offset) : bytes.u16le(offset);
    }

    private static int i32(ByteView bytes, int offset) {
        return bytes.u8(4) == 0 ? bytes.i32be(offset) : bytes.i32le(offset);
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        return isHeader(header) ? u16(header, LENGTH) : -1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        long call = i32(head, CALL) & 0xffffffffL;
        // Further fragments of a call or an answer say nothing new.
        if ((head.u8(3) & FIRST) == 0) {
            return true;
        }
        if (fromClient) {
            client(head, call);
        } else {
            server(head, length, call);
        }
        return true;
    }

    private void client(ByteView head, long call) {
        switch (head.u8(2)) {
            case BIND, ALTER -> {
                contexts(head);
                events.request(call, head.u8(2) == BIND ? "bind" : "alter context");
                String name = u16(head, AUTHENTICATION) == 0 ? null : Ntlm.user(head, CONTEXTS);
                user = name == null ? user : name;
                signingIn |= name != null;
            }
            case AUTH_3 -> {
                user = Ntlm.user(head, HEADER);
                signingIn = true;
            }
            case REQUEST -> {
                int context = u16(head, 20);
                String what = context < MOST_CONTEXTS && interfaces[context] != null ? interfaces[context] : "call";
                boolean map = what.equals(DceRpcNames.MAPPER) && u16(head, 22) == MAP;
                mapping = map ? call : mapping;
                events.request(call, map ? "map endpoint" : what);
                if (signingIn) {
                    events.login(user);
                }
            }
            default -> {
            }
        }
    }

    private void contexts(ByteView head) {
        int at = CONTEXTS;
        for (int i = 0; i < head.u8(BODY); i++) {
            int id = u16(head, at);
            if (id < MOST_CONTEXTS) {
                interfaces[id] = DceRpcNames.calls(uuid(head, at + 4));
            }
            at += CONTEXT + SYNTAX * head.u8(at + 2);
        }
    }

    /** Its first three parts are numbers, in the order of bytes of the sender. */
    private static String uuid(ByteView head, int at) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(i32(head, at)) + hex.toHexDigits((short) u16(head, at + 4))
                + hex.toHexDigits((short) u16(head, at + 6)) + hex.formatHex(head.copy(at + 8, 8));
    }

    private void server(ByteView head, long length, long call) {
        switch (head.u8(2)) {
            case BIND_ACK, ALTER_RESPONSE -> events.reply(call, acknowledged(head));
            case BIND_NAK -> events.reply(call, DceRpcNames.nak(u16(head, HEADER)));
            case FAULT -> {
                events.reply(call, DceRpcNames.fault(i32(head, BODY), signingIn));
                signingIn = false;
            }
            case RESPONSE -> {
                events.reply(call, answered(head, length, call));
                signingIn = false;
            }
            default -> {
            }
        }
    }

    /** Whether one of the interfaces asked for was taken. */
    private static ServiceReply acknowledged(ByteView head) {
        int port = u16(head, RESULT);
        int at = RESULT + 2 + port + 3 & ~3;
        int count = head.u8(at);
        int reason = -1;
        for (int i = 0; i < count; i++) {
            int result = u16(head, at + 4 + RESULT * i);
            if (result == 0) {
                return ServiceReply.OK;
            }
            reason = reason < 0 && result <= 2 ? u16(head, at + 6 + RESULT * i) : reason;
        }
        return reason < 0 ? ServiceReply.OK : DceRpcNames.rejected(reason);
    }

    /** The mapper says in its last number whether it knows a server. */
    private ServiceReply answered(ByteView head, long length, long call) {
        if (call == mapping && u16(head, AUTHENTICATION) == 0 && length <= head.length()) {
            int status = i32(head, (int) length - 4);
            mapping = -1;
            if (status != 0) {
                return DceRpcNames.notRegistered(status);
            }
        }
        return signingIn ? ServiceReply.LOGGED_IN : ServiceReply.OK;
    }
}
