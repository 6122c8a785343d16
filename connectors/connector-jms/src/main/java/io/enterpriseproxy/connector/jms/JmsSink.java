package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Deliveries;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends results, a batch to one commit. When a batch fails, its results are sent one by one, so that a bad one holds
 * nobody but its successors. A result that the broker has already is dropped by it and counts as delivered.
 */
final class JmsSink implements ResultSink {
    private final JmsLink link;
    private final JmsTargetSettings settings;
    private final String user;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable JmsSender sender;

    JmsSink(JmsLink link, JmsTargetSettings settings) {
        this.link = link;
        this.settings = settings;
        this.user = "target " + (settings.destination() == null ? "reply address" : settings.destination());
    }

    @Override
    public List<DeliveryOutcome> deliver(List<Result> results) {
        lock.lock();
        try {
            Deliveries deliveries = new Deliveries(results);
            for (int place : deliveries.open()) {
                if (address(deliveries.result(place)).isEmpty()) {
                    deliveries.failed(place, "The event named no reply address, and the target names no destination",
                            false);
                }
            }
            deliver(deliveries);
            return deliveries.outcomes();
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Deliveries deliveries) {
        List<Integer> places = deliveries.open();
        Optional<Failure> failure = send(deliveries, places);
        if (failure.isEmpty()) {
            places.forEach(deliveries::delivered);
        } else if (failure.get().down()) {
            deliveries.failOpen(failure.get().reason(), true);
        } else {
            deliverOneByOne(deliveries);
        }
    }

    private void deliverOneByOne(Deliveries deliveries) {
        for (List<Integer> open = deliveries.open(); !open.isEmpty(); open = deliveries.open()) {
            int place = open.getFirst();
            Optional<Failure> failure = send(deliveries, List.of(place));
            if (failure.isEmpty() || JmsSender.hasItAlready(failure.get().cause())) {
                deliveries.delivered(place);
            } else if (failure.get().down()) {
                deliveries.failOpen(failure.get().reason(), true);
            } else {
                deliveries.failed(place, failure.get().reason(), !failure.get().permanent());
            }
        }
    }

    private Optional<Failure> send(Deliveries deliveries, List<Integer> places) {
        try {
            JmsSender open = sender == null ? new JmsSender(link.open()) : sender;
            sender = open;
            places.stream().map(deliveries::result)
                    .forEach(result -> open.send(address(result).orElseThrow(), result));
            open.commit();
            link.works(user);
            return Optional.empty();
        } catch (JMSRuntimeException e) {
            boolean down = sender == null;
            drop();
            return Optional.of(new Failure(e, down, down ? link.troubled(user, e) : JmsLink.reason(e)));
        }
    }

    private Optional<String> address(Result result) {
        ReplyAddress replyTo = result.replyTo();
        return settings.reply() && replyTo != null && replyTo.destination() != null
                ? Optional.of(replyTo.destination())
                : Optional.ofNullable(settings.destination());
    }

    private void drop() {
        if (sender != null) {
            sender.close();
            sender = null;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            drop();
            link.forget(user);
        } finally {
            lock.unlock();
        }
    }

    /** Why a commit did not come about; down if there was not even a connection. */
    private record Failure(JMSRuntimeException cause, boolean down, String reason) {
        boolean permanent() {
            return cause instanceof InvalidDestinationRuntimeException || cause instanceof JMSSecurityRuntimeException;
        }
    }
}
