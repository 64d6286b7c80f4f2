/** The command line: {@code serve} (the default), {@code call} and {@code tools}. */
package io.pcaplens.cli;
