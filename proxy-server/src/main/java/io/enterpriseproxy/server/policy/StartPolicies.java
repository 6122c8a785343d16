package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sound files of the directory of policies, as they were at the start. */
public record StartPolicies(List<PolicyReader.Sound> files) {
    public StartPolicies {
        files = List.copyOf(files);
    }

    /** Reads every YAML file of a directory; null: there is none. Those with faults are left out and the faults are added. */
    public static StartPolicies load(@Nullable Path directory, PolicyReader reader, Faults faults) {
        if (directory == null) {
            return new StartPolicies(List.of());
        }
        List<PolicyReader.Sound> sound = new ArrayList<>();
        Map<String, Path> names = new HashMap<>();
        for (Path file : files(directory, faults)) {
            try {
                reader.read(Files.readString(file), file.toString(), faults).ifPresent(policy -> {
                    Path other = names.put(policy.document().metadata().name(), file);
                    if (other != null) {
                        faults.add(new Fault(file.toString(), 1, "metadata.name", "found "
                                + policy.document().metadata().name() + ", which is the name in " + other + " too"));
                    }
                    sound.add(policy);
                });
            } catch (IOException e) {
                faults.add(new Fault(file.toString(), 1, "", "it cannot be read: " + e.getMessage()));
            }
        }
        return new StartPolicies(sound);
    }

    private static List<Path> files(Path directory, Faults faults) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")).sorted()
                    .toList();
        } catch (IOException e) {
            faults.add(new Fault(directory.toString(), 1, "",
                    "it cannot be read: " + e.getMessage() + "; expected a directory of policy files"));
            return List.of();
        }
    }
}
