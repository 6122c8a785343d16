package io.enterpriseproxy.demo.event;

import io.enterpriseproxy.demo.event.ShipmentStatus.Stage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A day in the company, the same at each start. */
public record SampleEvents(
        List<Invoice> invoices,
        List<GoodsReceipt> goodsReceipts,
        List<ShipmentStatus> shipmentStatuses,
        List<Payment> payments,
        List<Material> materials,
        List<QualityRecord> qualityRecords) {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final int RECEIPTS = 24;
    private static final int FIRST_RECEIPT = 4_711_001;

    public SampleEvents {
        invoices = List.copyOf(invoices);
        goodsReceipts = List.copyOf(goodsReceipts);
        shipmentStatuses = List.copyOf(shipmentStatuses);
        payments = List.copyOf(payments);
        materials = List.copyOf(materials);
        qualityRecords = List.copyOf(qualityRecords);
    }

    /** Some hundred and seventy events, seven of which a contract refuses. */
    public static SampleEvents ofTheDay() {
        return new Day(new Random(4711)).events();
    }

    /** All, source by source, each in the order in which it is sent. */
    public List<BusinessEvent> all() {
        return Stream.<List<? extends BusinessEvent>>of(invoices, goodsReceipts, shipmentStatuses, payments, materials,
                qualityRecords)
                .<BusinessEvent>flatMap(List::stream).toList();
    }

    /** Makes them up. */
    private record Day(Random random, List<Supplier> suppliers, List<Material> materials) {
        Day(Random random) {
            this(random, Supplier.all(), CsvResource.rows("materials.csv").stream().map(cells -> new Material(
                    cells.get(0), cells.get(1), cells.get(2), Integer.parseInt(cells.get(3)), Expected.CONFIRMED))
                    .toList());
        }

        SampleEvents events() {
            return new SampleEvents(invoices(), goodsReceipts(), shipmentStatuses(), payments(), materialFile(),
                    qualityRecords());
        }

        private List<Invoice> invoices() {
            List<Invoice> invoices = new ArrayList<>(IntStream.range(0, 38).mapToObj(this::invoice).toList());
            invoices.add(postedAgain(invoices.get(3), "5105600901"));
            invoices.add(postedAgain(invoices.get(17), "5105600902"));
            return invoices;
        }

        private Invoice invoice(int i) {
            LocalDate posted = TODAY.minusDays(random.nextInt(5));
            return new Invoice(String.valueOf(5_105_600_101L + i), "RE-2026-%05d".formatted(417 + 13 * i),
                    supplier(i), amount(9_000_000), posted,
                    posted.plusDays(List.of(14, 30, 60).get(random.nextInt(3))), Expected.CONFIRMED);
        }

        /** The same paper, keyed in a second time: another document of the ERP, the same number of the supplier. */
        private static Invoice postedAgain(Invoice first, String documentNo) {
            return new Invoice(documentNo, first.reference(), first.supplier(), first.total(), TODAY, first.dueDate(),
                    Expected.rejected("AP-409"));
        }

        private List<GoodsReceipt> goodsReceipts() {
            List<GoodsReceipt> receipts = new ArrayList<>(IntStream.range(0, RECEIPTS).mapToObj(i -> new GoodsReceipt(
                    "%016d".formatted(FIRST_RECEIPT + i), String.valueOf(4_500_017_300L + i / 3), TODAY,
                    receivedLines(i),
                    i % 3 == 0, Expected.CONFIRMED)).toList());
            // The lorry was empty.
            receipts.add(new GoodsReceipt("%016d".formatted(FIRST_RECEIPT + RECEIPTS), "4500017307", TODAY,
                    List.of(new GoodsReceipt.Line("M-10001", BigDecimal.ZERO.setScale(3), "KG")), true,
                    Expected.rejected("MM-423")));
            return receipts;
        }

        private List<GoodsReceipt.Line> receivedLines(int receipt) {
            return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(line -> {
                Material material = materials.get((receipt * 5 + line * 7) % materials.size());
                boolean countable = material.unit().equals("PCE");
                BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(500)).add(countable
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(random.nextInt(1000), 3)).setScale(3);
                return new GoodsReceipt.Line(material.number(), quantity, sapUnit(material.unit()));
            }).toList();
        }

        private static String sapUnit(String unit) {
            return switch (unit) {
                case "PCE" -> "ST";
                case "KGM" -> "KG";
                case "MTR" -> "M";
                case "LTR" -> "L";
                default -> throw new IllegalArgumentException("SAP has no word for " + unit);
            };
        }

        private List<ShipmentStatus> shipmentStatuses() {
            List<ShipmentStatus> statuses = new ArrayList<>();
            for (Stage stage : List.of(Stage.PICKED, Stage.DEPARTED, Stage.ARRIVED, Stage.DELIVERED)) {
                for (int shipment = 0; shipment < 8; shipment++) {
                    statuses.add(status(shipment, stage, Expected.CONFIRMED));
                }
            }
            // Scanners that were offline: their reports come after the goods were delivered.
            statuses.add(status(2, Stage.DEPARTED, Expected.reverted("TM-409")));
            statuses.add(status(5, Stage.PICKED, Expected.reverted("TM-409")));
            return statuses;
        }

        private ShipmentStatus status(int shipment, Stage stage, Expected expected) {
            OffsetDateTime at = OffsetDateTime.parse("2026-11-20T05:00:00+01:00")
                    .plusMinutes(stage.code() * 120L + random.nextInt(90));
            boolean away = stage.compareTo(Stage.ARRIVED) < 0;
            Supplier from = supplier(shipment);
            return new ShipmentStatus(new UUID(random.nextLong(), random.nextLong()).toString(),
                    "SH-2026-%04d".formatted(790 + shipment), stage, at, away ? from.place() : "DEKSF",
                    away ? from.city() : "Kassel", expected);
        }

        private List<Payment> payments() {
            List<Payment> payments = new ArrayList<>(IntStream.range(0, 18).mapToObj(i -> payment(i, i)).toList());
            Payment again = payment(18, 6);
            payments.add(new Payment(again.paymentNo(), again.reference(), again.supplier(), again.amount(),
                    Expected.rejected("FI-409")));
            return payments;
        }

        private Payment payment(int number, int reference) {
            return new Payment(String.valueOf(2_000_004_711L + number), "R%05d".formatted(88_123 + reference),
                    supplier(reference * 5), amount(5_000_000), Expected.CONFIRMED);
        }

        /** All materials, and an old version that a forgotten export brings in again. */
        private List<Material> materialFile() {
            List<Material> file = new ArrayList<>(materials);
            Material current = materials.get(5);
            file.add(new Material(current.number(), current.description(), current.unit(), current.version() - 4,
                    Expected.rejected("MD-409")));
            return file;
        }

        /** One for each goods receipt; the lorry of one has brought what is too thick. */
        private List<QualityRecord> qualityRecords() {
            return IntStream.range(0, RECEIPTS).mapToObj(i -> {
                boolean passed = i != 7;
                List<BigDecimal> measured = IntStream.range(0, 3).mapToObj(value -> BigDecimal
                        .valueOf((passed ? 2_001 : 2_301) + 10L * random.nextInt(9) + random.nextInt(9), 3)).toList();
                return new QualityRecord("QC-" + (FIRST_RECEIPT + i), "B-" + (FIRST_RECEIPT + i), measured, passed,
                        "A. Smith", Expected.CONFIRMED);
            }).toList();
        }

        private Supplier supplier(int i) {
            return suppliers.get(i % suppliers.size());
        }

        /** Up to so many cents, with two decimals. */
        private BigDecimal amount(int mostCents) {
            return BigDecimal.valueOf(1_000 + random.nextInt(mostCents), 2);
        }
    }
}
