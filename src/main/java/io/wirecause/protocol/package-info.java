/**
 * Views and tables that several protocols need, so that none has to import another: names with compression, ICMP errors
 * with the packet they quote, TLS records, PROXY headers, names of link types. IP protocol numbers are in {@code packet}.
 */
package io.wirecause.protocol;
