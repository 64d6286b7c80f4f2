/** Protocols that keep a network going: time, names of hosts, routes. */
package io.wirecause.service.network;
