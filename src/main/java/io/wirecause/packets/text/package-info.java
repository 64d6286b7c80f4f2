/** Text of payloads made fit to show: lines, with what proves who somebody is masked. */
package io.wirecause.packets.text;
