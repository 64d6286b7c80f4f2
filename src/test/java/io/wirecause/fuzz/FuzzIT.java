package io.wirecause.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A short run of the fuzzer: in each build on what most captures and all clients send, with {@code -Dwirecause.fuzz.all=true} on
 * every target; docs/fuzzing.md tells of long ones.
 */
class FuzzIT {
    /** Others do not get beyond their seeds in seconds, and RegressionsTest has those. */
    private static final Set<Target> EACH_BUILD = EnumSet.of(Target.PACKET, Target.HTTP, Target.PACKETS, Target.JSON_RPC,
            Target.URL);

    static Set<Target> targets() {
        return Boolean.getBoolean("wirecause.fuzz.all") ? EnumSet.allOf(Target.class) : EACH_BUILD;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldFindNothingInAShortRun(Target target) throws Exception {
        Fuzzer.Outcome outcome = Fuzzer.shortRun(target);
        assertEquals(Optional.empty(), outcome.failure());
        assertTrue(outcome.edges() > 100, "covers " + outcome.edges() + " branches: the program is not instrumented");
        System.out.printf("fuzzing %s: %,d executions, %,d edges, %.0f s%n", target.shown(), outcome.executions(),
                outcome.edges(), outcome.seconds());
    }
}
