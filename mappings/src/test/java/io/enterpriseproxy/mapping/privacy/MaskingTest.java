package io.enterpriseproxy.mapping.privacy;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.JsonText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class MaskingTest {
    private static final SensitivePaths PATHS = SensitivePaths.of(List.of("supplier.taxNo", "lines.name", "amount"));

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', value = {
            "{\"supplier\":{\"id\":1,\"taxNo\":\"DE1\"}}§{\"supplier\":{\"id\":1,\"taxNo\":\"***\"}}",
            "{\"supplier\":{\"taxNo\":{\"a\":[1]}}}§{\"supplier\":{\"taxNo\":\"***\"}}",
            "{\"supplier\":{\"taxNo\":null}}§{\"supplier\":{\"taxNo\":null}}",
            "{\"supplier\":\"DE1\"}§{\"supplier\":\"DE1\"}",
            "{\"lines\":[{\"name\":\"A\",\"no\":1},{\"name\":true}]}§{\"lines\":[{\"name\":\"***\",\"no\":1},{\"name\":\"***\"}]}",
            "{\"lines\":{\"name\":\"A\"},\"amount\":1.50}§{\"lines\":{\"name\":\"***\"},\"amount\":\"***\"}",
            "{\"taxNo\":\"DE1\"}§{\"taxNo\":\"DE1\"}", "[{\"amount\":1}]§[{\"amount\":\"***\"}]"})
    void eventIsShownWithoutWhatItsPathsLeadTo(String event, String shown) {
        assertThat(JsonText.write(PATHS.mask(read(event)))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', value = {"DE123§***",
            "no DE123 here, DE1234 there§no *** here, ***4 there",
            "0x4445313233000000§0x***000000", "de123§de123", "12.5§***", "12.50§***", "7§***",
            "a 7 in a text§a 7 in a text",
            "true§true", "§"})
    void valueIsHiddenWhereverItStands(@Nullable String text, @Nullable String shown) {
        Masking masking = PATHS.of(read("{\"supplier\":{\"taxNo\":\"DE123\"},\"amount\":12.50,\"lines\":[{\"name\":7},"
                + "{\"name\":true},{\"name\":\"\"}]}"));
        assertThat(masking.text(text == null ? "" : text)).isEqualTo(shown == null ? "" : shown);
    }

    @Test
    void longValueIsHiddenAlsoWhereAMessageQuotesItsBeginning() {
        String value = "x1y2".repeat(50);
        Masking masking = PATHS.of(read("{\"amount\":\"" + value + "\"}"));
        Problem quoting = new Problem(ProblemCode.INVALID_ARGUMENT, "no number", "amount",
                "'" + value.substring(0, 80) + "…'", "a number");
        assertThat(masking.problem(quoting).found()).isEqualTo("'***…'");
        assertThat(masking.text(value)).isEqualTo("***");
    }

    @Test
    void valuesInTreesAreHiddenButNotTheirNames() {
        Masking masking = PATHS.of(read("{\"supplier\":{\"taxNo\":\"DE123\"},\"amount\":12.50}"));
        assertThat(
                JsonText.write(masking.tree(read("{\"DE123\":[\"DE123\",12.5,12.51,true,null,{\"a\":\"(DE123)\"}]}"))))
                .isEqualTo("{\"DE123\":[\"***\",\"***\",12.51,true,null,{\"a\":\"(***)\"}]}");
        assertThat(JsonText.write(Masking.ALL.tree(read("{\"a\":[1,\"x\"]}")))).isEqualTo("{\"a\":[\"***\",\"***\"]}");
    }

    @Test
    void nothingIsHiddenWithoutPaths() {
        assertThat(SensitivePaths.NONE.of(read("{\"a\":\"b\"}")).isNone()).isTrue();
        assertThat(SensitivePaths.NONE.and(PATHS)).isEqualTo(PATHS);
        assertThat(SensitivePaths.of(List.of("a")).and(PATHS).hides("supplier.taxNo.x")).isTrue();
        assertThat(PATHS.hides("supplier")).isFalse();
        assertThat(SensitivePaths.ALL.mask("x")).isEqualTo("***");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', nullValues = "-", value = {
            "{\"no\":2,\"supplier\":{\"taxNo\":\"***\"}}§{\"no\":2,\"supplier\":{\"taxNo\":\"DE1\"}}",
            "{\"supplier\":{\"taxNo\":\"DE2\"}}§{\"supplier\":{\"taxNo\":\"DE2\"}}",
            "{\"lines\":[{\"name\":\"***\",\"q\":3},{\"name\":\"C\"}]}§{\"lines\":[{\"name\":\"A\",\"q\":3},{\"name\":\"C\"}]}",
            "{\"lines\":[{\"name\":\"***\"}]}§-", "{\"other\":\"***\"}§-", "{\"supplier\":\"***\"}§-",
            "{\"supplier\":{\"taxNo\":\"*** \"}}§-"})
    void whoEditsAMaskedEventNeedNotKnowWhatIsHidden(String edited, @Nullable String whole) {
        Object original = read(
                "{\"no\":1,\"supplier\":{\"taxNo\":\"DE1\"},\"lines\":[{\"name\":\"A\"},{\"name\":\"B\"}]}");
        Optional<String> restored = new MaskedTree(original, PATHS.mask(original)).restore(read(edited))
                .map(found -> JsonText.write(found.tree()));
        assertThat(restored).isEqualTo(Optional.ofNullable(whole));
    }

    private static @Nullable Object read(String json) {
        return EventFormat.readStored(json);
    }
}
