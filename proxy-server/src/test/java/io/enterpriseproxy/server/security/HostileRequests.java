package io.enterpriseproxy.server.security;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Requests that are made to reach something else than what they name. */
final class HostileRequests {
    private static final String EVENT = "{\"invoiceNo\":\"R-1\",\"supplier\":\"100042\",\"total\":\"1.00\","
            + "\"dueDate\":\"2026-12-24\"}";

    private HostileRequests() {}

    /**
     * Bytes on a connection.
     *
     * @param status of the one answer; 0: the connection is closed, with no answer that HTTP knows
     */
    record Raw(String what, String bytes, int status) {
        byte[] of(String key) {
            return bytes.replace("KEY", key).getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static List<Raw> raw() {
        return List.of(get("TRACE", "TRACE /api/v1/lanes HTTP/1.1", "", 405),
                get("TRACK", "TRACK /api/v1/lanes HTTP/1.1", "", 400),
                get("CONNECT to elsewhere", "CONNECT 169.254.169.254:80 HTTP/1.1", "", 400),
                get("a method that there is not", "JUNK /api/v1/lanes HTTP/1.1", "", 400),
                get("another method by a header",
                        "GET /api/v1/stops HTTP/1.1", String.join("\r\n", "X-HTTP-Method-Override: DELETE",
                                "X-Method-Override: DELETE", "X-HTTP-Method: DELETE", ""),
                        200),
                get("another path by a header", "GET /api/v1/lanes HTTP/1.1",
                        "X-Original-URL: /actuator/env\r\nX-Rewrite-URL: /actuator/env\r\n", 200),
                get("two Host headers", "GET /api/v1/lanes HTTP/1.1", "Host: evil.example\r\n", 400),
                raw("no Host header", "GET /api/v1/lanes HTTP/1.1\r\nAuthorization: Bearer KEY\r\n\r\n", 400),
                raw("a Host header that is none", "GET /api/v1/lanes HTTP/1.1\r\nHost: a/b\\c\r\n\r\n", 400),
                get("a URL of another host", "GET http://evil.example/api/v1/lanes HTTP/1.1", "", 400),
                post("two lengths that differ", "Content-Length: 5\r\nContent-Length: 6\r\n", "{}   ", 400),
                post("two lengths in one header", "Content-Length: 5, 6\r\n", "{}   ", 400),
                post("a length and chunks (smuggling)", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                        "0\r\n\r\nGET /api/v1/audit HTTP/1.1\r\nHost: x\r\n\r\n", 400),
                post("chunks under another name", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n", 400),
                post("chunks twice", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n", 400),
                post("a chunk longer than a number can say", "Transfer-Encoding: chunked\r\n",
                        "fffffffffffffffff\r\n{}", 400),
                post("a negative length", "Content-Length: -1\r\n", "", 400),
                post("a length that is no number", "Content-Length: 0x10\r\n", "", 400),
                get("a header without a name", "GET /api/v1/lanes HTTP/1.1", ": x\r\n", 400),
                get("a space before the colon", "GET /api/v1/lanes HTTP/1.1", "X-A : x\r\n", 400),
                get("a folded header", "GET /api/v1/lanes HTTP/1.1", "X-A: a\r\n b\r\n", 200),
                get("a null byte in a header", "GET /api/v1/lanes HTTP/1.1", "X-A: a\0b\r\n", 400),
                get("a lone CR in a header", "GET /api/v1/lanes HTTP/1.1", "X-A: a\rX-B: b\r\n", 400),
                get("300 headers", "GET /api/v1/lanes HTTP/1.1",
                        String.join("", Collections.nCopies(300, "X-A: a\r\n")),
                        400),
                get("headers of 100 KB", "GET /api/v1/lanes HTTP/1.1", "X-A: " + "a".repeat(100_000) + "\r\n", 400),
                get("a path of 100 KB", "GET /" + "a".repeat(100_000) + " HTTP/1.1", "", 400),
                get("/../ to the actuator", "GET /api/v1/../../actuator/env HTTP/1.1", "", 400),
                get("/..;/ to the actuator", "GET /api/v1/..;/..;/actuator/env HTTP/1.1", "", 400),
                get("%2e%2e/ out of the API", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", "", 400),
                get("%252e%252e (escaped twice)", "GET /api/v1/mappings/%252e%252e%252fx HTTP/1.1", "", 400),
                get("..%2f in a name", "GET /api/v1/mappings/..%2f..%2fetc%2fpasswd HTTP/1.1", "", 400),
                get("..%5c in a name", "GET /api/v1/mappings/..%5c..%5cwin.ini HTTP/1.1", "", 400),
                get("a backslash in the path", "GET /api/v1/mappings\\..\\x HTTP/1.1", "", 400),
                get("%c0%ae (overlong UTF-8)", "GET /%c0%ae%c0%ae/etc/passwd HTTP/1.1", "", 400),
                get("%00 in a name", "GET /api/v1/mappings/good%00.yaml HTTP/1.1", "", 400),
                get("CR and LF in a name", "GET /api/v1/mappings/a%0d%0aSet-Cookie:%20a=b HTTP/1.1", "", 400),
                get("a file of the class path", "GET /application.yaml HTTP/1.1", "", 404),
                get("a matrix parameter", "GET /actuator/health;/../prometheus HTTP/1.1", "", 400),
                post("CR and LF in Idempotency-Key", "Idempotency-Key: a\rSet-Cookie: a=b\r\nContent-Length: "
                        + EVENT.length() + "\r\n", EVENT, 400),
                post("bytes above ASCII in Idempotency-Key",
                        "Idempotency-Key: \u00ff\u0085\r\nContent-Length: " + EVENT.length() + "\r\n", EVENT, 400),
                raw("HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0),
                raw("TLS where there is none", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                        400));
    }

    /** What is put for every path variable and parameter of the API. */
    static List<String> values() {
        return List.of("' OR '1'='1", "'; DROP TABLE contract_call; --", "1; SELECT pg_sleep(20)", "1' AND 1=2 UNION"
                + " SELECT null,null--", "\" OR \"\"=\"", "') OR ('1'='1", "%' OR '%'='", "admin'--", "\\'; --",
                "1/**/OR/**/1=1", "$$; DROP TABLE lane; $$", "\u02bc OR 1=1", "0 OR 1=1", "x\u0000y",
                "../../etc/passwd",
                "..\\..\\win.ini", "%2e%2e%2f", "a\r\nSet-Cookie: a=b", "<script>alert(1)</script>",
                "${jndi:ldap://x/}",
                "\ud83d\ude00", "x".repeat(3_000), "-1", "9".repeat(40), "NaN", "null");
    }

    /** Names that look like {@code good}. */
    static List<String> lookAlikes() {
        return List.of("g\u043eod", "go\u200bod", "good\u202e", "\u202edoog", "good\u00ad", "\uff47ood", "go\u00f3d",
                "goo\u0301d", "Good", "good ", " good", "good.", "good\u00a0", "\u0261ood", "good\u0000", "good\ufeff");
    }

    private static Raw raw(String what, String bytes, int status) {
        return new Raw(what, bytes, status);
    }

    private static Raw get(String what, String line, String headers, int status) {
        return raw(what, line + "\r\nHost: 127.0.0.1\r\nAuthorization: Bearer KEY\r\n" + headers + "\r\n", status);
    }

    private static Raw post(String what, String headers, String body, int status) {
        return raw(what, "POST /api/v1/calls/good HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer KEY\r\n"
                + "Content-Type: application/json\r\n" + headers + "\r\n" + body, status);
    }
}
