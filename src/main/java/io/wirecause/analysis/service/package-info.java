/** What all analyses together know of the servers in a capture: a row for each, filled by whoever knows something. */
package io.wirecause.analysis.service;
