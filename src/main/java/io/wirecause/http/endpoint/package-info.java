/** Requests folded into endpoints (method, host, path without numbers and ids), and statistics of these and of servers. */
package io.wirecause.http.endpoint;
