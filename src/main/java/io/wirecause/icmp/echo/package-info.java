/** Echo and the other queries: requests paired with replies, round trips, losses, and what the data carries. */
package io.wirecause.icmp.echo;
