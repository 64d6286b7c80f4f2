/** The one ordered list of tools. */
package io.wirecause.catalog;
