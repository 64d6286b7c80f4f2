/** The codes of findings about HTTP. */
package io.wirecause.http.finding;
