package io.wirecause.mcp.call;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;
import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A tool whose every end a test can choose. */
public final class FakeTool {
    /** Counted down once a slow call works, and once it was stopped. */
    public final CountDownLatch working = new CountDownLatch(1);
    public final CountDownLatch stopped = new CountDownLatch(1);
    public final AtomicInteger runs = new AtomicInteger();

    public enum Ending { ANSWER, PROBLEM, BUG, NO_MEMORY, NEVER, LATE, LARGE }

    public record Arguments(
            @Flattened CaptureArguments capture,
            @Describe(value = "How the call ends", fallback = "\"answer\"") Ending ending) implements ToolArguments {
    }

    public record Totals(@Describe("Size of the capture") long bytes) {
    }

    public record Filling(@Describe(value = "Filling", optional = true) String filling) {
    }

    /** The tool. */
    public final Tool<Arguments> tool = new Tool<>("fake", "Fake", "For tests.", Arguments.class, Totals.class, Filling.class,
            List.of(),
            (arguments, context) -> new Presentation() {
                @Override
                public List<Analysis> analyses() {
                    return List.of();
                }

                @Override
                public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
                    return FakeTool.this.body(arguments, context);
                }
            });

    /** The smallest capture: a pcap header without packets. */
    public static Path emptyCapture(Path directory) throws IOException {
        byte[] header = {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            (byte) 0xff, (byte) 0xff, 0, 0, 1, 0, 0, 0};
        return Files.write(directory.resolve("empty.pcap"), header);
    }

    private Body body(Arguments arguments, ToolContext call) throws UserFacingException {
        runs.incrementAndGet();
        switch (arguments.ending) {
            case PROBLEM -> throw new UserFacingException("The capture holds nothing.");
            case BUG -> throw new IllegalStateException("secret detail");
            case NO_MEMORY -> throw new OutOfMemoryError("secret detail");
            case NEVER -> workUntilStopped(call);
            case LATE -> sleep(300);
            default -> { }
        }
        String filling = arguments.ending == Ending.LARGE ? "x".repeat(1 << 20) : null;
        return new Body(new Totals(call.capture().size()), new Filling(filling), null);
    }

    private void workUntilStopped(ToolContext call) throws UserFacingException {
        working.countDown();
        try {
            for (long packets = 0; ; packets++) {
                call.progress().reached(packets * 100, 1L << 40, packets);
                sleep(5);
            }
        } finally {
            stopped.countDown();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // The watch says whether to stop, this only woke us.
        }
    }
}
