/** Traceroutes: probes with a low TTL and the answers to them, hop by hop. */
package io.wirecause.icmp.trace;
