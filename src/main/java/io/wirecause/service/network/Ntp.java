package io.wirecause.service.network;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/** NTP of clients and servers, RFC 5905: unsynchronised servers and kiss codes. Peers and control messages are not read. */
public final class Ntp implements DatagramDecoder {
    /** Its port. */
    public static final int PORT = 123;
    private static final int HEADER = 48;
    private static final int CLIENT = 3;
    private static final int SERVER = 4;
    private static final int STRATUM = 1;
    private static final int REFERENCE_ID = 12;
    private static final int ORIGIN = 24;
    private static final int RECEIVE = 32;
    private static final int TRANSMIT = 40;
    private static final int REMEMBERED = 1 << 10;
    private static final int LEAP_UNKNOWN = 3;
    private static final int UNSYNCHRONISED = 16;

    /** When clients say that they got their last answers, and the requests that say so. */
    private final long[] receipts = new long[REMEMBERED];
    private final long[] requests = new long[REMEMBERED];

    @Override
    public Sender sender(ByteView bytes, int sourcePort, int destinationPort) {
        int mode = bytes.u8(0) & 7;
        int version = bytes.u8(0) >> 3 & 7;
        if (bytes.length() < HEADER || version < 1 || version > 4) {
            return Sender.FOREIGN;
        }
        return mode == CLIENT && destinationPort == PORT ? Sender.CLIENT
                : mode == SERVER && sourcePort == PORT ? Sender.SERVER : Sender.FOREIGN;
    }

    /** A reply repeats the time at which the client sent (section 8), or the number that it sent in its place. */
    @Override
    public void datagram(boolean fromClient, ByteView bytes, ServiceEvents events) {
        if (fromClient) {
            long sent = id(bytes.i64be(TRANSMIT));
            long received = bytes.i64be(RECEIVE);
            if (received != 0) {
                int slot = slot(received);
                receipts[slot] = received;
                requests[slot] = sent;
            }
            events.request(sent, "time");
            return;
        }
        int stratum = bytes.u8(STRATUM);
        ServiceReply reply = ServiceReply.OK;
        if (stratum == 0) {
            reply = kiss(bytes);
        } else if (stratum >= UNSYNCHRONISED || bytes.u8(0) >> 6 == LEAP_UNKNOWN) {
            reply = ServiceReply.of(ReplyKind.ERROR, "stratum " + stratum, "clock not synchronised", null).at(Party.SERVER)
                    .headed("NTP server has no time to give:")
                    .advising("Find out why the server has no source of its own: its upstream servers, or a clock just started.");
        }
        // In interleaved mode a server repeats the time at which the client got its last answer (RFC 9769).
        long origin = bytes.i64be(ORIGIN);
        int slot = slot(origin);
        events.reply(origin != 0 && receipts[slot] == origin ? requests[slot] : id(origin), reply);
    }

    private static int slot(long timestamp) {
        return (int) (timestamp ^ timestamp >>> 32) & REMEMBERED - 1;
    }

    private static long id(long timestamp) {
        return timestamp == ServiceEvents.IN_ORDER ? 0 : timestamp;
    }

    /** Kiss codes, section 7.4. */
    private static ServiceReply kiss(ByteView bytes) {
        String code = bytes.latin1(REFERENCE_ID, 4);
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) < 'A' || code.charAt(i) > 'Z') {
                return ServiceReply.of(ReplyKind.ERROR, "stratum 0", "clock not synchronised", null).at(Party.SERVER);
            }
        }
        return switch (code) {
            case "DENY", "RSTR" -> ServiceReply.of(ReplyKind.REFUSED, code, "access denied", null).at(Party.SERVER)
                    .advising("The server does not serve this client: allow it there, or use another server.");
            case "RATE" -> ServiceReply.of(ReplyKind.REFUSED, code, "asked too often", null).at(Party.CLIENT)
                    .advising("The client asks too often for this server: lengthen its polling interval.");
            case "INIT", "STEP" -> ServiceReply.of(ReplyKind.ERROR, code, "clock not synchronised yet", null).at(Party.SERVER);
            default -> ServiceReply.of(ReplyKind.ERROR, code, "kiss code", null).at(Party.SERVER);
        };
    }
}
