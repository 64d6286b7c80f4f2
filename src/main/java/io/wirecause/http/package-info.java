/** HTTP of all versions in clear: requests with their answers, who waited for whom, and what went wrong. */
package io.wirecause.http;
