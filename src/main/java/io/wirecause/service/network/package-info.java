/** Services that run networks: NTP, SNMP, BGP, and what switches, routers and hosts say of themselves and of addresses. */
package io.wirecause.service.network;
