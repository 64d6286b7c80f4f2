/** What finished exchanges and messages add up to: servers, outcomes, zone transfers, differing answers, tunnels. */
package io.wirecause.dns.statistics;
