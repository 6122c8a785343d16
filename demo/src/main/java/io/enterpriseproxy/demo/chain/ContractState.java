package io.enterpriseproxy.demo.chain;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.proof.AnchorProof;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What the chain and the sample contracts hold. Keys are 32 bytes as 0x-hex; amounts are whole numbers in the smallest unit. */
public interface ContractState {
    /** An invoice as registered; amount is what was invoiced. */
    record Invoice(Address supplier, BigInteger amount, long dueDate) {}

    /** A goods receipt as recorded. */
    record Receipt(String orderKey, List<Line> lines) {}

    /** A position of a goods receipt. */
    record Line(String materialKey, BigInteger quantity, String unit) {}

    /** A shipment as last reported. */
    record Shipment(int status, long updates, long seenAt, String location) {}

    /** A payment under its reference. */
    record Payment(Address to, BigInteger amount) {}

    /** A material as last written. */
    record Material(long version, long changes, String description, String baseUnit) {}

    /** Whether a transaction succeeded; empty if it is in no block. */
    Optional<Boolean> succeeded(String transactionHash);

    /** How many invoices are registered. */
    BigInteger invoiceCount();

    /** The invoice of this key, if it is registered. */
    Optional<Invoice> invoice(String key);

    /** How many goods receipts are recorded. */
    BigInteger receiptCount();

    /** The goods receipt of this key, if it is recorded. */
    Optional<Receipt> receipt(String key);

    /** How much of a material was received for an order, over all receipts. */
    BigInteger receivedQuantity(String orderKey, String materialKey);

    /** The shipment of this key, if it was ever reported. */
    Optional<Shipment> shipment(String key);

    /** How many payments the payer made. */
    BigInteger paymentCount(Address payer);

    /** The payment that the payer made under this reference, if there is one. */
    Optional<Payment> payment(Address payer, String reference);

    /** How many tokens an account holds. */
    BigInteger balance(Address account);

    /** How many roots of records are anchored. */
    BigInteger rootCount();

    /** Whether the anchor contract finds this record below a root that was anchored. */
    boolean isAnchored(AnchorProof proof);

    /** How many materials are known. */
    BigInteger materialCount();

    /** The material of this key, if it is known. */
    Optional<Material> material(String key);
}
