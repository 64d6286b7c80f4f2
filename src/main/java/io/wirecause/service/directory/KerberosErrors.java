package io.wirecause.service.directory;

import io.wirecause.report.Party;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceReply;

/** What the errors of Kerberos mean: RFC 4120, section 7.5.9. */
final class KerberosErrors {
    private static final int PREAUTH_REQUIRED = 25;
    private static final int RESPONSE_TOO_BIG = 52;
    private static final int SKEW = 37;
    private static final String TICKET_SERVICE = "krbtgt/";

    private KerberosErrors() {
    }

    /**
     * What an error says.
     *
     * @param service    the principal that the client wanted a ticket for; null where the error does not say
     * @param serverTime the server's clock, as in {@code 20261130224302Z}; null where the error does not say
     */
    static ServiceReply reply(int code, String service, String serverTime, String words) {
        if (code == PREAUTH_REQUIRED) {
            return ServiceReply.OK;
        }
        if (code == RESPONSE_TOO_BIG) {
            return ServiceReply.of(ReplyKind.NEGATIVE, "52", name(code), null);
        }
        boolean login = service == null || service.startsWith(TICKET_SERVICE);
        ReplyKind kind = kind(code, login);
        String told = code == SKEW ? serverTime == null ? null : "the server's clock says " + readable(serverTime)
                : code == 7 || code == 27 || code == 26 ? service : words;
        ServiceReply reply = ServiceReply.of(kind, String.valueOf(code), name(code), told);
        if (code == SKEW) {
            return reply.at(Party.CLIENT).headed("Kerberos refuses the client, as the clocks differ too much:")
                    .advising("Set the clocks of client and server by the same time servers: more than five minutes apart and "
                    + "no ticket"
                            + " is taken.");
        }
        return kind == ReplyKind.LOGIN_FAILED ? login(reply, code) : other(reply, code);
    }

    /** {@code 20261130224302Z} as {@code 2026-11-30 22:43:02 UTC}. */
    private static String readable(String time) {
        return time.length() != 15 || time.charAt(14) != 'Z' ? time : time.substring(0, 4) + "-" + time.substring(4, 6) + "-"
                + time.substring(6, 8) + " " + time.substring(8, 10) + ":" + time.substring(10, 12) + ":" + time.substring(12, 14)
                + " UTC";
    }

    private static ReplyKind kind(int code, boolean login) {
        return switch (code) {
            case SKEW -> ReplyKind.CLOCK_SKEW;
            case 6, 18, 23, 24 -> ReplyKind.LOGIN_FAILED;
            case 29 -> ReplyKind.REFUSED;
            default -> login ? ReplyKind.LOGIN_FAILED : ReplyKind.ERROR;
        };
    }

    private static ServiceReply login(ServiceReply reply, int code) {
        return switch (code) {
            case 6 -> reply.at(Party.CLIENT).advising("The realm does not know this user: check the name, the realm and its "
                    + "case.");
            case 18 -> reply.advising("The account is disabled, locked or outside of its hours: look at it in the realm.");
            case 23 -> reply.advising("The password has expired: the user has to change it.");
            case 24 -> reply.at(Party.CLIENT).advising("The password or the keytab is wrong: check which of them the client "
                    + "uses.");
            case 14 -> reply.advising("Client and realm share no encryption type: compare what both allow.");
            default -> reply;
        };
    }

    private static ServiceReply other(ServiceReply reply, int code) {
        return switch (code) {
            case 7 -> reply.at(Party.SERVER).advising("Register this service principal (SPN), or make the client use the name "
                    + "that is"
                    + " registered; clients often fall back to NTLM.");
            case 14 -> reply.advising("Client, service and realm share no encryption type: compare what they allow.");
            case 32 -> reply.at(Party.CLIENT).advising("The client goes on with an old ticket: it has to sign in again.");
            case 31, 41, 44, 45 -> reply.at(Party.SERVER)
                    .advising("The service's key is not the realm's: renew its keytab, or the computer's account.");
            default -> reply;
        };
    }

    private static final String[] NAMES = {"KDC_ERR_NONE", "KDC_ERR_NAME_EXP", "KDC_ERR_SERVICE_EXP", "KDC_ERR_BAD_PVNO",
        "KDC_ERR_C_OLD_MAST_KVNO", "KDC_ERR_S_OLD_MAST_KVNO", "KDC_ERR_C_PRINCIPAL_UNKNOWN", "KDC_ERR_S_PRINCIPAL_UNKNOWN",
        "KDC_ERR_PRINCIPAL_NOT_UNIQUE", "KDC_ERR_NULL_KEY", "KDC_ERR_CANNOT_POSTDATE", "KDC_ERR_NEVER_VALID", "KDC_ERR_POLICY",
        "KDC_ERR_BADOPTION", "KDC_ERR_ETYPE_NOSUPP", "KDC_ERR_SUMTYPE_NOSUPP", "KDC_ERR_PADATA_TYPE_NOSUPP",
        "KDC_ERR_TRTYPE_NOSUPP", "KDC_ERR_CLIENT_REVOKED", "KDC_ERR_SERVICE_REVOKED", "KDC_ERR_TGT_REVOKED",
        "KDC_ERR_CLIENT_NOTYET", "KDC_ERR_SERVICE_NOTYET", "KDC_ERR_KEY_EXPIRED", "KDC_ERR_PREAUTH_FAILED",
        "KDC_ERR_PREAUTH_REQUIRED", "KDC_ERR_SERVER_NOMATCH", "KDC_ERR_MUST_USE_USER2USER", "KDC_ERR_PATH_NOT_ACCEPTED",
        "KDC_ERR_SVC_UNAVAILABLE", null, "KRB_AP_ERR_BAD_INTEGRITY", "KRB_AP_ERR_TKT_EXPIRED", "KRB_AP_ERR_TKT_NYV",
        "KRB_AP_ERR_REPEAT", "KRB_AP_ERR_NOT_US", "KRB_AP_ERR_BADMATCH", "KRB_AP_ERR_SKEW", "KRB_AP_ERR_BADADDR",
        "KRB_AP_ERR_BADVERSION", "KRB_AP_ERR_MSG_TYPE", "KRB_AP_ERR_MODIFIED", "KRB_AP_ERR_BADORDER", null,
        "KRB_AP_ERR_BADKEYVER", "KRB_AP_ERR_NOKEY", "KRB_AP_ERR_MUT_FAIL", "KRB_AP_ERR_BADDIRECTION", "KRB_AP_ERR_METHOD",
        "KRB_AP_ERR_BADSEQ", "KRB_AP_ERR_INAPP_CKSUM", "KRB_AP_PATH_NOT_ACCEPTED", "KRB_ERR_RESPONSE_TOO_BIG", null, null, null,
        null, null, null, null, "KRB_ERR_GENERIC", "KRB_ERR_FIELD_TOOLONG", "KDC_ERR_CLIENT_NOT_TRUSTED",
        "KDC_ERR_KDC_NOT_TRUSTED", "KDC_ERR_INVALID_SIG", "KDC_ERR_KEY_TOO_WEAK", "KDC_ERR_CERTIFICATE_MISMATCH",
        "KRB_AP_ERR_NO_TGT", "KDC_ERR_WRONG_REALM", "KRB_AP_ERR_USER_TO_USER_REQUIRED", "KDC_ERR_CANT_VERIFY_CERTIFICATE",
        "KDC_ERR_INVALID_CERTIFICATE", "KDC_ERR_REVOKED_CERTIFICATE", "KDC_ERR_REVOCATION_STATUS_UNKNOWN",
        "KDC_ERR_REVOCATION_STATUS_UNAVAILABLE", "KDC_ERR_CLIENT_NAME_MISMATCH", "KDC_ERR_KDC_NAME_MISMATCH"};

    /** The name of an error; null where it has none. */
    static String name(int code) {
        return code < NAMES.length ? NAMES[code] : null;
    }
}
