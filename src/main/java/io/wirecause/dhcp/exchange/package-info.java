/** Puts messages together into exchanges, and keeps the clients, servers and leases that they show. */
package io.wirecause.dhcp.exchange;
