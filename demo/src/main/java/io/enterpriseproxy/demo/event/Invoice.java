package io.enterpriseproxy.demo.event;

import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A supplier's invoice that accounts payable posted.
 *
 * @param documentNo number that the ERP gave it
 * @param reference number that the supplier gave it; a paper that is posted twice has it twice
 */
public record Invoice(
        String documentNo,
        String reference,
        Supplier supplier,
        BigDecimal total,
        LocalDate postingDate,
        LocalDate dueDate,
        Expected expected) implements BusinessEvent {
    private static final String COMPANY = "1000";

    @Override
    public String source() {
        return "REST";
    }

    @Override
    public String key() {
        return documentNo;
    }

    @Override
    public String idempotencyKey() {
        return COMPANY + "/" + postingDate.getYear() + "/" + documentNo;
    }

    @Override
    public String label() {
        return "invoice " + documentNo;
    }

    /** As the ERP sends it. */
    public String json() {
        ObjectNode json = Json.object().put("invoiceNo", documentNo).put("companyCode", COMPANY)
                .put("fiscalYear", postingDate.getYear()).put("documentType", "RE");
        json.putObject("supplier").put("id", supplier.paddedId()).put("name", supplier.name());
        return json.put("reference", reference).put("currency", "EUR").put("total", total)
                .put("postingDate", postingDate.toString()).put("dueDate", dueDate.toString()).toString();
    }
}
