/** What both sides of a connection said, as text. */
package io.wirecause.packets.follow;
