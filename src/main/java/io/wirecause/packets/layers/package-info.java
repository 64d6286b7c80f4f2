/** A packet taken apart: its layers field by field, through pcap4j's packet model and views of our own, and its bytes. */
package io.wirecause.packets.layers;
