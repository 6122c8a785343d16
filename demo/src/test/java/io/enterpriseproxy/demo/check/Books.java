package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.demo.chain.ContractState;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Contracts as maps, which a test fills as it likes. */
final class Books implements ContractState {
    final Map<String, Boolean> transactions = new HashMap<>();
    final Map<String, Invoice> invoices = new HashMap<>();
    final Map<String, Receipt> receipts = new HashMap<>();
    final Map<String, BigInteger> quantities = new HashMap<>();
    final Map<String, Shipment> shipments = new HashMap<>();
    final Map<String, Payment> payments = new HashMap<>();
    final Map<Address, BigInteger> balances = new HashMap<>();
    final Map<String, Material> materials = new HashMap<>();
    final Set<AnchorProof> anchored = new HashSet<>();

    @Override
    public Optional<Boolean> succeeded(String transactionHash) {
        return Optional.ofNullable(transactions.get(transactionHash));
    }

    @Override
    public BigInteger invoiceCount() {
        return BigInteger.valueOf(invoices.size());
    }

    @Override
    public Optional<Invoice> invoice(String key) {
        return Optional.ofNullable(invoices.get(key));
    }

    @Override
    public BigInteger receiptCount() {
        return BigInteger.valueOf(receipts.size());
    }

    @Override
    public Optional<Receipt> receipt(String key) {
        return Optional.ofNullable(receipts.get(key));
    }

    @Override
    public BigInteger receivedQuantity(String orderKey, String materialKey) {
        return quantities.getOrDefault(orderKey + materialKey, BigInteger.ZERO);
    }

    @Override
    public Optional<Shipment> shipment(String key) {
        return Optional.ofNullable(shipments.get(key));
    }

    @Override
    public BigInteger paymentCount(Address payer) {
        return BigInteger.valueOf(payments.size());
    }

    @Override
    public Optional<Payment> payment(Address payer, String reference) {
        return Optional.ofNullable(payments.get(reference));
    }

    @Override
    public BigInteger balance(Address account) {
        return balances.getOrDefault(account, BigInteger.ZERO);
    }

    @Override
    public BigInteger rootCount() {
        return BigInteger.valueOf(anchored.stream().map(AnchorProof::root).distinct().count());
    }

    @Override
    public boolean isAnchored(AnchorProof proof) {
        return anchored.contains(proof);
    }

    @Override
    public BigInteger materialCount() {
        return BigInteger.valueOf(materials.size());
    }

    @Override
    public Optional<Material> material(String key) {
        return Optional.ofNullable(materials.get(key));
    }
}
