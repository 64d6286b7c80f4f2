package io.wirecause.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the virtual machine counts of memory taken from the heap. */
public final class Allocated {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() {
    }

    /** Bytes that this thread has allocated so far, given back or not. */
    public static long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
