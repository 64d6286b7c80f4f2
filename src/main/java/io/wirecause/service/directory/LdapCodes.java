package io.wirecause.service.directory;

import io.wirecause.report.Party;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceReply;

/** What result codes of LDAP mean: RFC 4511, section 4.1.9 and appendix A, and the words of Active Directory. */
final class LdapCodes {
    private static final String DATA = ", data ";

    private LdapCodes() {
    }

    /** What a result says, other than success. */
    static ServiceReply reply(boolean login, int code, String words) {
        ServiceReply reply = ServiceReply.of(kind(login, code), String.valueOf(code), name(code), words);
        if (reply.kind() == ReplyKind.LOGIN_FAILED) {
            return login(reply, code, words);
        }
        return switch (code) {
            case 32 -> reply.at(Party.CLIENT)
                    .advising("Check the base DN that the client is set up with: the directory has no such entry.");
            case 50 -> reply.advising("Give the account the right in the directory, or use one that has it.");
            case 1 -> words != null && words.contains("successful bind") ? reply.at(Party.CLIENT)
                    .advising("The client has to sign in before it searches: this server answers nobody else.") : reply;
            case 3, 11 -> reply.advising("Narrow the search or add an index for its filter: it went beyond the server's limit.");
            case 8, 13 -> reply.at(Party.CLIENT).advising("The server wants TLS, or signing: set the client up for LDAPS or "
                    + "StartTLS.");
            case 51, 52 -> reply.at(Party.SERVER).advising("The server is overloaded or shutting down: see its load and its "
                    + "log.");
            case 53 -> reply.advising("The server's policy does not allow it: its words say which rule.");
            default -> reply;
        };
    }

    /** Why the server hangs up. */
    static ServiceReply disconnection(int code, String words) {
        return ServiceReply.of(code == 0 ? ReplyKind.OK : ReplyKind.REFUSED, String.valueOf(code), name(code), words)
                .headed("LDAP server ends the connection:").at(Party.SERVER);
    }

    private static ReplyKind kind(boolean login, int code) {
        if (login) {
            return switch (code) {
                case 10, 118 -> ReplyKind.NEGATIVE;
                case 51, 52 -> ReplyKind.REFUSED;
                case 1, 2, 3, 11, 12, 80 -> ReplyKind.ERROR;
                default -> ReplyKind.LOGIN_FAILED;
            };
        }
        return switch (code) {
            // Comparisons, referrals, a limit that the client itself asked for, and what it took back.
            case 5, 6, 10, 4, 118, 119, 120, 121 -> ReplyKind.NEGATIVE;
            case 51, 52 -> ReplyKind.REFUSED;
            default -> ReplyKind.ERROR;
        };
    }

    private static ServiceReply login(ServiceReply reply, int code, String words) {
        String reason = activeDirectory(words);
        if (reason != null) {
            return ServiceReply.of(reply.kind(), reply.code(), reply.name() + ": " + reason, words).at(Party.CLIENT)
                    .advising("The domain controller's number behind \"data\" says: " + reason + ".");
        }
        return switch (code) {
            case 49 -> reply.at(Party.CLIENT)
                    .advising("Check bind DN and password that the client is set up with; a DN that is not there gets the "
                    + "same answer.");
            case 8, 13 -> reply.at(Party.CLIENT).advising("The server wants TLS or signing before a login: use LDAPS or "
                    + "StartTLS.");
            case 48 -> reply.at(Party.CLIENT).advising("The account cannot sign in this way: it may have no password.");
            case 53 -> reply.advising("The server's policy does not allow such a login: its words say which rule.");
            default -> reply;
        };
    }

    /** The reason that Active Directory gives for a refused login, [MS-ERREF] in hexadecimal; null for none. */
    private static String activeDirectory(String words) {
        int at = words == null ? -1 : words.indexOf(DATA);
        if (at < 0) {
            return null;
        }
        int end = words.indexOf(',', at + DATA.length());
        return switch (words.substring(at + DATA.length(), end < 0 ? words.length() : end).strip()) {
            case "525" -> "user not found";
            case "52e" -> "wrong password";
            case "52f" -> "account restriction";
            case "530" -> "not allowed at this time";
            case "531" -> "not allowed from this host";
            case "532" -> "password expired";
            case "533" -> "account disabled";
            case "701" -> "account expired";
            case "773" -> "password must be changed";
            case "775" -> "account locked";
            default -> null;
        };
    }

    private static final String[] FIRST = {"success", "operationsError", "protocolError", "timeLimitExceeded",
            "sizeLimitExceeded",
        "compareFalse", "compareTrue", "authMethodNotSupported", "strongerAuthRequired", null, "referral", "adminLimitExceeded",
        "unavailableCriticalExtension", "confidentialityRequired", "saslBindInProgress", null, "noSuchAttribute",
        "undefinedAttributeType", "inappropriateMatching", "constraintViolation", "attributeOrValueExists",
        "invalidAttributeSyntax", null, null, null, null, null, null, null, null, null, null, "noSuchObject", "aliasProblem",
        "invalidDNSyntax", null, "aliasDereferencingProblem", null, null, null, null, null, null, null, null, null, null, null,
        "inappropriateAuthentication", "invalidCredentials", "insufficientAccessRights", "busy", "unavailable",
        "unwillingToPerform", "loopDetect", null, null, null, null, null, null, null, null, null, "namingViolation",
        "objectClassViolation", "notAllowedOnNonLeaf", "notAllowedOnRDN", "entryAlreadyExists", "objectClassModsProhibited", null,
        "affectsMultipleDSAs"};

    /** The name of a result code; null where it has none. */
    static String name(int code) {
        return code < FIRST.length ? FIRST[code] : switch (code) {
            case 80 -> "other";
            case 118 -> "canceled";
            case 119 -> "noSuchOperation";
            case 120 -> "tooLate";
            case 121 -> "cannotCancel";
            case 122 -> "assertionFailed";
            case 123 -> "authorizationDenied";
            default -> null;
        };
    }
}
