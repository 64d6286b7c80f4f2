/** WebSocket (RFC 6455) over HTTP/1.1 and HTTP/2 (RFC 8441): frames, pings, and how a session ended. */
package io.wirecause.http.websocket;
