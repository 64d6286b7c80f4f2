/** SIP (RFC 3261): messages over UDP and TCP, transactions, calls, registrations, and the media that they announce. */
package io.wirecause.sip;
