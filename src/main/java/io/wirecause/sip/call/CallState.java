package io.wirecause.sip.call;

/** State of a call at the end of the capture, on the hop on which the first INVITE was seen. */
public enum CallState {
    /** INVITE sent, no response yet when the capture ended. */
    CALLING(Verdict.OPEN),
    /** A provisional response arrived, but not 180 Ringing. */
    PROCEEDING(Verdict.OPEN),
    /** It rings. */
    RINGING(Verdict.OPEN),
    /** Answered and not ended. */
    ESTABLISHED(Verdict.GOOD),
    /** Answered, then ended by a BYE. */
    COMPLETED(Verdict.GOOD),
    /** The capture starts in the middle of the call. */
    MID_CALL(Verdict.OPEN),
    /** The caller hung up before it was answered, after it rang or at once. */
    CANCELLED(Verdict.NOT_TAKEN),
    /** The called party is busy: 486 or 600. */
    BUSY(Verdict.NOT_TAKEN),
    /** The called party declined: 603, 607 or 608. */
    DECLINED(Verdict.NOT_TAKEN),
    /** Nobody took the call or is there to take it: 480, or 408 after it rang. */
    NO_ANSWER(Verdict.NOT_TAKEN),
    /** Sent elsewhere by a 3xx, and not tried there within the capture. */
    REDIRECTED(Verdict.NOT_TAKEN),
    /** Challenged for credentials; none followed yet. */
    CHALLENGED(Verdict.OPEN),
    /** Credentials were sent and refused. */
    AUTHENTICATION_FAILED(Verdict.FAILED),
    /** No response at all to the INVITE. */
    UNANSWERED(Verdict.FAILED),
    /** Answered, but the ACK never reached the answering side: the call breaks down after 32 s (RFC 3261, section 13.3.1.4). */
    UNACKNOWLEDGED(Verdict.FAILED),
    /** Refused with another status, or given up without ringing. */
    FAILED(Verdict.FAILED);

    private final Verdict verdict;

    /** Whether a state is a problem. */
    enum Verdict {
        /** Something went wrong. */
        FAILED,
        /** Decided by people, not by the network. */
        NOT_TAKEN,
        /** Not decided within the capture. */
        OPEN,
        /** As it should be. */
        GOOD
    }

    CallState(Verdict verdict) {
        this.verdict = verdict;
    }

    /** What the state means. */
    Verdict verdict() {
        return verdict;
    }
}
