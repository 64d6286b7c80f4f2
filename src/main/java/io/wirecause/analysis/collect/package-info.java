/**
 * Collections and summaries that stay small however large the capture is: what goes beyond their bound is counted, merged
 * or forgotten, and the answer says so. Nothing in here knows packets.
 */
package io.wirecause.analysis.collect;
