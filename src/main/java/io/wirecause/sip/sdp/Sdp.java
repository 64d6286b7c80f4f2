package io.wirecause.sip.sdp;

import java.util.List;

/**
 * A session description (RFC 8866).
 *
 * @param media     its media, in order; the answer to an offer has the same ones in the same order (RFC 3264, section 6)
 * @param problems what is wrong with it
 */
public record Sdp(List<MediaDescription> media, List<String> problems) {
}
