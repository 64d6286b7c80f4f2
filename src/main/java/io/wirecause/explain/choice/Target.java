package io.wirecause.explain.choice;

/**
 * What is explained.
 *
 * @param connection the number of a TCP connection; -1 where it is another exchange
 * @param exchange   the exchange; null where it is a TCP connection
 * @param others     what else fits, as a person names it; null for nothing
 */
public record Target(int connection, Exchange exchange, String others) {
}
