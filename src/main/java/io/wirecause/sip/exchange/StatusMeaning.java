package io.wirecause.sip.exchange;

/**
 * Why a request failed according to its final status (RFC 3261, sections 21.4 to 21.6 and its extensions), and what to
 * check.
 */
public final class StatusMeaning {
    private StatusMeaning() {
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
