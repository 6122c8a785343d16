package io.enterpriseproxy.server.mappings;

import java.util.List;

/** The compiled files of the mappings directory, as they were at the start. */
public record StartMappings(List<FileMapping> files) {
    public StartMappings {
        files = List.copyOf(files);
    }
}
