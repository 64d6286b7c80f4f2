/**
 * What is known of one endpoint of a connection. {@link io.wirecause.tcp.endpoint.EndpointState} is its TCP control block, data
 * alone; the other classes are stateless functions over it, each of which writes one group of its fields: what was sent
 * ({@code SequenceRanges}, {@code SendOrderEvidence}, {@code EndpointAnomalies}), what was acknowledged ({@code Acknowledgments}),
 * what is measured ({@code RoundTrips}, {@code Windows}, {@code DelayedAckStalls}, {@code WaitTimes}), and from all of these what
 * happened to a segment ({@code VerdictEngine}). One object for each endpoint, because captures hold hundreds of thousands of
 * short connections, where the header and padding of an object for each part would take more memory than its fields.
 */
package io.wirecause.tcp.endpoint;
