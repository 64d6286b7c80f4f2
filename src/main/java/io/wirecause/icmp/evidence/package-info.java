/** What findings about ICMP rest on: the thresholds, and the evidence for tunnels in the data of echo messages. */
package io.wirecause.icmp.evidence;
