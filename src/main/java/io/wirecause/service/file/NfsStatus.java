package io.wirecause.service.file;

import io.wirecause.report.Party;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceReply;
import java.util.Map;

/** What the status codes of NFS and MOUNT mean: RFC 1813, sections 2.6 and 5.1.5; RFC 7530, section 13; RFC 8881, section 15. */
final class NfsStatus {
    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(1, "PERM"), Map.entry(2, "NOENT"), Map.entry(5,
            "IO"),
            Map.entry(6, "NXIO"), Map.entry(13, "ACCES"), Map.entry(17, "EXIST"), Map.entry(18, "XDEV"), Map.entry(19, "NODEV"),
            Map.entry(20, "NOTDIR"), Map.entry(21, "ISDIR"), Map.entry(22, "INVAL"), Map.entry(27, "FBIG"), Map.entry(28,
                    "NOSPC"),
            Map.entry(30, "ROFS"), Map.entry(31, "MLINK"), Map.entry(63, "NAMETOOLONG"), Map.entry(66, "NOTEMPTY"),
            Map.entry(69, "DQUOT"), Map.entry(70, "STALE"), Map.entry(71, "REMOTE"), Map.entry(10_001, "BADHANDLE"),
            Map.entry(10_002, "NOT_SYNC"), Map.entry(10_003, "BAD_COOKIE"), Map.entry(10_004, "NOTSUPP"),
            Map.entry(10_005, "TOOSMALL"), Map.entry(10_006, "SERVERFAULT"), Map.entry(10_007, "BADTYPE"),
            Map.entry(10_008, "DELAY"), Map.entry(10_009, "SAME"), Map.entry(10_010, "DENIED"), Map.entry(10_011, "EXPIRED"),
            Map.entry(10_012, "LOCKED"), Map.entry(10_013, "GRACE"), Map.entry(10_014, "FHEXPIRED"),
            Map.entry(10_015, "SHARE_DENIED"), Map.entry(10_016, "WRONGSEC"), Map.entry(10_017, "CLID_INUSE"),
            Map.entry(10_018, "RESOURCE"), Map.entry(10_019, "MOVED"), Map.entry(10_020, "NOFILEHANDLE"),
            Map.entry(10_021, "MINOR_VERS_MISMATCH"), Map.entry(10_022, "STALE_CLIENTID"), Map.entry(10_023, "STALE_STATEID"),
            Map.entry(10_024, "OLD_STATEID"), Map.entry(10_025, "BAD_STATEID"), Map.entry(10_026, "BAD_SEQID"),
            Map.entry(10_027, "NOT_SAME"), Map.entry(10_028, "LOCK_RANGE"), Map.entry(10_029, "SYMLINK"),
            Map.entry(10_030, "RESTOREFH"), Map.entry(10_031, "LEASE_MOVED"), Map.entry(10_032, "ATTRNOTSUPP"),
            Map.entry(10_033, "NO_GRACE"), Map.entry(10_034, "RECLAIM_BAD"), Map.entry(10_035, "RECLAIM_CONFLICT"),
            Map.entry(10_036, "BADXDR"), Map.entry(10_038, "OPENMODE"), Map.entry(10_039, "BADOWNER"), Map.entry(10_040,
                    "BADCHAR"),
            Map.entry(10_041, "BADNAME"), Map.entry(10_044, "OP_ILLEGAL"), Map.entry(10_045, "DEADLOCK"),
            Map.entry(10_046, "FILE_OPEN"), Map.entry(10_047, "ADMIN_REVOKED"), Map.entry(10_048, "CB_PATH_DOWN"),
            Map.entry(10_052, "BADSESSION"), Map.entry(10_053, "BADSLOT"), Map.entry(10_054, "COMPLETE_ALREADY"),
            Map.entry(10_055, "CONN_NOT_BOUND_TO_SESSION"), Map.entry(10_063, "SEQ_MISORDERED"),
            Map.entry(10_078, "DEADSESSION"), Map.entry(10_082, "PNFS_NO_LAYOUT"), Map.entry(10_087, "DELEG_REVOKED"));

    private NfsStatus() {
    }

    /**
     * What a status says, other than success.
     *
     * @param mount   whether MOUNT gives it
     * @param version of the program
     */
    static ServiceReply reply(int status, boolean mount, int version) {
        String name = NAMES.get(status);
        String full = name == null ? null : mount ? "MNT" + (version == 3 ? "3" : "") + "ERR_" + name
                : version == 4 ? "NFS4ERR_" + name : "NFS" + (version == 3 ? "3" : "") + "ERR_" + name;
        ServiceReply reply = ServiceReply.of(kind(status, mount), Integer.toUnsignedString(status), full, null);
        if (mount) {
            return reply.headed("The NFS server refuses the mount:").advising(status == 2
                    ? "The server exports no such directory: check the path, and the server's list of exports."
                    : "Add this client to the export, or see what the server's list of exports allows it.");
        }
        return switch (status) {
            case 1, 13 -> reply.advising("The user lacks the right: compare user numbers of client and server, and root "
                    + "squashing.");
            case 5, 10_006 -> reply.at(Party.SERVER).advising("The server's disk or file system fails: see its log.");
            case 28, 69 -> reply.at(Party.SERVER).advising("The server's disk or the user's quota is full.");
            case 30 -> reply.advising("The export is for reading only.");
            case 70, 10_001 -> reply.advising("The client holds on to a file that the server no longer knows: it was removed, "
                    + "or the "
                    + "server exports another file system now. Mount again.");
            case 10_013 -> reply.at(Party.SERVER).advising("The server has just started and gives clients time to claim their "
                    + "locks; it "
                    + "passes by itself.");
            default -> reply;
        };
    }

    private static ReplyKind kind(int status, boolean mount) {
        if (mount) {
            return ReplyKind.ERROR;
        }
        return switch (status) {
            // Not there, there already, not now, and what clients ask to find out or make anew by themselves.
            case 2, 17, 20, 21, 66, 10_004, 10_008, 10_009, 10_016, 10_021, 10_022, 10_023, 10_024, 10_027, 10_029, 10_032,
                    10_052,
                    10_054, 10_055, 10_078, 10_082 -> ReplyKind.NEGATIVE;
            default -> ReplyKind.ERROR;
        };
    }
}
