package io.enterpriseproxy.mapping.event;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import com.networknt.schema.regex.RegularExpressions;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A schema's patterns as the validator has them, but all of one check together may look at a text only so often. */
final class SchemaPatterns implements RegularExpressionFactory {
    /** Of eight looks each: some tenths of a second, and many times what an honest pattern needs for a large event. */
    private static final int MOST_STEPS = 2_000_000;
    /** The validator calls a pattern without any context of ours; a check never leaves its thread. */
    private static final ThreadLocal<Steps> CURRENT = ThreadLocal.withInitial(Steps::new);

    /** The patterns took too long. */
    static final class RunawayException extends SchemaException {
        private static final long serialVersionUID = 1L;

        RunawayException() {
            super("the schema's patterns look at the event too often");
        }
    }

    private static final class Steps {
        private int taken;

        void take() {
            if (++taken > MOST_STEPS) {
                throw new RunawayException();
            }
        }
    }

    /**
     * Checks with a fresh count.
     *
     * @throws RunawayException if its patterns take too long
     */
    static <T> T counting(Supplier<T> check) {
        CURRENT.remove();
        try {
            return check.get();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public RegularExpression getRegularExpression(String regex) {
        Pattern pattern = Pattern.compile(RegularExpressions
                .replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(regex)));
        return text -> pattern.matcher(new CountedText(text, CURRENT.get()::take)).find();
    }
}
