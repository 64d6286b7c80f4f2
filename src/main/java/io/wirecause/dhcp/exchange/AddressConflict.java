package io.wirecause.dhcp.exchange;

import java.util.List;

/**
 * An address that two hosts have or want.
 *
 * @param declined whether a client said so itself
 * @param other    the other host, where it is known; else null
 */
public record AddressConflict(int version, String address, String client, boolean declined, String other, List<Long> frames) {
}
