/** Pairs requests with replies, whatever the protocol, and takes their times. */
package io.wirecause.service.exchange;
