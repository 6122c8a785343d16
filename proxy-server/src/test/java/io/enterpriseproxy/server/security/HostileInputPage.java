package io.enterpriseproxy.server.security;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of what is tried and what it gets, made of the very tables that the tests go through. */
public final class HostileInputPage {
    private static final String INTRODUCTION = """
            # Hostile input

            What somebody could send to do harm, and what it gets. The tables of this page are those that the tests go through
            (`HostileEventsIT`, `HostileMappingsIT`, `HostileRequestsIT`); it is generated from them. After each attempt the server
            takes a good event.

            """;

    private static final String EVENTS = """
            ## Events

            Sent to a server that has 256 MB of memory. Each is answered within seconds, and what an entity, a DTD or a schema names
            elsewhere is never asked for.

            """;

    private static final String EXPRESSIONS = """

            ## Expressions

            Of a mapping that is published by the API, in a dry run and for an event. Steps, depth, time and sizes are bounded
            ([mapping language](../reference/mapping-language.md)); the bounds are those of all expressions of one event together.

            """;

    private static final String DOCUMENTS = """

            ## Documents

            A draft is checked and kept, so that its author can mend it, and cannot be published. A text of more than 2,000,000
            characters is not kept. A mapping of the API names no files but those that its version from a directory came with; a
            mapping of a directory reads none outside of it, also where a link leads out. The configuration is read in the same way.

            """;

    private static final String REQUESTS = """

            ## Requests

            """;

    private static final String REST = """

            Besides: each value of a list of injections is put into every path variable and parameter of `/openapi.json`, with the
            ledger on PostgreSQL; it is a value that nothing is found for. Names that look like another (Cyrillic letters, characters
            that nobody sees, other cases and forms of Unicode) are refused or unknown. No problem shows a class, a path, a statement or
            a stack. There is no CORS. A page of another site (`Sec-Fetch-Site`) changes nothing. Bodies that are packed
            (`Content-Encoding`) are refused, and so are those that need more than an eighth of the memory together.

            ## What goes out

            * A statement has named parameters only; a value of an event reaches a column, a JMS property or a body as it is
              (`HostileWriteBacksIT`). No header and no path of a request holds text of an event.
            * Requests go to the host of their connection. Redirects are not followed. A host with a link-local address, or one where
              a cloud tells its machines secrets, is refused unless its connection says `allow-link-local: true`: looked at for each new
              connection, which then goes to that very address, so that a name that is given another meaning in between leads nowhere.
              Behind a forward proxy (`-Dhttp.proxyHost`) it is the proxy that looks up names.
            * Nodes, token issuers, Vault and remote signers are reached where the configuration says, and followed nowhere else; their
              addresses are not looked at, since only who writes the configuration chooses them.
            * With `reply: true` the sender of a message chooses the queue of its answer. What the broker lets this process write to is
              where the answer can go.
            * Text of others begins no line of the log and steers no terminal: what is not printed becomes a question mark.

            ## What memory and disk hold of secrets

            `KeyLeakIT` has a server sign with a keystore file and with a secret of Vault, write back to a database, a broker and an HTTP
            system, and fail in many ways, all with the log at `trace`. Then it searches what is left for the keys (as bytes, in hex,
            decimal and base64), passphrase, passwords, tokens and API keys, in three encodings of text.

            | where | what is found |
            |---|---|
            | log, ledger (H2 file), broker's journal, ERP's PostgreSQL, answers, metrics, output of a start that failed | nothing |
            | memory while the server runs | the private keys, as bytes; nothing else of them, and no passphrase of a keystore file |
            | memory after the server has ended, in a process that goes on | nothing of keys, passphrases and API keys |

            Found, and no fault of the test: passwords and tokens of connections, nodes, Vault and brokers, since
            drivers and clients keep them as text for the next connection, some of them until the process ends; while it runs also API keys for the time of a request, and in buffers that it
            has used (of the configuration's keys only the hashes are kept). A secret of `${env:…}` is in the environment of the process
            as long as it lives; `${file:…}` leaves nothing behind. Whoever can read the memory of the process has the keys that it
            signs with: keep them in a store that signs by itself where that matters ([keys](../how-to/keys.md)).
            An emergency stop keeps a key from being used; the key is wiped when the server ends, or when Vault gives it no more.

            ## What is not bounded

            A connection that sends a header byte by byte is kept as long as a byte comes every 20 seconds; it costs memory of a
            header and no thread. Put a proxy with a limit of its own before a server that strangers can reach.
            """;

    private HostileInputPage() {}

    /** The whole page. */
    public static String markdown() {
        return INTRODUCTION + EVENTS + table(Stream.of(HostileEvents.json(), HostileEvents.batches(),
                HostileEvents.xml("http://elsewhere.example/x"), HostileEvents.csv()).flatMap(List::stream)
                .map(attempt -> row(attempt.what(), attempt.code().isEmpty()
                        ? "taken, as data"
                        : attempt.status() + " " + problem(attempt.code()))))
                + EXPRESSIONS + table(HostileMappings.expressions().stream().map(
                        expression -> row(expression.what(), problem(expression.code()))))
                + DOCUMENTS + table(HostileMappings.documents().stream().map(
                        document -> row(document.what(), "not published: “" + document.finding() + "”")))
                + REQUESTS + table(HostileRequests.raw().stream().map(
                        raw -> row(raw.what(),
                                raw.status() == 0 ? "the end of its connection" : String.valueOf(raw.status()))))
                + REST;
    }

    private static String table(Stream<String> rows) {
        return "| what | gets |\n|---|---|\n" + rows.collect(Collectors.joining());
    }

    private static String row(String what, String gets) {
        return "| " + what + " | " + gets + " |\n";
    }

    private static String problem(String code) {
        return "[`" + code + "`](../reference/problems.md#" + code + ")";
    }
}
