package io.wirecause.icmp.neighbor;

import io.wirecause.icmp.error.ErrorGroup;
import io.wirecause.icmp.evidence.IcmpThresholds;
import io.wirecause.icmp.message.Address;
import io.wirecause.packet.MacAddress;
import java.util.ArrayList;
import java.util.List;

/** One IPv6 address on the link. */
public final class Neighbor {
    /** A mirror port shows a frame twice within less than this. */
    private static final long COPY_NANOS = 500_000;

    final Address address;
    /** Solicitations since it was heard of last. */
    long unanswered;
    long advertisements;
    /** Who asked last, and its link address. */
    Neighbor solicitor;
    long solicitorMac = -1;
    /** Whether any packet from it was seen. */
    boolean sends;
    /** Whether a packet to it was seen, other than a solicitation. */
    boolean receives;
    /** Whether who asked has sent it a packet, so that it knows the link address. */
    boolean resolved;
    /** Own probes that came back to their sender. */
    int reflected;
    private boolean slowlyReflected;
    private final List<String> claims = new ArrayList<>(1);
    private final List<Long> claimFrames = new ArrayList<>(1);
    private List<Long> duplicateFrames = List.of();
    private List<Long> solicitationFrames = List.of();
    private List<Long> reflectedFrames = List.of();
    long detectionTime = Long.MIN_VALUE;
    long detectionMac = -1;
    long detectionNonce;
    long detectionFrame;

    Neighbor(Address address) {
        this.address = address;
    }

    void claim(String link, long frame) {
        if (link != null && !claims.contains(link) && claims.size() < ErrorGroup.EXAMPLES) {
            claims.add(link);
            claimFrames.add(frame);
        }
    }

    void duplicate(long frame) {
        duplicateFrames = with(duplicateFrames, detectionFrame);
        duplicateFrames = with(duplicateFrames, frame);
    }

    void solicited(long frame) {
        resolved &= unanswered++ > 0;
        solicitationFrames = with(unanswered == 1 ? List.of() : solicitationFrames, frame);
    }

    void reflected(long frame, long nanos) {
        reflected++;
        slowlyReflected |= nanos >= COPY_NANOS;
        reflectedFrames = with(reflectedFrames, detectionFrame);
        reflectedFrames = with(reflectedFrames, frame);
    }

    /** Most addresses need none of the lists. */
    private static List<Long> with(List<Long> frames, long more) {
        List<Long> all = frames.isEmpty() ? new ArrayList<>(ErrorGroup.EXAMPLES) : frames;
        if (all.size() < ErrorGroup.EXAMPLES && !all.contains(more)) {
            all.add(more);
        }
        return all;
    }

    /** Frames that show that two hosts want it; empty where none do. */
    public List<Long> duplicateFrames() {
        return duplicateFrames;
    }

    /** The frames in which the link addresses claimed it. */
    public List<Long> claimFrames() {
        return claimFrames;
    }

    /** The address. */
    public Address address() {
        return address;
    }

    /** Link addresses that claimed it. */
    public List<String> claims() {
        return claims;
    }

    /** Solicitations since it was heard of last. */
    public long unanswered() {
        return unanswered;
    }

    /** The first few of them. */
    public List<Long> solicitationFrames() {
        return solicitationFrames;
    }

    /** Whether it was asked for often enough, gave no sign of life, and who asked sent it nothing. */
    public boolean isSilent() {
        return unanswered >= IcmpThresholds.SILENT_SOLICITATIONS && !resolved;
    }

    /** Whether it was heard of earlier. */
    public boolean isGone() {
        return advertisements > 0 || sends;
    }

    /** Who asked for it last; null for nobody. */
    public Address solicitor() {
        return solicitor == null ? null : solicitor.address;
    }

    /** Whether the capture holds packets to who asked, so that an answer would have been seen. */
    public boolean isAnswerVisible() {
        return solicitor != null && solicitor.receives;
    }

    /** Whether its probes came back and it was not used: twice, or once after more time than a copy of the capture takes. */
    public boolean isReflected() {
        return !sends && duplicateFrames.isEmpty() && (reflected >= IcmpThresholds.REFLECTED_PROBES || slowlyReflected);
    }

    /** Probes for the address that came back to the host that sent them. */
    public int reflected() {
        return reflected;
    }

    /** The first few of these, and the probes themselves. */
    public List<Long> reflectedFrames() {
        return reflectedFrames;
    }

    /** The link address of the host that probed last; null for none. */
    public String prober() {
        return MacAddress.text(detectionMac);
    }
}
