/** What findings rest on: codes, thresholds, evidence as it is gathered, and the worst records. */
package io.wirecause.sip.evidence;
