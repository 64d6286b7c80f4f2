package io.wirecause.service.file;

import io.wirecause.report.Party;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceReply;
import java.util.HexFormat;
import java.util.Map;

/** Names of interfaces and errors of DCE RPC: C706, appendix E, [MS-RPCE], section 2.2.2, and [MS-ERREF], section 2.2. */
final class DceRpcNames {
    /** The endpoint mapper: C706, appendix O. */
    static final String MAPPER = "endpoint mapper call";
    private static final String OTHER = "call";
    private static final Map<String, String> INTERFACES = Map.ofEntries(
            Map.entry("e1af83085d1f11c991a408002b14a0fa", MAPPER),
            Map.entry("123457781234abcdef000123456789ab", "LSA call"),
            Map.entry("123457781234abcdef000123456789ac", "SAMR call"),
            Map.entry("123456781234abcdef0001234567cffb", "Netlogon call"),
            Map.entry("123456781234abcdef000123456789ab", "spooler call"),
            Map.entry("e35142354b0611d1ab0400c04fc2dcd2", "DRSUAPI call"),
            Map.entry("4b324fc8167001d312785a47bf6ee188", "server service call"),
            Map.entry("6bffd098a11236109833012892020162", "browser call"),
            Map.entry("6bffd098a1123610983346c3f87e345a", "workstation service call"),
            Map.entry("367abb81984435f1ad3298f038001003", "service control call"),
            Map.entry("338cd001224431f1aaaa900038001003", "remote registry call"),
            Map.entry("99fcfec452601101bbcb00aa0021347a", "object resolver call"),
            Map.entry("000001a000000000c000000000000046", "DCOM activation call"),
            Map.entry("afa8bd807d8a11c9bef408002b102989", "management call"),
            Map.entry("86d3594983c94044b424db363231fd0c", "task scheduler call"),
            Map.entry("82273fdce32a18c33f78827929dc23ea", "event log call"));

    private DceRpcNames() {
    }

    /** What calls of an interface are named, by its number as 32 digits. */
    static String calls(String uuid) {
        return INTERFACES.getOrDefault(uuid, OTHER);
    }

    private static String code(int status) {
        return "0x" + HexFormat.of().toHexDigits(status);
    }

    /** A fault instead of an answer. */
    static ServiceReply fault(int status, boolean signingIn) {
        String name = fault(status);
        boolean login = status == 0x721 || signingIn && status == 0x1c01000b;
        ServiceReply reply = ServiceReply.of(login ? ReplyKind.LOGIN_FAILED : ReplyKind.ERROR, code(status), name, null);
        if (login) {
            return reply.at(Party.CLIENT).advising("The server does not take the credentials that came with the call: check "
                    + "user, "
                    + "password and, for Kerberos, name and clocks.");
        }
        return switch (status) {
            case 5 -> reply.at(Party.CLIENT).advising("The user may not call this, or signed in at too low a level: see the "
                    + "server's security log.");
            case 0x1c010002, 0x1c010003, 0x1c010017 -> reply.at(Party.SERVER).advising("The server does not have this "
                    + "operation or interface: compare the software's versions of both ends.");
            case 0x1c010014, 0x6bb -> reply.at(Party.SERVER).advising("The server is too busy: look at its load and "
                    + "the limit of its calls.");
            case 0x6f7, 0x1c01000b -> reply.advising("The two ends do not agree on the form of the call: compare their "
                    + "versions, or look for something on the way that changes bytes.");
            default -> reply;
        };
    }

    private static String fault(int status) {
        return switch (status) {
            case 1 -> "nca_s_fault_other";
            case 5 -> "access denied";
            case 0x6be -> "RPC call failed";
            case 0x6bb -> "server too busy";
            case 0x6e4 -> "cannot support";
            case 0x6f7 -> "bad stub data";
            case 0x6d1 -> "procedure number out of range";
            case 0x6bf -> "call failed, did not execute";
            case 0x721 -> "security package error";
            case 0x1c010001 -> "nca_s_comm_failure";
            case 0x1c010002 -> "nca_s_op_rng_error";
            case 0x1c010003 -> "nca_s_unk_if";
            case 0x1c010006 -> "nca_s_wrong_boot_time";
            case 0x1c010009 -> "nca_s_you_crashed";
            case 0x1c01000b -> "nca_s_proto_error";
            case 0x1c010013 -> "nca_s_out_args_too_big";
            case 0x1c010014 -> "nca_s_server_too_busy";
            case 0x1c010015 -> "nca_s_fault_string_too_long";
            case 0x1c010017 -> "nca_s_unsupported_type";
            case 0x1c00000d -> "nca_s_fault_cancel";
            case 0x1c000006 -> "nca_s_fault_invalid_tag";
            case 0x1c000007 -> "nca_s_fault_invalid_bound";
            case 0x1c000009 -> "nca_s_unspec_reject";
            case 0x1c000012 -> "nca_s_fault_unspec";
            case 0x1c00001a -> "nca_s_fault_context_mismatch";
            case 0x1c00001b -> "nca_s_fault_remote_no_memory";
            case 0x1c00001c -> "nca_s_invalid_pres_context_id";
            case 0x1c00001d -> "nca_s_unsupported_authn_level";
            case 0x1c00001f -> "nca_s_invalid_checksum";
            case 0x1c000020 -> "nca_s_invalid_crc";
            case 0x1c000024 -> "nca_s_fault_object_not_found";
            case 0x1c000025 -> "nca_s_fault_no_client_stub";
            default -> null;
        };
    }

    /** The server does not take the connection: [MS-RPCE], section 2.2.2.5. */
    static ServiceReply nak(int reason) {
        String name = switch (reason) {
            case 1 -> "temporary congestion";
            case 2 -> "local limit exceeded";
            case 4 -> "protocol version not supported";
            case 8 -> "authentication type not recognized";
            case 9 -> "invalid checksum";
            default -> "reason not specified";
        };
        return ServiceReply.of(ReplyKind.REFUSED, String.valueOf(reason), name, null)
                .headed("DCE RPC refuses the binding (bind_nak):").advising(switch (reason) {
                    case 1, 2 -> "The server is at its limit of connections: look at its load.";
                    case 4 -> "Compare the versions of the protocol that both ends speak.";
                    case 8, 9 -> "Compare how both ends authenticate: NTLM or Kerberos, and at which level.";
                    default -> "See the server's log: a login that fails or an authentication that it does not allow looks "
                            + "like this.";
                });
    }

    /** The server does not have the interface, or not in that form: C706, section 12.6.3.1. */
    static ServiceReply rejected(int reason) {
        String name = switch (reason) {
            case 1 -> "interface not supported";
            case 2 -> "transfer syntax not supported";
            case 3 -> "local limit exceeded";
            default -> "reason not specified";
        };
        return ServiceReply.of(ReplyKind.ERROR, "rejection " + reason, name, null).at(Party.SERVER)
                .advising("The service behind this port is not the one that the client wants, or does not run: ask the endpoint "
                        + "mapper (port 135) where it is.");
    }

    /** The endpoint mapper knows no server of an interface: 1753 to users of Windows. */
    static ServiceReply notRegistered(int status) {
        return ServiceReply.of(ReplyKind.ERROR, code(status), status == 0x16c9a0d6 ? "ept_s_not_registered" : null, null)
                .at(Party.SERVER).advising("The service that the client looks for does not run on that server (Windows says "
                        + "1753, "
                        + "no more endpoints): start it.");
    }
}
