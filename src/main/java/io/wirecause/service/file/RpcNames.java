package io.wirecause.service.file;

import io.wirecause.report.Party;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceReply;

/** Names of programs, procedures and refusals of ONC RPC: RFC 5531, RFC 1833, RFC 1813, RFC 7530. */
final class RpcNames {
    private static final String[] NFS3 = {"NULL", "GETATTR", "SETATTR", "LOOKUP", "ACCESS", "READLINK", "READ", "WRITE", "CREATE",
        "MKDIR", "SYMLINK", "MKNOD", "REMOVE", "RMDIR", "RENAME", "LINK", "READDIR", "READDIRPLUS", "FSSTAT", "FSINFO",
        "PATHCONF", "COMMIT"};
    private static final String[] NFS2 = {"NULL", "GETATTR", "SETATTR", "ROOT", "LOOKUP", "READLINK", "READ", "WRITECACHE",
            "WRITE",
        "CREATE", "REMOVE", "RENAME", "LINK", "SYMLINK", "MKDIR", "RMDIR", "READDIR", "STATFS"};
    private static final String[] NFS4 = {"NULL", "COMPOUND"};
    private static final String[] MOUNTS = {"NULL", "MNT", "DUMP", "UMNT", "UMNTALL", "EXPORT"};
    private static final String[] PORTS = {"NULL", "SET", "UNSET", "GETPORT", "DUMP", "CALLIT"};
    private static final String[] BINDINGS = {"NULL", "SET", "UNSET", "GETADDR", "DUMP", "BCAST", "GETTIME", "UADDR2TADDR",
        "TADDR2UADDR", "GETVERSADDR", "INDIRECT", "GETADDRLIST", "GETSTAT"};
    private static final String[] LOCKS = {"NULL", "TEST", "LOCK", "CANCEL", "UNLOCK", "GRANTED", "TEST_MSG", "LOCK_MSG"};
    private static final String[] AUTHENTICATION = {"AUTH_OK", "AUTH_BADCRED", "AUTH_REJECTEDCRED", "AUTH_BADVERF",
        "AUTH_REJECTEDVERF", "AUTH_TOOWEAK", "AUTH_INVALIDRESP", "AUTH_FAILED", null, null, null, null, null,
        "RPCSEC_GSS_CREDPROBLEM", "RPCSEC_GSS_CTXPROBLEM"};
    private static final int CONTEXT_PROBLEM = 14;
    private static final int CREDENTIALS_PROBLEM = 13;

    private RpcNames() {
    }

    static String program(int program) {
        return switch (program) {
            case RpcMessages.PORTMAPPER -> "portmapper";
            case 100_001 -> "rstatd";
            case RpcMessages.NFS -> "NFS";
            case 100_004 -> "NIS";
            case RpcMessages.MOUNT -> "MOUNT";
            case 100_011 -> "RQUOTA";
            case 100_021 -> "NLM";
            case 100_024 -> "status monitor";
            case 100_227 -> "NFS ACL";
            default -> "program " + Integer.toUnsignedString(program);
        };
    }

    /** What a call is, a constant. */
    static String procedure(int program, int version, int procedure) {
        String[] names = switch (program) {
            case RpcMessages.NFS -> version == 4 ? NFS4 : version == 3 ? NFS3 : NFS2;
            case RpcMessages.MOUNT -> MOUNTS;
            case RpcMessages.PORTMAPPER -> version == 2 ? PORTS : BINDINGS;
            case 100_021 -> LOCKS;
            default -> null;
        };
        return names == null || procedure < 0 || procedure >= names.length ? "call" : names[procedure];
    }

    /** The server does not take who calls. */
    static ServiceReply denied(int status, int why) {
        if (status != 1) {
            return ServiceReply.of(ReplyKind.REFUSED, "RPC_MISMATCH", null, null);
        }
        String name = why >= 0 && why < AUTHENTICATION.length ? AUTHENTICATION[why] : null;
        // A context that the server has forgotten is made anew.
        ReplyKind kind = why == CONTEXT_PROBLEM || why == CREDENTIALS_PROBLEM ? ReplyKind.NEGATIVE : ReplyKind.REFUSED;
        return ServiceReply.of(kind, name == null ? "authentication error " + why : name, null, null)
                .headed("RPC server does not take the caller's credentials:")
                .advising("Compare the security flavour of the mount (sys, krb5) with that of the export.");
    }

    /** The server does not do what it is asked for. */
    static ServiceReply notServed(int accepted) {
        String name = switch (accepted) {
            case 1 -> "PROG_UNAVAIL";
            case 2 -> "PROG_MISMATCH";
            case 3 -> "PROC_UNAVAIL";
            case 4 -> "GARBAGE_ARGS";
            case 5 -> "SYSTEM_ERR";
            default -> "accept status " + accepted;
        };
        // Clients find out in this way which versions there are.
        return ServiceReply.of(accepted == 2 || accepted == 3 ? ReplyKind.NEGATIVE : ReplyKind.ERROR, name, null,
                null).at(Party.SERVER);
    }

    /** The portmapper does not know a program. */
    static ServiceReply notRegistered(int program) {
        boolean matters = program == RpcMessages.NFS || program == RpcMessages.MOUNT;
        return ServiceReply.of(matters ? ReplyKind.ERROR : ReplyKind.NEGATIVE, Integer.toUnsignedString(program), "program "
                + "not registered",
                program(program)).headed("The portmapper knows no such service:").at(Party.SERVER)
                .advising("Start the service on that host; it has to register with the portmapper.");
    }
}
