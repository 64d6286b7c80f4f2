/** Pairs responses with queries, and judges how each exchange ended. */
package io.wirecause.dns.exchange;
