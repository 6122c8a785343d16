package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class Secp256k1LibraryTest {
    private static final HexFormat HEX = HexFormat.of();

    static List<Secp256k1Library> libraries() {
        return List.of(new NativeSecp256k1(), new JavaSecp256k1());
    }

    @Test
    void nativeLibraryIsUsedWhereItLoads() {
        assertThat(Secp256k1Library.load()).isInstanceOf(NativeSecp256k1.class).isSameAs(Secp256k1Library.load());
    }

    /** The widely used vector of deterministic signatures: key 1, SHA-256 of "Satoshi Nakamoto". */
    @ParameterizedTest
    @MethodSource("libraries")
    void nonceIsThatOfRfc6979(Secp256k1Library library) throws NoSuchAlgorithmException {
        // Given
        byte[] privateKey = HEX.parseHex("00".repeat(31) + "01");
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest("Satoshi Nakamoto".getBytes(StandardCharsets.UTF_8));
        // When
        Signature signature = library.sign(digest, privateKey, library.publicKey(privateKey));
        // Then
        assertThat(HEX.formatHex(signature.r()))
                .isEqualTo("934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8");
        assertThat(HEX.formatHex(signature.s()))
                .isEqualTo("2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void thousandSignaturesAreByteEqualToWeb3js(Secp256k1Library library) {
        Random random = new Random(99);
        for (int key = 0; key < 10; key++) {
            byte[] privateKey = bytes(random);
            byte[] publicKey = library.publicKey(privateKey);
            ECKeyPair oracle = ECKeyPair.create(privateKey);
            assertThat(KeyPair.of(privateKey, library).address().lowerCase())
                    .isEqualTo(Credentials.create(oracle).getAddress().toLowerCase(Locale.ROOT));
            for (int i = 0; i < 100; i++) {
                byte[] digest = bytes(random);
                Signature signature = library.sign(digest, privateKey, publicKey);
                Sign.SignatureData expected = Sign.signMessage(digest, oracle, false);
                assertThat(signature.r()).isEqualTo(expected.getR());
                assertThat(signature.s()).isEqualTo(expected.getS());
                assertThat(signature.recoveryId()).isEqualTo(expected.getV()[0] - 27);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void publicKeyHasAllItsLeadingZeros(Secp256k1Library library) {
        // Keys whose x or y starts with a zero byte come up once in some hundred.
        for (int i = 1; i < 600; i++) {
            byte[] privateKey = Numeric.toBytesPadded(java.math.BigInteger.valueOf(i), 32);
            byte[] expected = Numeric.toBytesPadded(ECKeyPair.create(privateKey).getPublicKey(), 64);
            assertThat(library.publicKey(privateKey)).hasSize(65).startsWith(4).endsWith(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void keyOutsideOfTheCurvesRangeIsRefused(Secp256k1Library library) {
        byte[] order = Numeric.toBytesPadded(Sign.CURVE_PARAMS.getN(), 32);
        for (byte[] wrong : List.of(new byte[32], order, HEX.parseHex("ff".repeat(32)), new byte[31])) {
            assertThatIllegalArgumentException().isThrownBy(() -> library.publicKey(wrong));
        }
    }

    /** In a process of its own, whose temporary folder does not exist: the library cannot be unpacked there. */
    @Test
    void processWithoutTheNativeLibrarySignsInJava() throws IOException, InterruptedException {
        // When
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=/nonexistent", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                WithoutNativeLibrary.class.getName()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("WARN", "libsecp256k1 cannot be loaded", "signed by JavaSecp256k1");
        assertThat(output.split("cannot be loaded; signing goes on", -1)).hasSize(2);
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What the other process runs. */
    static final class WithoutNativeLibrary {
        private WithoutNativeLibrary() {}

        public static void main(String[] arguments) {
            byte[] privateKey = HEX.parseHex("11".repeat(32));
            for (int i = 0; i < 2; i++) {
                Secp256k1Library library = Secp256k1Library.load();
                library.sign(new byte[32], privateKey, library.publicKey(privateKey));
                System.out.println("signed by " + library.getClass().getSimpleName());
            }
        }
    }
}
