package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BerReader;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/** Reads messages between a client and a key distribution centre (RFC 4120, section 5), as far as they are in clear. */
final class KerberosMessages {
    private static final int AS_REQUEST = 0x6a;
    private static final int AS_REPLY = 0x6b;
    private static final int TGS_REQUEST = 0x6c;
    private static final int TGS_REPLY = 0x6d;
    private static final int ERROR = 0x7e;
    private static final int FIELD = 0xa0;
    private static final int GENERAL_STRING = 0x1b;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int MOST_PARTS = 4;
    private static final int PART = 64;
    private static final int WORDS = 160;

    private final BerReader reader = new BerReader();
    private final BerReader inner = new BerReader();

    static boolean isRequest(int tag) {
        return tag == AS_REQUEST || tag == TGS_REQUEST;
    }

    static boolean isReply(int tag) {
        return tag == AS_REPLY || tag == TGS_REPLY || tag == ERROR;
    }

    /** Reads a message for these events; requests and replies have no number in clear, so they all get this one. */
    void read(ByteView bytes, int at, long id, ServiceEvents events) {
        if (!reader.over(bytes, at, bytes.length()).next()) {
            return;
        }
        int tag = reader.tag();
        if (isRequest(tag)) {
            events.request(id, tag == AS_REQUEST ? "ticket-granting ticket" : "service ticket");
            if (tag == AS_REQUEST) {
                events.login(client(bytes));
            }
        } else if (tag == AS_REPLY || tag == TGS_REPLY) {
            events.reply(id, tag == AS_REPLY ? ServiceReply.LOGGED_IN : ServiceReply.OK);
        } else if (tag == ERROR) {
            error(bytes, id, events);
        }
    }

    /** The client's name and realm in a request: fields 1 and 2 of its body, which is field 4. */
    private String client(ByteView bytes) {
        reader.enter().expect(BerReader.SEQUENCE).enter();
        if (!reader.find(FIELD + 4) || reader.start() >= bytes.length()) {
            return null;
        }
        reader.enter().expect(BerReader.SEQUENCE).enter();
        String name = null;
        String realm = null;
        while (reader.next() && reader.tag() <= FIELD + 2) {
            if (reader.tag() == FIELD + 1) {
                name = name(bytes);
            } else if (reader.tag() == FIELD + 2) {
                realm = text(bytes);
            }
        }
        return name == null ? null : realm == null ? name : name + "@" + realm;
    }

    /** The principal's name in the field at which the reader stands. */
    private String name(ByteView bytes) {
        inner.over(bytes, reader.start(), reader.end()).expect(BerReader.SEQUENCE).enter();
        if (!inner.find(FIELD + 1)) {
            return null;
        }
        inner.enter().expect(BerReader.SEQUENCE).enter();
        StringBuilder name = new StringBuilder();
        for (int part = 0; part < MOST_PARTS && inner.next() && inner.tag() == GENERAL_STRING; part++) {
            name.append(part == 0 ? "" : "/").append(inner.text(PART));
        }
        return name.length() == 0 ? null : name.toString();
    }

    private String text(ByteView bytes) {
        return inner.over(bytes, reader.start(), reader.end()).next() ? inner.text(WORDS) : null;
    }

    private void error(ByteView bytes, long id, ServiceEvents events) {
        reader.enter().expect(BerReader.SEQUENCE).enter();
        int code = -1;
        String serverTime = null;
        String server = null;
        String realm = null;
        String words = null;
        while (reader.next() && reader.tag() <= FIELD + 11) {
            switch (reader.tag() - FIELD) {
                case 4 -> serverTime = time(bytes);
                case 6 -> code = (int) inner.over(bytes, reader.start(), reader.end()).expect(BerReader.INTEGER).number();
                case 9 -> realm = text(bytes);
                case 10 -> server = name(bytes);
                case 11 -> words = text(bytes);
                default -> {
                }
            }
        }
        if (code < 0) {
            events.malformed();
            return;
        }
        String service = server == null || realm == null ? server : server + "@" + realm;
        events.reply(id, KerberosErrors.reply(code, service, serverTime, words));
    }

    private String time(ByteView bytes) {
        return inner.over(bytes, reader.start(), reader.end()).next() && inner.tag() == GENERALIZED_TIME ? inner.text(PART)
                : null;
    }
}
