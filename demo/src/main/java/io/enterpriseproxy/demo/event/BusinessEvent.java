package io.enterpriseproxy.demo.event;

/** Something that happened in the company and is to be booked in a contract, or kept and proved by one. */
public sealed interface BusinessEvent permits Invoice, GoodsReceipt, ShipmentStatus, Payment, Material, QualityRecord {
    /** How it leaves its system. */
    String source();

    /** What it is called in its own system, and so in results. */
    String key();

    /** What its mapping makes the proxy call it. */
    String idempotencyKey();

    /** A few words for people. */
    String label();

    /** What is expected to come of it. */
    Expected expected();
}
