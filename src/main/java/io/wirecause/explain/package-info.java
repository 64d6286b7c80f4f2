/**
 * The tool {@code explain_connection}: the life of one connection or exchange, step by step, and what was found about it. Runs
 * all analyses in one pass, then reads the one connection again to tell its steps.
 */
package io.wirecause.explain;
