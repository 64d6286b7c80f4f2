/** Calls: their signalling, state, times, and the media agreed on each hop. */
package io.wirecause.sip.call;
