/** Downloads over HTTP and HTTPS: which hosts may be asked, redirects, limits. */
package io.wirecause.source.download;
