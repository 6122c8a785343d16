package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.RecordBinder;
import io.enterpriseproxy.mapping.document.References;
import io.enterpriseproxy.mapping.event.CsvSettings;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.EventLimits;
import io.enterpriseproxy.mapping.event.EventSchema;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The keys {@code format:} and {@code schema:}. */
final class FormatCompiler {
    private static final Map<String, Class<? extends Record>> WITH_SETTINGS = Map.of("csv", CsvSettings.class);
    private static final java.util.Set<String> NAMES = java.util.Set.of("json", "xml", "csv");

    private final EventLimits limits;
    private final MappingSource source;
    private final Faults faults;

    FormatCompiler(EventLimits limits, MappingSource source, Faults faults) {
        this.limits = limits;
        this.source = source;
        this.faults = faults;
    }

    /** Empty if that added faults. */
    Optional<EventReader> compile(Section section) {
        int before = faults.count();
        EventFormat format = section.find("format").map(this::format).orElseGet(() -> EventFormat.json(limits));
        Optional<EventSchema> schema = section.find("schema").flatMap(this::schema);
        return faults.count() > before ? Optional.empty() : Optional.of(new EventReader(format, schema));
    }

    /** A name, or a name with settings under it. */
    private EventFormat format(Node node) {
        if (node instanceof Node.Mapping) {
            CsvSettings settings = new RecordBinder(Path.of(""), References.NONE).bindOneOf(node, WITH_SETTINGS, faults)
                    .map(choice -> (CsvSettings) choice.value()).orElse(CsvSettings.DEFAULT);
            return EventFormat.csv(settings, limits);
        }
        return switch (Section.found(node)) {
            case "json" -> EventFormat.json(limits);
            case "xml" -> EventFormat.xml(limits);
            case "csv" -> EventFormat.csv(CsvSettings.DEFAULT, limits);
            default -> {
                faults.add(node.place(),
                        "there is no format " + Section.found(node) + NearestName.hint(Section.found(node), NAMES));
                yield EventFormat.json(limits);
            }
        };
    }

    private Optional<EventSchema> schema(Node node) {
        Optional<String> text = source.files().apply(Section.found(node));
        if (text.isEmpty()) {
            faults.add(node.place(),
                    "there is no file " + Section.found(node) + "; expected a path relative to the mapping");
            return Optional.empty();
        }
        try {
            return Optional.of(EventSchema.parse(text.get()));
        } catch (IllegalArgumentException e) {
            faults.add(node.place(), Section.found(node) + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
