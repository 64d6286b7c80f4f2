package io.wirecause.fuzz;

import io.wirecause.testing.Allocated;

/** Holds what one input may make this thread allocate; the fuzzer itself holds its time. */
final class Cost {
    /** What an empty capture takes with all its tools and the checks of their answers, and some. */
    private static final long FIXED_BYTES = 96L << 20;
    private static final long BYTES_A_BYTE = 20_000;
    /** The fuzzer instruments classes as they are loaded, on the thread that is measured; a second time loads others yet. */
    private static final int TRIES = 4;

    private Cost() {
    }

    /** Work on one input. */
    interface Work {
        void run() throws Exception;
    }

    /** Runs the work and fails where it allocates out of proportion to its input; the loading of classes does not count. */
    static void bounded(byte[] input, Work work) throws Exception {
        long most = FIXED_BYTES + BYTES_A_BYTE * input.length;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && least > most; i++) {
            least = Math.min(least, allocated(work));
        }
        if (least > most) {
            throw new AssertionError(input.length + " bytes of input made " + least + " bytes of garbage");
        }
    }

    private static long allocated(Work work) throws Exception {
        long before = Allocated.bytes();
        work.run();
        return Allocated.bytes() - before;
    }
}
