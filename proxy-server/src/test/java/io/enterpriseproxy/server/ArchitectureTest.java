package io.enterpriseproxy.server;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.enterpriseproxy.signer.KeyPair;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.core.ApplicationModules;

import java.util.Set;
import java.util.stream.Collectors;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Who imports whom: downward only, siblings never. */
class ArchitectureTest {
    private static final String HOUSE = "io.enterpriseproxy..";
    private static final String SERVER = "io.enterpriseproxy.server..";
    private static final String MAPPINGS = "io.enterpriseproxy.mapping..";
    private static final String CONNECTOR_API = "io.enterpriseproxy.connector";
    private static final String ADAPTER_API = "io.enterpriseproxy.chain..";
    private static final String SIGNER_API = "io.enterpriseproxy.signer";

    /** Jars of other modules' test classes; {@link ImportOption.DoNotIncludeTests} knows folders only. */
    private static final ImportOption NO_TEST_JARS = location -> !location.contains("-tests.jar");

    private static JavaClasses house;

    @BeforeAll
    static void readClasses() {
        house = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(NO_TEST_JARS).importPackages("io.enterpriseproxy");
    }

    @Test
    void nothingImportsTheServer() {
        noClasses().that().resideOutsideOfPackage(SERVER).should().dependOnClassesThat().resideInAPackage(SERVER)
                .check(house);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jms", "kafka", "database", "http"})
    void connectorKnowsOnlyTheConnectorApi(String connector) {
        onlyKnow("io.enterpriseproxy.connector." + connector + "..", CONNECTOR_API);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.enterpriseproxy.adapter.evm..", SIGNER_API})
    void adapterAndSignerApiKnowOnlyTheAdapterApi(String module) {
        onlyKnow(module, ADAPTER_API);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keystore", "pkcs11", "awskms", "gcpkms", "azure", "remote", "vault"})
    void signerKnowsOnlyTheAdapterApiAndTheSignerApi(String signer) {
        onlyKnow(SIGNER_API + "." + signer + "..", ADAPTER_API, SIGNER_API);
    }

    @Test
    void theTwoSidesNeverKnowEachOther() {
        onlyKnow(CONNECTOR_API, CONNECTOR_API);
        onlyKnow(ADAPTER_API, ADAPTER_API);
    }

    @Test
    void mappingsArePure() {
        onlyKnow(MAPPINGS, CONNECTOR_API, ADAPTER_API);
        noClasses().that().resideInAPackage(MAPPINGS).should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.springframework..", "org.web3j..", "java.net.http..",
                        "java.sql..", "javax.sql..")
                .check(house);
    }

    @Test
    void keyMaterialStaysInTheSignersModules() {
        noClasses().that().resideInAPackage(SERVER).should().dependOnClassesThat()
                .resideInAnyPackage("org.web3j..", "fr.acinq.secp256k1..").check(house);
        noClasses().that().resideInAPackage(SERVER).should().dependOnClassesThat().belongToAnyOf(KeyPair.class)
                .check(house);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<JavaClass> unmarked = house.stream().filter(type -> type.getPackageName().startsWith("io.enterpriseproxy"))
                .filter(type -> !type.getPackage().isAnnotatedWith(NullMarked.class)).collect(Collectors.toSet());

        assertThat(unmarked).isEmpty();
    }

    @Test
    void namesSayWhatThingsAre() {
        classes().that().resideInAPackage(HOUSE).should()
                .haveNameNotMatching(".*(Impl|Manager|Helper|Util|Utils|Common|Info)").check(house);
    }

    @Test
    void noFieldIsInjected() {
        fields().that().areDeclaredInClassesThat().resideInAPackage(HOUSE).should()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired").andShould()
                .notBeAnnotatedWith("jakarta.inject.Inject").allowEmptyShould(true).check(house);
    }

    @Test
    void featuresOfTheServerUseOnlyWhatOthersShowAndFormNoCycle() {
        ApplicationModules.of(EnterpriseProxy.class).verify();
    }

    private static void onlyKnow(String who, String... others) {
        DescribedPredicate<JavaClass> known = resideInAPackage(who).or(resideInAnyPackage(others));
        noClasses().that().resideInAPackage(who).should().dependOnClassesThat(
                resideInAPackage(HOUSE).and(DescribedPredicate.not(known))).allowEmptyShould(true).check(house);
    }
}
