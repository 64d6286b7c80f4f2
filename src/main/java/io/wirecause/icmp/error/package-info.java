/** What routers and hosts report about packets: errors, path MTUs and redirects. */
package io.wirecause.icmp.error;
