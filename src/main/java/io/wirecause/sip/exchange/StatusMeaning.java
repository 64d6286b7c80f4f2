package io.wirecause.sip.exchange;

import io.wirecause.sip.evidence.DisplayText;
import java.util.Locale;
import java.util.Set;

/**
 * Why a request failed according to its final status (RFC 3261, sections 21.4 to 21.6 and its extensions), and what to
 * check.
 */
public final class StatusMeaning {
    /** What servers send without having anything to say: the phrases of RFC 3261, section 21, and those of common software. */
    private static final Set<String> USUAL = Set.of("bad request", "unauthorized", "payment required", "forbidden", "not found",
            "method not allowed", "not acceptable", "proxy authentication required", "request timeout", "gone",
            "request entity too large", "request-uri too long", "unsupported media type", "unsupported uri scheme",
            "bad extension", "extension required", "session interval too small", "interval too brief", "use identity header",
            "temporarily unavailable", "temporarily not available", "call/transaction does not exist",
            "call leg/transaction does not exist", "loop detected", "too many hops", "address incomplete", "ambiguous",
            "busy here", "request terminated", "request cancelled", "not acceptable here", "bad event", "request pending",
            "undecipherable", "security agreement required", "server internal error", "internal server error",
            "not implemented", "bad gateway", "service unavailable", "server time-out", "server timeout", "gateway time-out",
            "version not supported", "message too large", "precondition failure", "busy everywhere", "decline", "declined",
            "does not exist anywhere", "unwanted", "rejected", "error", "failure", "ok");
    private static final int WORDS = 60;

    private StatusMeaning() {
    }

    /**
     * What the server itself says about the cause, to follow the status: its reason phrase where that is not the usual one,
     * and its Warning or Reason header; empty where it says nothing.
     */
    public static String words(SipTransaction.FinalResponse response) {
        String phrase = response.reason() == null ? "" : response.reason().strip();
        boolean usual = phrase.isEmpty() || USUAL.contains(phrase.toLowerCase(Locale.ROOT));
        return (usual ? "" : " " + DisplayText.quote(phrase, WORDS))
                + (response.explanation() == null ? "" : " (" + DisplayText.quote(response.explanation(), WORDS) + ")");
    }

    /** What a cause of ISDN (ITU-T Q.850) means that a gateway passes on, with its number. */
    public static String ofIsdn(int cause) {
        String meaning = switch (cause) {
            case 1 -> "the number is not assigned";
            case 2, 3 -> "there is no route to the destination";
            case 21 -> "the call was rejected";
            case 22 -> "the number has changed";
            case 27 -> "the destination is out of order";
            case 28 -> "the number is invalid or incomplete";
            case 34 -> "no line was free";
            case 38 -> "the network is out of order";
            case 41 -> "a temporary failure of the network";
            case 42 -> "the switching equipment is congested";
            case 47 -> "no resources were left";
            case 57, 58 -> "the bearer is not allowed or not available";
            case 65, 69, 79 -> "the service is not implemented";
            case 88 -> "the destination is not compatible";
            case 102 -> "a timer expired";
            case 127 -> "interworking failed";
            default -> "the telephone network refused the call";
        };
        return meaning + ", Q.850 cause " + cause;
    }

    /**
     * The meaning in a few words; reason phrases come from the sender and can say anything.
     *
     * @param status 300 to 699
     */
    public static String of(int status) {
        return switch (status) {
            case 400 -> "the server could not understand the request";
            case 401, 407 -> "credentials were required and missing or not accepted";
            case 402 -> "payment required";
            case 403 -> "the server refuses the request: check permissions, source address and account";
            case 404 -> "the user or number does not exist there";
            case 405 -> "the method is not allowed there";
            case 406 -> "no acceptable content could be produced";
            case 408 -> "the next server did not answer in time";
            case 410 -> "the user is gone";
            case 413, 513 -> "the message is too large";
            case 415 -> "the body's type is not supported";
            case 416 -> "the URI's scheme is not supported";
            case 420, 421 -> "an extension is required that one side does not support";
            case 422 -> "the session timer is too short";
            case 423 -> "the registration time is too short";
            case 424, 433, 436, 437, 438 -> "the caller's identity was not accepted";
            case 430, 439, 440 -> "the path to the client failed";
            case 480 -> "the user is not available now";
            case 481 -> "the dialog or transaction does not exist at the server";
            case 482 -> "the request looped";
            case 483 -> "too many hops: Max-Forwards reached 0, often a loop";
            case 484 -> "the number is incomplete";
            case 485 -> "the user is ambiguous";
            case 486, 600 -> "the user is busy";
            case 487 -> "the request was cancelled";
            case 488, 606 -> "the offered media are not acceptable: no common codec, encryption or address";
            case 491 -> "both sides tried to change the session at once";
            case 493 -> "the body could not be decrypted";
            case 494 -> "a security agreement is required";
            case 500 -> "the server failed";
            case 501 -> "the server does not know the method";
            case 502 -> "the next server gave an invalid response";
            case 503 -> "the service is overloaded, down, or has no route";
            case 504 -> "the next server did not answer in time";
            case 505 -> "the SIP version is not supported";
            case 555 -> "push notification is not supported";
            case 580 -> "a precondition was not met";
            case 603 -> "the user declined";
            case 604 -> "the user does not exist anywhere";
            case 607 -> "the user does not want this call";
            case 608 -> "an intermediary rejected the call";
            default -> status >= 600 ? "refused everywhere" : status >= 500 ? "the server failed"
                    : "the server refused the request";
        };
    }
}
