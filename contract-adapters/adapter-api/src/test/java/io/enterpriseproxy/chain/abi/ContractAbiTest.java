package io.enterpriseproxy.chain.abi;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContractAbiTest {
    private static final ContractAbi REGISTRY = ContractAbi
            .parse("""
                    [{"type":"constructor","inputs":[{"name":"admin","type":"address"}],"stateMutability":"nonpayable"},
                     {"type":"receive","stateMutability":"payable"},
                     {"type":"function","name":"register","stateMutability":"nonpayable","outputs":[],"inputs":[
                       {"name":"invoiceId","type":"bytes32","internalType":"bytes32"},
                       {"name":"lines","type":"tuple[2]","components":[
                         {"name":"sku","type":"bytes32"},{"name":"quantity","type":"uint64"}]}]},
                     {"type":"function","name":"pay","stateMutability":"payable","inputs":[],"outputs":[]},
                     {"type":"function","name":"total","stateMutability":"view","inputs":[],"outputs":[{"name":"","type":"uint256"}]},
                     {"type":"function","name":"total","stateMutability":"pure","inputs":[{"name":"year","type":"uint16"}],
                       "outputs":[{"name":"","type":"uint256"}]},
                     {"type":"error","name":"InvoiceExists","inputs":[{"name":"invoiceId","type":"bytes32"}]},
                     {"type":"event","name":"Registered","inputs":[{"name":"invoiceId","type":"bytes32","indexed":true}]},
                     {"type":"event","name":"Secret","inputs":[],"anonymous":true}]""");

    @Test
    void functionIsFoundByItsSignatureOrByANameThatIsItsAlone() {
        assertThat(REGISTRY.function("register(bytes32,(bytes32,uint64)[2])")).isPresent();
        assertThat(REGISTRY.function(" register( bytes32, (bytes32, uint64)[2] )\n")).isPresent();
        assertThat(REGISTRY.function("register")).isPresent();
        assertThat(REGISTRY.function("total(uint16)")).get()
                .satisfies(function -> assertThat(function.inputs()).hasSize(1));
        assertThat(REGISTRY.function("total")).isEmpty();
        assertThat(REGISTRY.signaturesOf("total")).containsExactly("total()", "total(uint16)");
        assertThat(REGISTRY.function("register(bytes32)")).isEmpty();
        assertThat(REGISTRY.function("constructor")).isEmpty();
        assertThat(REGISTRY.functions()).extracting(AbiFunction::name)
                .containsExactly("register", "pay", "total", "total");
    }

    @Test
    void mutabilityTellsWhatAFunctionIsFor() {
        AbiFunction pay = REGISTRY.function("pay").orElseThrow();
        AbiFunction total = REGISTRY.function("total()").orElseThrow();
        assertThat(pay.payable()).isTrue();
        assertThat(pay.readOnly()).isFalse();
        assertThat(total.readOnly()).isTrue();
        assertThat(total.payable()).isFalse();
        assertThat(REGISTRY.function("total(uint16)").orElseThrow().readOnly()).isTrue();
        assertThat(REGISTRY.function("register").orElseThrow().readOnly()).isFalse();
    }

    @Test
    void mutabilityOfOldCompilersIsUnderstood() {
        ContractAbi old = ContractAbi.parse("""
                [{"name":"a","constant":true,"payable":false,"inputs":[]},
                 {"name":"b","constant":false,"payable":true,"inputs":[]}]""");
        assertThat(old.function("a").orElseThrow().readOnly()).isTrue();
        assertThat(old.function("b").orElseThrow().payable()).isTrue();
    }

    @Test
    void parametersAreDescribedWithTheirFields() {
        assertThat(REGISTRY.function("register").orElseThrow().inputs()).containsExactly(
                new AbiParameter("invoiceId", "bytes32", List.of()),
                new AbiParameter("lines", "(bytes32,uint64)[2]", List.of(new AbiParameter("sku", "bytes32", List.of()),
                        new AbiParameter("quantity", "uint64", List.of()))));
    }

    @Test
    void errorsAndEventsAreNamed() {
        assertThat(REGISTRY.errorNames()).containsExactly("InvoiceExists");
        assertThat(REGISTRY.eventNames()).containsExactly("Registered");
    }

    @Test
    void artifactOfACompilerIsTakenAsItIs() {
        assertThat(ContractAbi.parse("""
                {"contractName":"C","abi":[{"type":"function","name":"f","inputs":[],"outputs":[]}],"bytecode":"0x"}""")
                .function("f()")).isPresent();
    }

    @Test
    void textThatIsNoAbiIsRefusedWithPlaceAndCure() {
        assertRefused("", "neither a JSON array");
        assertRefused("hello", "not JSON at line 1, column");
        assertRefused("[{\"name\":\n \"f\",", "not JSON at line 2");
        assertRefused("[] []", "not JSON");
        assertRefused("{\"abi\":{}}", "neither a JSON array", "Foundry or Hardhat");
        assertRefused("[{\"name\":\"f\",\"name\":\"g\"}]", "not JSON at line 1", "uplicate");
        assertRefused("[".repeat(10_000), "not JSON");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertRefused("""
                [{"type":"function","name":"f","inputs":[{"name":"a","type":"uint257"}]},
                 {"type":"function","name":"g","outputs":[{"name":"a","type":"tuple","components":[
                    {"name":"x","type":"uint8[0]"}]}]},
                 {"type":"event","inputs":[]},
                 {"type":"thing","name":"h"},
                 5,
                 {"type":"function","name":"i","inputs":[{"name":"a","type":"tuple"}]},
                 {"type":"function","name":"j","inputs":{}},
                 {"type":"function","name":"k","stateMutability":"odd"},
                 {"type":"function","name":"l","inputs":[{"name":"a","type":"bool"},{"name":"a","type":"bool"}]},
                 {"type":"error","name":"m","inputs":[{"name":"a","type":"tuple","components":[]}]},
                 {"type":"function","name":"n"},{"type":"function","name":"n"}]""",
                "[0].inputs[0].type: the type \"uint257\"", "[1].outputs[0].components[0].type: the type \"uint8[0]\"",
                "[2].name: expected is a name", "[3].type: expected is function", "[4].name",
                "[5].inputs[0].type: a tuple needs components", "[6].inputs: expected is a list",
                "[7].stateMutability: expected is pure", "[8].inputs[1].name: \"a\" is there twice",
                "[9].inputs[0].components: a tuple without fields", "the function n() is there twice",
                "Take the ABI again from the output of the compiler");
    }

    @Test
    void typeThatSolidityDoesNotHaveIsRefused() {
        for (String type : List.of("uint", "int7", "uint0", "bytes33", "bytes0", "fixed128x18", "]", "[]", "uint8]",
                "uint8[-1]", "uint8[][x]", "(uint8)", "Uint8", "address payable", "tuple[")) {
            assertRefused("[{\"name\":\"f\",\"inputs\":[{\"name\":\"a\",\"type\":\"%s\"}]}]".formatted(type),
                    "[0].inputs[0].type: the type");
        }
    }

    @Test
    void typeTooLongForTheCodecIsRefusedWithItsPlace() {
        assertRefused("[{\"name\":\"f\",\"inputs\":[{\"type\":\"uint8" + "[]".repeat(900) + "\"}]}]", "[0].inputs");
    }

    private static void assertRefused(String json, String... words) {
        assertThatThrownBy(() -> ContractAbi.parse(json)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }
}
