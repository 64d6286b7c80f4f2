/**
 * From the findings of all protocols to causes: which finding follows from which, who has to act, what else was checked. Knows
 * the protocols by their codes alone, and never reads a packet's content.
 */
package io.wirecause.diagnosis;
