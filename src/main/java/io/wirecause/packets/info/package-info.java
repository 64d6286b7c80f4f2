/** One line for a packet, as an engineer expects it in a packet list: its protocol, and what it says. */
package io.wirecause.packets.info;
