package io.wirecause.service.directory;

import io.wirecause.report.Party;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceReply;

/** Names of Diameter's commands and results: RFC 6733, sections 3.1 and 7.1, RFC 8506, 3GPP TS 29.272 and 29.229. */
final class DiameterCodes {
    private DiameterCodes() {
    }

    /** What a request is named. */
    static String command(int code) {
        return switch (code) {
            case 257 -> "capabilities exchange";
            case 258 -> "re-auth";
            case 265 -> "AA";
            case 268 -> "EAP";
            case 271 -> "accounting";
            case 272 -> "credit control";
            case 274 -> "abort session";
            case 275 -> "session termination";
            case 280 -> "device watchdog";
            case 282 -> "disconnect peer";
            case 300 -> "user authorization";
            case 301 -> "server assignment";
            case 302 -> "location info";
            case 303 -> "multimedia auth";
            case 316 -> "update location";
            case 317 -> "cancel location";
            case 318 -> "authentication information";
            case 321 -> "purge UE";
            default -> "request";
        };
    }

    /** An answer with this result; experimental where a vendor gives the number. */
    static ServiceReply reply(int code, boolean experimental, String words) {
        int category = code / 1000;
        if (category == 1 || category == 2) {
            return ServiceReply.OK;
        }
        String name = experimental ? experimental(code) : name(code);
        ReplyKind kind = experimental ? ReplyKind.ERROR : switch (code) {
            case 4001, 5003 -> ReplyKind.LOGIN_FAILED;
            case 3010, 5010, 5017 -> ReplyKind.REFUSED;
            default -> ReplyKind.ERROR;
        };
        String told = experimental ? "experimental " + code : String.valueOf(code);
        ServiceReply reply = ServiceReply.of(kind, told, name, words == null || words.equals(name) ? null : words);
        return experimental ? reply : switch (code) {
            case 3002 -> reply.at(Party.NETWORK).advising("No peer takes the request for this realm or host: see the routes "
                    + "and the "
                    + "state of the peers of the one that answered.");
            case 3003, 3007 -> reply.advising("The realm or the application has no route: compare realm names and applications "
                    + "in the routing tables.");
            case 3004 -> reply.at(Party.SERVER).advising("The server is too busy: look at its load, and send to another one.");
            case 3010 -> reply.at(Party.CLIENT).advising("The server has no peer of this name: compare Origin-Host with the "
                    + "names "
                    + "that the server is set up with.");
            case 4001 -> reply.at(Party.CLIENT).advising("The user's credentials are wrong.");
            case 5003 -> reply.at(Party.CLIENT).advising("The user is not allowed to do this: see the subscription.");
            case 5010 -> reply.advising("Both ends have no application in common: compare what each announces.");
            case 5012 -> reply.at(Party.SERVER).advising("The server could not do it for a reason of its own: see its log.");
            case 5001, 5004, 5005, 5008, 5009, 5014 -> reply.at(Party.CLIENT).advising("The request does not have the form that "
                    + "the server expects: the answer's Failed-AVP names the part.");
            default -> reply;
        };
    }

    private static String name(int code) {
        return switch (code) {
            case 3001 -> "DIAMETER_COMMAND_UNSUPPORTED";
            case 3002 -> "DIAMETER_UNABLE_TO_DELIVER";
            case 3003 -> "DIAMETER_REALM_NOT_SERVED";
            case 3004 -> "DIAMETER_TOO_BUSY";
            case 3005 -> "DIAMETER_LOOP_DETECTED";
            case 3006 -> "DIAMETER_REDIRECT_INDICATION";
            case 3007 -> "DIAMETER_APPLICATION_UNSUPPORTED";
            case 3008 -> "DIAMETER_INVALID_HDR_BITS";
            case 3009 -> "DIAMETER_INVALID_AVP_BITS";
            case 3010 -> "DIAMETER_UNKNOWN_PEER";
            case 4001 -> "DIAMETER_AUTHENTICATION_REJECTED";
            case 4002 -> "DIAMETER_OUT_OF_SPACE";
            case 4003 -> "ELECTION_LOST";
            case 4010 -> "DIAMETER_END_USER_SERVICE_DENIED";
            case 4011 -> "DIAMETER_CREDIT_CONTROL_NOT_APPLICABLE";
            case 4012 -> "DIAMETER_CREDIT_LIMIT_REACHED";
            case 5001 -> "DIAMETER_AVP_UNSUPPORTED";
            case 5002 -> "DIAMETER_UNKNOWN_SESSION_ID";
            case 5003 -> "DIAMETER_AUTHORIZATION_REJECTED";
            case 5004 -> "DIAMETER_INVALID_AVP_VALUE";
            case 5005 -> "DIAMETER_MISSING_AVP";
            case 5006 -> "DIAMETER_RESOURCES_EXCEEDED";
            case 5007 -> "DIAMETER_CONTRADICTING_AVPS";
            case 5008 -> "DIAMETER_AVP_NOT_ALLOWED";
            case 5009 -> "DIAMETER_AVP_OCCURS_TOO_MANY_TIMES";
            case 5010 -> "DIAMETER_NO_COMMON_APPLICATION";
            case 5011 -> "DIAMETER_UNSUPPORTED_VERSION";
            case 5012 -> "DIAMETER_UNABLE_TO_COMPLY";
            case 5013 -> "DIAMETER_INVALID_BIT_IN_HEADER";
            case 5014 -> "DIAMETER_INVALID_AVP_LENGTH";
            case 5015 -> "DIAMETER_INVALID_MESSAGE_LENGTH";
            case 5017 -> "DIAMETER_NO_COMMON_SECURITY";
            case 5030 -> "DIAMETER_USER_UNKNOWN";
            case 5031 -> "DIAMETER_RATING_FAILED";
            default -> null;
        };
    }

    private static String experimental(int code) {
        return switch (code) {
            case 4181 -> "DIAMETER_AUTHENTICATION_DATA_UNAVAILABLE";
            case 5001 -> "DIAMETER_ERROR_USER_UNKNOWN";
            case 5002 -> "DIAMETER_ERROR_IDENTITIES_DONT_MATCH";
            case 5003 -> "DIAMETER_ERROR_IDENTITY_NOT_REGISTERED";
            case 5004 -> "DIAMETER_ERROR_ROAMING_NOT_ALLOWED";
            case 5420 -> "DIAMETER_ERROR_UNKNOWN_EPS_SUBSCRIPTION";
            case 5421 -> "DIAMETER_ERROR_RAT_NOT_ALLOWED";
            case 5422 -> "DIAMETER_ERROR_EQUIPMENT_UNKNOWN";
            default -> null;
        };
    }
}
