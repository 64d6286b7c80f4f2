/** RTP streams and RTCP reports (RFC 3550): found by announced port or by content, measured, and judged. */
package io.wirecause.sip.rtp;
