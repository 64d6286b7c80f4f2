/** What is kept of each name that was asked for: counts, first answers, the domain it belongs to. */
package io.wirecause.dns.name;
