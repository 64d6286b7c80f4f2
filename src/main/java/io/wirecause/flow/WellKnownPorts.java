package io.wirecause.flow;

import java.util.Arrays;

/** Which of two ports is likelier a server's, where no SYN shows it. */
public final class WellKnownPorts {
    private static final int LAST_SYSTEM_PORT = 1023;
    /** Registered ports of services met every day, ascending. */
    private static final int[] REGISTERED = {
        1080, 1194, 1433, 1521, 1723, 1883, 2049, 2375, 2376, 2379, 2404, 3000, 3128, 3268, 3306, 3389, 4222, 4369, 5000, 5060,
        5061, 5222, 5269, 5432, 5601, 5671, 5672, 5900, 5985, 5986, 6379, 6443, 6667, 7000, 7474, 8000, 8008, 8080, 8081, 8086,
        8088, 8443, 8500, 8883, 8888, 9000, 9042, 9090, 9092, 9200, 9300, 9418, 10250, 11211, 15672, 20000, 25565, 27017, 44818,
        50051};
    /** From here on hosts take the ports of their clients (RFC 6335, section 6). */
    private static final int FIRST_DYNAMIC = 49_152;

    private WellKnownPorts() {
    }

    /** Negative where {@code a} is likelier a server's port, positive where {@code b} is, 0 where neither is. */
    public static int compare(int a, int b) {
        return Integer.compare(rank(a), rank(b));
    }

    private static int rank(int port) {
        if (port <= LAST_SYSTEM_PORT) {
            return 0;
        }
        if (Arrays.binarySearch(REGISTERED, port) >= 0) {
            return 1;
        }
        return port < FIRST_DYNAMIC ? 2 : 3;
    }
}
