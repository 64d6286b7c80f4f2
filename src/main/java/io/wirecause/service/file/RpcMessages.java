package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/**
 * Reads calls and replies of ONC RPC (RFC 5531, section 9). A reply does not say what it answers, so the latest calls are
 * remembered by their numbers.
 */
final class RpcMessages {
    static final int PORTMAPPER = 100_000;
    static final int NFS = 100_003;
    static final int MOUNT = 100_005;
    private static final int RPC_VERSION = 2;
    private static final int CALL = 0;
    private static final int REPLY = 1;
    private static final int TYPE = 4;
    private static final int PROGRAM = 12;
    private static final int CREDENTIALS = 24;
    private static final int MOST_AUTHENTICATION = 400;
    private static final int GSS = 6;
    private static final int GETPORT = 3;

    private final int[] numbers;
    private final int[] programs;
    private final int[] procedures;
    /** For the portmapper the program asked for. */
    private final int[] wanted;

    /**
     * Nothing remembered.
     *
     * @param calls how many to remember, a power of two
     */
    RpcMessages(int calls) {
        numbers = new int[calls];
        programs = new int[calls];
        procedures = new int[calls];
        wanted = new int[calls];
    }

    /** Whether bytes at an offset begin a call. */
    static boolean isCall(ByteView bytes, int at) {
        return bytes.length() >= at + CREDENTIALS && bytes.i32be(at + TYPE) == CALL && bytes.i32be(at + 8) == RPC_VERSION
                && bytes.u32be(at + 16) <= 10 && bytes.u32be(at + 20) < 100;
    }

    /** Whether bytes at an offset begin a reply. */
    static boolean isReply(ByteView bytes, int at) {
        return bytes.length() >= at + 16 && bytes.i32be(at + TYPE) == REPLY && bytes.u32be(at + 8) <= 1;
    }

    /** The program that a call is for. */
    static int program(ByteView bytes, int at) {
        return bytes.i32be(at + PROGRAM);
    }

    void read(boolean fromClient, ByteView bytes, int at, ServiceEvents events) {
        if (fromClient && isCall(bytes, at)) {
            call(bytes, at, events);
        } else if (!fromClient && isReply(bytes, at)) {
            reply(bytes, at, events);
        }
    }

    private void call(ByteView bytes, int at, ServiceEvents events) {
        int number = bytes.i32be(at);
        int slot = number & numbers.length - 1;
        int program = bytes.i32be(at + PROGRAM);
        int version = bytes.i32be(at + PROGRAM + 4);
        int procedure = bytes.i32be(at + PROGRAM + 8);
        boolean sealed = bytes.length() >= at + CREDENTIALS + 8 && bytes.i32be(at + CREDENTIALS) == GSS;
        numbers[slot] = number;
        programs[slot] = program;
        // What RPCSEC_GSS protects is not read (RFC 2203, section 5.3.2.2).
        procedures[slot] = sealed ? 0 : version << 8 | procedure;
        wanted[slot] = 0;
        if (program == PORTMAPPER && procedure == GETPORT && bytes.length() >= at + CREDENTIALS + 8) {
            int arguments = behind(bytes, behind(bytes, at + CREDENTIALS));
            wanted[slot] = arguments > 0 && arguments + 4 <= bytes.length() ? bytes.i32be(arguments) : 0;
        }
        events.request(number, RpcNames.procedure(program, version, procedure));
    }

    /** What stands behind credentials or a verifier; -1 where the length cannot be. */
    private static int behind(ByteView bytes, int at) {
        if (at < 0 || at + 8 > bytes.length()) {
            return -1;
        }
        long length = bytes.u32be(at + 4);
        return length > MOST_AUTHENTICATION ? -1 : at + 8 + (int) (length + 3 & ~3L);
    }

    private void reply(ByteView bytes, int at, ServiceEvents events) {
        int number = bytes.i32be(at);
        if (bytes.i32be(at + 8) == 1) {
            events.reply(number, RpcNames.denied(bytes.i32be(at + 12), bytes.length() < at + 20 ? 0 : bytes.i32be(at + 16)));
            return;
        }
        int status = behind(bytes, at + 12);
        if (status < 0) {
            events.malformed();
            return;
        }
        int accepted = bytes.i32be(status);
        if (accepted != 0) {
            events.reply(number, RpcNames.notServed(accepted));
            return;
        }
        int slot = number & numbers.length - 1;
        boolean known = numbers[slot] == number && procedures[slot] != 0 && status + 8 <= bytes.length();
        events.reply(number, known ? result(slot, bytes.i32be(status + 4)) : ServiceReply.OK);
    }

    /** What the first word of a result says. */
    private ServiceReply result(int slot, int first) {
        int version = procedures[slot] >> 8;
        int procedure = procedures[slot] & 0xff;
        if (programs[slot] == PORTMAPPER) {
            boolean none = procedure == GETPORT && first == 0;
            return none ? RpcNames.notRegistered(wanted[slot]) : ServiceReply.OK;
        }
        boolean hasStatus = procedure != 0 && (programs[slot] == NFS || programs[slot] == MOUNT && procedure == 1);
        return first == 0 || !hasStatus ? ServiceReply.OK : NfsStatus.reply(first, programs[slot] == MOUNT, version);
    }
}
