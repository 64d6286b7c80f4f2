package io.wirecause.service.decode;

import io.wirecause.report.Confidence;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.Set;

/**
 * Something wrong that is no reply to a request. Those of one code and key are told as one finding, in the words of the first.
 *
 * @param code       the code of the finding
 * @param key        what makes two of them the same, such as an address
 * @param severity   how bad
 * @param confidence how sure
 * @param title      one sentence, text from the wire cleaned
 * @param detail     the numbers behind it
 * @param hint       what to check or do next
 * @param party      where it lies; null where the evidence does not tell
 * @param frame      the frame that shows it; {@link #THIS_FRAME} for the one that is read
 * @param subjects   what it is about; of a connection or flow its ends are added
 */
public record Incident(ServiceFindingCode code, String key, Severity severity, Confidence confidence, String title, String detail,
                       String hint, Party party, long frame, Set<Subject> subjects) {
    /** The frame that is read, for decoders of streams and datagrams. */
    public static final long THIS_FRAME = 0;

    /** The same, shown by this frame. */
    public Incident in(long number) {
        return new Incident(code, key, severity, confidence, title, detail, hint, party, number, subjects);
    }
}
