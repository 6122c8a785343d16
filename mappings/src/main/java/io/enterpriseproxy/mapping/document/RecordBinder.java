package io.enterpriseproxy.mapping.document;

import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds a tree to records: one key per component, in kebab-case or camelCase. A component is a value
 * ({@code String, boolean, int, long, BigInteger, BigDecimal, Duration, Path, URI, Secret}, an enum by its lower-case
 * word, or a type with a static {@code parse(String)}), a record, a {@code List}, a {@code Map} with text keys, or a
 * {@link Node} that is handed on unread.
 *
 * <p>
 * A component is required unless it is {@code @Nullable} or has a {@code @JsonProperty(defaultValue)}, written as it
 * would be in the file ({@code []} and <code>{}</code> too). Unknown keys are refused. What a compact constructor
 * refuses with {@link IllegalArgumentException} becomes a fault at the record's place. Thread-safe.
 */
public final class RecordBinder {
    private final ScalarBinder scalars;

    /**
     * @param baseDirectory what relative paths are relative to: the directory of the file that names them
     * @param references what {@code ${env:…}} and {@code ${file:…}} stand for
     */
    public RecordBinder(Path baseDirectory, References references) {
        this.scalars = new ScalarBinder(baseDirectory, references);
    }

    /**
     * Binds, or ends with all faults.
     *
     * @throws DocumentException with every fault of the tree
     */
    public <R extends Record> R bind(Node node, Class<R> type) {
        Faults faults = new Faults();
        Optional<R> bound = bind(node, type, faults);
        faults.throwIfAny();
        return bound.orElseThrow();
    }

    /** Binds; empty if that added faults. */
    public <R extends Record> Optional<R> bind(Node node, Class<R> type, Faults faults) {
        return Optional.ofNullable(record(node, type, faults)).map(type::cast);
    }

    /** Binds a mapping that has exactly one key, which decides the record; empty if that added faults. */
    public Optional<Choice> bindOneOf(Node node, Map<String, Class<? extends Record>> choices, Faults faults) {
        String names = String.join(", ", choices.keySet().stream().sorted().toList());
        if (!(node instanceof Node.Mapping mapping) || mapping.entries().size() != 1) {
            String found = node instanceof Node.Mapping mapping
                    ? mapping.entries().isEmpty() ? "none" : String.join(", ", mapping.entries().keySet())
                    : node.kind();
            faults.add(node.place(), "found " + found + "; expected exactly one of " + names);
            return Optional.empty();
        }
        Map.Entry<String, Node> only = mapping.entries().entrySet().iterator().next();
        Class<? extends Record> type = choices.get(only.getKey());
        if (type == null) {
            faults.add(only.getValue().place(),
                    "unknown key" + NearestName.hint(only.getKey(), choices.keySet()));
            return Optional.empty();
        }
        return bind(only.getValue(), type, faults).map(value -> new Choice(only.getKey(), value));
    }

    private @Nullable Record record(Node node, Class<? extends Record> type, Faults faults) {
        Node given = node instanceof Node.Scalar scalar && scalar.value() == null
                ? new Node.Mapping(node.place(), Map.of())
                : node;
        if (!(given instanceof Node.Mapping mapping)) {
            faults.add(node.place(), "found " + node.kind() + "; expected a mapping of keys");
            return null;
        }
        int before = faults.count();
        List<Setting> settings = Setting.of(type);
        refuseUnknown(mapping, settings, faults);
        @Nullable
        Object[] values = settings.stream().map(setting -> component(mapping, setting, faults)).toArray();
        return faults.count() > before ? null : construct(type, values, node.place(), faults);
    }

    private static void refuseUnknown(Node.Mapping mapping, List<Setting> settings, Faults faults) {
        mapping.entries().forEach((key, value) -> {
            if (settings.stream().noneMatch(setting -> setting.answersTo(key))) {
                Spelling spelling = key.contains("-") ? Spelling.KEBAB : Spelling.CAMEL;
                faults.add(value.place(), "unknown key"
                        + NearestName.hint(key, settings.stream().map(setting -> setting.key(spelling)).toList()));
            }
        });
    }

    private @Nullable Object component(Node.Mapping mapping, Setting setting, Faults faults) {
        List<Node> given = mapping.entries().entrySet().stream().filter(entry -> setting.answersTo(entry.getKey()))
                .map(Map.Entry::getValue).filter(node -> !(node instanceof Node.Scalar s && s.value() == null))
                .toList();
        if (given.size() > 1) {
            faults.add(given.getLast().place(), "this setting is there twice, in two spellings");
            return null;
        }
        if (!given.isEmpty()) {
            return value(given.getFirst(), setting.type(), faults);
        }
        if (setting.defaultText() != null) {
            return value(defaultNode(mapping.place(), setting.key(Spelling.KEBAB), setting.defaultText()),
                    setting.type(), faults);
        }
        if (!setting.optional()) {
            Spelling spelling = mapping.entries().keySet().stream().anyMatch(key -> key.contains("-"))
                    ? Spelling.KEBAB
                    : Spelling.CAMEL;
            faults.add(mapping.place(), "the key " + setting.key(spelling) + " is missing"
                    + (setting.description().isEmpty() ? "" : " (" + setting.description() + ")"));
        }
        return null;
    }

    private static Node defaultNode(Place owner, String key, String text) {
        Place place = new Place(owner.file(), owner.line(), owner.column(), owner.pathOf(key));
        return switch (text) {
            case "{}" -> new Node.Mapping(place, Map.of());
            case "[]" -> new Node.Sequence(place, List.of());
            default -> new Node.Scalar(place, PlainScalar.read(text), text);
        };
    }

    private @Nullable Object value(Node node, Type type, Faults faults) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(node, generic.getActualTypeArguments()[0], faults)
                    : map(node, generic.getActualTypeArguments()[1], faults);
        }
        Class<?> single = (Class<?>) type;
        if (single.isInstance(node)) {
            return node;
        }
        if (single.isRecord() && !Node.class.isAssignableFrom(single)) {
            return record(node, single.asSubclass(Record.class), faults);
        }
        if (!(node instanceof Node.Scalar scalar)) {
            faults.add(node.place(), "found " + node.kind() + "; expected " + ScalarBinder.nameOf(single));
            return null;
        }
        try {
            return scalars.bind(scalar, single);
        } catch (IllegalArgumentException e) {
            faults.add(node.place(), found(scalar, single) + e.getMessage());
            return null;
        }
    }

    /** A secret is not shown, even if somebody wrote it where it must not stand. */
    private static String found(Node.Scalar scalar, Class<?> type) {
        return type == Secret.class ? "" : "found " + scalar.text() + "; ";
    }

    private @Nullable Object list(Node node, Type itemType, Faults faults) {
        if (!(node instanceof Node.Sequence sequence)) {
            faults.add(node.place(), "found " + node.kind() + "; expected a list");
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(value(item, itemType, faults)));
        return Collections.unmodifiableList(items);
    }

    private @Nullable Object map(Node node, Type valueType, Faults faults) {
        if (!(node instanceof Node.Mapping mapping)) {
            faults.add(node.place(), "found " + node.kind() + "; expected a mapping of keys");
            return null;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> values.put(key, value(value, valueType, faults)));
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Record construct(Class<? extends Record> type, @Nullable Object[] values, Place place,
            Faults faults) {
        try {
            return (Record) Setting.constructor(type).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                faults.add(place, String.valueOf(refusal.getMessage()));
                return null;
            }
            throw new IllegalStateException("the constructor of " + type + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot construct " + type, e);
        }
    }
}
