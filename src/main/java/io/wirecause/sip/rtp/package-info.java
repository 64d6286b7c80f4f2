/** RTP streams and RTCP reports (RFC 3550) found by content, measured as they pass; knows nothing of SIP. */
package io.wirecause.sip.rtp;
