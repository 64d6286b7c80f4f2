package io.wirecause.dhcp.message;

/**
 * An address or prefix that a message holds.
 *
 * @param address   the address, or prefix and length
 * @param preferred seconds
 * @param valid     seconds; 0 takes it away
 */
public record AddressBinding(String address, long preferred, long valid) {
}
