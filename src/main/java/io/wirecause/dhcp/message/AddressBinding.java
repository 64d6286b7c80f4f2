package io.wirecause.dhcp.message;

/**
 * An address or prefix with its lifetimes.
 *
 * @param address the address, or prefix and length
 * @param preferred seconds
 * @param valid seconds; 0 withdraws it
 */
public record AddressBinding(String address, long preferred, long valid) {
}
