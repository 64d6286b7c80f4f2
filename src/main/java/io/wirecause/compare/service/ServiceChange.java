package io.wirecause.compare.service;

/**
 * What differs between a service in one capture and in another, by more than chance explains.
 *
 * @param pair   the service
 * @param kind   what kind of change, in words that fit many services
 * @param words  what differs, with both values
 * @param weight how much that matters, to order by: {@link #FAULT} and more where something got worse, 0 or less where it got
 *               better, else it differs and is no fault
 */
public record ServiceChange(ServicePair pair, String kind, String words, double weight) {
    /** From here on something got worse. */
    public static final double FAULT = 100;

    /** Whether something got worse. */
    public boolean isWorse() {
        return weight >= FAULT;
    }

    /** Whether something got better. */
    boolean isBetter() {
        return weight <= 0;
    }

    /** As a line. */
    public String line() {
        return pair.label() + ": " + words;
    }

    /** What shows the service in the first capture, or in the second one. */
    public String filter(boolean second) {
        return pair.filter(second);
    }

    /** A display filter for an address with a port of TCP. */
    public static String filter(String endpoint) {
        return ServicePair.filter(endpoint, false);
    }

    /** Its address with the port in the second capture. */
    public String endpoint() {
        return pair.others().get(0);
    }
}
