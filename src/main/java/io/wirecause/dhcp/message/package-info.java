/** Messages of BOOTP, DHCPv4 and DHCPv6: the views over the bytes, and what a message means in either version. */
package io.wirecause.dhcp.message;
