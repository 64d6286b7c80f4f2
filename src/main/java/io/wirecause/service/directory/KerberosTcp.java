package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BerReader;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;

/** Kerberos 5 over TCP: each message behind four bytes with its length (RFC 4120, section 7.2.2). */
public final class KerberosTcp extends BinaryDecoder {
    /** The body of a request stands behind its pre-authentication data, which with a certificate is not kept. */
    private static final int KEPT = 1_024;
    private static final int LENGTH = 4;
    private static final int HEADER = LENGTH + 6;
    private static final int LONGEST = 16 << 20;

    private final KerberosMessages messages = new KerberosMessages();

    /** Reads for these events. */
    public KerberosTcp(ServiceEvents events) {
        super(events, KEPT);
    }

    /** Whether a connection begins with a request to a key distribution centre. */
    public static int match(Opening opening) {
        int port = opening.isPort(Kerberos.PORT) ? Recogniser.BY_PORT : Recogniser.NO;
        ByteView bytes = opening.hasClient() ? opening.client() : opening.server();
        if (bytes.length() < HEADER) {
            return port;
        }
        int tag = bytes.u8(LENGTH);
        boolean right = opening.hasClient() ? KerberosMessages.isRequest(tag) : KerberosMessages.isReply(tag);
        return right && BerReader.whole(bytes, LENGTH) == bytes.u32be(0) ? Recogniser.SURE : Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        long length = header.u32be(0);
        return length > LONGEST || BerReader.whole(header, LENGTH) != length ? -1 : LENGTH + length;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int tag = head.u8(LENGTH);
        if (fromClient == KerberosMessages.isRequest(tag)) {
            messages.read(head, LENGTH, ServiceEvents.IN_ORDER, events);
        }
        return true;
    }
}
