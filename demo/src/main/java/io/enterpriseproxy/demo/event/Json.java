package io.enterpriseproxy.demo.event;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the systems of the demo write it. */
final class Json {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Json() {}

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
