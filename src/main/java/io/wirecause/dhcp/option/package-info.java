/** Options of DHCPv4 and DHCPv6: their names, layouts and values. */
package io.wirecause.dhcp.option;
