package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BerReader;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.StreamDecoder;

/** LDAP 3 over TCP (RFC 4511), until it goes over to TLS or to a layer of SASL that encrypts. What one only signs is read. */
public final class Ldap implements StreamDecoder {
    private static final int HEADER = LdapStream.HEADER;
    private static final int BIND = 0x60;

    private final ServiceEvents events;
    private final LdapStream plain;
    private final SaslLayer client;
    private final SaslLayer server;

    /** Reads for these events. */
    public Ldap(ServiceEvents events) {
        this.events = events;
        this.plain = new LdapStream(events);
        this.client = new SaslLayer(true, plain);
        this.server = new SaslLayer(false, plain);
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
    static int operation(ByteView bytes) {
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
    public boolean data(boolean fromClient, ByteView bytes, long frame, long nanos) {
        SaslLayer layer = fromClient ? client : server;
        if (!plain.isSealed() || bytes.length() == 0) {
            layer.reset();
            return plain.data(fromClient, bytes, frame, nanos);
        }
        boolean more = layer.data(bytes, frame, nanos);
        if (!more && layer.isSecret()) {
            events.encrypted("SASL");
        }
        return more;
    }

    @Override
    public boolean gap(boolean fromClient, long bytes) {
        return (fromClient ? client : server).gap(bytes) && plain.gap(fromClient, bytes);
    }
}
