/** DHCP for IPv4 and IPv6: messages and their options, exchanges, leases, servers, clients. */
package io.wirecause.dhcp;
