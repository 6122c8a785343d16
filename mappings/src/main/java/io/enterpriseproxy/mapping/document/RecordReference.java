package io.enterpriseproxy.mapping.document;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** Describes settings records for a reference page, so that page and code cannot disagree. */
public final class RecordReference {
    private RecordReference() {}

    /** One row per setting, outer before inner. */
    public static List<ReferenceRow> describe(Class<? extends Record> type, Spelling spelling) {
        List<ReferenceRow> rows = new ArrayList<>();
        describe("", type, spelling, rows);
        return rows;
    }

    private static void describe(String prefix, Class<? extends Record> type, Spelling spelling,
            List<ReferenceRow> rows) {
        for (Setting setting : Setting.of(type)) {
            String path = prefix + setting.key(spelling);
            rows.add(new ReferenceRow(path, nameOf(setting.type()), setting.defaultText(), setting.required(),
                    setting.description()));
            describeInside(path, setting.type(), spelling, rows);
        }
    }

    private static void describeInside(String path, Type type, Spelling spelling, List<ReferenceRow> rows) {
        switch (type) {
            case ParameterizedType generic when generic.getRawType() == List.class ->
                describeInside(path + "[]", generic.getActualTypeArguments()[0], spelling, rows);
            case ParameterizedType generic ->
                describeInside(path + ".NAME", generic.getActualTypeArguments()[1], spelling, rows);
            case Class<?> single when single.isRecord() ->
                describe(path + ".", single.asSubclass(Record.class), spelling, rows);
            default -> {
            }
        }
    }

    private static String nameOf(Type type) {
        return switch (type) {
            case ParameterizedType generic when generic.getRawType() == List.class ->
                "list of " + nameOf(generic.getActualTypeArguments()[0]);
            case ParameterizedType generic -> "map of " + nameOf(generic.getActualTypeArguments()[1]);
            case Class<?> single when single.isRecord() -> "keys";
            case Class<?> single when Node.class.isAssignableFrom(single) -> "any";
            default -> ScalarBinder.nameOf((Class<?>) type);
        };
    }
}
