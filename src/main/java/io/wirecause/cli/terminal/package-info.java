/** What a person at a terminal reads: the answers of the tools as text, in colour where the terminal shows it. */
package io.wirecause.cli.terminal;
