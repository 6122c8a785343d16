package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.mapping.MappingSource;
import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A mapping's text with the text of the files that it names: all that is needed to compile it again.
 *
 * @param files by their path in the text
 */
record MappingText(String document, Map<String, String> files) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    MappingText {
        files = Map.copyOf(files);
    }

    @SuppressWarnings("unchecked") // written by filesJson: an object of texts
    static MappingText of(StoredVersion version) {
        return new MappingText(version.document(), JSON.readValue(version.files(), Map.class));
    }

    String filesJson() {
        return JSON.writeValueAsString(new TreeMap<>(files));
    }

    MappingSource source(String name) {
        return new MappingSource(name, document, path -> Optional.ofNullable(files.get(path)));
    }

    /** The same for equal texts only. */
    String revision() {
        try {
            byte[] all = JSON.writeValueAsBytes(new Object[]{document, new TreeMap<>(files)});
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
