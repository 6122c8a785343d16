package io.enterpriseproxy.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of mapping files (draft 2020-12), for editors. */
public final class MappingSchema {
    private static final String RESOURCE = "/schema/mapping.schema.json";

    private MappingSchema() {}

    /** Its JSON text. */
    public static String json() {
        try (InputStream in = MappingSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " on the class path cannot be read", e);
        }
    }
}
