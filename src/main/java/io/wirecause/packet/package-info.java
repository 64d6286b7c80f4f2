/** Link, network and transport headers: the fast lane, which allocates nothing, and the pcap4j lane for the rest. */
package io.wirecause.packet;
