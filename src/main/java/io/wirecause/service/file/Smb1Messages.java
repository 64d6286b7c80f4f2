package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.Ntlm;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/** Reads the headers of SMB 1 ([MS-CIFS], section 2.2.3). */
final class Smb1Messages {
    private static final int COMMAND = 4;
    private static final int STATUS = 5;
    private static final int FLAGS = 9;
    private static final int FLAGS2 = 10;
    private static final int PROCESS = 26;
    private static final int MULTIPLEX = 30;
    private static final int WORD_COUNT = 32;
    private static final int HEADER = 33;
    private static final int RESPONSE = 0x80;
    private static final int NT_STATUS = 0x4000;
    private static final int SESSION_SETUP = 0x73;
    private static final int TREE_CONNECT = 0x75;
    private static final int NEGOTIATE = 0x72;
    private static final int NT_TRANSACT = 0xa0;
    private static final int LOCKING = 0x24;
    private static final int OPLOCK_BREAK_ID = 0xffff;
    private static final int MORE_PROCESSING = 0xc0000016;
    private static final int NO_DIALECT = 0xffff;

    private final ServiceEvents events;

    Smb1Messages(ServiceEvents events) {
        this.events = events;
    }

    void read(boolean fromClient, ByteView bytes) {
        int command = bytes.u8(COMMAND);
        boolean response = (bytes.u8(FLAGS) & RESPONSE) != 0;
        int multiplex = bytes.u16le(MULTIPLEX);
        if (response == fromClient || multiplex == OPLOCK_BREAK_ID) {
            return;
        }
        // The answer to a negotiation may come as SMB 2, whose first message has the number 0.
        long id = command == NEGOTIATE ? 0 : 1L << 40 | (long) bytes.u16le(PROCESS) << 16 | multiplex;
        if (response) {
            response(command, id, bytes);
        } else if (command == NT_TRANSACT || command == LOCKING) {
            events.patientRequest(id, name(command));
        } else {
            events.request(id, name(command));
            if (command == SESSION_SETUP) {
                events.login(Ntlm.user(bytes, HEADER));
            }
        }
    }

    private void response(int command, long id, ByteView bytes) {
        int status = (bytes.u16le(FLAGS2) & NT_STATUS) != 0 ? bytes.i32le(STATUS) : 0;
        if (command == NEGOTIATE && status == 0 && bytes.u8(WORD_COUNT) > 0) {
            if (bytes.u16le(HEADER) == NO_DIALECT) {
                events.reply(id, ServiceReply.of(ReplyKind.REFUSED, null, "no dialect in common", null)
                        .headed("SMB server refuses the client, which offers SMB 1 only:").at(Party.CLIENT)
                        .advising("Turn SMB 2 or 3 on at the client: the server does not speak SMB 1, which is obsolete and "
                        + "insecure."));
                return;
            }
            events.product("SMB 1");
        }
        ServiceReply reply = ServiceReply.OK;
        if (command == SESSION_SETUP && status == 0) {
            reply = ServiceReply.LOGGED_IN;
        } else if (status != 0 && !(command == SESSION_SETUP && status == MORE_PROCESSING)) {
            reply = NtStatus.reply(status, command == SESSION_SETUP, command == TREE_CONNECT, command == NEGOTIATE);
        }
        events.reply(id, reply);
    }

    private static String name(int command) {
        return switch (command) {
            case 0x04 -> "close";
            case 0x08, 0x32 -> "transaction 2";
            case LOCKING -> "locking";
            case 0x25 -> "transaction";
            case 0x2b -> "echo";
            case 0x2e -> "read";
            case 0x2f -> "write";
            case 0x71 -> "tree disconnect";
            case NEGOTIATE -> "negotiate";
            case SESSION_SETUP -> "session setup";
            case 0x74 -> "logoff";
            case TREE_CONNECT -> "tree connect";
            case NT_TRANSACT -> "NT transaction";
            case 0xa2 -> "create";
            default -> "SMB 1 command";
        };
    }
}
