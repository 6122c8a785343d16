package io.enterpriseproxy.server.crash;

import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three servers with one ledger and one consumer group, under load by REST and Kafka: each is replaced, then the owner of
 * the lanes dies. Nothing is lost or doubled, and each customer's documents keep their order, on the chain and in the ERP.
 */
class RollingRestartIT {
    private static final Logger LOG = LoggerFactory.getLogger(RollingRestartIT.class);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int CUSTOMERS = 6;
    private static final Duration PACE = Duration.ofMillis(150);
    /** A lease lasts 8 s, and is looked for four times a second: the rest is for a busy machine. */
    private static final Duration FAIL_OVER = Duration.ofSeconds(15);
    /** Far less than a lease: the lanes were given back. */
    private static final Duration HAND_OVER = Duration.ofSeconds(5);
    private static final Duration TERMINATION_PERIOD = Duration.ofSeconds(60);

    private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
    private volatile boolean enough;

    private record Member(ServerProcess process, int port, long pid) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    @Test
    void replacingEachServerAndTheDeathOfAnOwnerLoseAndDoubleNothing(@TempDir Path directory) throws Exception {
        List<Member> members = new ArrayList<>();
        List<Future<?>> senders = new ArrayList<>();
        try (Cluster cluster = new Cluster(directory);
                ExecutorService load = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                members.addAll(IntStream.range(0, 3).mapToObj(i -> cluster.files("server-" + i))
                        .map(files -> CompletableFuture.supplyAsync(() -> start(files, freePort()))).toList().stream()
                        .map(CompletableFuture::join).toList());
                List<Integer> ports = members.stream().map(Member::port).toList();
                for (int customer = 0; customer < CUSTOMERS; customer++) {
                    String byRest = "r" + customer;
                    String byKafka = "k" + customer;
                    senders.add(load.submit(() -> keepSending(byRest, document -> post(ports, document))));
                    senders.add(load.submit(() -> keepSending(byKafka, cluster::publish)));
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> cluster.written().size() > 50);

                for (int i = 0; i < 3; i++) {
                    replace(cluster, members, i, directory.resolve("server-" + i));
                }
                killAnOwner(cluster, members);
                enough = true;
                for (Future<?> sender : senders) {
                    sender.get();
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> cluster.written().size() >= sent.size());
            } finally {
                enough = true;
                members.forEach(Member::close);
            }
            checkThatEachDocumentCountsOnceInOrder(cluster);
        }
    }

    private void replace(Cluster cluster, List<Member> members, int i, Path files) throws InterruptedException {
        Member old = members.get(i);
        long lanes = cluster.ownersOfLanes().stream().filter(owner -> owner == old.pid()).count();
        long asked = System.nanoTime();
        CompletableFuture<Void> end = CompletableFuture.runAsync(old.process()::stop);
        Duration handOver = awaitOwners(cluster, old.pid(), asked);
        end.join();
        Duration drain = Duration.ofNanos(System.nanoTime() - asked);
        LOG.info("SIGTERM: {} lanes had other owners after {} ms, the process ended after {} ms", lanes,
                handOver.toMillis(), drain.toMillis());
        assertThat(handOver).isLessThan(HAND_OVER);
        assertThat(drain).isLessThan(TERMINATION_PERIOD);
        members.set(i, start(files, old.port()));
    }

    private static void killAnOwner(Cluster cluster, List<Member> members) throws InterruptedException {
        Map<Long, Long> lanes = cluster.ownersOfLanes().stream()
                .collect(Collectors.groupingBy(owner -> owner, Collectors.counting()));
        Member owner = members.stream().filter(member -> lanes.containsKey(member.pid())).findFirst().orElseThrow();
        long killed = System.nanoTime();
        owner.process().kill();
        Duration failOver = awaitOwners(cluster, owner.pid(), killed);
        LOG.info("SIGKILL: {} lanes had other owners after {} ms", lanes.get(owner.pid()), failOver.toMillis());
        assertThat(failOver).isLessThan(FAIL_OVER);
    }

    /** How long it takes until every lane has an owner that is not this one. */
    private static Duration awaitOwners(Cluster cluster, long gone, long since) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> {
            List<Long> owners = cluster.ownersOfLanes();
            return owners.size() == 4 && !owners.contains(gone);
        });
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private void checkThatEachDocumentCountsOnceInOrder(Cluster cluster) {
        List<String> counted = cluster.counted(sent);
        assertThat(counted).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(sent);
        assertThat(cluster.transactions()).as("no nonce was used for anything else").isEqualTo(sent.size());
        assertThat(cluster.resultsPerDocument()).containsOnly(1L);
        assertThat(byCustomer(counted)).as("order on the chain").isEqualTo(byCustomer(List.copyOf(sent)));
        assertThat(byCustomer(cluster.written())).as("order in the ERP").isEqualTo(byCustomer(List.copyOf(sent)));
        LOG.info("{} documents, each with one effect and one result, in order", sent.size());
    }

    private static Map<String, List<String>> byCustomer(List<String> documents) {
        return documents.stream().collect(Collectors.groupingBy(Cluster::customer));
    }

    private interface Sender {
        void send(String document) throws Exception;
    }

    /** One document after the other: the next when the earlier one was taken. */
    private void keepSending(String customer, Sender sender) {
        try {
            for (int number = 0; !enough; number++) {
                String document = customer + "-" + number;
                sender.send(document);
                sent.add(document);
                Thread.sleep(PACE);
            }
        } catch (Exception e) {
            throw new IllegalStateException("customer " + customer + " stopped sending", e);
        }
    }

    /** As a client does that must not lose it: to the next server, with the same key, until one says that it has it. */
    private static void post(List<Integer> ports, String document) throws InterruptedException {
        for (int attempt = 0;; attempt++) {
            try {
                HttpResponse<String> answer = HTTP.send(HttpRequest
                        .newBuilder(URI.create("http://127.0.0.1:" + ports.get((document.hashCode() + attempt & 0xffff)
                                % ports.size()) + "/erp/documents"))
                        .header("Authorization", "Bearer " + ProxyUnderTest.CALLER)
                        .header("Content-Type", "application/json").header("Idempotency-Key", document)
                        .timeout(Duration.ofSeconds(10))
                        .POST(HttpRequest.BodyPublishers.ofString(Cluster.json(document))).build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 202) {
                    return;
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            } catch (IOException refused) {
                LOG.debug("{} is sent again: {}", document, refused.getMessage());
            }
            Thread.sleep(100);
        }
    }

    private static Member start(Path files, int port) {
        ServerProcess process = ServerProcess.start(files, port);
        return new Member(process, port, process.pid());
    }

    private static int freePort() {
        try {
            return CrashSuite.freePort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
