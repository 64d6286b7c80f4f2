/** Views over ICMP messages (RFC 792, RFC 4443), their extensions and options, and the names of types and codes. */
package io.wirecause.icmp.message;
