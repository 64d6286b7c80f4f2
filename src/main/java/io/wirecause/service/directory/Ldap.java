package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BerReader;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;

/** LDAP 3 over TCP (RFC 4511), until it goes over to TLS or to a security layer of SASL. */
public final class Ldap extends BinaryDecoder {
    private static final int KEPT = 768;
    private static final int HEADER = 6;
    private static final int LONGEST = 64 << 20;
    private static final int BIND = 0x60;

    private final LdapMessages messages = new LdapMessages();

    /** Reads for these events. */
    public Ldap(ServiceEvents events) {
        super(events, KEPT);
    }

    /** Whether a connection begins with a message of LDAP. */
    public static int match(Opening opening) {
        ByteView bytes = opening.hasClient() ? opening.client() : opening.server();
        int port = opening.isPort(389, 3268) ? Recogniser.BY_PORT : Recogniser.NO;
        if (bytes.length() < HEADER) {
            return bytes.length() > 0 && bytes.u8(0) != BerReader.SEQUENCE ? Recogniser.NO : port;
        }
        int operation = operation(bytes);
        if (operation < 0 || opening.hasClient() && !LdapMessages.isRequest(operation)) {
            return Recogniser.NO;
        }
        return port > 0 || operation == BIND && isVersion3(bytes) ? Recogniser.SURE : Recogniser.LIKELY;
    }

    /** The tag of the operation in a message; -1 where it is none. */
    private static int operation(ByteView bytes) {
        try {
            BerReader reader = new BerReader().over(bytes).expect(BerReader.SEQUENCE).enter().expect(BerReader.INTEGER);
            return reader.length() <= 4 && reader.number() >= 0 && reader.next() && LdapMessages.isKnown(reader.tag())
                    ? reader.tag() : -1;
        } catch (IndexOutOfBoundsException noMessage) {
            return -1;
        }
    }

    private static boolean isVersion3(ByteView bytes) {
        try {
            return new BerReader().over(bytes).expect(BerReader.SEQUENCE).enter().expect(BerReader.INTEGER).expect(BIND).enter()
                    .expect(BerReader.INTEGER).number() == 3;
        } catch (IndexOutOfBoundsException cut) {
            return false;
        }
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        if (header.u8(0) != BerReader.SEQUENCE) {
            if (messages.isSealed()) {
                events.encrypted("SASL");
            }
            return -1;
        }
        long length = BerReader.whole(header, 0);
        return length > LONGEST ? -1 : length;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        return messages.read(fromClient, head, events);
    }
}
