package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.demo.event.BusinessEvent;
import io.enterpriseproxy.demo.event.GoodsReceipt;
import io.enterpriseproxy.demo.event.Invoice;
import io.enterpriseproxy.demo.event.Material;
import io.enterpriseproxy.demo.event.Payment;
import io.enterpriseproxy.demo.event.QualityRecord;
import io.enterpriseproxy.demo.event.ShipmentStatus;

import java.util.Set;

/** Where the company awaits the result of an event. */
public final class Destinations {
    private Destinations() {}

    /** The systems, by the names that results have. */
    public static Set<String> of(BusinessEvent event) {
        return switch (event) {
            case Invoice invoice when invoice.expected().isConfirmed() ->
                Set.of("table invoice", "http /invoices/chain-status");
            case Invoice invoice -> Set.of("table invoice");
            case GoodsReceipt receipt ->
                Set.of(receipt.wantsReply() ? "queue WAREHOUSE.REPLIES" : "queue ERP.GOODSRECEIPTS.RESULT");
            case ShipmentStatus status -> Set.of("topic logistics.shipment-status.result");
            case Payment payment -> Set.of("table payment");
            case Material material -> Set.of("http /materials/chain-status");
            case QualityRecord record -> Set.of("http /proofs");
        };
    }
}
