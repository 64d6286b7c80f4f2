/** Payload of TCP connections put in order and handed to the reader of a protocol, with the connection it belongs to. */
package io.wirecause.analysis.stream;
