/** ICMP for IPv4 and IPv6: echo and its round trips, errors and what they quote, paths, neighbour discovery. */
package io.wirecause.icmp;
