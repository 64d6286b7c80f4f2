/** Protocols of lines: mail, news, file transfer, caches. */
package io.wirecause.service.text;
