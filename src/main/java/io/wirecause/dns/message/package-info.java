/** Messages of DNS and its siblings: the view over the bytes, names, record data, EDNS, and framing over TCP. */
package io.wirecause.dns.message;
