package io.wirecause.sip.registration;

/** State of the registration of one user from one client after its last REGISTER. */
public enum RegistrationState {
    /** Accepted. */
    REGISTERED,
    /** Ended by the client with an expiry of 0. */
    UNREGISTERED,
    /** Refused for another reason than credentials. */
    FAILED,
    /** Credentials were sent and refused. */
    REFUSED_CREDENTIALS,
    /** Challenged for credentials; none followed yet. */
    CHALLENGED,
    /** No response, although the client waited long enough. */
    UNANSWERED,
    /** No response yet when the capture ended. */
    PENDING;

    /** Whether the last request succeeded. */
    boolean isGood() {
        return this == REGISTERED || this == UNREGISTERED;
    }

    /** Whether the last request was refused or never answered. */
    boolean isBad() {
        return this == FAILED || this == REFUSED_CREDENTIALS || this == UNANSWERED;
    }
}
