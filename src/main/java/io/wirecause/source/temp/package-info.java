/** Temporary files: a folder of the process's own, and the files in it that later calls can use again. */
package io.wirecause.source.temp;
