package io.wirecause.service.network;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.BerReader;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/** SNMP 1 and 2c (RFC 3416), and of version 3 what is in clear (RFC 3412, 3414). Communities are passed over. */
public final class Snmp implements DatagramDecoder {
    /** What an engineer looks at where no reply comes. */
    public static final String SILENCE = "An agent drops requests with a community that it does not know, and those of "
            + "clients that it"
            + " does not serve, without a word: compare community, version and the agent's list of clients.";
    private static final int GET = 0xa0;
    private static final int GET_NEXT = 0xa1;
    private static final int RESPONSE = 0xa2;
    private static final int SET = 0xa3;
    private static final int GET_BULK = 0xa5;
    private static final int INFORM = 0xa6;
    private static final int REPORT = 0xa8;
    private static final int VERSION_3 = 3;
    private static final int NO_SUCH_NAME = 2;
    private static final int USER = 64;
    /** Content of 1.3.6.1.6.3.15.1.1, the counters of RFC 3414 with which an agent says what is wrong with a request. */
    private static final byte[] USM = {0x2b, 6, 1, 6, 3, 15, 1, 1};
    private static final int WALKS = 1 << 10;

    private final BerReader reader = new BerReader();
    private final BerReader inner = new BerReader();
    /** Numbers of the latest requests for what comes next, for which "no such name" means the end, by their last bits. */
    private final int[] walks = new int[WALKS];
    private String user;
    private int pdu;
    private long id;

    /** Reads up to the PDU: its tag, -1 for one that is encrypted. */
    private void open(ByteView bytes) {
        reader.over(bytes).expect(BerReader.SEQUENCE).enter().expect(BerReader.INTEGER);
        long version = reader.number();
        user = null;
        if (version == VERSION_3) {
            openVersion3(bytes);
            return;
        }
        reader.expect(BerReader.OCTETS).next();
        pdu = reader.tag();
        if (version > 1 || pdu < GET || pdu > REPORT) {
            throw new IndexOutOfBoundsException("another protocol");
        }
    }

    private void openVersion3(ByteView bytes) {
        reader.expect(BerReader.SEQUENCE);
        id = inner.over(bytes, reader.start(), reader.end()).expect(BerReader.INTEGER).number();
        reader.expect(BerReader.OCTETS);
        inner.over(bytes, reader.start(), reader.end());
        if (inner.next() && inner.tag() == BerReader.SEQUENCE) {
            // Engine, its boots, its time, then the user.
            inner.enter().expect(BerReader.OCTETS).expect(BerReader.INTEGER).expect(BerReader.INTEGER).expect(BerReader.OCTETS);
            user = inner.text(USER);
        }
        reader.next();
        if (reader.tag() == BerReader.OCTETS) {
            pdu = -1;
            return;
        }
        reader.enter().expect(BerReader.OCTETS).expect(BerReader.OCTETS).next();
        pdu = reader.tag();
    }

    @Override
    public Sender sender(ByteView bytes, int sourcePort, int destinationPort) {
        open(bytes);
        boolean answer = pdu == RESPONSE || pdu == REPORT || pdu < 0 && isAgent(sourcePort) && !isAgent(destinationPort);
        return answer ? Sender.SERVER : Sender.CLIENT;
    }

    private static boolean isAgent(int port) {
        return port == 161 || port == 162;
    }

    @Override
    public void datagram(boolean fromClient, ByteView bytes, ServiceEvents events) {
        open(bytes);
        if (pdu < 0) {
            encrypted(fromClient, events);
            return;
        }
        boolean version3 = user != null;
        boolean asks = pdu == GET || pdu == GET_NEXT || pdu == SET || pdu == GET_BULK || pdu == INFORM;
        if (fromClient && !asks) {
            return;
        }
        reader.enter().expect(BerReader.INTEGER);
        long number = reader.number();
        if (!version3) {
            id = number;
        }
        if (fromClient) {
            walks[(int) id & WALKS - 1] = pdu == GET_NEXT ? (int) id : 0;
            events.request(id, what());
            if (version3 && !user.isEmpty()) {
                events.login(user);
            }
        } else if (pdu == REPORT) {
            report(bytes, events);
        } else {
            reader.expect(BerReader.INTEGER);
            events.reply(id, reply((int) reader.number(), version3));
        }
    }

    private void encrypted(boolean fromClient, ServiceEvents events) {
        if (fromClient) {
            events.request(id, "encrypted request");
            events.login(user);
        } else {
            events.reply(id, ServiceReply.LOGGED_IN);
        }
    }

    private String what() {
        return switch (pdu) {
            case GET -> "get";
            case GET_NEXT -> "get-next";
            case SET -> "set";
            case GET_BULK -> "get-bulk";
            default -> "inform";
        };
    }

    private ServiceReply reply(int status, boolean version3) {
        if (status == 0) {
            return version3 ? ServiceReply.LOGGED_IN : ServiceReply.OK;
        }
        if (status == NO_SUCH_NAME && id != 0 && walks[(int) id & WALKS - 1] == (int) id) {
            return ServiceReply.NEGATIVE;
        }
        ServiceReply reply = ServiceReply.of(ReplyKind.ERROR, String.valueOf(status), name(status), null);
        return switch (status) {
            case NO_SUCH_NAME -> reply.at(Party.CLIENT)
                    .advising("The agent does not have this object, or does not show it to this community; to write, the "
                    + "community may"
                            + " lack the right.");
            case 4, 6, 16, 17 -> reply.at(Party.CLIENT)
                    .advising("The community or user may not do this: give it the right at the agent, or use another one.");
            case 1 -> reply.advising("The answer does not fit into a datagram: ask for less at once.");
            case 5 -> reply.at(Party.SERVER).advising("The agent failed at this object: see its log, and its software's known "
                    + "faults.");
            default -> reply;
        };
    }

    /** RFC 3416, section 3. */
    private static String name(int status) {
        return switch (status) {
            case 1 -> "tooBig";
            case 2 -> "noSuchName";
            case 3 -> "badValue";
            case 4 -> "readOnly";
            case 5 -> "genErr";
            case 6 -> "noAccess";
            case 7 -> "wrongType";
            case 8 -> "wrongLength";
            case 9 -> "wrongEncoding";
            case 10 -> "wrongValue";
            case 11 -> "noCreation";
            case 12 -> "inconsistentValue";
            case 13 -> "resourceUnavailable";
            case 14 -> "commitFailed";
            case 15 -> "undoFailed";
            case 16 -> "authorizationError";
            case 17 -> "notWritable";
            case 18 -> "inconsistentName";
            default -> null;
        };
    }

    /** A report says in the first of its variables which counter it raised. */
    private void report(ByteView bytes, ServiceEvents events) {
        reader.expect(BerReader.INTEGER).expect(BerReader.INTEGER).expect(BerReader.SEQUENCE).enter().expect(BerReader.SEQUENCE)
                .enter().expect(BerReader.OBJECT);
        int counter = reader.length() > USM.length && bytes.holds(reader.start(), USM) ? bytes.u8(reader.start() + USM.length)
                : 0;
        String name = switch (counter) {
            case 1 -> "usmStatsUnsupportedSecLevels";
            case 3 -> "usmStatsUnknownUserNames";
            case 5 -> "usmStatsWrongDigests";
            case 6 -> "usmStatsDecryptionErrors";
            default -> null;
        };
        if (name == null) {
            // A manager learns the agent's engine and time in this way.
            events.reply(id, ServiceReply.OK);
            return;
        }
        events.reply(id, ServiceReply.of(ReplyKind.LOGIN_FAILED, null, name, null).at(Party.CLIENT).advising(switch (counter) {
            case 1 -> "The agent does not take this user at this level: compare authentication and privacy of both.";
            case 3 -> "The agent does not know this user: check the name, and that the user was made at this agent.";
            case 5 -> "The user's authentication password or algorithm differs from the agent's.";
            default -> "The user's privacy password or algorithm differs from the agent's.";
        }));
    }
}
