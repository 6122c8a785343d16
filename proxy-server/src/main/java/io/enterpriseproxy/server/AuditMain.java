package io.enterpriseproxy.server;

import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.server.LedgerReader.UnreadableException;
import io.enterpriseproxy.server.audit.AuditExport;
import io.enterpriseproxy.server.audit.Verification;
import io.enterpriseproxy.server.audit.Verified;
import io.enterpriseproxy.server.config.ConfigLoader;
import io.enterpriseproxy.server.config.LedgerAccess;
import io.enterpriseproxy.server.config.Overrides;
import io.enterpriseproxy.server.systems.Connectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./ep audit}: computes every hash of a ledger's audit again, or takes the chains away. Changes nothing. */
public final class AuditMain {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String VERIFY = "verify";
    private static final String EXPORT = "export";
    private static final String CONFIG = "--config";
    private static final String DATA = "--data";
    private static final String TO = "--to";
    private static final String KNOWN = "--known";
    private static final Pattern ENTRY = Pattern.compile("([1-9]\\d{0,17}):(0x[0-9a-fA-F]{64})");
    static final String USAGE = """
            Usage: ./ep audit verify --config FILE [--data DIR] [--known NUMBER:HASH]
                   ./ep audit export --config FILE [--data DIR] [--to FILE]

            Computes every hash of the audit trail and of the lanes' chains again, and names what is not as it was written; or
            writes all chains as JSON, one row per line. Reads only. A ledger in PostgreSQL may be in use meanwhile; with a ledger
            in a file, stop the server first. Ends with 1 if something was changed or the ledger cannot be read.

              --config FILE         the configuration
              --data DIR            where the ledger is kept, instead of the configuration's data
              --known NUMBER:HASH   an entry of which you know the hash from elsewhere: an anchor, or an earlier verification
              --to FILE             where to write, instead of the output
              --help                this text
            """;

    private final PrintStream out;
    private final PrintStream err;

    AuditMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends with 1 if something was changed or cannot be read, with 2 if it is misused or the configuration is wrong. */
    public static void main(String[] words) {
        System.exit(new AuditMain(System.out, System.err).run(words));
    }

    int run(String... words) {
        if (List.of(words).contains("--help")) {
            out.print(USAGE);
            return OK;
        }
        try {
            return run(Command.parse(List.of(words)));
        } catch (MisuseException misuse) {
            err.println(misuse.getMessage());
            err.print(USAGE);
            return MISUSED;
        } catch (DocumentException faulty) {
            faulty.faults().forEach(fault -> err.println(fault.toString()));
            return MISUSED;
        } catch (UnreadableException unreadable) {
            err.println(unreadable.getMessage());
            return FAILED;
        } catch (IOException e) {
            err.println("The chains cannot be written: " + e.getMessage() + ".");
            return FAILED;
        }
    }

    private int run(Command command) throws IOException {
        Verification.@Nullable Known known = command.known();
        LedgerAccess access = LedgerAccess.of(new ConfigLoader(Connectors.connectionRecords(), System.getenv())
                .load(command.config(), new Overrides(command.data(), null)).settings());
        try (LedgerReader ledger = LedgerReader.open(access)) {
            return command.action().equals(VERIFY) ? verify(ledger, known) : export(ledger, command.to());
        } catch (DataAccessException e) {
            throw LedgerReader.unreadable(e);
        }
    }

    private int verify(LedgerReader ledger, Verification.@Nullable Known known) {
        Verified verified = new Verification(ledger.jdbc(), finding -> out.println(finding)).run(known);
        out.printf("%,d entries, %,d lanes, %,d batches, %,d transactions, %,d of purged calls%n", verified.entries(),
                verified.lanes(), verified.batches(), verified.attempts(), verified.purgedAttempts());
        if (verified.olderEntries() + verified.olderAttempts() > 0) {
            out.printf("from before the chains: %,d entries, %,d transactions (counted only)%n",
                    verified.olderEntries(), verified.olderAttempts());
        }
        out.println("head: " + verified.headNumber() + ":" + verified.headHash());
        out.println(verified.findings() == 0
                ? "All is as it was written."
                : verified.findings() + (verified.findings() == 1 ? " finding." : " findings."));
        return verified.findings() == 0 ? OK : FAILED;
    }

    private int export(LedgerReader ledger, @Nullable Path to) throws IOException {
        try (Writer writer = to == null
                ? new OutputStreamWriter(out, StandardCharsets.UTF_8)
                : Files.newBufferedWriter(to)) {
            new AuditExport(ledger.jdbc()).write(writer);
        }
        return OK;
    }

    private static final class MisuseException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MisuseException(String message) {
            super(message);
        }
    }

    /** What the words say. */
    private record Command(String action, Map<String, String> options) {
        static Command parse(List<String> words) {
            String action = words.isEmpty() ? "nothing" : words.getFirst();
            Set<String> known = switch (action) {
                case VERIFY -> Set.of(CONFIG, DATA, KNOWN);
                case EXPORT -> Set.of(CONFIG, DATA, TO);
                default -> throw new MisuseException("found " + action + "; expected verify or export");
            };
            Map<String, String> options = new HashMap<>();
            for (int i = 1; i < words.size(); i += 2) {
                if (!known.contains(words.get(i)) || i + 1 == words.size()) {
                    throw new MisuseException("found " + words.get(i) + "; expected "
                            + String.join(", ", known.stream().sorted().toList()) + " and a value");
                }
                options.put(words.get(i), words.get(i + 1));
            }
            return new Command(action, options);
        }

        Path config() {
            String file = options.get(CONFIG);
            if (file == null) {
                throw new MisuseException("expected --config FILE");
            }
            return Path.of(file);
        }

        @Nullable
        Path data() {
            return path(DATA);
        }

        @Nullable
        Path to() {
            return path(TO);
        }

        private @Nullable Path path(String option) {
            String path = options.get(option);
            return path == null ? null : Path.of(path);
        }

        Verification.@Nullable Known known() {
            String text = options.get(KNOWN);
            if (text == null) {
                return null;
            }
            Matcher entry = ENTRY.matcher(text);
            if (!entry.matches()) {
                throw new MisuseException("found " + text + "; expected NUMBER:HASH, such as 57:0x and 64 hex digits");
            }
            return new Verification.Known(Long.parseLong(entry.group(1)), entry.group(2));
        }
    }
}
