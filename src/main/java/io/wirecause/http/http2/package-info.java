/** HTTP/2 in the clear (RFC 9113): frames, header compression, streams as exchanges, flow control, and why things ended. */
package io.wirecause.http.http2;
