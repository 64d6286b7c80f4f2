#!/bin/bash
# Bulk transfers between two real kernels over a wire that is bad by a seed, captured at the sender, the receiver and the
# router between them, with the truth about each beside the captures. Needs root on Linux.
#   run-lab.sh --seeds A..B --out DIR [--bytes N] [--snaplen N]
# Writes DIR/seed-NN-VARIANT/{client,router,server}.pcap and truth.json for every seed, and DIR/summary.tsv.
# The seed chooses the variant, the loss rate, who sends, the congestion control and whether sequence numbers wrap, so that
# 24 seeds cover what there is.

LAB_HERE=$(cd "$(dirname "$0")" && pwd)
VARIANTS=(loss loss-both loss-no-timestamps loss-no-sack reorder duplicate mixed stall bottleneck loss-bare)
LOSSES=(0.005 0.01 0.02 0.03 0.05 0.07 0.10)
CONTROLS=(cubic bbr reno)

bytes=200000 snaplen=96 seeds= out=
while [ $# -gt 0 ]; do
    case $1 in
        --seeds) seeds=$2 ;;
        --out) out=$2 ;;
        --bytes) bytes=$2 ;;
        --snaplen) snaplen=$2 ;;
        *) seeds=; break ;;
    esac
    shift 2
done
if [ -z "$seeds" ] || [ -z "$out" ]; then
    sed -n '2,7s/^# //p' "$0" >&2
    exit 2
fi

# settings: what the seed chooses. The wire between router and server is the bad one; $data is the direction of the data there.
settings() {
    variant=${VARIANTS[$((seed % ${#VARIANTS[@]}))]}
    loss=${LOSSES[$((seed % ${#LOSSES[@]}))]}
    control=${CONTROLS[$((seed % ${#CONTROLS[@]}))]}
    early=()
    if [ $((seed % 3)) = 0 ]; then early=(isn=4294917296); fi   # wraps after 50,000 bytes of the client
    if [ $((seed / 2 % 2)) = 0 ]; then sender=server data=ba back=ab; else sender=client data=ab back=ba; fi
    bad= bad_back=
    case $variant in
        loss | loss-no-timestamps | loss-no-sack | loss-bare) bad=loss=$loss ;;
        loss-both) bad=loss=$loss bad_back=loss=$loss ;;
        reorder) bad=reorder=0.0$((3 + seed % 6)),hold=8ms ;;
        duplicate) bad=dup=$loss,dupdelay=300us bad_back=dup=$loss ;;
        mixed) bad=loss=$loss,reorder=$loss,hold=6ms,dup=$loss,dupdelay=100us,jitter=2ms bad_back=loss=$loss ;;
        stall) bad="stallat=30;65,stall=400ms" ;;
        bottleneck) bad=rate=8m,limit=12 ;;
    esac
}

one_seed() (
    seed=$1 dir=$2
    settings
    . "$LAB_HERE/../tools/net.sh"
    mkdir -p "$dir"
    delay=$((2 + seed % 5 * 4))ms
    stretched "--seed $seed --ab delay=3ms --ba delay=3ms" "--seed $seed --$data=$bad,delay=$delay --$back=$bad_back,delay=$delay"
    case $variant in *-no-timestamps | *-bare) in_ns client sysctl -qw net.ipv4.tcp_timestamps=0 ;; esac
    case $variant in *-no-sack | *-bare) in_ns client sysctl -qw net.ipv4.tcp_sack=0 ;; esac
    meet client $FAR_SERVER
    local end
    capture client eth0 "$dir/client.pcap" -s "$snaplen" tcp
    capture router near "$dir/router.pcap" -s "$snaplen" tcp
    capture server eth1 "$dir/server.pcap" -s "$snaplen" tcp
    local sends=("send=$bytes" shut recv-eof) takes=(recv-eof shut) client_steps server_steps
    if [ $sender = client ]; then
        client_steps=("${sends[@]}") server_steps=("${takes[@]}")
    else
        client_steps=(text=go "${takes[@]}") server_steps=(recv=2 "${sends[@]}")
    fi
    serve server $FAR_SERVER 5001 "cc=$control" "${server_steps[@]}" wait-closed info="$WORK/server.info"
    peer client connect $FAR_SERVER 5001 "cc=$control" "${early[@]}" "${client_steps[@]}" wait-closed info="$WORK/client.info"
    wait "$SPAWNED"
    captures_end
    wire_end
    WIRE=$NEAR_WIRE
    wire_end
    python3 "$LAB_HERE/truth.py" --captures "$dir" --client $CLIENT --server $FAR_SERVER \
        --client-info "$WORK/client.info" --server-info "$WORK/server.info" \
        --near "$WORK/eth0.json" --far "$WORK/far.json" \
        --setting seed="$seed" --setting variant="$variant" --setting sender=$sender --setting congestion_control="$control" \
        --setting bytes="$bytes" --setting snaplen="$snaplen" \
        --setting one_way_delay_far="$delay" --setting one_way_delay_near=3ms \
        --setting wire_data_direction="$bad" --setting wire_ack_direction="$bad_back"
)

mkdir -p "$out"
status=0
for seed in $(seq "${seeds%%..*}" "${seeds##*..}"); do
    settings
    name=$(printf 'seed-%02d-%s' "$seed" "$variant")
    one_seed "$seed" "$out/$name"   # alone on its line: after || the shell would not stop it at the first error
    [ $? = 0 ] || { echo "$name failed" >&2; status=1; }
done
python3 "$LAB_HERE/truth.py" --summary "$out" >"$out/summary.tsv" && column -t "$out/summary.tsv"
exit $status
