package io.wirecause.fuzz;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.resolve.SourceResolver;
import java.io.IOException;
import java.util.List;

/** The input is a packed file whose caller loses patience: unpacking must end soon after, whatever the file asks for. */
public final class PackedClockTarget {
    private static final long PATIENCE_NANOS = 20_000_000L;
    /** Far more than the work between two looks at the clock takes, also on a busy machine. */
    private static final long MOST_NANOS = 3_000_000_000L;
    private static final SourceResolver SOURCES = new SourceResolver(new SourcePolicy(List.of(), List.of(), true,
            SourceLimits.DEFAULT));

    private PackedClockTarget() {
    }

    static {
        try {
            // Loading classes is no work on the input.
            for (byte[] seed : Target.PACKED_CLOCK.seeds()) {
                unpack(seed, SourceWatch.NONE);
            }
        } catch (IOException | UserFacingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        long start = System.nanoTime();
        SourceWatch impatient = (done, total) -> {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new UserFacingException("Enough.");
            }
        };
        unpack(input, impatient);
        long took = System.nanoTime() - start;
        if (took > MOST_NANOS) {
            throw new AssertionError(input.length + " bytes held their caller for " + took / 1_000_000 + " ms");
        }
    }

    private static void unpack(byte[] input, SourceWatch watch) throws IOException {
        try (Scratch scratch = new Scratch(input); LocalCapture capture = SOURCES.open(scratch.file().toString(), watch)) {
            capture.notice();
        } catch (UserFacingException e) {
            if (!e.getMessage().endsWith(".")) {
                throw new AssertionError(e);
            }
        }
    }
}
