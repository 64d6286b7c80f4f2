/** Records that leave the analysis: findings, coverage, pages, and how their parts are described to a model. */
package io.wirecause.report;
