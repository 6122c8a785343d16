package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.mapping.CompileOutcome;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.MappingDirectory;
import io.enterpriseproxy.mapping.MappingSource;
import io.enterpriseproxy.mapping.RestSourceSettings;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping of the directory, compiled, with the files that it named. */
public record FileMapping(String file, CompiledMapping mapping, Map<String, String> files) {
    private static final Logger LOG = LoggerFactory.getLogger(FileMapping.class);

    public FileMapping {
        files = Map.copyOf(files);
    }

    /** Compiles every file of the directory; those with faults are left out and the faults are added. */
    public static List<FileMapping> load(Path directory, MappingCompiler compiler, Faults faults) {
        List<FileMapping> loaded = new ArrayList<>();
        for (MappingSource source : sources(directory, faults)) {
            compile(source, compiler, faults).ifPresent(mapping -> {
                loaded.forEach(other -> refuseTwins(other, mapping, faults));
                loaded.add(mapping);
            });
        }
        return loaded;
    }

    private static void refuseTwins(FileMapping one, FileMapping other, Faults faults) {
        if (one.mapping().name().equals(other.mapping().name())) {
            faults.add(new Fault(other.file(), 1, "metadata.name", "found " + other.mapping().name()
                    + ", which is the name in " + one.file() + " too; expected one file per name"));
        }
        if (samePath(one.mapping(), other.mapping())) {
            faults.add(new Fault(other.file(), 1, "from.rest.path",
                    "the mapping in " + one.file() + " has this path already"));
        }
    }

    /** Whether both take events at the same path of the HTTP server. */
    static boolean samePath(CompiledMapping one, CompiledMapping other) {
        return one.source().settings() instanceof RestSourceSettings rest && rest.equals(other.source().settings());
    }

    private static List<MappingSource> sources(Path directory, Faults faults) {
        try {
            return MappingDirectory.load(directory);
        } catch (UncheckedIOException e) {
            faults.add(
                    new Fault(directory.toString(), 1, "", e.getMessage() + "; expected a directory of mapping files"));
            return List.of();
        }
    }

    private static Optional<FileMapping> compile(MappingSource source, MappingCompiler compiler, Faults faults) {
        Map<String, String> named = new HashMap<>();
        MappingSource noted = new MappingSource(source.file(), source.text(), path -> {
            Optional<String> text = source.files().apply(path);
            text.ifPresent(found -> named.put(path, found));
            return text;
        });
        return switch (compiler.compile(noted)) {
            case CompileOutcome.Compiled compiled -> {
                compiled.warnings().forEach(warning -> LOG.atWarn()
                        .addKeyValue("mapping", compiled.mapping().name()).log("{}", warning));
                yield Optional.of(new FileMapping(source.file(), compiled.mapping(), named));
            }
            case CompileOutcome.Refused refused -> {
                faults.addAll(refused.faults());
                yield Optional.empty();
            }
        };
    }

    MappingText text() {
        return new MappingText(mapping.text(), files);
    }
}
