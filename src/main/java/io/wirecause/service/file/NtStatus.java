package io.wirecause.service.file;

import io.wirecause.report.Party;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceReply;
import java.util.Map;

/** What the status codes of Windows mean in SMB: [MS-ERREF], section 2.3. */
final class NtStatus {
    private static final int ERROR = 3;

    /** A status. */
    private record Meaning(String name, ReplyKind kind, String advice) {
    }

    private static final Map<Integer, Meaning> MEANINGS = Map.ofEntries(
            everyday(0x0000010b, "STATUS_NOTIFY_CLEANUP"), everyday(0x0000010c, "STATUS_NOTIFY_ENUM_DIR"),
            everyday(0x80000005, "STATUS_BUFFER_OVERFLOW"), everyday(0x80000006, "STATUS_NO_MORE_FILES"),
            everyday(0x8000002d, "STATUS_STOPPED_ON_SYMLINK"), everyday(0xc0000004, "STATUS_INFO_LENGTH_MISMATCH"),
            everyday(0xc000000d, "STATUS_INVALID_PARAMETER"), everyday(0xc000000f, "STATUS_NO_SUCH_FILE"),
            everyday(0xc0000010, "STATUS_INVALID_DEVICE_REQUEST"), everyday(0xc0000011, "STATUS_END_OF_FILE"),
            everyday(0xc0000023, "STATUS_BUFFER_TOO_SMALL"), everyday(0xc0000033, "STATUS_OBJECT_NAME_INVALID"),
            everyday(0xc0000034, "STATUS_OBJECT_NAME_NOT_FOUND"), everyday(0xc0000035, "STATUS_OBJECT_NAME_COLLISION"),
            everyday(0xc000003a, "STATUS_OBJECT_PATH_NOT_FOUND"), everyday(0xc00000ba, "STATUS_FILE_IS_A_DIRECTORY"),
            everyday(0xc00000bb, "STATUS_NOT_SUPPORTED"), everyday(0xc0000101, "STATUS_DIRECTORY_NOT_EMPTY"),
            everyday(0xc0000103, "STATUS_NOT_A_DIRECTORY"), everyday(0xc0000120, "STATUS_CANCELLED"),
            everyday(0xc0000128, "STATUS_FILE_CLOSED"), everyday(0xc000019c, "STATUS_FS_DRIVER_REQUIRED"),
            everyday(0xc0000203, "STATUS_USER_SESSION_DELETED"), everyday(0xc0000225, "STATUS_NOT_FOUND"),
            everyday(0xc0000257, "STATUS_PATH_NOT_COVERED"), everyday(0xc000035c, "STATUS_NETWORK_SESSION_EXPIRED"),
            error(0xc0000022, "STATUS_ACCESS_DENIED",
                    "The user lacks the right: look at the permissions of the share and at those of the file."),
            error(0xc0000043, "STATUS_SHARING_VIOLATION", "Another program has the file open and does not share it: close it "
                    + "there."),
            error(0xc0000044, "STATUS_QUOTA_EXCEEDED", "The user's quota is full."),
            error(0xc0000054, "STATUS_FILE_LOCK_CONFLICT", "Another client holds a lock on that part of the file."),
            error(0xc0000055, "STATUS_LOCK_NOT_GRANTED", "Another client holds a lock on that part of the file."),
            error(0xc0000056, "STATUS_DELETE_PENDING", null),
            error(0xc000007f, "STATUS_DISK_FULL", "The server's disk is full."),
            error(0xc000009a, "STATUS_INSUFFICIENT_RESOURCES", "The server lacks memory or handles: see its load."),
            error(0xc00000e5, "STATUS_INTERNAL_ERROR", "The server failed by itself: see its log."),
            error(0xc00000b5, "STATUS_IO_TIMEOUT", "The server's disk or the service behind it does not answer."),
            error(0xc00000ac, "STATUS_PIPE_NOT_AVAILABLE", null),
            error(0xc00000c9, "STATUS_NETWORK_NAME_DELETED", "The share was taken away, or the session ended: see the "
                    + "server's log."),
            error(0xc00000ca, "STATUS_NETWORK_ACCESS_DENIED", "The user may not use this share from the network."),
            error(0xc00000cc, "STATUS_BAD_NETWORK_NAME", "The server has no such share: check the name in the client's path."),
            error(0xc0000121, "STATUS_CANNOT_DELETE", null),
            error(0xc000020c, "STATUS_CONNECTION_DISCONNECTED", null),
            error(0xc000026e, "STATUS_VOLUME_DISMOUNTED", "The volume behind the share is gone: look at the server's disks."),
            error(0xc00002fb, "STATUS_REPARSE_POINT_NOT_RESOLVED", null),
            refused(0xc00000d0, "STATUS_REQUEST_NOT_ACCEPTED", "The server has as many connections as it allows."),
            login(0xc000005e, "STATUS_NO_LOGON_SERVERS", "The server reaches no domain controller: check its way to one."),
            login(0xc0000064, "STATUS_NO_SUCH_USER", "The server does not know this user."),
            login(0xc000006a, "STATUS_WRONG_PASSWORD", "The password is wrong."),
            login(0xc000006d, "STATUS_LOGON_FAILURE", "User or password is wrong: check what the client has stored."),
            login(0xc000006e, "STATUS_ACCOUNT_RESTRICTION", "The account may not sign in this way, for instance without a "
                    + "password."),
            login(0xc000006f, "STATUS_INVALID_LOGON_HOURS", "The account may not sign in at this time."),
            login(0xc0000070, "STATUS_INVALID_WORKSTATION", "The account may not sign in from this host."),
            login(0xc0000071, "STATUS_PASSWORD_EXPIRED", "The password has expired: the user has to change it."),
            login(0xc0000072, "STATUS_ACCOUNT_DISABLED", "The account is disabled."),
            Map.entry(0xc0000133, new Meaning("STATUS_TIME_DIFFERENCE_AT_DC", ReplyKind.CLOCK_SKEW,
                    "Set the clocks of client, server and domain controller by the same time servers.")),
            login(0xc000015b, "STATUS_LOGON_TYPE_NOT_GRANTED", "The account may not sign in over the network at this server."),
            login(0xc000018c, "STATUS_TRUSTED_DOMAIN_FAILURE", "The trust between the domains is broken."),
            login(0xc000018d, "STATUS_TRUSTED_RELATIONSHIP_FAILURE", "The server's own account in the domain is broken: join "
                    + "it again."),
            login(0xc0000192, "STATUS_NETLOGON_NOT_STARTED", "The server's logon service does not run."),
            login(0xc0000193, "STATUS_ACCOUNT_EXPIRED", "The account has expired."),
            login(0xc0000224, "STATUS_PASSWORD_MUST_CHANGE", "The password has to be changed before the first login."),
            login(0xc0000234, "STATUS_ACCOUNT_LOCKED_OUT", "The account is locked after too many wrong passwords: find who "
                    + "sends them."));

    private NtStatus() {
    }

    private static Map.Entry<Integer, Meaning> everyday(int status, String name) {
        return Map.entry(status, new Meaning(name, ReplyKind.NEGATIVE, null));
    }

    private static Map.Entry<Integer, Meaning> error(int status, String name, String advice) {
        return Map.entry(status, new Meaning(name, ReplyKind.ERROR, advice));
    }

    private static Map.Entry<Integer, Meaning> refused(int status, String name, String advice) {
        return Map.entry(status, new Meaning(name, ReplyKind.REFUSED, advice));
    }

    private static Map.Entry<Integer, Meaning> login(int status, String name, String advice) {
        return Map.entry(status, new Meaning(name, ReplyKind.LOGIN_FAILED, advice));
    }

    /**
     * What a status says, other than success.
     *
     * @param login     whether it answers a login
     * @param tree      whether it answers the use of a share
     * @param negotiate whether it answers the choice of a dialect
     */
    static ServiceReply reply(int status, boolean login, boolean tree, boolean negotiate) {
        Meaning meaning = MEANINGS.get(status);
        String code = String.format("0x%08x", status);
        boolean error = status >>> 30 == ERROR;
        ReplyKind kind = !error ? ReplyKind.NEGATIVE : meaning == null ? ReplyKind.ERROR : meaning.kind;
        if (error && kind != ReplyKind.CLOCK_SKEW && kind != ReplyKind.REFUSED) {
            kind = login ? ReplyKind.LOGIN_FAILED : negotiate ? ReplyKind.REFUSED
                    : tree && kind == ReplyKind.NEGATIVE ? ReplyKind.ERROR : kind;
        }
        ServiceReply reply = ServiceReply.of(kind, code, meaning == null ? null : meaning.name, null);
        if (kind == ReplyKind.LOGIN_FAILED && status == 0xc000005e) {
            reply = reply.at(Party.SERVER);
        }
        if (tree && kind == ReplyKind.ERROR) {
            reply = reply.headed("SMB server does not give the share:");
        }
        return meaning == null || meaning.advice == null ? reply : reply.advising(meaning.advice);
    }
}
