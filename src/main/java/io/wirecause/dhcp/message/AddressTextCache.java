package io.wirecause.dhcp.message;

import io.wirecause.packet.IpAddress;

/**
 * Caches IPv4 addresses as text, so that the few addresses of a network are formatted once. Each slot holds the address
 * formatted last.
 */
final class AddressTextCache {
    private static final int SLOT_BITS = 12;
    private static final int GOLDEN = 0x9e3779b9;

    private final int[] addresses = new int[1 << SLOT_BITS];
    private final String[] texts = new String[1 << SLOT_BITS];

    /** Dotted decimal of the address in the lower 32 bits. */
    String text(long address) {
        int slot = (int) address * GOLDEN >>> Integer.SIZE - SLOT_BITS;
        if (texts[slot] == null || addresses[slot] != (int) address) {
            addresses[slot] = (int) address;
            texts[slot] = IpAddress.text(4, 0, address & 0xffffffffL);
        }
        return texts[slot];
    }
}
