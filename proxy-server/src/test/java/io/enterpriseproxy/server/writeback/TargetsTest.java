package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.mapping.ErrorRule;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.OutcomeStatus;
import io.enterpriseproxy.mapping.RenderOutcome;
import io.enterpriseproxy.mapping.WriteBack;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.ledger.WriteBackRecord;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class TargetsTest {
    private final List<String> open = new ArrayList<>();
    private final Targets targets = new Targets(new Mappings(), name -> new OneConnection());

    @Test
    void publishingAgainAndAgainKeepsOneTargetOpen() {
        for (int version = 1; version <= 20; version++) {
            targets.of(result("invoice", version));
        }
        targets.of(result("payment", 1));

        assertThat(open).containsExactly("invoice 20", "payment 1");
        targets.close();
        assertThat(open).isEmpty();
    }

    @Test
    void targetOfTheVersionInHandIsUsedAgain() {
        Targets.Target first = targets.of(result("invoice", 1));

        assertThat(targets.of(result("invoice", 1))).isSameAs(first);
        assertThat(open).containsExactly("invoice 1");
    }

    private static WriteBackRecord result(String mapping, int version) {
        return new WriteBackRecord(1, new UUID(0, 1), 1, mapping, version, 0, 0, "confirmed", null, null, "{}", 0,
                null);
    }

    private record Settings(String label) {}

    private final class OneConnection implements Connection {
        @Override
        public SourceRoute openSource(String mapping, Record settings, Intake intake) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ResultSink openTarget(Record settings) {
            String label = ((Settings) settings).label();
            open.add(label);
            return new ResultSink() {
                @Override
                public List<DeliveryOutcome> deliver(List<Result> results) {
                    return List.of();
                }

                @Override
                public void close() {
                    open.remove(label);
                }
            };
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    private static final class Mappings implements MappingCatalog {
        @Override
        public Optional<PublishedMapping> current(String mapping) {
            return Optional.empty();
        }

        @Override
        public PublishedMapping version(String mapping, int version) {
            return new PublishedMapping(new OneRule(mapping, new Rule(new Settings(mapping + " " + version))), version,
                    true, false);
        }
    }

    private record OneRule(String name, Rule rule) implements Mapping {
        @Override
        public MapOutcome map(SourceEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> senders(String chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<WriteBack> writeBacks() {
            return List.of(rule);
        }

        @Override
        public Map<String, ErrorRule> errors() {
            return Map.of();
        }
    }

    private record Rule(Record settings) implements WriteBack {
        @Override
        public int index() {
            return 0;
        }

        @Override
        public Set<OutcomeStatus> on() {
            return Set.of();
        }

        @Override
        public String kind() {
            return "jms";
        }

        @Override
        public String connection() {
            return "erp-mq";
        }

        @Override
        public int target() {
            return 0;
        }

        @Override
        public boolean holdsOnFailure() {
            return false;
        }

        @Override
        public RenderOutcome render(Map<String, Object> view) {
            throw new UnsupportedOperationException();
        }
    }
}
