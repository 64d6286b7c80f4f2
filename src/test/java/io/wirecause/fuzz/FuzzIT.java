package io.wirecause.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short run of the fuzzer on every target; docs/fuzzing.md tells of long ones. */
class FuzzIT {
    @ParameterizedTest
    @EnumSource
    void shouldFindNothingInAShortRun(Target target) throws Exception {
        Fuzzer.Outcome outcome = Fuzzer.shortRun(target);
        assertEquals(Optional.empty(), outcome.failure());
        assertTrue(outcome.edges() > 100, "covers " + outcome.edges() + " branches: the program is not instrumented");
        System.out.printf("fuzzing %s: %,d executions, %,d edges, %.0f s%n", target.shown(), outcome.executions(),
                outcome.edges(), outcome.seconds());
    }
}
