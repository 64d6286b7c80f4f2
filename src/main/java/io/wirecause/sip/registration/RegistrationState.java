package io.wirecause.sip.registration;

/** How the registration of one user from one client stands after its last REGISTER. */
public enum RegistrationState {
    /** Accepted. */
    REGISTERED,
    /** Ended by the client with an expiry of 0. */
    UNREGISTERED,
    /** Refused for another reason than credentials. */
    FAILED,
    /** Credentials were sent and refused. */
    REFUSED_CREDENTIALS,
    /** Credentials were asked for and none followed yet. */
    CHALLENGED,
    /** No response, although the client waited long enough. */
    UNANSWERED,
    /** No response yet when the capture ended. */
    PENDING;

    /** Whether the client got what it wanted. */
    boolean isGood() {
        return this == REGISTERED || this == UNREGISTERED;
    }

    /** Whether the client did not get what it wanted and the capture shows that it gave up or was refused. */
    boolean isBad() {
        return this == FAILED || this == REFUSED_CREDENTIALS || this == UNANSWERED;
    }
}
