package io.wirecause.dhcp.exchange;

import java.util.List;

/**
 * An address that two hosts have or want.
 *
 * @param declined whether the client reported it itself
 * @param other the other host; null if unknown
 * @param addresses for how many addresses that host answered ARP; 0 if unknown
 */
public record AddressConflict(int version, String address, String client, boolean declined, String other, int addresses,
                              List<Long> frames) {
}
