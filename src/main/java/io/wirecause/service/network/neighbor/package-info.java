/** What switches and routers say of themselves to the other end of a link: LLDP and CDP. */
package io.wirecause.service.network.neighbor;
