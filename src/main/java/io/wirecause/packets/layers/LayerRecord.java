package io.wirecause.packets.layers;

import io.wirecause.report.Describe;
import java.util.Map;

/**
 * One layer of a packet.
 *
 * @param layer  its name
 * @param fields its fields by name, as text; those of one name joined
 */
public record LayerRecord(
        @Describe("Layer") String layer,
        @Describe("Its fields") Map<String, String> fields) {
}
