/** SIP (RFC 3261): the tool, its arguments and answer, the analyzer, the list of messages, and the findings. */
package io.wirecause.sip;
