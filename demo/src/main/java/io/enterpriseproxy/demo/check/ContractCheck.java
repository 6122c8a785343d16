package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.demo.chain.ContractState;
import io.enterpriseproxy.demo.event.BusinessEvent;
import io.enterpriseproxy.demo.event.GoodsReceipt;
import io.enterpriseproxy.demo.event.Invoice;
import io.enterpriseproxy.demo.event.Material;
import io.enterpriseproxy.demo.event.Payment;
import io.enterpriseproxy.demo.event.SampleEvents;
import io.enterpriseproxy.demo.event.ShipmentStatus;

import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether the contracts hold exactly what the confirmed events say: each once, nothing else, nothing of the refused ones.
 */
public final class ContractCheck {
    private final ContractState contracts;
    private final Predicate<BusinessEvent> confirmed;
    private final Comparison comparison = new Comparison();

    /** @param confirmed whether an event was reported back as confirmed */
    public ContractCheck(ContractState contracts, Predicate<BusinessEvent> confirmed) {
        this.contracts = contracts;
        this.confirmed = confirmed;
    }

    /**
     * Compares everything.
     *
     * @param payer who pays the payments
     * @param funds what the payer had at the beginning, in millionths
     */
    public Comparison compare(SampleEvents events, Address payer, BigInteger funds) {
        invoices(taken(events.invoices()));
        goodsReceipts(taken(events.goodsReceipts()));
        shipments(taken(events.shipmentStatuses()));
        payments(taken(events.payments()), payer, funds);
        materials(taken(events.materials()));
        return comparison;
    }

    private <E extends BusinessEvent> List<E> taken(List<E> events) {
        return events.stream().filter(confirmed).toList();
    }

    private void invoices(List<Invoice> invoices) {
        comparison.same("InvoiceRegistry: count", count(invoices), contracts.invoiceCount());
        for (Invoice invoice : invoices) {
            comparison.same("InvoiceRegistry: " + invoice.label(), Optional.of(new ContractState.Invoice(
                    invoice.supplier().address(), ContractKeys.units(invoice.total(), 6),
                    invoice.dueDate().atStartOfDay(ZoneOffset.UTC).toEpochSecond())),
                    contracts.invoice(ContractKeys.hashed(invoice.supplier().id() + "/" + invoice.reference())));
        }
    }

    private void goodsReceipts(List<GoodsReceipt> receipts) {
        comparison.same("LogisticsRegistry: receipts", count(receipts), contracts.receiptCount());
        Map<Position, BigInteger> received = new LinkedHashMap<>();
        for (GoodsReceipt receipt : receipts) {
            List<ContractState.Line> lines = receipt.lines().stream().map(ContractCheck::line).toList();
            String order = ContractKeys.readable("PO-" + receipt.purchaseOrder());
            comparison.same("LogisticsRegistry: " + receipt.label(),
                    Optional.of(new ContractState.Receipt(order, lines)),
                    contracts.receipt(ContractKeys.hashed(GoodsReceipt.SENDER + "/" + receipt.docnum())));
            lines.forEach(line -> received.merge(new Position(order, line.materialKey()), line.quantity(),
                    BigInteger::add));
        }
        received.forEach((position, quantity) -> comparison.same("LogisticsRegistry: quantity of " + position, quantity,
                contracts.receivedQuantity(position.orderKey(), position.materialKey())));
    }

    private record Position(String orderKey, String materialKey) {}

    private static ContractState.Line line(GoodsReceipt.Line line) {
        return new ContractState.Line(ContractKeys.readable(line.material()), ContractKeys.units(line.quantity(), 3),
                ContractKeys.unit(line.unit()));
    }

    /** The last one taken of each shipment stands; each counts. */
    private void shipments(List<ShipmentStatus> statuses) {
        Map<String, ContractState.Shipment> expected = new LinkedHashMap<>();
        for (ShipmentStatus status : statuses) {
            ContractState.Shipment before = expected.get(status.shipment());
            expected.put(status.shipment(), new ContractState.Shipment(status.stage().code(),
                    before == null ? 1 : before.updates() + 1, status.at().toEpochSecond(),
                    status.placeCode() + " " + status.placeName()));
        }
        expected.forEach((shipment, state) -> comparison.same("LogisticsRegistry: shipment " + shipment,
                Optional.of(state), contracts.shipment(ContractKeys.hashed(shipment))));
    }

    private void payments(List<Payment> payments, Address payer, BigInteger funds) {
        comparison.same("PaymentToken: payments", count(payments), contracts.paymentCount(payer));
        Map<Address, BigInteger> received = new LinkedHashMap<>();
        BigInteger left = funds;
        for (Payment payment : payments) {
            Address supplier = payment.supplier().address();
            BigInteger amount = ContractKeys.units(payment.amount(), 6);
            comparison.same("PaymentToken: " + payment.label(),
                    Optional.of(new ContractState.Payment(supplier, amount)),
                    contracts.payment(payer, ContractKeys.readable(payment.reference())));
            received.merge(supplier, amount, BigInteger::add);
            left = left.subtract(amount);
        }
        received.forEach((supplier, amount) -> comparison.same("PaymentToken: balance of supplier " + supplier, amount,
                contracts.balance(supplier)));
        comparison.same("PaymentToken: what the payer has left", left, contracts.balance(payer));
    }

    private void materials(List<Material> materials) {
        comparison.same("MaterialMaster: count", count(materials), contracts.materialCount());
        for (Material material : materials) {
            comparison.same("MaterialMaster: " + material.label(),
                    Optional.of(new ContractState.Material(material.version(), 1, material.description(),
                            material.unit())),
                    contracts.material(ContractKeys.readable(material.number())));
        }
    }

    private static BigInteger count(List<?> events) {
        return BigInteger.valueOf(events.size());
    }
}
