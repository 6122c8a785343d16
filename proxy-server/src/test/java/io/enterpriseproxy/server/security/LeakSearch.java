package io.enterpriseproxy.server.security;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Looks for secrets in files, byte by byte, in each form in which one could have been left behind. */
final class LeakSearch {
    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE);
    private static final int BLOCK = 1 << 28;
    private static final int PAIRS = 1 << 16;

    /** A secret in one of its forms. */
    record Needle(String name, byte[] bytes) {
        private int pair() {
            return ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        }
    }

    private final Map<Integer, List<Needle>> byPair;
    private final boolean[] begins = new boolean[PAIRS];
    private final int longest;

    LeakSearch(List<Needle> needles) {
        byPair = needles.stream().collect(Collectors.groupingBy(Needle::pair));
        byPair.keySet().forEach(pair -> begins[pair] = true);
        longest = needles.stream().mapToInt(needle -> needle.bytes().length).max().orElse(2);
    }

    /** A private key: its bytes, which a BigInteger holds in the same order, and what people write for it. */
    static List<Needle> ofKey(String name, byte[] key) {
        String hex = HexFormat.of().formatHex(key);
        List<Needle> needles = new ArrayList<>(List.of(new Needle(name + " as bytes", key)));
        Map.of("in hex", hex, "in HEX", hex.toUpperCase(Locale.ROOT), "in decimal", new BigInteger(1, key).toString(),
                "in base64", Base64.getEncoder().withoutPadding().encodeToString(key), "in base64url",
                Base64.getUrlEncoder().withoutPadding().encodeToString(key))
                .forEach((form, text) -> needles.addAll(ofText(name + " " + form, text)));
        return needles;
    }

    static List<Needle> ofText(String name, String text) {
        return CHARSETS.stream().map(charset -> new Needle(name + " (" + charset + ")", text.getBytes(charset)))
                .toList();
    }

    /** The names of those that are there, each with its file. */
    SortedSet<String> below(Path directory) throws IOException {
        SortedSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                in(unpacked(file)).forEach(name -> found.add(name + " in " + directory.relativize(file)));
            }
        }
        return found;
    }

    /** Logs that were rolled over are packed. */
    private static Path unpacked(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return file;
        }
        Path unpacked = Files.createTempFile("unpacked", ".log");
        unpacked.toFile().deleteOnExit();
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(packed, unpacked, StandardCopyOption.REPLACE_EXISTING);
        }
        return unpacked;
    }

    /** The names of those that are there. */
    SortedSet<String> in(Path file) throws IOException {
        SortedSet<String> found = new TreeSet<>();
        try (FileChannel channel = FileChannel.open(file)) {
            for (long at = 0; at < channel.size(); at += BLOCK) {
                long end = Math.min(channel.size(), at + BLOCK + longest);
                look(channel.map(FileChannel.MapMode.READ_ONLY, at, end - at), found);
            }
        }
        return found;
    }

    private void look(MappedByteBuffer bytes, Set<String> found) {
        int pair = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            pair = ((pair << 8) | (bytes.get(i) & 0xff)) & (PAIRS - 1);
            if (i > 0 && begins[pair]) {
                for (Needle needle : byPair.getOrDefault(pair, List.of())) {
                    if (isAt(bytes, i - 1, needle.bytes())) {
                        found.add(needle.name());
                    }
                }
            }
        }
    }

    private static boolean isAt(MappedByteBuffer bytes, int start, byte[] needle) {
        if (start + needle.length > bytes.limit()) {
            return false;
        }
        for (int i = 0; i < needle.length; i++) {
            if (bytes.get(start + i) != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
