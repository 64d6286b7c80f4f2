package io.wirecause.dhcp.exchange;

import java.util.List;

/**
 * An address that two hosts have or want.
 *
 * @param declined whether the client reported it itself
 * @param other the other host; null if unknown
 */
public record AddressConflict(int version, String address, String client, boolean declined, String other, List<Long> frames) {
}
