package io.wirecause.service.decode;

import java.util.Locale;

/** What a reply says of the request. */
public enum ReplyKind {
    /** It was done. */
    OK,
    /** No, as happens every day: not found, nothing new, not here but there. */
    NEGATIVE,
    /** It failed, or was not allowed. */
    ERROR,
    /** The server does not serve this client at all, or not now. */
    REFUSED,
    /** Somebody has signed in. */
    LOGGED_IN,
    /** Somebody may not sign in. */
    LOGIN_FAILED,
    /** The same, as the clocks of both differ. */
    CLOCK_SKEW;

    /** As answers name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a user would complain. */
    public boolean isBad() {
        return this == ERROR || this == REFUSED || this == LOGIN_FAILED || this == CLOCK_SKEW;
    }
}
