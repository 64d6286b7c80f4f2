/** The command {@code doctor}: what is wrong with the set-up, and what to do. */
package io.wirecause.cli.doctor;
