package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.demo.chain.ContractState;
import io.enterpriseproxy.demo.event.Expected;
import io.enterpriseproxy.demo.event.GoodsReceipt;
import io.enterpriseproxy.demo.event.Invoice;
import io.enterpriseproxy.demo.event.Material;
import io.enterpriseproxy.demo.event.Payment;
import io.enterpriseproxy.demo.event.SampleEvents;
import io.enterpriseproxy.demo.event.ShipmentStatus;
import io.enterpriseproxy.demo.event.ShipmentStatus.Stage;
import io.enterpriseproxy.demo.event.Supplier;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/** A small day, and what the contracts hold after it, written down by hand. */
final class TwoOfEach {
    static final Address PAYER = Address.parse("0x00000000000000000000000000000000000000aa");
    static final BigInteger FUNDS = BigInteger.valueOf(1_000_000_000);
    static final Supplier SUPPLIER = new Supplier("100042", "Nordwerk Stahl GmbH", "Duisburg", "DEDUI");
    static final Invoice INVOICE = invoice("5105600101", Expected.CONFIRMED);
    static final Invoice POSTED_AGAIN = invoice("5105600901", Expected.rejected("AP-409"));
    static final String INVOICE_KEY = ContractKeys.hashed("100042/RE-1");
    static final String ORDER_KEY = ContractKeys.readable("PO-4500017300");
    static final String MATERIAL_KEY = ContractKeys.readable("M-10001");
    static final String SHIPMENT_KEY = ContractKeys.hashed("SH-1");
    static final String REFERENCE = ContractKeys.readable("R1");
    static final String RECEIPT_KEY = ContractKeys.hashed("P01CLNT100/0000000004711001");

    private TwoOfEach() {}

    static SampleEvents events() {
        return new SampleEvents(List.of(INVOICE, POSTED_AGAIN),
                List.of(receipt("0000000004711001"), receipt("0000000004711002")),
                List.of(status("a", Stage.DEPARTED), status("b", Stage.ARRIVED)),
                List.of(new Payment("2000004711", "R1", SUPPLIER, new BigDecimal("100.00"), Expected.CONFIRMED)),
                List.of(new Material("M-10001", "Sheet steel", "KGM", 3, Expected.CONFIRMED)), List.of());
    }

    static Books books() {
        Books books = new Books();
        books.invoices.put(INVOICE_KEY,
                new ContractState.Invoice(SUPPLIER.address(), BigInteger.valueOf(12_500_000), 1_797_811_200));
        for (String docnum : List.of("0000000004711001", "0000000004711002")) {
            books.receipts.put(ContractKeys.hashed("P01CLNT100/" + docnum), new ContractState.Receipt(ORDER_KEY,
                    List.of(new ContractState.Line(MATERIAL_KEY, BigInteger.valueOf(2_500), "KGM"))));
        }
        books.quantities.put(ORDER_KEY + MATERIAL_KEY, BigInteger.valueOf(5_000));
        books.shipments.put(SHIPMENT_KEY, new ContractState.Shipment(3, 2, 1_795_168_800, "DEDUI Duisburg"));
        books.payments.put(REFERENCE,
                new ContractState.Payment(SUPPLIER.address(), BigInteger.valueOf(100_000_000)));
        books.balances.put(SUPPLIER.address(), BigInteger.valueOf(100_000_000));
        books.balances.put(PAYER, BigInteger.valueOf(900_000_000));
        books.materials.put(MATERIAL_KEY, new ContractState.Material(3, 1, "Sheet steel", "KGM"));
        return books;
    }

    private static Invoice invoice(String documentNo, Expected expected) {
        return new Invoice(documentNo, "RE-1", SUPPLIER, new BigDecimal("12.50"), LocalDate.of(2026, 11, 20),
                LocalDate.of(2026, 12, 21), expected);
    }

    private static GoodsReceipt receipt(String docnum) {
        return new GoodsReceipt(docnum, "4500017300", LocalDate.of(2026, 11, 20),
                List.of(new GoodsReceipt.Line("M-10001", new BigDecimal("2.500"), "KG")), false, Expected.CONFIRMED);
    }

    private static ShipmentStatus status(String reportId, Stage stage) {
        return new ShipmentStatus(reportId, "SH-1", stage, OffsetDateTime.parse("2026-11-20T11:00:00+01:00"), "DEDUI",
                "Duisburg", Expected.CONFIRMED);
    }
}
