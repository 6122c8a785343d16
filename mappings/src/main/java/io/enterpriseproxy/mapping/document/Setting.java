package io.enterpriseproxy.mapping.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A record component as a key of a file.
 *
 * @param renamed the key if an annotation names it, else null
 * @param defaultText as it would be written in the file; null if there is none
 */
record Setting(
        String component,
        @Nullable String renamed,
        Type type,
        boolean optional,
        @Nullable String defaultText,
        String description) {

    static List<Setting> of(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(Setting::of).toList();
    }

    private static Setting of(RecordComponent component) {
        Optional<JsonProperty> property = annotation(component, JsonProperty.class);
        String description = annotation(component, JsonPropertyDescription.class).map(JsonPropertyDescription::value)
                .orElse("");
        return new Setting(component.getName(),
                property.map(JsonProperty::value).filter(v -> !v.isEmpty()).orElse(null),
                component.getGenericType(), component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                property.map(JsonProperty::defaultValue).filter(v -> !v.isEmpty()).orElse(null), description);
    }

    private static <A extends Annotation> Optional<A> annotation(RecordComponent component, Class<A> type) {
        return Optional.ofNullable(component.getAccessor().getAnnotation(type));
    }

    boolean required() {
        return !optional && defaultText == null;
    }

    /** The key as it should be written. */
    String key(Spelling spelling) {
        return renamed != null ? renamed : spelling.of(component);
    }

    /** Whether a key of a file means this setting. */
    boolean answersTo(String key) {
        return renamed != null ? renamed.equals(key) : component.equals(key) || Spelling.kebab(component).equals(key);
    }

    static Constructor<?> constructor(Class<? extends Record> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor: " + type, e);
        }
    }
}
