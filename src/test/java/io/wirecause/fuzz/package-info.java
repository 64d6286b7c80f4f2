/**
 * Coverage-guided fuzzing: what is fed with hostile bytes, what must hold of whatever comes out, and how
 * it is run. See docs/fuzzing.md.
 */
package io.wirecause.fuzz;
