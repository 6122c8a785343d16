package io.enterpriseproxy.server;

import io.enterpriseproxy.adapter.kaia.TransactionJson;
import io.enterpriseproxy.chain.Hex;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./ep tx}: shows what raw transactions say and who has signed them. Connects to nothing. */
public final class TxMain {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    static final String USAGE = """
            Usage: ./ep tx decode RAW
                   ./ep tx decode --file FILE

            Shows raw transactions of EVM chains and of Kaia as JSON, one line for each, in order: type, fields, the addresses of
            those who have signed (as fee payer too), and hashes. A line that is no transaction becomes {"line":…,"error":…}, and
            the command ends with 1. Connects to nothing.

              RAW            0x and hex digits, as eth_sendRawTransaction or kaia_sendRawTransaction takes it, or half-signed for
                             a fee payer
              --file FILE    one of them a line; /dev/stdin is one too
              --help         this text
            """;

    private final PrintStream out;
    private final PrintStream err;

    TxMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends with 1 if a line is no transaction or the file cannot be read, with 2 if it is misused. */
    public static void main(String[] words) {
        System.exit(new TxMain(System.out, System.err).run(words));
    }

    int run(String... words) {
        List<String> said = List.of(words);
        if (said.contains("--help")) {
            out.print(USAGE);
            return OK;
        }
        if (said.size() == 2 && said.getFirst().equals("decode") && !said.get(1).startsWith("-")) {
            return decode(new BufferedReader(new StringReader(said.get(1))));
        }
        if (said.size() == 3 && said.subList(0, 2).equals(List.of("decode", "--file"))) {
            return decode(Path.of(said.get(2)));
        }
        err.println("found " + (said.isEmpty() ? "nothing" : String.join(" ", said))
                + "; expected decode RAW or decode --file FILE");
        err.print(USAGE);
        return MISUSED;
    }

    private int decode(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return decode(lines);
        } catch (IOException | UncheckedIOException unreadable) {
            err.println("The file " + file + " cannot be read (" + unreadable.getClass().getSimpleName() + ").");
            return FAILED;
        }
    }

    private int decode(BufferedReader lines) {
        int number = 0;
        boolean broken = false;
        for (String line : (Iterable<String>) lines.lines()::iterator) {
            number++;
            ObjectNode json;
            try {
                json = TransactionJson.ofRaw(bytes(line.strip()));
            } catch (IllegalArgumentException fault) {
                json = JsonNodeFactory.instance.objectNode().put("line", number).put("error", fault.getMessage());
                broken = true;
            }
            out.println(json);
        }
        return broken ? FAILED : OK;
    }

    /** Logs and explorers show it with and without 0x. */
    private static byte[] bytes(String text) {
        return Hex.decode(text.startsWith("0x") || text.startsWith("0X") ? "0x" + text.substring(2) : "0x" + text);
    }
}
