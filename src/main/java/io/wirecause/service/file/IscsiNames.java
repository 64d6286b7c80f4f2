package io.wirecause.service.file;

import io.wirecause.report.Party;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceReply;

/** What targets of iSCSI answer: RFC 7143, sections 11.4, 11.9, 11.13.5 and 11.17; sense keys of SPC-4, section 4.5.6. */
final class IscsiNames {
    private static final String[] SENSE = {"no sense", "recovered error", "not ready", "medium error", "hardware error",
        "illegal request", "unit attention", "data protect", "blank check", "vendor specific", "copy aborted", "aborted command",
        null, "volume overflow", "miscompare", "completed"};
    private static final int ILLEGAL_REQUEST = 5;
    private static final int UNIT_ATTENTION = 6;
    private static final String[] REJECTS = {null, null, "data digest error", "SNACK reject", "protocol error",
        "command not supported", "immediate command reject", "task in progress", "invalid data ack", "invalid PDU field",
        "long operation reject", "negotiation reset", "waiting for logout"};

    private IscsiNames() {
    }

    /** A login that does not succeed, or not here. */
    static ServiceReply login(int status) {
        String name = login(status >> 8, status & 0xff);
        String code = String.format("0x%04x", status);
        ReplyKind kind = switch (status) {
            case 0x201 -> ReplyKind.LOGIN_FAILED;
            case 0x202, 0x206, 0x301, 0x302 -> ReplyKind.REFUSED;
            default -> status >> 8 == 1 ? ReplyKind.NEGATIVE : ReplyKind.ERROR;
        };
        ServiceReply reply = ServiceReply.of(kind, code, name, null);
        return switch (status) {
            case 0x201 -> reply.at(Party.CLIENT).advising("Compare CHAP name and password of initiator and target, also those "
                    + "for the "
                    + "other direction.");
            case 0x202 -> reply.at(Party.CLIENT).advising("The target does not serve this initiator: add its name (IQN) or "
                    + "address to the target's list.");
            case 0x203 -> reply.at(Party.CLIENT).advising("The target's name (IQN) is not known at this address: compare it with "
                    + "what discovery lists. Some targets also say so to initiators that they do not serve.");
            case 0x206, 0x302 -> reply.at(Party.SERVER).advising("The target is at its limit of connections or memory: end "
                    + "sessions that are left over, or raise the limit.");
            default -> status >> 8 == 3 ? reply.at(Party.SERVER).advising("See the log and the state of the storage.") : reply;
        };
    }

    private static String login(int category, int detail) {
        return switch (category << 8 | detail) {
            case 0x101 -> "target moved temporarily";
            case 0x102 -> "target moved permanently";
            case 0x200 -> "initiator error";
            case 0x201 -> "authentication failure";
            case 0x202 -> "authorization failure";
            case 0x203 -> "target not found";
            case 0x204 -> "target removed";
            case 0x205 -> "unsupported version";
            case 0x206 -> "too many connections";
            case 0x207 -> "missing parameter";
            case 0x208 -> "cannot include in session";
            case 0x209 -> "session type not supported";
            case 0x20a -> "session does not exist";
            case 0x20b -> "invalid request during login";
            case 0x300 -> "target error";
            case 0x301 -> "service unavailable";
            case 0x302 -> "out of resources";
            default -> null;
        };
    }

    /** A command that is over. */
    static ServiceReply command(int response, int status, int sense) {
        if (response != 0) {
            return ServiceReply.of(ReplyKind.ERROR, "response " + response, "target failure", null).at(Party.SERVER);
        }
        return switch (status) {
            case 0 -> ServiceReply.OK;
            case 2 -> sense(sense);
            case 8 -> busy(status, "BUSY");
            case 0x18 -> ServiceReply.of(ReplyKind.ERROR, "0x18", "RESERVATION CONFLICT", null)
                    .advising("Another initiator has reserved the disk: see the cluster's state.");
            case 0x28 -> busy(status, "TASK SET FULL");
            default -> ServiceReply.of(ReplyKind.NEGATIVE, String.format("0x%02x", status), null, null);
        };
    }

    private static ServiceReply busy(int status, String name) {
        return ServiceReply.of(ReplyKind.ERROR, String.format("0x%02x", status), name, null).at(Party.SERVER)
                .advising("The storage has more commands than it takes: look at its load and at queue depths.");
    }

    /** What a command asks that a disk does not have, and news of a disk, are ordinary. */
    private static ServiceReply sense(int key) {
        if (key < 0) {
            return ServiceReply.of(ReplyKind.NEGATIVE, "CHECK CONDITION", null, null);
        }
        boolean ordinary = key <= 1 || key == ILLEGAL_REQUEST || key == UNIT_ATTENTION;
        return ServiceReply.of(ordinary ? ReplyKind.NEGATIVE : ReplyKind.ERROR, "sense " + key, SENSE[key], null)
                .at(Party.SERVER).advising("The disk itself says so: see the log and the state of the storage.");
    }

    /** A message that the target did not take. */
    static ServiceReply reject(int reason) {
        return ServiceReply.of(ReplyKind.ERROR, "reject " + reason, reason < REJECTS.length ? REJECTS[reason] : null, null);
    }

    /** What a target says unasked; null for what is no end of a connection. */
    static ServiceReply event(int event) {
        String name = switch (event) {
            case 1 -> "target asks for a logout";
            case 2 -> "target drops this connection";
            case 3 -> "target drops all connections";
            default -> null;
        };
        return name == null ? null : ServiceReply.of(ReplyKind.REFUSED, "event " + event, name, null).at(Party.SERVER)
                .headed("iSCSI target ends the session:").advising("See why the storage sends initiators away: maintenance, a "
                        + "controller that changes over, or an operator.");
    }
}
