package io.wirecause.fuzz;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.resolve.SourceResolver;
import java.nio.file.Files;
import java.util.List;

/** The input is a packed file, or takes itself for one. */
public final class UnpackTarget {
    private static final long MOST = 4 << 20;
    private static final SourceLimits USUAL = SourceLimits.DEFAULT;
    private static final SourceResolver SOURCES = new SourceResolver(new SourcePolicy(List.of(), List.of(), true,
            new SourceLimits(0, USUAL.connectTimeout(), USUAL.idleTimeout(), USUAL.totalTimeout(), 0, MOST, USUAL.maxRatio(),
            0)));

    private UnpackTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        try (Scratch scratch = new Scratch(input); LocalCapture capture = SOURCES.open(scratch.file().toString())) {
            long size = Files.size(capture.path());
            if (size > Math.max(MOST, input.length)) {
                throw new AssertionError(input.length + " bytes became " + size);
            }
        } catch (UserFacingException e) {
            if (!e.getMessage().endsWith(".")) {
                throw new AssertionError(e);
            }
        }
    }
}
