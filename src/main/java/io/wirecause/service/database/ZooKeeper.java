package io.wirecause.service.database;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/** ZooKeeper: the client protocol of its jute definitions. */
public final class ZooKeeper extends BinaryDecoder {
    private static final int KEPT = 64;
    private static final int HEADER = 4;
    private static final int LARGEST = 1 << 26;
    private static final int CONNECT = 44;
    private static final long LOGIN = 1L << 40;
    private static final int WATCH = -1;

    private boolean connectSeen;
    private boolean replySeen;

    /** A decoder of one connection. */
    public ZooKeeper(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A connect request: its length, version 0, and a time that sessions have. */
    public static int match(Opening o) {
        ByteView c = o.client();
        boolean connect = o.fromStart() && c.length() >= HEADER + CONNECT && (c.i32be(0) == CONNECT || c.i32be(0) == CONNECT + 1)
                && c.i32be(4) == 0 && c.i32be(16) > 0 && c.i32be(16) < 1 << 22;
        return connect && (o.isPort(2181) || c.i32be(28) == 16) ? Recogniser.SURE : Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        long size = header.u32be(0);
        return size < HEADER || size > LARGEST ? -1 : HEADER + size;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        if (fromClient) {
            client(head);
        } else {
            server(head);
        }
        return true;
    }

    private void client(ByteView head) {
        if (!connectSeen) {
            connectSeen = true;
            events.request(LOGIN, "connect");
            return;
        }
        long id = head.u32be(HEADER);
        String what = name(head.i32be(HEADER + 4));
        if (head.i32be(HEADER + 4) == 100) {
            events.request(id, what);
            events.login(null);
        } else {
            events.request(id, what);
        }
    }

    private void server(ByteView head) {
        if (!replySeen) {
            replySeen = true;
            // A session that has expired is answered with a time of 0.
            events.reply(LOGIN, head.i32be(8) == 0 ? ServiceReply.of(ReplyKind.REFUSED, "-112", "session expired", null)
                    : ServiceReply.OK);
            return;
        }
        int id = head.i32be(HEADER);
        if (id == WATCH) {
            return;
        }
        int error = head.i32be(HEADER + 12);
        events.reply(id & 0xffffffffL, error == 0 ? ServiceReply.OK : error(error));
    }

    private static ServiceReply error(int code) {
        ReplyKind kind = switch (code) {
            case -101, -103, -110, -111 -> ReplyKind.NEGATIVE;
            case -115 -> ReplyKind.LOGIN_FAILED;
            default -> ReplyKind.ERROR;
        };
        return ServiceReply.of(kind, Integer.toString(code), switch (code) {
            case -1 -> "system error";
            case -4 -> "connection loss";
            case -5 -> "marshalling error";
            case -6 -> "unimplemented";
            case -7 -> "operation timeout";
            case -8 -> "bad arguments";
            case -101 -> "no node";
            case -102 -> "not authenticated";
            case -103 -> "bad version";
            case -110 -> "node exists";
            case -111 -> "not empty";
            case -112 -> "session expired";
            case -114 -> "invalid ACL";
            case -115 -> "authentication failed";
            case -118 -> "session moved";
            case -119 -> "not read-only";
            default -> null;
        }, null).at(code == -102 || code == -115 ? Party.CLIENT : null);
    }

    private static String name(int type) {
        return switch (type) {
            case 1, 15, 19 -> "create";
            case 2 -> "delete";
            case 3 -> "exists";
            case 4 -> "getData";
            case 5 -> "setData";
            case 8, 12 -> "getChildren";
            case 9 -> "sync";
            case 11 -> "ping";
            case 14 -> "multi";
            case 100 -> "addauth";
            case -11 -> "close";
            default -> "(other request)";
        };
    }

    @Override
    protected boolean lost(boolean fromClient) {
        connectSeen = true;
        replySeen = true;
        return true;
    }
}
