package io.wirecause.service.decode;

import io.wirecause.report.FindingCode;

/** What can be found in what services answer. */
public enum ServiceFindingCode implements FindingCode {
    /** Errors. */
    SERVICE_ERROR("A server answers requests with an error of its protocol: mail refused, a query that fails, a file that may "
            + "not "
            + "be had. Title and detail give protocol, code, name and the server's own words, how often, and whether such a "
            + "request "
            + "succeeded later. An error where no request of its kind at this server succeeded, a warning where some do. Read "
            + "the "
            + "words first: they are the server's own reason."),
    /** Refusals. */
    SERVICE_REFUSED("A server takes the connection and then says that it does not serve this client, or not now: too many "
            + "connections, a blocked address, shutting down, no such database. The words are the server's. Act at the "
            + "server: its "
            + "limits, its lists of clients, its state."),
    /** Logins. */
    LOGIN_FAILED("A server refuses a login. Detail gives protocol, code, user and the server's words; an error where this client "
            + "did not sign in later, a note where it did after a few tries, a warning where many failed, as when passwords are "
            + "guessed. Passwords are never shown."),
    /** Late replies. */
    SERVICE_SLOW("Replies of a server took a second or more, much longer than its others, or all of them do; without lost "
            + "segments "
            + "in between that would explain it. Detail gives how many, the median of all and the longest, with its frame. "
            + "Requests "
            + "that are meant to wait do not count."),
    /** No replies. */
    SERVICE_UNANSWERED("Requests got no reply: the server closed the connection instead, the client gave up, or nothing came for "
            + "seconds until the capture ended. Over UDP, detail gives how often they were sent. Where no reply of the server "
            + "is in "
            + "the capture at all, it may have been taken where one direction does not pass."),
    /** Clocks. */
    CLOCK_SKEW("Two hosts' clocks differ: a server refuses a login for that reason (Kerberos takes at most five minutes), or "
            + "an NTP "
            + "server's time differs from its client's. Detail gives by how much where the capture tells. Set both by the "
            + "same time "
            + "servers; a virtual machine that was paused is a usual cause."),
    /** BGP. */
    BGP_SESSION_DOWN("A router ended a BGP session with a notification: title gives the error, its subcode and the operator's "
            + "words. "
            + "The routes of the peer are gone until the session is back.");

    private final String explanation;

    ServiceFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
