package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BerReader;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.ServiceEvents;

/** The messages of LDAP one after the other, without what SASL puts around them. */
final class LdapStream extends BinaryDecoder {
    /** Bytes in which the tag, the length and the number of a message stand. */
    static final int HEADER = 6;
    private static final int KEPT = 768;
    private static final int LONGEST = 64 << 20;

    private final LdapMessages messages = new LdapMessages();

    LdapStream(ServiceEvents events) {
        super(events, KEPT);
    }

    /** Whether a login through SASL succeeded, so that what follows may be wrapped. */
    boolean isSealed() {
        return messages.isSealed();
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        long length = header.u8(0) == BerReader.SEQUENCE ? BerReader.whole(header, 0) : -1;
        return length > LONGEST ? -1 : length;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        return messages.read(fromClient, head, events);
    }
}
