package io.enterpriseproxy.demo.erp;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON body of a result; a field that is not there is an empty text. */
record ResultBody(JsonNode json) {
    static ResultBody of(String text) {
        return new ResultBody(JsonMapper.shared().readTree(text));
    }

    String text(String field) {
        JsonNode value = json.path(field);
        return value.isNull() ? "" : value.asString("");
    }
}
