package io.wirecause.explain.choice;

import io.wirecause.packets.EndpointMatch;
import io.wirecause.report.UserFacingException;
import java.util.List;

/**
 * What a caller asks for: at most one of these, or nothing for the worst connection.
 *
 * @param connection the number of a TCP connection; -1 for none
 * @param frame      the number of a frame; 0 for none
 * @param ends       one or two ends; null for none
 */
public record Choice(int connection, long frame, List<EndpointMatch> ends) {
    /**
     * Reads the arguments.
     *
     * @throws UserFacingException where they are several, or no ends
     */
    public static Choice of(Integer connection, Long frame, String endpoints) throws UserFacingException {
        boolean byEnds = endpoints != null && !endpoints.isBlank();
        if ((connection == null ? 0 : 1) + (frame == null ? 0 : 1) + (byEnds ? 1 : 0) > 1) {
            throw new UserFacingException("Give one of connection, frame and endpoints, not several: each of them names one "
                    + "connection or exchange.");
        }
        return new Choice(connection == null ? -1 : connection, frame == null ? 0 : frame,
                byEnds ? EndpointMatch.of("endpoints", endpoints) : null);
    }

    /** Whether anything may be explained. */
    boolean isOpen() {
        return connection < 0 && frame == 0 && ends == null;
    }
}
