/** Knows the packets of one capture again in another: conversations first, then packet by packet. */
package io.wirecause.compare.match;
