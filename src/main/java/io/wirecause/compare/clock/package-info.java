/** How the clocks of two captures differ, and what packets took between them. */
package io.wirecause.compare.clock;
