package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/**
 * Diameter over TCP (RFC 6733): results of the requests of the peer that opened the connection, also those that a vendor gives.
 * Requests of the other peer are passed over.
 */
public final class Diameter extends BinaryDecoder {
    private static final int KEPT = 768;
    private static final int HEADER = 20;
    private static final int REQUEST = 0x80;
    private static final int RESERVED = 0x0f;
    private static final int CAPABILITIES = 257;
    private static final int LOWEST = 256;
    private static final int VENDOR = 0x80;
    private static final int USER_NAME = 1;
    private static final int ORIGIN_HOST = 264;
    private static final int RESULT = 268;
    private static final int ERROR_MESSAGE = 281;
    private static final int EXPERIMENTAL = 297;
    private static final int EXPERIMENTAL_CODE = 298;
    private static final int LONGEST = 1 << 20;

    /** Where the data of the element found last begins and ends. */
    private int data;
    private int end;

    /** A decoder of one connection. */
    public Diameter(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A capabilities exchange, or another sound header at the port. */
    public static int match(Opening o) {
        ByteView bytes = o.hasClient() ? o.client() : o.server();
        if (bytes.length() < HEADER || !isHeader(bytes)) {
            return Recogniser.NO;
        }
        boolean first = bytes.u24be(5) == CAPABILITIES && bytes.i32be(8) == 0;
        return first ? Recogniser.SURE : o.isPort(3868) ? Recogniser.LIKELY : Recogniser.NO;
    }

    private static boolean isHeader(ByteView header) {
        int length = header.u24be(1);
        return header.u8(0) == 1 && length >= HEADER && length % 4 == 0 && length <= LONGEST && (header.u8(4) & RESERVED) == 0
                && header.u24be(5) >= LOWEST;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        return isHeader(header) ? header.u24be(1) : -1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        boolean request = (head.u8(4) & REQUEST) != 0;
        long id = head.u32be(12);
        if (fromClient && request) {
            events.request(id, DiameterCodes.command(head.u24be(5)));
            if (find(head, HEADER, head.length(), USER_NAME)) {
                events.login(Words.text(head, data, end - data));
            }
        } else if (!fromClient && !request) {
            events.reply(id, answer(head));
        }
        return true;
    }

    private ServiceReply answer(ByteView head) {
        if (head.u24be(5) == CAPABILITIES && find(head, HEADER, head.length(), ORIGIN_HOST)) {
            events.product(Words.text(head, data, end - data));
        }
        String words = find(head, HEADER, head.length(), ERROR_MESSAGE) ? Words.text(head, data, end - data) : null;
        if (find(head, HEADER, head.length(), RESULT)) {
            return DiameterCodes.reply(head.i32be(data), false, words);
        }
        if (find(head, HEADER, head.length(), EXPERIMENTAL) && find(head, data, end, EXPERIMENTAL_CODE)) {
            return DiameterCodes.reply(head.i32be(data), true, words);
        }
        return ServiceReply.OK;
    }

    /** Looks for an element between two offsets; whether it is there, whole. */
    private boolean find(ByteView head, int from, int to, int code) {
        int at = from;
        while (at + 8 <= to) {
            int length = head.u24be(at + 5);
            int header = (head.u8(at + 4) & VENDOR) != 0 ? 12 : 8;
            if (length < header) {
                return false;
            }
            if (head.i32be(at) == code && at + length <= to) {
                data = at + header;
                end = at + length;
                return true;
            }
            at += length + 3 & ~3;
        }
        return false;
    }
}
