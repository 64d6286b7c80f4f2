/**
 * What is known of one endpoint of a connection. {@link io.wirecause.tcp.endpoint.EndpointState} is its TCP control block, data
 * alone; the other classes are stateless functions over it, each of which writes one group of its fields:
 *
 * <ul>
 * <li>what was sent: {@code SequenceRanges}, {@code SendOrderEvidence}, {@code EndpointAnomalies};
 * <li>what was acknowledged: {@code Acknowledgments};
 * <li>what is measured: {@code RoundTrips}, {@code Windows}, {@code DelayedAckStalls}, {@code WaitTimes};
 * <li>and from all of these what happened to a segment: {@code VerdictEngine}.
 * </ul>
 *
 * <p>One object for each endpoint: captures hold hundreds of thousands of short connections, where the header and padding of an
 * object for each part would take more memory than its fields.
 */
package io.wirecause.tcp.endpoint;
