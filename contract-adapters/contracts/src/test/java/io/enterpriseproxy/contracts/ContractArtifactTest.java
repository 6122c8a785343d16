package io.enterpriseproxy.contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContractArtifactTest {
    @ParameterizedTest
    @ValueSource(strings = {ContractArtifact.INVOICE_REGISTRY, ContractArtifact.LOGISTICS_REGISTRY,
            ContractArtifact.PAYMENT_TOKEN, ContractArtifact.MATERIAL_MASTER, ContractArtifact.TEST_CONTRACT})
    void artifactIsReadFromTheClassPath(String name) {
        // When
        ContractArtifact artifact = ContractArtifact.load(name);
        // Then
        assertThat(artifact.name()).isEqualTo(name);
        assertThat(JsonMapper.shared().readTree(artifact.abi()).isArray()).isTrue();
        assertThat(artifact.bytecode()).matches("0x([0-9a-f]{2})+");
        assertThat(artifact.bytecode()).contains(artifact.deployedBytecode().substring(2));
        assertThat(artifact.compiler()).startsWith("solc 0.8.");
        assertThat(artifact.sourceSha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void unknownNameIsRefusedWithThePlaceLookedAt() {
        assertThatThrownBy(() -> ContractArtifact.load("Nothing")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no contract artifact /contracts/Nothing.json on the class path.");
    }

    @Test
    void fileThatIsNoArtifactIsRefused() {
        assertThatThrownBy(() -> ContractArtifact.load("NotAnArtifact")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/contracts/NotAnArtifact.json on the class path is not a contract artifact.");
    }
}
