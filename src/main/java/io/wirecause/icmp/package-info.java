/** ICMP for IPv4 and IPv6: the tool, its arguments and answer, the analyzer, and the findings. */
package io.wirecause.icmp;
