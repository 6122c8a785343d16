package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.expression.Expressions;
import io.enterpriseproxy.mapping.privacy.CloakKind;
import io.enterpriseproxy.mapping.privacy.CloakSource;
import io.enterpriseproxy.mapping.privacy.Cloaked;
import io.enterpriseproxy.mapping.privacy.PersonalData;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the personal data in an event, and cloaks what goes on the chain in another form.
 *
 * @param fields by their names
 * @param subject whose data an event has; null if the mapping does not say
 * @param sensitive what people do not see of an event
 */
record PersonalDataMaker(
        Map<String, Field> fields,
        @Nullable Template subject,
        SensitivePaths sensitive,
        CloakSource source) {

    PersonalDataMaker {
        fields = Map.copyOf(fields);
    }

    /** @param key of an encrypted field; else empty */
    record Field(CloakKind kind, Template value, String key) {}

    Set<String> names() {
        return fields.keySet();
    }

    /** The same with other chance. */
    PersonalDataMaker with(CloakSource other) {
        return new PersonalDataMaker(fields, subject, sensitive, other);
    }

    PersonalData make(Template.Input input, List<Problem> problems) {
        if (fields.isEmpty() && subject == null) {
            return PersonalData.NONE;
        }
        List<Cloaked> cloaked = new ArrayList<>(fields.size());
        fields.forEach((name, field) -> {
            byte[] value = utf8(field.value().fill(input, problems), PrivacyCompiler.CLOAK + "." + name, problems);
            if (value != null) {
                cloaked.add(field.kind() == CloakKind.SALTED_HASH
                        ? Cloaked.hashed(name, value, source)
                        : Cloaked.encrypted(name, value, field.key(), source));
            }
        });
        return new PersonalData(subject(input, problems), cloaked);
    }

    /** Whose data an event has; null if nobody's. */
    @Nullable
    String subject(Template.Input input, List<Problem> problems) {
        byte[] found = subject == null ? null : utf8(subject.fill(input, problems), PrivacyCompiler.SUBJECT, problems);
        return found == null || found.length == 0 ? null : new String(found, StandardCharsets.UTF_8);
    }

    /** What {@code $cloak} finds besides what other expressions see. */
    static Template.Input withCloaks(Template.Input input, PersonalData personal) {
        if (personal.cloaked().isEmpty()) {
            return input;
        }
        Map<String, String> hex = new LinkedHashMap<>();
        personal.cloaked().forEach(field -> hex.put(field.field(), Hex.encode(field.onChain())));
        Map<String, Object> variables = new LinkedHashMap<>(input.variables());
        variables.put(Expressions.CLOAKED, hex);
        return new Template.Input(input.context(), variables, input.budget());
    }

    /** A number as its plain digits, as everywhere. */
    private static byte @Nullable [] utf8(@Nullable Object value, String place, List<Problem> problems) {
        String text = switch (value) {
            case String given -> given;
            case BigInteger whole -> whole.toString();
            case BigDecimal decimal -> decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
            case null -> null;
            default -> {
                problems.add(new Problem(ProblemCode.EXPRESSION_FAILED, "the value is of the wrong type", place,
                        value instanceof List<?> ? "a list" : value instanceof Boolean ? "true or false" : "an object",
                        "a text or a number"));
                yield null;
            }
        };
        if (text == null) {
            return null;
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            problems.add(Problem.at(ProblemCode.EXPRESSION_FAILED, place,
                    "the value has half a surrogate pair, which UTF-8 cannot hold"));
            return null;
        }
    }
}
