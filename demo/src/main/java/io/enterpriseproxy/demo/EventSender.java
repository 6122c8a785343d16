package io.enterpriseproxy.demo;

import io.enterpriseproxy.demo.erp.ErpSystems;
import io.enterpriseproxy.demo.event.BusinessEvent;
import io.enterpriseproxy.demo.event.GoodsReceipt;
import io.enterpriseproxy.demo.event.Invoice;
import io.enterpriseproxy.demo.event.Material;
import io.enterpriseproxy.demo.event.Payment;
import io.enterpriseproxy.demo.event.QualityRecord;
import io.enterpriseproxy.demo.event.ShipmentStatus;
import io.enterpriseproxy.demo.proxy.ProxyApi;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Hands events to the proxy as their systems do: all systems at the same time, each in its own order. */
final class EventSender {
    private static final Executor SYSTEMS = work -> Thread.ofVirtual().name("system").start(work);

    private final ErpSystems erp;
    private final ProxyApi proxy;

    EventSender(ErpSystems erp, ProxyApi proxy) {
        this.erp = erp;
        this.proxy = proxy;
    }

    /** Books events in their systems and hands them in; done when every system has handed in its own. */
    CompletableFuture<Void> send(Collection<? extends BusinessEvent> events) {
        return CompletableFuture.allOf(
                start(events, Invoice.class, invoices -> invoices.forEach(this::post)),
                start(events, Payment.class, erp.database()::run),
                start(events, Material.class, this::upload),
                start(events, QualityRecord.class, this::certify),
                start(events, GoodsReceipt.class, erp.queues()::send),
                start(events, ShipmentStatus.class, erp.topics()::publish));
    }

    /** Hands in again what was handed in before, as a system does that got no answer. */
    CompletableFuture<Void> sendAgain(Collection<? extends BusinessEvent> events) {
        return CompletableFuture.allOf(
                start(events, Invoice.class, invoices -> invoices.forEach(this::handIn)),
                start(events, Payment.class, erp.database()::writeToOutbox),
                start(events, Material.class, this::upload),
                start(events, QualityRecord.class, this::certify),
                start(events, GoodsReceipt.class, erp.queues()::send),
                start(events, ShipmentStatus.class, erp.topics()::publish));
    }

    private static <E extends BusinessEvent> CompletableFuture<Void> start(Collection<? extends BusinessEvent> events,
            Class<E> kind, Consumer<List<E>> sending) {
        List<E> own = events.stream().filter(kind::isInstance).map(kind::cast).toList();
        return own.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> sending.accept(own), SYSTEMS);
    }

    private void post(Invoice invoice) {
        erp.database().post(invoice);
        handIn(invoice);
    }

    private void handIn(Invoice invoice) {
        proxy.post("/erp/invoices", "application/json", invoice.json());
    }

    private void certify(List<QualityRecord> records) {
        proxy.post("/api/v1/calls/quality-record/batch", "application/json", QualityRecord.json(records));
    }

    private void upload(List<Material> materials) {
        proxy.post("/api/v1/calls/material-master/batch", "text/csv", Material.csv(materials));
    }
}
