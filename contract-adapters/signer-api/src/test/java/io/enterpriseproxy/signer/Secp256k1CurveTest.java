package io.enterpriseproxy.signer;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import io.enterpriseproxy.chain.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class Secp256k1CurveTest {
    private static final HexFormat HEX = HexFormat.of();

    static List<Secp256k1Curve> libraries() throws IOException {
        NativeSecp256k1 library = new NativeSecp256k1();
        return List.of(new RecoverableSecp256k1(library), library, new JavaSecp256k1());
    }

    @Test
    void recoverableSigningIsUsedWhereItLoads() {
        assertThat(Secp256k1Curve.load()).isInstanceOf(RecoverableSecp256k1.class).isSameAs(Secp256k1Curve.load());
    }

    /** The widely used vector of deterministic signatures: key 1, SHA-256 of "Satoshi Nakamoto". */
    @ParameterizedTest
    @MethodSource("libraries")
    void nonceIsThatOfRfc6979(Secp256k1Curve library) throws NoSuchAlgorithmException {
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
    void thousandSignaturesAreByteEqualToWeb3js(Secp256k1Curve library) {
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
    void publicKeyHasAllItsLeadingZeros(Secp256k1Curve library) {
        // Keys whose x or y starts with a zero byte come up once in some hundred.
        for (int i = 1; i < 600; i++) {
            byte[] privateKey = Numeric.toBytesPadded(java.math.BigInteger.valueOf(i), 32);
            byte[] expected = Numeric.toBytesPadded(ECKeyPair.create(privateKey).getPublicKey(), 64);
            assertThat(library.publicKey(privateKey)).hasSize(65).startsWith(4).endsWith(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void keyOutsideOfTheCurvesRangeIsRefused(Secp256k1Curve library) {
        byte[] order = Numeric.toBytesPadded(Sign.CURVE_PARAMS.getN(), 32);
        for (byte[] wrong : List.of(new byte[32], order, HEX.parseHex("ff".repeat(32)), new byte[31])) {
            assertThatIllegalArgumentException().isThrownBy(() -> library.publicKey(wrong));
        }
    }

    @Test
    void threadsThatSignAtOnceDoNotDisturbEachOther() throws IOException {
        // Given
        RecoverableSecp256k1 library = new RecoverableSecp256k1(new NativeSecp256k1());
        Random random = new Random(7);
        byte[] privateKey = bytes(random);
        byte[] publicKey = library.publicKey(privateKey);
        List<byte[]> digests = Stream.generate(() -> bytes(random)).limit(5000).toList();
        // When
        List<String> together = digests.parallelStream()
                .map(digest -> text(library.sign(digest, privateKey, publicKey))).toList();
        // Then
        NativeSecp256k1 oracle = new NativeSecp256k1();
        assertThat(together).isEqualTo(
                digests.stream().map(digest -> text(oracle.sign(digest, privateKey, publicKey))).toList());
    }

    @Test
    void signingLeavesNothingOfTheKeyInNativeMemory() throws IOException {
        // Given
        RecoverableSecp256k1 library = new RecoverableSecp256k1(new NativeSecp256k1());
        byte[] privateKey = HEX.parseHex("5a".repeat(32));
        byte[] outOfRange = HEX.parseHex("ff".repeat(32));
        try (Memory room = new Memory(RecoverableSecp256k1.ROOM)) {
            room.clear();
            // When
            library.sign(new byte[32], privateKey, room);
            // Then
            assertThat(HEX.formatHex(room.getByteArray(0, RecoverableSecp256k1.ROOM))).doesNotContain("5a5a5a5a");
            // When
            assertThatIllegalArgumentException().isThrownBy(() -> library.sign(new byte[32], outOfRange, room));
            // Then
            assertThat(HEX.formatHex(room.getByteArray(0, RecoverableSecp256k1.ROOM))).doesNotContain("ffffffff");
        }
    }

    /** The first is not there, the second is a library without the functions, the third is none. */
    @ParameterizedTest
    @MethodSource("wrongResources")
    void libraryWithoutRecoverableSigningIsNotBound(String resource) {
        NativeSecp256k1 library = new NativeSecp256k1();
        assertThatExceptionOfType(UnsatisfiedLinkError.class)
                .isThrownBy(() -> new RecoverableSecp256k1(library, resource));
    }

    static List<String> wrongResources() {
        return List.of("/nowhere.so",
                "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("jnidispatch"),
                "/com/sun/jna/Native.class");
    }

    @Test
    void libraryLeavesNoFileBehindOnceItIsLoaded(@TempDir Path folder) throws IOException, InterruptedException {
        // When
        String output = outputOfSigning("-Djava.io.tmpdir=" + folder, "--enable-native-access=ALL-UNNAMED");
        // Then
        assertThat(output.lines()).containsOnly("signed by RecoverableSecp256k1");
        assertThat(folder).isEmptyDirectory();
    }

    /** JNA must not unpack its own library there. */
    @Test
    void processWithoutJnaSignsByJni() throws IOException, InterruptedException {
        // When
        String output = outputOfSigning("-Djna.nounpack=true");
        // Then
        assertThat(output).contains("INFO", "signing goes on without it", "signed by NativeSecp256k1");
        assertThat(output.split("signing goes on without it", -1)).hasSize(2);
    }

    /** Its temporary folder does not exist: the library cannot be unpacked there. */
    @Test
    void processWithoutTheNativeLibrarySignsInJava() throws IOException, InterruptedException {
        // When
        String output = outputOfSigning("-Djava.io.tmpdir=/nonexistent");
        // Then
        assertThat(output).contains("WARN", "libsecp256k1 cannot be loaded", "signed by JavaSecp256k1");
        assertThat(output.split("cannot be loaded; signing goes on", -1)).hasSize(2);
    }

    /** In a process of its own. */
    private static String outputOfSigning(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SignTwice.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String text(Signature signature) {
        return HEX.formatHex(signature.r()) + HEX.formatHex(signature.s()) + signature.recoveryId();
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What the other process runs. */
    static final class SignTwice {
        private SignTwice() {}

        public static void main(String[] arguments) {
            byte[] privateKey = HEX.parseHex("11".repeat(32));
            for (int i = 0; i < 2; i++) {
                Secp256k1Curve library = Secp256k1Curve.load();
                library.sign(new byte[32], privateKey, library.publicKey(privateKey));
                System.out.println("signed by " + library.getClass().getSimpleName());
            }
        }
    }
}
