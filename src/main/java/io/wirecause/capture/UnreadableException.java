package io.wirecause.capture;

import java.io.IOException;

/**
 * A capture that cannot be read further: another program cut it short, or its disk is gone. Nothing that it holds is at
 * fault.
 */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException(IOException cause) {
        super(cause);
    }
}
