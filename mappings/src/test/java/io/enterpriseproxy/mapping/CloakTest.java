package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.privacy.CloakKind;
import io.enterpriseproxy.mapping.privacy.Cloaked;
import io.enterpriseproxy.mapping.privacy.SealedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static io.enterpriseproxy.mapping.TestMappings.call;
import static io.enterpriseproxy.mapping.TestMappings.compile;
import static io.enterpriseproxy.mapping.TestMappings.event;
import static io.enterpriseproxy.mapping.TestMappings.faults;
import static io.enterpriseproxy.mapping.TestMappings.problem;
import static org.assertj.core.api.Assertions.assertThat;

/** Fields that go on the chain in another form, and what people do not see of them. */
class CloakTest {
    private static final String SUPPLIER = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: supplier-enrolled }
            from:
              rest: { method: POST, path: /erp/suppliers }
            idempotencyKey: changeNo
            cloak:
              taxNumber: { saltedHash: supplier.taxNo }
              iban: { encrypted: supplier.iban, key: privacy-2026 }
            subject: supplier.id
            sensitive: [supplier.taxNo, supplier.iban]
            call:
              chain: main
              contract: supplier-registry
              function: enrol(bytes32,bytes32,bytes)
              args:
                supplierId: $keccak256(supplier.id)
                taxNumber: $cloak('taxNumber')
                bankAccount: $cloak('iban')
              sender: erp-ap
            """;
    private static final String EVENT = """
            {"changeNo": "C-1", "supplier": {"id": "S1", "taxNo": "DE 123é", "iban": "DE02120300000000202051"}}
            """;

    private final CompiledMapping supplier = compile(SUPPLIER);

    @Test
    void commitmentIsTheHashOfSaltAndValue() {
        MappedCall call = call(supplier, event(EVENT));
        Cloaked tax = cloaked(call, "taxNumber");
        byte[] value = "DE 123é".getBytes(StandardCharsets.UTF_8);
        byte[] salted = new byte[32 + value.length];
        System.arraycopy(tax.secret(), 0, salted, 0, 32);
        System.arraycopy(value, 0, salted, 32, value.length);

        assertThat(tax.kind()).isEqualTo(CloakKind.SALTED_HASH);
        assertThat(tax.value()).isEqualTo(value);
        assertThat(argument(call, "taxNumber")).isEqualTo(Hex.encode(Keccak256.hash(salted)));
        assertThat(tax.onChain()).isEqualTo(Keccak256.hash(salted));
    }

    @Test
    void encryptedFieldIsReadWithItsDataKeyOnly() {
        MappedCall call = call(supplier, event(EVENT));
        Cloaked iban = cloaked(call, "iban");

        assertThat(argument(call, "bankAccount")).isEqualTo(Hex.encode(iban.onChain()));
        assertThat(new String(iban.onChain(), StandardCharsets.ISO_8859_1)).startsWith("\u0001\u000cprivacy-2026")
                .doesNotContain("DE02");
        assertThat(iban.value()).isNull();
        assertThat(SealedValue.open(iban.secret(), iban.onChain())).hasValueSatisfying(
                value -> assertThat(value).asString(StandardCharsets.UTF_8).isEqualTo("DE02120300000000202051"));
        assertThat(SealedValue.open(new byte[32], iban.onChain())).isEmpty();
        for (int i = 0; i < iban.onChain().length; i++) {
            byte[] changed = iban.onChain().clone();
            changed[i] ^= 1;
            assertThat(SealedValue.open(iban.secret(), changed)).as("byte %s", i).isEmpty();
        }
        assertThat(SealedValue.open(iban.secret(), new byte[]{1, 2})).isEmpty();
    }

    @Test
    void sameEventIsTheSameWhateverItsSalts() {
        MappedCall first = call(supplier, event(EVENT));
        MappedCall second = call(supplier, event(EVENT));
        assertThat(second.payloadHash()).isEqualTo(first.payloadHash());
        assertThat(second.event()).isEqualTo(first.event());
        assertThat(second.input()).isNotEqualTo(first.input());
        assertThat(cloaked(second, "taxNumber").secret()).isNotEqualTo(cloaked(first, "taxNumber").secret());
        assertThat(first.personal().subject()).isEqualTo("S1");
    }

    @Test
    void testCasesOfTheFileHaveZerosForSalts() {
        String commitment = Hex.encode(Keccak256.hash(new byte[33]));
        String text = SUPPLIER + """
                tests:
                  - name: a supplier
                    event: { changeNo: C-1, supplier: { id: S1, taxNo: "\\0", iban: X } }
                    expect: { args: { taxNumber: '%s' } }
                """.formatted(commitment);
        assertThat(compile(text).runTests().passed()).isTrue();
        assertThat(compile(text.replace(commitment.substring(60), "0000")).runTests().passed()).isFalse();
    }

    @Test
    void fieldWithoutAValueIsMissingInTheArguments() {
        assertThat(problem(supplier, event(EVENT.replace("taxNo", "taxNumber"))).place())
                .isEqualTo("call.args.taxNumber");
        assertThat(problem(supplier, event(EVENT.replace("\"DE 123é\"", "[1]"))))
                .satisfies(refused -> assertThat(refused.place()).isEqualTo("cloak.taxNumber"))
                .satisfies(refused -> assertThat(refused.found()).isEqualTo("a list"));
        assertThat(call(supplier, event(EVENT.replace("\"DE 123é\"", "12.50"))).personal().cloaked())
                .filteredOn(field -> field.field().equals("taxNumber"))
                .extracting(field -> new String(Objects.requireNonNull(field.value()), StandardCharsets.UTF_8))
                .containsExactly("12.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', value = {
            "$cloak('taxNumber')§$cloak('taxNo')§there is no field taxNo under cloak; expected one of iban, taxNumber",
            "$cloak('taxNumber')§$cloak(supplier.id)§takes the name of a field under cloak, written out",
            "$cloak('taxNumber')§$map([1], $cloak)[0]§takes the name of a field under cloak, written out",
            "idempotencyKey: changeNo§idempotencyKey: $cloak('iban')§may stand only under call.args",
            "subject: supplier.id§subject: $cloak('iban')§may stand only under call.args",
            "key: privacy-2026§key: privacy-2025§there is no cloak key privacy-2025; did you mean privacy-2026?",
            "saltedHash: supplier.taxNo§saltedHash: a, encrypted: b§expected either saltedHash or encrypted",
            "saltedHash: supplier.taxNo§saltedHash: a, key: privacy-2026§a salted hash has no key",
            "saltedHash: supplier.taxNo§saltedHash: supplier.taxNo, hash: a§unknown key; expected one of",
            ", key: privacy-2026§~~§the key key is missing",
            "~  iban:~§~  bad name: { saltedHash: a }\n  iban:~§found the name bad name",
            "saltedHash: supplier.taxNo§saltedHash: 1§expected an expression over the event",
            "sensitive: [supplier.taxNo, supplier.iban]§sensitive: [supplier.]§expected a path in the event",
            "sensitive: [supplier.taxNo, supplier.iban]§sensitive: [changeNo]§found the sensitive changeNo as a key"})
    void mappingThatCannotCloakIsRefused(String right, String wrong, String reason) {
        assertThat(faults(SUPPLIER.replace(right, wrong))).isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).contains(reason));
    }

    @Test
    void carefulAuthorIsToldWhatCannotBeErased() {
        assertThat(warnings(SUPPLIER)).isEmpty();
        assertThat(warnings(SUPPLIER.replace("$cloak('iban')", "supplier.iban"))).hasSize(2)
                .anySatisfy(warning -> assertThat(warning).contains(
                        "call.args.bankAccount puts the sensitive supplier.iban on the chain, where nobody can erase it"))
                .anySatisfy(warning -> assertThat(warning).contains("the field iban is in no argument"));
    }

    @Test
    void problemsDoNotQuoteWhatIsSensitive() {
        CompiledMapping open = compile(SUPPLIER.replace("$cloak('taxNumber')", "supplier.taxNo"));
        assertThat(problem(open, event(EVENT))).satisfies(refused -> {
            assertThat(refused.found()).isEqualTo("\"***\"");
            assertThat(refused.message()).doesNotContain("DE 123");
        });
        CompiledMapping unmasked = compile(SUPPLIER.replace("$cloak('taxNumber')", "supplier.taxNo")
                .replace("sensitive: [supplier.taxNo, supplier.iban]", ""));
        assertThat(problem(unmasked, event(EVENT)).found()).isEqualTo("\"DE 123é\"");
    }

    private static List<String> warnings(String text) {
        return ((CompileOutcome.Compiled) TestMappings.outcome(text)).warnings().stream().map(Fault::toString).toList();
    }

    private static Cloaked cloaked(MappedCall call, String field) {
        return call.personal().cloaked().stream().filter(one -> one.field().equals(field)).findFirst().orElseThrow();
    }

    private static Object argument(MappedCall call, String name) {
        return Objects.requireNonNull(
                ((Map<?, ?>) Objects.requireNonNull(EventFormat.readStored(call.arguments()))).get(name));
    }
}
