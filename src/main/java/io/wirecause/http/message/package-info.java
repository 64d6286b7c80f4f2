/** HTTP/1.0 and HTTP/1.1 on the wire (RFC 9112): start lines, fields and the framing of bodies, read as they stream by. */
package io.wirecause.http.message;
