package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/** RADIUS: RFC 2865 and 2866, changes of authorization RFC 5176. Of a request only the user's name is read. */
public final class Radius implements DatagramDecoder {
    /** What an engineer looks at where no reply comes. */
    public static final String SILENCE = "A RADIUS server drops requests without a word where it does not know the client or "
            + "the shared"
            + " secrets differ: compare both in its list of clients, then see its log.";
    private static final int HEADER = 20;
    private static final int IDENTIFIER = 1;
    private static final int LENGTH = 2;
    private static final int ACCESS_REQUEST = 1;
    private static final int ACCESS_ACCEPT = 2;
    private static final int ACCESS_REJECT = 3;
    private static final int DISCONNECT_NAK = 42;
    private static final int COA_NAK = 45;
    private static final int USER_NAME = 1;
    private static final int REPLY_MESSAGE = 18;
    private static final int ERROR_CAUSE = 101;

    /** RADIUS has no mark of its own: code, length and attributes have to fit each other. */
    @Override
    public Sender sender(ByteView bytes, int sourcePort, int destinationPort) {
        int length = bytes.length() < HEADER ? 0 : bytes.u16be(LENGTH);
        if (length < HEADER || length > 4_096 || !hasAttributes(bytes, length)) {
            return Sender.FOREIGN;
        }
        return switch (bytes.u8(0)) {
            case ACCESS_REQUEST, 4, 12, 40, 43 -> Sender.CLIENT;
            case ACCESS_ACCEPT, ACCESS_REJECT, 5, 11, 41, DISCONNECT_NAK, 44, COA_NAK -> Sender.SERVER;
            default -> Sender.FOREIGN;
        };
    }

    private static boolean hasAttributes(ByteView bytes, int length) {
        int at = HEADER;
        int end = Math.min(length, bytes.length());
        while (at + 1 < end && bytes.u8(at + 1) >= 2) {
            at += bytes.u8(at + 1);
        }
        return at >= end;
    }

    /** Where the value of an attribute starts; -1 where there is none. */
    private static int find(ByteView bytes, int type) {
        int end = Math.min(bytes.u16be(LENGTH), bytes.length());
        for (int at = HEADER; at + 1 < end && bytes.u8(at + 1) >= 2; at += bytes.u8(at + 1)) {
            if (bytes.u8(at) == type && at + bytes.u8(at + 1) <= end) {
                return at + 2;
            }
        }
        return -1;
    }

    private static String text(ByteView bytes, int type) {
        int at = find(bytes, type);
        return at < 0 ? null : Words.text(bytes, at, bytes.u8(at - 1) - 2);
    }

    @Override
    public void datagram(boolean fromClient, ByteView bytes, ServiceEvents events) {
        int code = bytes.u8(0);
        long id = bytes.u8(IDENTIFIER);
        if (fromClient) {
            events.request(id, switch (code) {
                case ACCESS_REQUEST -> "Access-Request";
                case 4 -> "Accounting-Request";
                case 12 -> "Status-Server";
                case 40 -> "Disconnect-Request";
                default -> "CoA-Request";
            });
            if (code == ACCESS_REQUEST) {
                events.login(text(bytes, USER_NAME));
            }
            return;
        }
        events.reply(id, switch (code) {
            case ACCESS_ACCEPT -> ServiceReply.LOGGED_IN;
            case ACCESS_REJECT -> ServiceReply.of(ReplyKind.LOGIN_FAILED, null, "Access-Reject", text(bytes, REPLY_MESSAGE))
                    .advising("The server's log says why: user not known, wrong password, or a policy. A wrong shared secret "
                    + "makes a"
                            + " right password wrong, too.");
            case DISCONNECT_NAK, COA_NAK -> nak(code, bytes);
            default -> ServiceReply.OK;
        });
    }

    private static ServiceReply nak(int code, ByteView bytes) {
        int at = find(bytes, ERROR_CAUSE);
        int cause = at < 0 || bytes.u8(at - 1) != 6 ? -1 : bytes.i32be(at);
        return ServiceReply.of(ReplyKind.ERROR, cause < 0 ? null : String.valueOf(cause), cause(cause),
                code == COA_NAK ? "CoA-NAK" : "Disconnect-NAK").at(Party.UNCLEAR);
    }

    /** RFC 5176, section 3.5. */
    private static String cause(int cause) {
        return switch (cause) {
            case 401 -> "Unsupported Attribute";
            case 402 -> "Missing Attribute";
            case 403 -> "NAS Identification Mismatch";
            case 404 -> "Invalid Request";
            case 405 -> "Unsupported Service";
            case 501 -> "Administratively Prohibited";
            case 503 -> "Session Context Not Found";
            case 504 -> "Session Context Not Removable";
            case 506 -> "Resources Unavailable";
            case 507 -> "Request Initiated";
            default -> null;
        };
    }
}
