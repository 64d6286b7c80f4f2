package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BerReader;
import io.wirecause.service.decode.Ntlm;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/** Reads messages of LDAP (RFC 4511, section 4), one direction's at a time. Passwords are passed over. */
final class LdapMessages {
    private static final int BIND = 0x60;
    private static final int BIND_RESPONSE = 0x61;
    private static final int UNBIND = 0x42;
    private static final int SEARCH = 0x63;
    private static final int ENTRY = 0x64;
    private static final int DONE = 0x65;
    private static final int MODIFY = 0x66;
    private static final int MODIFIED = 0x67;
    private static final int ADD = 0x68;
    private static final int ADDED = 0x69;
    private static final int DELETE = 0x4a;
    private static final int DELETED = 0x6b;
    private static final int RENAME = 0x6c;
    private static final int RENAMED = 0x6d;
    private static final int COMPARE = 0x6e;
    private static final int COMPARED = 0x6f;
    private static final int ABANDON = 0x50;
    private static final int REFERENCE = 0x73;
    private static final int EXTENDED = 0x77;
    private static final int EXTENDED_RESPONSE = 0x78;
    private static final int INTERMEDIATE = 0x79;
    private static final int CONTROLS = 0xa0;
    private static final int SIMPLE = 0x80;
    private static final int SASL = 0xa3;
    private static final int OID = 0x80;
    private static final String START_TLS = "1.3.6.1.4.1.1466.20037";
    private static final int NAME = 128;
    private static final int WORDS = 300;
    private static final int IN_PROGRESS = 14;
    /** Controls with which a search never ends: persistent search, content synchronisation, change notification. */
    private static final String[] LASTING = {"2.16.840.1.113730.3.4.3", "1.3.6.1.4.1.4203.1.9.1.1", "1.2.840.113556.1.4.528"};

    private final BerReader reader = new BerReader();
    private long startTls = -1;
    /** The bind that was sent last, whether it says who it is, and whether SASL may agree on a security layer with it. */
    private boolean named;
    private boolean sasl;
    private boolean sealed;

    static boolean isRequest(int tag) {
        return switch (tag) {
            case BIND, UNBIND, SEARCH, MODIFY, ADD, DELETE, RENAME, COMPARE, ABANDON, EXTENDED -> true;
            default -> false;
        };
    }

    static boolean isKnown(int tag) {
        return isRequest(tag) || switch (tag) {
            case BIND_RESPONSE, ENTRY, DONE, MODIFIED, ADDED, DELETED, RENAMED, COMPARED, REFERENCE, EXTENDED_RESPONSE,
                    INTERMEDIATE -> true;
            default -> false;
        };
    }

    /** Whether a login through SASL succeeded, so that what follows may be wrapped. */
    boolean isSealed() {
        return sealed;
    }

    /** A message; whether what follows can be read. */
    boolean read(boolean fromClient, ByteView bytes, ServiceEvents events) {
        reader.over(bytes).expect(BerReader.SEQUENCE).enter().expect(BerReader.INTEGER);
        long id = reader.number();
        if (!reader.next() || !isKnown(reader.tag())) {
            events.malformed();
            return true;
        }
        int tag = reader.tag();
        if (fromClient == isRequest(tag)) {
            return fromClient ? request(id, tag, bytes, events) : response(id, tag, events);
        }
        return true;
    }

    private boolean request(long id, int tag, ByteView bytes, ServiceEvents events) {
        switch (tag) {
            case BIND -> bind(id, bytes, events);
            case SEARCH -> search(id, events);
            case ABANDON -> events.withdraw(reader.number());
            case MODIFY -> events.request(id, "modify");
            case ADD -> events.request(id, "add");
            case DELETE -> events.request(id, "delete");
            case RENAME -> events.request(id, "rename");
            case COMPARE -> events.request(id, "compare");
            case EXTENDED -> {
                events.request(id, "extended operation");
                if (reader.enter().next() && reader.tag() == OID && reader.isText(START_TLS)) {
                    startTls = id;
                }
            }
            default -> {
            }
        }
        return true;
    }

    private void bind(long id, ByteView bytes, ServiceEvents events) {
        sealed = false;
        events.request(id, "bind");
        reader.enter().expect(BerReader.INTEGER).expect(BerReader.OCTETS);
        String name = reader.text(NAME);
        reader.next();
        sasl = reader.tag() == SASL;
        // A name without a password is no login either (RFC 4513, section 5.1.2).
        named = sasl || reader.tag() != SIMPLE || !name.isEmpty() && reader.length() > 0;
        if (named) {
            events.login(!name.isEmpty() ? name : sasl ? Ntlm.user(bytes, reader.start()) : null);
        }
    }

    private void search(long id, ServiceEvents events) {
        // Controls stand behind the search, in a sequence of sequences that begin with their identifiers.
        boolean lasting = false;
        if (reader.next() && reader.tag() == CONTROLS) {
            reader.enter();
            while (!lasting && reader.next() && reader.tag() == BerReader.SEQUENCE) {
                lasting = isLasting();
            }
        }
        if (lasting) {
            events.patientRequest(id, "search that stays open");
        } else {
            events.request(id, "search");
        }
    }

    private boolean isLasting() {
        String control = reader.text(NAME);
        for (String oid : LASTING) {
            if (control.startsWith(oid, 2)) {
                return true;
            }
        }
        return false;
    }

    private boolean response(long id, int tag, ServiceEvents events) {
        if (tag == ENTRY || tag == REFERENCE || tag == INTERMEDIATE) {
            return true;
        }
        reader.enter().expect(BerReader.ENUMERATED);
        int code = (int) Math.max(0, Math.min(reader.number(), Short.MAX_VALUE));
        reader.expect(BerReader.OCTETS).expect(BerReader.OCTETS);
        // Active Directory ends them with a zero.
        String words = reader.length() == 0 ? null : reader.text(WORDS).replace("\0", "");
        boolean isBind = tag == BIND_RESPONSE;
        if (isBind && code == 0 && named) {
            events.reply(id, ServiceReply.LOGGED_IN);
            sealed = sasl;
            return true;
        }
        if (id == 0) {
            // Notice of disconnection, section 4.4.1.
            events.unasked(LdapCodes.disconnection(code, words));
            return true;
        }
        events.reply(id, code == 0 || code == IN_PROGRESS ? ServiceReply.OK : LdapCodes.reply(isBind && named, code, words));
        if (tag == EXTENDED_RESPONSE && id == startTls && code == 0) {
            events.encrypted("StartTLS");
            return false;
        }
        return true;
    }
}
