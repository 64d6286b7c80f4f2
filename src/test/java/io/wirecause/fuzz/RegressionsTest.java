package io.wirecause.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every target holds on what the fuzzer starts from and on all that it once found. */
class RegressionsTest {
    @ParameterizedTest
    @EnumSource
    void shouldHoldOnSeedsAndOnWhatWasFoundBefore(Target target) throws Exception {
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        assertFalse(inputs.isEmpty(), "the fuzzer has nothing to start from");
        inputs.addAll(target.regressions());
        for (byte[] input : inputs) {
            target.run(input);
        }
    }
}
