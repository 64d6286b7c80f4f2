package io.wirecause.service.network;

/** A router that another one no longer hears. Times are nanoseconds. */
final class OspfLoss {
    final OspfRouter by;
    final int lost;
    /** The one lost, where its hellos are in the capture; else null. */
    final OspfRouter known;
    final long frame;
    final long time;
    /** How long it had been silent; -1 where it was never heard in the capture. */
    final long silence;
    final boolean restarted;
    int times = 1;
    /** When it was heard again; -1 where it was not. */
    long back = -1;

    OspfLoss(OspfRouter by, int lost, OspfRouter known) {
        this.by = by;
        this.lost = lost;
        this.known = known;
        this.frame = by.frame;
        this.time = by.time;
        this.silence = known == null ? -1 : by.time - known.time;
        this.restarted = by.hearsNobody() && by.designated == 0 && known != null && silence < by.patience() / 2;
    }

    /** Whether the one lost said nothing for as long as the other one waits, give or take a hello. */
    boolean isSilent() {
        return known != null && silence + known.helloInterval * OspfRouter.SECOND >= by.patience();
    }

    /** The one lost, as people know it. */
    String name() {
        return known == null ? "router " + OspfMessage.id(lost) : known.address;
    }
}
