/**
 * What a decoder of a protocol is and what it may do: the contract behind {@code analyze_service_errors}.
 *
 * <p>A protocol is one class and one line in {@code ServiceProtocols}. Over TCP the class is a {@link
 * io.wirecause.service.decode.TextDecoder} (lines) or a {@link io.wirecause.service.decode.BinaryDecoder} (messages that say how
 * long they are), one object a connection; over UDP a {@link io.wirecause.service.decode.DatagramDecoder}, one object a call; and
 * what is neither, such as ARP, a {@link io.wirecause.service.decode.PacketWatcher}. A {@link
 * io.wirecause.service.decode.Recogniser} tells from the first bytes of both sides how sure it is that they speak the protocol.
 *
 * <p>A decoder sees bytes and tells {@link io.wirecause.service.decode.ServiceEvents} of requests, replies and who signs in.
 * Pairing, times, counting, thresholds and the words of findings live once, outside of it. It keeps to this:
 * <ul>
 * <li>The bytes are hostile. A read beyond a message's end throws {@link IndexOutOfBoundsException}, which the base classes
 * take for a message shorter than its fields say: they count it and go on. A decoder must end for any input, hold a bounded
 * number of bytes, and never loop without moving on.</li>
 * <li>Requests are named by their kind, not by their content: {@code "MAIL FROM"}, {@code "SELECT"}; constants, so that a healthy
 * stream allocates nothing. Passwords, tokens and communities are never put into a string. Names of users may be.</li>
 * <li>Words of a server are told as they came, in {@link io.wirecause.service.decode.ServiceReply#words}; they are cleaned where
 * they are kept. A server that repeats what it was sent may repeat a secret: cut it off.</li>
 * <li>What is an ordinary answer in the protocol, such as a key that is not there, is {@link
 * io.wirecause.service.decode.ReplyKind#NEGATIVE}: counted, and no finding.</li>
 * </ul>
 */
package io.wirecause.service.decode;
