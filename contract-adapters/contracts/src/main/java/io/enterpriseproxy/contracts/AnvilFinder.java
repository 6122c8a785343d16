package io.enterpriseproxy.contracts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the program that runs a dev chain: the file named by the system property {@code ep.anvil} or the environment
 * variable {@code EP_ANVIL}; else the one that npm installed in this module, seen from the working directory or one
 * above it; else the one on the PATH.
 *
 * @param named the file that a person named, if any
 * @param start where to look for the module first
 * @param path directories of the PATH
 * @param platform operating system and processor in npm's words, such as {@code linux-amd64}
 */
record AnvilFinder(Optional<String> named, Path start, List<Path> path, String platform) {
    private static final Path MODULE = Path.of("contract-adapters", "contracts");

    static AnvilFinder here() {
        Optional<String> named = Optional.ofNullable(System.getProperty("ep.anvil"))
                .or(() -> Optional.ofNullable(System.getenv("EP_ANVIL")));
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<Path> directories = Stream.of(path.split(File.pathSeparator, -1)).filter(directory -> !directory.isBlank())
                .map(Path::of).toList();
        return new AnvilFinder(named, Path.of("").toAbsolutePath(), directories,
                platform(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("windows") ? "win32" : os.startsWith("mac") ? "darwin" : "linux";
        return system + (osArch.equals("aarch64") || osArch.equals("arm64") ? "-arm64" : "-amd64");
    }

    Path find() {
        if (named.isPresent()) {
            return named.map(Path::of).filter(Files::isExecutable).orElseThrow(() -> new DevChainException(
                    "ep.anvil or EP_ANVIL names " + named.get() + ", which is not a program that can be run."));
        }
        return Stream.concat(installed(), path.stream().map(directory -> directory.resolve(fileName())))
                .filter(Files::isExecutable).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new DevChainException(
                        "anvil is not installed: run \"npm ci --ignore-scripts\" in " + MODULE
                                + " (needs Node >= 20), or name the program by EP_ANVIL or -Dep.anvil."));
    }

    private Stream<Path> installed() {
        Path program = Path.of("node_modules", "@foundry-rs", "anvil-" + platform, "bin", fileName());
        return Stream.<Path>iterate(start, directory -> directory != null, Path::getParent)
                .flatMap(directory -> Stream.of(directory, directory.resolve(MODULE)))
                .map(directory -> directory.resolve(program));
    }

    private String fileName() {
        return platform.startsWith("win32") ? "anvil.exe" : "anvil";
    }
}
