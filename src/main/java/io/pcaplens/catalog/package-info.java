/** The one ordered list of tools. */
package io.pcaplens.catalog;
