/** IPv6 neighbour discovery (RFC 4861): routers, neighbours, and duplicate addresses. */
package io.wirecause.icmp.neighbor;
