/** One TCP segment: its fields, its sequence arithmetic and the options of its SYN. Knows nothing of connections. */
package io.wirecause.tcp.segment;
