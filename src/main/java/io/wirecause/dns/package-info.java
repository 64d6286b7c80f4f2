/** DNS and its siblings (mDNS, LLMNR, NetBIOS names): messages, their pairing, and what they say of names and servers. */
package io.wirecause.dns;
