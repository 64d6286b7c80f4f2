/** A connection in the terms of Zeek's conn.log: {@code conn_state} and {@code history}. Reads segments only. */
package io.wirecause.tcp.zeek;
