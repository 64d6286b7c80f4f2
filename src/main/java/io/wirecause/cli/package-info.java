/**
 * The command line: {@code serve} (the default), {@code call}, {@code tools}, {@code segments}, {@code install} and
 * {@code doctor}.
 */
package io.wirecause.cli;
