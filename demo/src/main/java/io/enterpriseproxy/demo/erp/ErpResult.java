package io.enterpriseproxy.demo.erp;

/**
 * A final outcome as it stands in one of the company's systems.
 *
 * @param system where it is: a table, a queue, a topic, an HTTP path
 * @param eventKey the event that it is of, in the company's words
 * @param id by which a second delivery is recognised; a table row, which is there once anyway, has its key
 * @param confirmed whether the contract took it
 * @param code ERP code of a refusal; empty if confirmed
 * @param transaction hash of its transaction; empty if the system was told none
 */
public record ErpResult(
        String system,
        String eventKey,
        String id,
        boolean confirmed,
        String code,
        String transaction) {}
