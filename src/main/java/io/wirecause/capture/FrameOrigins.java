package io.wirecause.capture;

import java.util.Arrays;
import java.util.List;

/**
 * From the number of a frame in a merged set back to its file and its number there: one entry for each stretch of
 * frames that follow each other in one file, so a ring buffer needs as many entries as it has files. Safe for several
 * threads.
 */
public final class FrameOrigins {
    private static final int WORDS = 3;

    /** First merged number, file and number in the file of each stretch. */
    private long[] stretches = new long[64 * WORDS];
    private int count;

    FrameOrigins() {
    }

    /**
     * Where a frame comes from.
     *
     * @param file   name of its file
     * @param number its number there, as Wireshark shows it
     */
    public record Origin(String file, long number) {
        /** {@code ring_00002.pcap#17}. */
        @Override
        public String toString() {
            return file + "#" + number;
        }
    }

    /** Notes the first frame of a stretch. What another cursor of the same set has noted stays, as every merge is the same. */
    synchronized void note(long merged, int file, long number) {
        if (count > 0 && merged <= stretches[(count - 1) * WORDS] || count == CaptureLimits.MAX_STRETCHES) {
            return;
        }
        if (++count * WORDS > stretches.length) {
            stretches = Arrays.copyOf(stretches, stretches.length * 2);
        }
        int at = (count - 1) * WORDS;
        stretches[at] = merged;
        stretches[at + 1] = file;
        stretches[at + 2] = number;
    }

    /** The file and number of a frame; null where it was not noted, or lies beyond what is kept. */
    synchronized Origin of(long merged, List<CaptureFile> files) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (stretches[middle * WORDS] <= merged) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        boolean beyond = count == CaptureLimits.MAX_STRETCHES && low == count - 1;
        if (count == 0 || merged < stretches[0] || beyond) {
            return null;
        }
        int at = low * WORDS;
        return new Origin(files.get((int) stretches[at + 1]).name(), stretches[at + 2] + merged - stretches[at]);
    }
}
