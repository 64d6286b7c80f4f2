package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/**
 * TACACS+ (RFC 8907): who answers, and what is answered where the body is in clear. Otherwise it is obfuscated with a key that
 * both share, and whether a login succeeds is not to be seen.
 */
public final class Tacacs extends BinaryDecoder {
    /** What an engineer looks at where no reply comes. */
    public static final String SILENCE = "A server ignores clients that it does not know, and may those whose key differs: "
            + "compare "
            + "the client's address and the shared key at the server, and see its log.";
    private static final int KEPT = 384;
    private static final int HEADER = 12;
    private static final int AUTHENTICATION = 1;
    private static final int AUTHORIZATION = 2;
    private static final int ACCOUNTING = 3;
    private static final int CLEAR = 1;
    private static final int LONGEST = 1 << 16;
    private static final int FAIL = 2;
    private static final int ERROR = 7;
    private static final int NOT_ALLOWED = 0x10;
    private static final int BROKEN = 0x11;
    private static final String[] REQUESTS = {null, "authentication", "authorization", "accounting"};
    private static final ServiceReply OBFUSCATED = ServiceReply.of(ReplyKind.OK, null, "obfuscated", null);

    /** A decoder of one connection. */
    public Tacacs(ServiceEvents events) {
        super(events, KEPT);
    }

    /** The first message of a session, at its port or of exactly the length that it tells. */
    public static int match(Opening o) {
        ByteView bytes = o.client();
        if (bytes.length() < HEADER || !isHeader(bytes) || bytes.u8(2) % 2 == 0) {
            return Recogniser.NO;
        }
        return o.isPort(49) ? Recogniser.SURE : o.fromStart() && bytes.u8(2) == 1
                && bytes.u32be(8) == bytes.length() - HEADER ? Recogniser.LIKELY : Recogniser.NO;
    }

    private static boolean isHeader(ByteView header) {
        return (header.u8(0) == 0xc0 || header.u8(0) == 0xc1) && header.u8(1) >= AUTHENTICATION && header.u8(1) <= ACCOUNTING
                && header.u8(2) > 0 && (header.u8(3) & ~5) == 0 && header.u32be(8) < LONGEST;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        return isHeader(header) ? HEADER + header.u32be(8) : -1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        long session = head.u32be(4);
        int type = head.u8(1);
        boolean clear = (head.u8(3) & CLEAR) != 0;
        if (!fromClient) {
            events.reply(session, clear ? reply(type, head) : OBFUSCATED);
            return true;
        }
        events.request(session, REQUESTS[type]);
        if (clear && type == AUTHENTICATION && head.u8(2) == 1 && head.u8(HEADER + 4) > 0) {
            events.login(Words.text(head, HEADER + 8, head.u8(HEADER + 4)));
        }
        return true;
    }

    /** Sections 5.2, 6.2 and 7.2. */
    private static ServiceReply reply(int type, ByteView head) {
        int status = head.u8(type == ACCOUNTING ? HEADER + 4 : HEADER);
        return switch (type) {
            case AUTHENTICATION -> status == FAIL ? ServiceReply.of(ReplyKind.LOGIN_FAILED, "FAIL", null, words(head, HEADER + 6))
                    : status == ERROR ? error(words(head, HEADER + 6)) : status == 1 ? ServiceReply.LOGGED_IN : ServiceReply.OK;
            case AUTHORIZATION -> status == NOT_ALLOWED
                    ? ServiceReply.of(ReplyKind.ERROR, "FAIL", "not authorized", words(head, HEADER + 6 + head.u8(HEADER + 1)))
                    : status == BROKEN ? error(words(head, HEADER + 6 + head.u8(HEADER + 1))) : ServiceReply.OK;
            default -> status == 2 ? error(null) : ServiceReply.OK;
        };
    }

    private static ServiceReply error(String words) {
        return ServiceReply.of(ReplyKind.ERROR, "ERROR", null, words).advising("The server could not decide: see its log, and "
                + "the "
                + "directory that it asks itself.");
    }

    private static String words(ByteView head, int at) {
        int length = head.u16be(HEADER + 2);
        return length == 0 ? null : Words.text(head, at, Math.min(length, head.length() - at));
    }
}
