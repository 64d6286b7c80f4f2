package io.wirecause.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.TestCaptures;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CancellableListTest {
    private static final int MANY = 100_000;
    private static final List<Integer> NUMBERS = IntStream.range(0, MANY).boxed().toList();

    private long looks;

    private CancellableList<Integer> list(Capture capture, long stopAt) {
        ProgressListener watch = (done, total, packets) -> {
            if (++looks == stopAt) {
                throw new UserFacingException("The call was cancelled.");
            }
        };
        return new CancellableList<>(NUMBERS, new ToolContext("x", capture, Limits.DEFAULT, watch), 7);
    }

    @Test
    void shouldAskTheWatchHoweverItIsWalkedThrough() throws Exception {
        try (Capture capture = Capture.open(TestCaptures.of("tcp/http-clean"))) {
            List<Runnable> ways = List.of(() -> list(capture, 3).forEach(n -> { }),
                    () -> list(capture, 3).stream().filter(n -> n % 2 == 0).count(),
                    () -> list(capture, 3).stream().sorted().toList(), () -> List.copyOf(list(capture, 3)));
            for (Runnable way : ways) {
                looks = 0;
                assertEquals("The call was cancelled.",
                        assertThrows(CancellableList.Stopped.class, way::run).why().getMessage());
                assertEquals(3, looks);
            }
        }
    }

    @Test
    void shouldAskTheWatchWhileItSorts() throws Exception {
        try (Capture capture = Capture.open(TestCaptures.of("tcp/http-clean"))) {
            Comparator<Integer> mixed = Comparator.comparing(n -> n * 7_919 % MANY);
            assertEquals(NUMBERS.stream().sorted(mixed).toList(), list(capture, -1).sorted(mixed));
            assertTrue(looks > 1_000, looks + " looks at the watch");
        }
    }
}
