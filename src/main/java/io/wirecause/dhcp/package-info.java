/** DHCPv4 and DHCPv6: the tool, its analysis and its answer. */
package io.wirecause.dhcp;
