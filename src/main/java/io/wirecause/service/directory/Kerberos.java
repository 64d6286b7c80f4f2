package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ServiceEvents;

/** Kerberos 5 over UDP (RFC 4120, section 7.2.1). A client has one request open on a port at a time. */
public final class Kerberos implements DatagramDecoder {
    /** Its port. */
    public static final int PORT = 88;
    private static final long ONE_AT_A_TIME = 0;

    private final KerberosMessages messages = new KerberosMessages();

    @Override
    public Sender sender(ByteView bytes, int sourcePort, int destinationPort) {
        int tag = bytes.u8(0);
        return KerberosMessages.isRequest(tag) && destinationPort == PORT ? Sender.CLIENT
                : KerberosMessages.isReply(tag) && sourcePort == PORT ? Sender.SERVER : Sender.FOREIGN;
    }

    @Override
    public void datagram(boolean fromClient, ByteView bytes, ServiceEvents events) {
        messages.read(bytes, 0, ONE_AT_A_TIME, events);
    }
}
