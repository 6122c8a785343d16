package io.enterpriseproxy.demo.event;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

final class SampleEventsTest {
    private final SampleEvents events = SampleEvents.ofTheDay();

    @Test
    void everySourceHasEventsThatAreTakenAndOneThatIsRefused() {
        assertThat(events.all()).hasSizeGreaterThanOrEqualTo(100);
        for (String source : Set.of("REST", "REST batch", "JMS", "Kafka", "Database")) {
            List<BusinessEvent> own = events.all().stream().filter(event -> event.source().equals(source)).toList();
            assertThat(own).as(source).anyMatch(event -> event.expected().isConfirmed())
                    .anyMatch(event -> !event.expected().isConfirmed());
        }
    }

    @Test
    void noTwoEventsHaveOneKey() {
        assertThat(events.all()).extracting(BusinessEvent::key).doesNotHaveDuplicates();
        assertThat(events.all()).extracting(BusinessEvent::idempotencyKey).doesNotHaveDuplicates();
    }

    @Test
    void dayIsTheSameAtEachStart() {
        assertThat(SampleEvents.ofTheDay()).isEqualTo(events);
    }

    @Test
    void paymentIsPrintedAsTheErpPrintsAmounts() {
        Supplier supplier = Supplier.all().getFirst();
        Payment payment = new Payment("2000004711", "R1", supplier, new BigDecimal("1234567.80"),
                Expected.CONFIRMED);

        assertThat(payment.json()).contains("\"amount\":\"1.234.567,80\"", "\"payee\":\"0000100042\"");
    }

    @Test
    void certificateNamesItsInspectorAndItsRecordDoesNot() {
        QualityRecord record = new QualityRecord("QC-1", "B-1",
                List.of(new BigDecimal("2.061"), new BigDecimal("2.03")),
                true, "A. Smith", Expected.CONFIRMED);

        assertThat(QualityRecord.json(List.of(record)))
                .isEqualTo("[{\"certificateNo\":\"QC-1\",\"batch\":{\"no\":\"B-1\","
                        + "\"values\":[2.061,2.03]},\"result\":\"OK\",\"inspector\":\"A. Smith\"}]");
        assertThat(record.record()).isEqualTo(
                "{\"batch\":\"B-1\",\"certificateNo\":\"QC-1\",\"measured\":[2.061,2.03],\"passed\":true}");
    }

    @Test
    void csvKeepsQuotesAndSeparators() {
        List<Material> odd = events.materials().stream().filter(material -> material.description().contains("\""))
                .collect(Collectors.toList());

        assertThat(odd).hasSize(1);
        assertThat(Material.csv(odd)).isEqualTo("""
                MATNR;MAKTX;MEINS;VERSION\r
                M-10024;"Label ""fragile"" 100x50, roll of 1000";PCE;1\r
                """);
    }
}
