/** Packets written to a small capture for Wireshark, into the one folder that the user allows. */
package io.wirecause.packets.export;
