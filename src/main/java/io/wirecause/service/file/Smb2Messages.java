package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.Ntlm;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/** Reads SMB 2 and 3 ([MS-SMB2], section 2.2): of each message its header, of negotiation and login a little more. */
final class Smb2Messages {
    private static final int HEADER = 64;
    private static final int STATUS = 8;
    private static final int COMMAND = 12;
    private static final int FLAGS = 16;
    private static final int NEXT = 20;
    /** Bytes that tell how long a message is. */
    static final int START = NEXT + 4;
    private static final int MESSAGE_ID = 24;
    private static final int RESPONSE = 1;
    private static final int NEGOTIATE = 0;
    private static final int SESSION_SETUP = 1;
    private static final int TREE_CONNECT = 3;
    private static final int LOCK = 10;
    private static final int CANCEL = 12;
    private static final int CHANGE_NOTIFY = 15;
    private static final int OPLOCK_BREAK = 18;
    private static final int SIGNING_REQUIRED = 2;
    private static final int MULTIPLE = 0x2ff;
    private static final int PENDING = 0x103;
    private static final int MORE_PROCESSING = 0xc0000016;
    private static final String[] NAMES = {"negotiate", "session setup", "logoff", "tree connect", "tree disconnect", "create",
        "close", "flush", "read", "write", "lock", "ioctl", "cancel", "echo", "query directory", "change notify", "query info",
        "set info", "oplock break", "notification"};

    private final ServiceEvents events;

    Smb2Messages(ServiceEvents events) {
        this.events = events;
    }

    /** A message, or one of a chain. */
    void read(boolean fromClient, ByteView bytes) {
        if (bytes.length() >= HEADER) {
            one(fromClient, bytes, 0);
        }
    }

    /**
     * How many bytes before the next message of a chain.
     *
     * @param at   where the message begins, of which the first {@link #START} bytes are there
     * @param left bytes of the chain from there on
     */
    static long length(ByteView bytes, int at, long left) {
        long next = bytes.u32le(at + NEXT);
        return next >= HEADER && next < left ? next : left;
    }

    private void one(boolean fromClient, ByteView bytes, int at) {
        int command = bytes.u16le(at + COMMAND);
        boolean response = (bytes.i32le(at + FLAGS) & RESPONSE) != 0;
        long id = bytes.i64le(at + MESSAGE_ID);
        if (command >= NAMES.length || response == fromClient || id == -1 || id == ServiceEvents.IN_ORDER) {
            return;
        }
        if (response) {
            response(command, id, bytes.i32le(at + STATUS), bytes, at);
        } else {
            request(command, id, bytes, at);
        }
    }

    private void request(int command, long id, ByteView bytes, int at) {
        if (command == CANCEL || command == OPLOCK_BREAK) {
            return;
        }
        if (command == CHANGE_NOTIFY || command == LOCK) {
            events.patientRequest(id, NAMES[command]);
        } else {
            events.request(id, NAMES[command]);
        }
        if (command == SESSION_SETUP) {
            events.login(Ntlm.user(bytes, at + HEADER));
        }
    }

    private void response(int command, long id, int status, ByteView bytes, int at) {
        // The real answer comes later.
        if (status == PENDING || command == OPLOCK_BREAK) {
            return;
        }
        if (command == NEGOTIATE && status == 0 && bytes.length() >= at + HEADER + 6) {
            dialect(bytes.u16le(at + HEADER + 4), bytes.u16le(at + HEADER + 2));
        }
        ServiceReply reply = ServiceReply.OK;
        if (command == SESSION_SETUP && status == 0) {
            reply = ServiceReply.LOGGED_IN;
        } else if (status != 0 && !(command == SESSION_SETUP && status == MORE_PROCESSING)) {
            reply = NtStatus.reply(status, command == SESSION_SETUP, command == TREE_CONNECT, command == NEGOTIATE);
        }
        events.reply(id, reply);
    }

    private void dialect(int revision, int security) {
        if (revision == MULTIPLE) {
            return;
        }
        String name = switch (revision) {
            case 0x202 -> "SMB 2.0.2";
            case 0x210 -> "SMB 2.1";
            case 0x300 -> "SMB 3.0";
            case 0x302 -> "SMB 3.0.2";
            case 0x311 -> "SMB 3.1.1";
            default -> "SMB 2 of an unknown revision";
        };
        events.product(name + ((security & SIGNING_REQUIRED) != 0 ? ", signing required" : ", signing not required"));
    }
}
