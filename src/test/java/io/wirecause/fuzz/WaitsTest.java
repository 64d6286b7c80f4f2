package io.wirecause.fuzz;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few inputs for the targets that look at waits, without the fuzzer: the same ones each time. */
@Timeout(240)
class WaitsTest {
    @Test
    void shouldAnswerEachRequestOnceAndEndWhateverAClientDoes() throws Exception {
        Random random = new Random(14);
        for (byte[] seed : Target.SESSION.seeds()) {
            Target.SESSION.run(seed);
        }
        for (int i = 0; i < 12; i++) {
            byte[] input = new byte[40];
            random.nextBytes(input);
            Target.SESSION.run(input);
        }
    }

    @Test
    void shouldEndSoonAfterTheCallersPatienceWhateverAPackedFileHolds() throws Exception {
        Random random = new Random(14);
        for (byte[] seed : Target.PACKED_CLOCK.seeds()) {
            for (int i = 0; i < 100; i++) {
                byte[] input = seed.clone();
                for (int change = random.nextInt(6); change > 0; change--) {
                    input[random.nextInt(input.length)] = (byte) random.nextInt();
                }
                Target.PACKED_CLOCK.run(input);
            }
        }
    }
}
