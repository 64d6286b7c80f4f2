package io.wirecause.analysis;

import io.wirecause.report.Finding;
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
     * Number of progressively shorter versions of the body, for an answer that exceeds the default size; 0 if the caller
     * asked for more than the default, or if the body is short in any case.
     */
    default int shorterVersions() {
        return 0;
    }

    /** The protocol that the tool is for where the capture holds nothing of it, such as {@code DNS}; null where it does. */
    default String absent() {
        return null;
    }

    /**
     * All findings, worst first, before the body is asked for.
     *
     * @return those that the envelope lists: all, unless the body tells them in a form of its own
     */
    default List<Finding> listed(List<Finding> findings) {
        return findings;
    }

    /**
     * The body, after the pass.
     *
     * @param reading what was read
     * @param shorter 0 for the full body, up to {@link #shorterVersions} for progressively shorter ones
     * @throws UserFacingException if the cursor points beyond the last item
     */
    Body body(Pass.Reading reading, int shorter) throws UserFacingException;

    /** Releases what the call holds, also where it was broken off. */
    @Override
    default void close() {
        analyses().forEach(Analysis::close);
    }
}
