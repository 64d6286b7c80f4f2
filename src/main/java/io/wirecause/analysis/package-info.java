/** What a tool and an analyzer are, the one pass over a capture that feeds analyzers, and its limits. */
package io.wirecause.analysis;
