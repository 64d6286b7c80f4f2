package io.wirecause.service.database;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/** MongoDB: the wire protocol as its documentation has it, OP_MSG and the older OP_QUERY with OP_REPLY; documents are BSON. */
public final class MongoDb extends BinaryDecoder {
    private static final int KEPT = 768;
    private static final int HEADER = 16;
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2_004;
    private static final int OP_COMPRESSED = 2_012;
    private static final int OP_MSG = 2_013;
    private static final int LARGEST = 48_000_000 + HEADER;
    private static final int MORE_TO_COME = 2;
    private static final String[] COMMANDS = {"find", "insert", "update", "delete", "aggregate", "getMore", "count", "distinct",
        "findAndModify", "hello", "isMaster", "ismaster", "ping", "saslStart", "saslContinue", "authenticate", "endSessions",
        "createIndexes", "create", "drop", "listCollections", "listDatabases", "commitTransaction", "abortTransaction",
        "buildInfo",
        "replSetGetStatus", "serverStatus", "killCursors", "getParameter", "getLog", "explain"};

    private String user;

    /** A decoder of one connection. */
    public MongoDb(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A header with one of the codes, whose length fits. */
    public static int match(Opening o) {
        if (o.hasClient()) {
            return isHeader(o.client()) && o.client().i32le(8) == 0 && o.client().i32le(12) != OP_REPLY ? Recogniser.SURE
                    : Recogniser.NO;
        }
        return o.isPort(27017, 27018, 27019) && isHeader(o.server()) ? Recogniser.LIKELY : Recogniser.NO;
    }

    private static boolean isHeader(ByteView bytes) {
        if (bytes.length() < HEADER + 5) {
            return false;
        }
        int code = bytes.i32le(12);
        int length = bytes.i32le(0);
        return (code == OP_MSG || code == OP_QUERY || code == OP_REPLY || code == OP_COMPRESSED) && length >= HEADER + 5
                && length <= LARGEST;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        int length = header.i32le(0);
        return length < HEADER || length > LARGEST || header.i32le(12) < 1 || header.i32le(12) > OP_MSG ? -1 : length;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int code = head.i32le(12);
        int document = document(head, code);
        if (fromClient) {
            boolean silent = code == OP_MSG && (head.i32le(HEADER) & MORE_TO_COME) != 0;
            if (!silent && (code == OP_MSG || code == OP_QUERY || code == OP_COMPRESSED)) {
                ask(head, document);
            }
            return true;
        }
        events.reply(head.u32le(8), document < 0 ? ServiceReply.OK : reply(head, document));
        return true;
    }

    /** Where the first document begins; -1 where it cannot be read. */
    private static int document(ByteView head, int code) {
        return switch (code) {
            case OP_MSG -> head.u8(HEADER + 4) == 0 ? HEADER + 5 : -1;
            case OP_REPLY -> HEADER + 20;
            case OP_QUERY -> {
                int end = head.indexOf(0, HEADER + 4, head.length());
                yield end < 0 ? -1 : end + 9;
            }
            default -> -1;
        };
    }

    private void ask(ByteView head, int document) {
        String what = "command";
        if (document >= 0 && document + 5 < head.length()) {
            for (String known : COMMANDS) {
                if (head.startsWith(document + 5, known) && head.u8(document + 5 + known.length()) == 0) {
                    what = known;
                }
            }
        }
        long id = head.u32le(4);
        switch (what) {
            // Held by the server until there is news.
            case "hello", "isMaster", "ismaster", "getMore" -> events.patientRequest(id, what);
            case "saslStart", "saslContinue", "authenticate" -> {
                events.request(id, what);
                String named = scram(head, document);
                user = named == null ? user : named;
                events.login(user);
            }
            default -> events.request(id, what);
        }
    }

    /** The name in the first message of SCRAM (RFC 5802): {@code n,,n=user,r=nonce}; null where there is none. */
    private static String scram(ByteView head, int document) {
        for (int at = head.indexOf('n', document, head.length()); at >= 0; at = head.indexOf('n', at + 1, head.length())) {
            if (head.startsWith(at, "n,,n=")) {
                int end = head.indexOf(',', at + 5, head.length());
                return end < 0 ? null : Words.text(head, at + 5, end - at - 5);
            }
        }
        return null;
    }

    private static ServiceReply reply(ByteView head, int document) {
        boolean ok = true;
        int code = 0;
        String name = null;
        String words = null;
        int at = document + 4;
        while (at < head.length() && head.u8(at) != 0) {
            int type = head.u8(at);
            int end = head.indexOf(0, at + 1, head.length());
            int value = end + 1;
            int size = end < 0 ? -1 : size(type, head, value);
            if (size < 0 || value + size > head.length()) {
                break;
            }
            if (head.startsWith(at + 1, "ok\0")) {
                ok = type == 1 ? head.i64le(value) != 0 : type != 8 || head.u8(value) != 0;
            } else if (head.startsWith(at + 1, "code\0") && type == 0x10) {
                code = head.i32le(value);
            } else if (head.startsWith(at + 1, "codeName\0") && type == 2) {
                name = Words.zeroEnded(head, value + 4);
            } else if (head.startsWith(at + 1, "errmsg\0") && type == 2) {
                words = Words.zeroEnded(head, value + 4);
            } else if (head.startsWith(at + 1, "writeErrors\0") && type == 4) {
                // The first error is a document in the array.
                return writeError(head, value + 7);
            }
            at = value + size;
        }
        if (ok) {
            return ServiceReply.OK;
        }
        return error(code, name, words);
    }

    private static ServiceReply writeError(ByteView head, int document) {
        int code = 0;
        String words = null;
        int at = document + 4;
        while (at < head.length() && head.u8(at) != 0) {
            int end = head.indexOf(0, at + 1, head.length());
            int size = end < 0 ? -1 : size(head.u8(at), head, end + 1);
            if (size < 0 || end + 1 + size > head.length()) {
                break;
            }
            if (head.startsWith(at + 1, "code\0")) {
                code = head.i32le(end + 1);
            } else if (head.startsWith(at + 1, "errmsg\0")) {
                words = Words.zeroEnded(head, end + 5);
            }
            at = end + 1 + size;
        }
        return error(code, code == 11_000 ? "DuplicateKey" : "write error", words);
    }

    private static ServiceReply error(int code, String name, String words) {
        ReplyKind kind = switch (code) {
            case 18 -> ReplyKind.LOGIN_FAILED;
            case 26, 43, 59, 10107, 13435, 48, 85, 86 -> ReplyKind.NEGATIVE;
            default -> ReplyKind.ERROR;
        };
        Party party = switch (code) {
            case 13, 18, 2, 9, 11000, 14 -> Party.CLIENT;
            case 50, 91, 11600, 189, 262, 6 -> Party.SERVER;
            default -> null;
        };
        return ServiceReply.of(kind, code == 0 ? null : Integer.toString(code), name, words).at(party);
    }

    /** Bytes of a value; -1 where its type is not known. */
    private static int size(int type, ByteView bytes, int at) {
        return switch (type) {
            case 0x01, 0x09, 0x11, 0x12 -> 8;
            case 0x02, 0x0d, 0x0e -> Math.max(-1, 4 + Math.min(bytes.i32le(at), LARGEST));
            case 0x03, 0x04 -> Math.max(-1, Math.min(bytes.i32le(at), LARGEST));
            case 0x05 -> Math.max(-1, 5 + Math.min(bytes.i32le(at), LARGEST));
            case 0x07 -> 12;
            case 0x08 -> 1;
            case 0x0a, 0x06, 0x7f, 0xff -> 0;
            case 0x10 -> 4;
            case 0x13 -> 16;
            default -> -1;
        };
    }
}
