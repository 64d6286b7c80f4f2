/** The command line: {@code serve} (the default), {@code call}, {@code tools} and {@code segments}. */
package io.wirecause.cli;
