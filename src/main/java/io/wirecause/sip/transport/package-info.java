/** Finds SIP messages in UDP datagrams and TCP streams (RFC 3261, section 18). */
package io.wirecause.sip.transport;
