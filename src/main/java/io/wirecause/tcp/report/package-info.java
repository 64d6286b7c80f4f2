/** The records in the answers of the TCP tools: a connection, its details, and sets of connections counted. */
package io.wirecause.tcp.report;
