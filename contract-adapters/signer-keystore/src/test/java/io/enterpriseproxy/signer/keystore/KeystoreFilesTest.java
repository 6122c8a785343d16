package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeystoreFilesTest {
    private static final char[] PASSPHRASE = "testpassword".toCharArray();
    private static final String SECRET = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";
    /** The test vector of the Web3 Secret Storage Definition. */
    private static final String PBKDF2 = """
            {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
              "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
              "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
                "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
              "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
             "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}""";
    /** The same key, written by ethers 6. */
    private static final String SCRYPT = """
            {"address":"008aeeda4d805471df9b2a5b0f38a0c3bcba786b","id":"d99a9dbe-281f-4dc4-acdb-59365465fdee",
             "version":3,"Crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"e333e04e5a1326391b749faf03648365"},
              "ciphertext":"be993d896f0fa570196fd7e0d23f680503d0645d04bbbd003ef54c8c638f84e9","kdf":"scrypt",
              "kdfparams":{"salt":"61acdd0d6eee30e59956cac111c2a68e5c545ca64a0c31a1192bffe86731d97d","n":131072,
                "dklen":32,"p":1,"r":8},
              "mac":"e4895fd98ac08f0adee6d1749cfe4cc2b53218b512d8f9fcbba802108ae13b3e"}}""";
    private final Secp256k1Curve library = Secp256k1Curve.load();
    @TempDir
    private Path folder;

    @Test
    void filesOfOtherToolsAreOpened() throws IOException {
        for (String json : new String[]{PBKDF2, SCRYPT}) {
            KeyPair key = KeystoreFiles.open(file(json), PASSPHRASE, library);
            assertThat(HexFormat.of().formatHex(key.privateKey())).isEqualTo(SECRET);
            assertThat(key.address()).isEqualTo(Address.parse("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b"));
        }
    }

    @Test
    void hexMayHaveItsPrefix() throws IOException {
        String prefixed = PBKDF2.replace("\"iv\":\"", "\"iv\":\"0x")
                .replace("\"version\":3", "\"version\":3,\"x-ethers\":{},"
                        + "\"address\":\"0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b\"");
        assertThat(KeystoreFiles.open(file(prefixed), PASSPHRASE, library).privateKey()).hasSize(32);
    }

    @Test
    void createdFileOpensWithItsPassphraseAndOnlyItsOwnerReadsIt() throws IOException {
        // Given
        Path keystore = folder.resolve("new.json");
        char[] passphrase = "Öl & Späne 😀".toCharArray();
        // When
        Address address = KeystoreFiles.create(keystore, newKey(), passphrase, ScryptCost.LIGHT);
        // Then
        assertThat(KeystoreFiles.open(keystore, passphrase, library).address()).isEqualTo(address);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keystore))).isEqualTo("rw-------");
        assertThat(KeystoreFiles.create(folder.resolve("other.json"), newKey(), passphrase, ScryptCost.LIGHT))
                .isNotEqualTo(address);
    }

    @Test
    void createdFileHoldsTheGivenKeyEncrypted() throws IOException {
        // Given
        byte[] privateKey = HexFormat.of().parseHex(SECRET);
        Path keystore = folder.resolve("given.json");
        // When
        Address address = KeystoreFiles.create(keystore, privateKey, PASSPHRASE, ScryptCost.STANDARD);
        // Then
        assertThat(address).isEqualTo(Address.parse("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b"));
        assertThat(KeystoreFiles.open(keystore, PASSPHRASE, library).privateKey()).isEqualTo(privateKey);
        assertThat(Files.readString(keystore)).contains("\"version\" : 3", "\"n\" : 262144", "008aeeda")
                .doesNotContain(SECRET, "testpassword");
    }

    @Test
    void keyIsNeverOverwritten() throws IOException {
        Path keystore = file("{}");
        assertThatThrownBy(() -> KeystoreFiles.create(keystore, newKey(), PASSPHRASE, ScryptCost.LIGHT))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContainingAll(keystore.toString(), "never overwritten");
        assertThat(keystore).hasContent("{}");
    }

    @Test
    void keyThatCannotBeWrittenIsReported() {
        assertThatThrownBy(
                () -> KeystoreFiles.create(folder.resolve("none/key.json"), newKey(), PASSPHRASE, ScryptCost.LIGHT))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("cannot be written");
        assertThatThrownBy(
                () -> KeystoreFiles.create(folder.resolve("key.json"), newKey(), new char[0], ScryptCost.LIGHT))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("the passphrase is empty");
        assertThatThrownBy(
                () -> KeystoreFiles.create(folder.resolve("key.json"), new byte[32], PASSPHRASE, ScryptCost.LIGHT))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("not a private key");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wrongPassphraseIsRefusedWithoutRepeatingIt() throws IOException {
        Path keystore = folder.resolve("key.json");
        KeystoreFiles.create(keystore, newKey(), PASSPHRASE, ScryptCost.LIGHT);
        assertThatThrownBy(() -> KeystoreFiles.open(keystore, "testpassword\n".toCharArray(), library))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContainingAll(keystore.toString(), "the passphrase is wrong, or the file is damaged",
                        "line end")
                .hasMessageNotContaining("testpassword");
    }

    @Test
    void everyDamagedByteOfTheSecretIsNoticed() throws IOException {
        Path keystore = folder.resolve("key.json");
        KeystoreFiles.create(keystore, newKey(), PASSPHRASE, ScryptCost.LIGHT);
        String json = Files.readString(keystore);
        for (String field : new String[]{"ciphertext", "mac", "salt"}) {
            int at = json.indexOf(field) + field.length() + 6;
            char other = json.charAt(at) == '0' ? '1' : '0';
            String damaged = json.substring(0, at) + other + json.substring(at + 1);
            assertThatThrownBy(() -> KeystoreFiles.open(file(damaged), PASSPHRASE, library)).as(field)
                    .isInstanceOf(KeystoreException.class)
                    .hasMessageContaining("damaged");
        }
    }

    /** The initialisation vector is not authenticated: a wrong one yields another key, which the address betrays. */
    @Test
    void damagedVectorIsNoticedByTheAddress() throws IOException {
        Path keystore = folder.resolve("key.json");
        KeystoreFiles.create(keystore, newKey(), PASSPHRASE, ScryptCost.LIGHT);
        String json = Files.readString(keystore);
        int at = json.indexOf("\"iv\" : \"") + 8;
        String damaged = json.substring(0, at) + (json.charAt(at) == '0' ? '1' : '0') + json.substring(at + 1);
        assertThatThrownBy(() -> KeystoreFiles.open(file(damaged), PASSPHRASE, library))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("it says that its address is");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"version\":3|\"version\":1|version is not 3",
            "aes-128-ctr|aes-256-gcm|crypto.cipher is not aes-128-ctr",
            "\"kdf\":\"pbkdf2\"|\"kdf\":\"argon2\"|crypto.kdf is neither scrypt nor pbkdf2",
            "hmac-sha256|hmac-sha1|crypto.kdfparams.prf is not hmac-sha256",
            "\"dklen\":32|\"dklen\":16|crypto.kdfparams.dklen is not 32",
            "262144|2000000000|pbkdf2 with c 2000000000", "262144|0|pbkdf2 with c 0",
            "6087dab2f9fdbbfaddc31a909735c1e6|6087|iv has 2 bytes, expected are 16",
            "6087dab2f9fdbbfaddc31a909735c1e6|zz|iv is not hex",
            "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46|53|ciphertext has 1 bytes",
            "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd|''|salt has 0 bytes",
            "\"mac\"|\"mak\"|mac has 0 bytes, expected are 32", "\"version\":3}|'\"version\":3'|it is not JSON",
            "\"version\":3|\"version\":3,\"address\":\"12\"|an address is 0x and 40 hex digits"})
    void fileThatIsNoKeystoreIsRefusedWithTheField(String part, String replacement, String message)
            throws IOException {
        Path keystore = file(PBKDF2.replace(part, replacement));
        assertThatThrownBy(() -> KeystoreFiles.open(keystore, PASSPHRASE, library))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContainingAll(keystore.toString(), message, "version 3");
    }

    @ParameterizedTest
    @CsvSource({"1073741824,8,1", "1048576,8,1", "262144,8,100", "2,1000000,1000", "1000,8,1", "0,8,1", "4096,0,1",
            "4096,8,-1", "65536,1,1"})
    void scryptThatWouldEatTheMachineIsRefused(String n, String r, String p) throws IOException {
        Path keystore = file(SCRYPT.replace("131072", n)
                .replace("\"r\":8", "\"r\":" + r)
                .replace("\"p\":1", "\"p\":" + p));
        assertThatThrownBy(() -> KeystoreFiles.open(keystore, PASSPHRASE, library))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("scrypt");
    }

    @Test
    void missingOrHugeFileIsRefused() throws IOException {
        assertThatThrownBy(() -> KeystoreFiles.open(folder.resolve("none.json"), PASSPHRASE, library))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContainingAll("none.json", "there is no such file");
        assertThatThrownBy(() -> KeystoreFiles.open(file("x".repeat(100_000)), PASSPHRASE, library))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("it has 100000 bytes");
        assertThatThrownBy(() -> KeystoreFiles.open(folder, PASSPHRASE, library)).isInstanceOf(KeystoreException.class)
                .hasMessageContaining("it cannot be read");
    }

    private Path file(String json) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "key", ".json"), json);
    }

    private static byte[] newKey() {
        return KeyPair.random(Secp256k1Curve.load()).privateKey();
    }
}
