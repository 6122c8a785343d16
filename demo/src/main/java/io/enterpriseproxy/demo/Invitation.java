package io.enterpriseproxy.demo;

import io.enterpriseproxy.demo.event.Expected;
import io.enterpriseproxy.demo.event.Invoice;
import io.enterpriseproxy.demo.event.Supplier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** What a person may try while the demo stays up. */
final class Invitation {
    private final RunningDemo demo;
    private final Path invoiceFile;

    Invitation(RunningDemo demo, Workspace workspace) {
        this.demo = demo;
        this.invoiceFile = workspace.resolve("next-invoice.json");
    }

    /** Posts one more invoice in the ERP, which a person may hand in, and says how. */
    List<String> lines() {
        Invoice next = new Invoice("5105601000", "RE-2026-01000", Supplier.all().getFirst(), new BigDecimal("99.50"),
                LocalDate.of(2026, 11, 21), LocalDate.of(2026, 12, 21), Expected.CONFIRMED);
        demo.erp().database().post(next);
        try {
            Files.writeString(invoiceFile, next.json());
        } catch (IOException e) {
            throw new UncheckedIOException(invoiceFile + " cannot be written", e);
        }
        String url = demo.watcher().url().toString();
        return """

                Still up, until Ctrl-C. The API is %s; this key may do everything:
                  KEY=%s
                Try:
                  curl -s -H "Authorization: Bearer $KEY" '%s/api/v1/calls?limit=3'
                  curl -s -H "Authorization: Bearer $KEY" '%s/api/v1/lanes'
                  curl -s -H "Authorization: Bearer $KEY" -H 'Prefer: wait=10' -H 'Content-Type: application/json' \\
                    --data-binary @%s '%s/erp/invoices'
                """.formatted(url, demo.watcher().apiKey(), url, url, invoiceFile, url).lines().toList();
    }
}
