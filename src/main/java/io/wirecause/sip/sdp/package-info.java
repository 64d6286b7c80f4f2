/** Session descriptions (RFC 8866) as SIP carries them: what each party wants to send and receive, and where. */
package io.wirecause.sip.sdp;
