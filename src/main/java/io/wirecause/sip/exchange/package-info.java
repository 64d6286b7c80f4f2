/** Pairs requests and responses into transactions (RFC 3261, section 17). */
package io.wirecause.sip.exchange;
