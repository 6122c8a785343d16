package io.enterpriseproxy.server.config;

import io.enterpriseproxy.mapping.document.References;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Resolves {@code ${env:NAME}} from the environment and {@code ${file:PATH}} from a file, without its last line end. */
final class FileReferences implements References {
    private final Path baseDirectory;
    private final Map<String, String> environment;

    FileReferences(Path baseDirectory, Map<String, String> environment) {
        this.baseDirectory = baseDirectory;
        this.environment = environment;
    }

    @Override
    public String resolve(String scheme, String name) {
        return switch (scheme) {
            case "env" -> fromEnvironment(name);
            case "file" -> fromFile(baseDirectory.resolve(name).normalize());
            default -> throw new IllegalArgumentException("expected ${env:…} or ${file:…}");
        };
    }

    private String fromEnvironment(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment variable " + name + " is not set");
        }
        return value;
    }

    private static String fromFile(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read", e);
        }
    }
}
