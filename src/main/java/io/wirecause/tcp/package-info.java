/** TCP connections: the tracker that follows each segment, the state of a connection, and the tools that report them. */
package io.wirecause.tcp;
