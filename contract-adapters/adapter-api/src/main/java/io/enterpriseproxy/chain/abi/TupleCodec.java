package io.enterpriseproxy.chain.abi;

import com.esaulpaugh.headlong.abi.Tuple;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Structs, and the inputs or outputs of a function as a whole. Fields and codecs go by the same index. */
record TupleCodec(List<AbiParameter> fields, List<ValueCodec> codecs) implements ValueCodec {
    @Override
    public String type() {
        return codecs.stream().map(ValueCodec::type).collect(Collectors.joining(",", "(", ")"));
    }

    @Override
    public String encodedAs() {
        return codecs.stream().map(ValueCodec::encodedAs).collect(Collectors.joining(",", "(", ")"));
    }

    @Override
    public boolean hashedWhenIndexed() {
        return true;
    }

    @Override
    public boolean dynamic() {
        return codecs.stream().anyMatch(ValueCodec::dynamic);
    }

    @Override
    public long words() {
        return codecs.stream().mapToLong(codec -> codec.dynamic() ? 1 : codec.words()).sum();
    }

    @Override
    public @Nullable Tuple read(@Nullable Object value, Place place, Faults faults) {
        return switch (value) {
            case Map<?, ?> map -> byName(map, place, faults);
            case List<?> items when items.size() == codecs.size() -> byPosition(items, place, faults);
            case null, default -> {
                faults.add(place, value, type() + ": an object with the fields " + names() + ", or a list of "
                        + codecs.size());
                yield null;
            }
        };
    }

    private @Nullable Tuple byName(Map<?, ?> map, Place place, Faults faults) {
        Object[] values = new Object[codecs.size()];
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            String name = fields.get(i).name();
            Object given = map.get(name);
            if (given == null && !map.containsKey(name)) {
                faults.missing(place.field(name), codecs.get(i).type());
                continue;
            }
            known++;
            put(values, i, given, place.field(name), faults);
        }
        if (known < map.size()) {
            refuseUnknown(map, place, faults);
        }
        return faults.isEmpty() ? Tuple.from(values) : null;
    }

    private @Nullable Tuple byPosition(List<?> items, Place place, Faults faults) {
        Object[] values = new Object[codecs.size()];
        for (int i = 0; i < values.length; i++) {
            put(values, i, items.get(i), place.field(fields.get(i).name()), faults);
        }
        return faults.isEmpty() ? Tuple.from(values) : null;
    }

    private void put(Object[] values, int index, @Nullable Object given, Place place, Faults faults) {
        Object read = codecs.get(index).read(given, place, faults);
        if (read != null) {
            values[index] = read;
        }
    }

    private void refuseUnknown(Map<?, ?> map, Place place, Faults faults) {
        map.forEach((key, given) -> {
            if (fields.stream().noneMatch(field -> field.name().equals(key))) {
                faults.add(place.field(Faults.shorten(String.valueOf(key))), given,
                        "no such name here; known are: " + names());
            }
        });
    }

    @Override
    public Map<String, Object> show(Object decoded) {
        Tuple tuple = (Tuple) decoded;
        Map<String, Object> shown = new LinkedHashMap<>();
        for (int i = 0; i < codecs.size(); i++) {
            shown.put(fields.get(i).name(), codecs.get(i).show(tuple.get(i)));
        }
        return shown;
    }

    private String names() {
        return fields.stream().map(AbiParameter::name).collect(Collectors.joining(", "));
    }
}
