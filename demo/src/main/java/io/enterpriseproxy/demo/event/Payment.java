package io.enterpriseproxy.demo.event;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * A payment of a payment run.
 *
 * @param paymentNo number of the payment in the ERP
 * @param reference what the supplier sees as the reason of payment; the contract takes each once
 */
public record Payment(
        String paymentNo,
        String reference,
        Supplier supplier,
        BigDecimal amount,
        Expected expected) implements BusinessEvent {
    private static final String RUN = "F110-20261120-01";

    @Override
    public String source() {
        return "Database";
    }

    @Override
    public String key() {
        return paymentNo;
    }

    @Override
    public String idempotencyKey() {
        return RUN + "/" + paymentNo;
    }

    @Override
    public String label() {
        return "payment " + paymentNo;
    }

    /** As the payment run writes it to the outbox: amounts as the ERP prints them, 1.234,56. */
    public String json() {
        DecimalFormat printed = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.GERMANY));
        return Json.object().put("runId", RUN).put("paymentNo", paymentNo).put("payee", supplier.paddedId())
                .put("amount", printed.format(amount)).put("currency", "EUR").put("reference", reference)
                .put("valueDate", "20261123").toString();
    }
}
