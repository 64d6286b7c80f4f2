/** DNS and its siblings (mDNS, LLMNR, NetBIOS names): the tool, its analysis and its answer. */
package io.wirecause.dns;
