/** The services of two captures side by side: which are the same, and what differs beyond the spread within each. */
package io.wirecause.compare.service;
