package io.wirecause.analysis;

import io.wirecause.report.UserFacingException;
import java.util.List;

/**
 * How one call of a tool presents the analyses that it rests on: made from the arguments before the pass, asked for the body
 * of the answer after it.
 */
public interface Presentation extends AutoCloseable {
    /** The analyses to run, the same ones at each call. */
    List<Analysis> analyses();

    /**
     * How often the body can be made shorter where the answer is larger than a default answer may be; 0 where the caller
     * asked for much, or where it is short in any case.
     */
    default int shorterVersions() {
        return 0;
    }

    /**
     * The body, after the pass.
     *
     * @param reading what was read
     * @param shorter 0 for all that was asked, up to {@link #shorterVersions} for ever less of it
     * @throws UserFacingException where the cursor points beyond the last item
     */
    Body body(Pass.Reading reading, int shorter) throws UserFacingException;

    /** Releases what the call holds, also where it was broken off. */
    @Override
    default void close() {
        analyses().forEach(Analysis::close);
    }
}
