package io.enterpriseproxy.contracts;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A Kaia node in front of anvil; {@code kaia/shim.mjs} of this module says what it is and what not. */
final class KaiaShim {
    private static final Path PROGRAM = Path.of("kaia", "shim.mjs");
    private static final Path MODULE = Path.of("contract-adapters", "contracts");

    private KaiaShim() {}

    /** @param anvil mines nothing by itself */
    static ChildProcess start(URI anvil, DevChainOptions options) {
        List<String> command = List.of("node", find().toString(), "--port", Integer.toString(options.port()), "--anvil",
                anvil.toString(), "--chain-id", Long.toString(options.chainId()), "--block-time",
                Long.toString(options.blockTime().orElse(Duration.ZERO).toMillis()));
        try {
            return ChildProcess.start("the Kaia shim", command, options.port());
        } catch (IOException e) {
            throw new DevChainException("Node cannot be started as node, which the Kaia shim needs: " + e.getMessage(),
                    e);
        }
    }

    /** The launcher names it, since people start chains from any directory. */
    private static Path find() {
        return Stream.concat(Stream.ofNullable(System.getenv("EP_KAIA_SHIM")).map(Path::of), beside())
                .map(Path::normalize).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new DevChainException("There is no " + MODULE.resolve(PROGRAM)
                        + " in the working directory or above it, and EP_KAIA_SHIM names none: the Kaia shim runs from"
                        + " the sources."));
    }

    private static Stream<Path> beside() {
        return Stream.<Path>iterate(Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
                .flatMap(
                        directory -> Stream.of(directory, directory.resolve("../contracts"), directory.resolve(MODULE)))
                .map(directory -> directory.resolve(PROGRAM));
    }
}
