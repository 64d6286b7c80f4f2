package io.wirecause.service.decode;

/**
 * A device that tells what it is without being asked.
 *
 * @param address of the device, such as the link address that it sends from
 * @param words   what it says, in one line, cleaned
 */
public record Speaker(String address, String words) {
}
