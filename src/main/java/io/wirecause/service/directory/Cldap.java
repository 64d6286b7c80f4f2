package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BerReader;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ServiceEvents;

/** LDAP over UDP, with which clients of Active Directory look for a domain controller ([MS-ADTS], section 6.3.3). */
public final class Cldap implements DatagramDecoder {
    /** Its port. */
    public static final int PORT = 389;
    private final BerReader reader = new BerReader();

    @Override
    public Sender sender(ByteView bytes, int sourcePort, int destinationPort) {
        reader.over(bytes).expect(BerReader.SEQUENCE).enter().expect(BerReader.INTEGER);
        if (!reader.next() || !LdapMessages.isKnown(reader.tag())) {
            return Sender.FOREIGN;
        }
        return LdapMessages.isRequest(reader.tag()) ? Sender.CLIENT : Sender.SERVER;
    }

    @Override
    public void datagram(boolean fromClient, ByteView bytes, ServiceEvents events) {
        new LdapMessages().read(fromClient, bytes, events);
    }
}
