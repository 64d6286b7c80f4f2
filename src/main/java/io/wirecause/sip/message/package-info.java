/** SIP messages as parsed: start line, header fields, body, and where a message was seen. */
package io.wirecause.sip.message;
