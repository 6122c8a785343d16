package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.demo.chain.ContractState;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

final class ContractCheckTest {
    private final Books books = TwoOfEach.books();

    @Test
    void contractsThatHoldEachConfirmedEventOnceAgree() {
        assertThat(differences()).isEmpty();
        assertThat(compare().compared()).isEqualTo(13);
    }

    @Test
    void missingInvoiceIsFound() {
        books.invoices.clear();

        assertThat(differences()).hasSize(2)
                .anySatisfy(
                        difference -> assertThat(difference).startsWith("InvoiceRegistry: count: expected 1, found 0"))
                .anySatisfy(difference -> assertThat(difference).startsWith("InvoiceRegistry: invoice 5105600101"));
    }

    @Test
    void wrongAmountIsFound() {
        books.invoices.put(TwoOfEach.INVOICE_KEY, new ContractState.Invoice(TwoOfEach.SUPPLIER.address(),
                BigInteger.valueOf(12_500_001), 1_797_811_200));

        assertThat(differences()).singleElement().asString().startsWith("InvoiceRegistry: invoice 5105600101: expected")
                .contains("12500000", "12500001");
    }

    @Test
    void invoiceThatNobodyConfirmedIsFound() {
        books.invoices.put("0x99", new ContractState.Invoice(TwoOfEach.SUPPLIER.address(), BigInteger.ONE, 0));

        assertThat(differences()).containsExactly("InvoiceRegistry: count: expected 1, found 2");
    }

    @Test
    void goodsReceiptThatWasRecordedTwiceIsFound() {
        books.quantities.put(TwoOfEach.ORDER_KEY + TwoOfEach.MATERIAL_KEY, BigInteger.valueOf(7_500));

        assertThat(differences()).singleElement().asString().contains("quantity", "expected 5000, found 7500");
    }

    @Test
    void shipmentReportThatWasTakenTwiceIsFound() {
        books.shipments.put(TwoOfEach.SHIPMENT_KEY,
                new ContractState.Shipment(3, 3, 1_795_168_800, "DEDUI Duisburg"));

        assertThat(differences()).singleElement().asString().startsWith("LogisticsRegistry: shipment SH-1");
    }

    @Test
    void paymentThatWasMadeTwiceIsFound() {
        books.payments.put("0x99", new ContractState.Payment(TwoOfEach.SUPPLIER.address(), BigInteger.TEN));
        books.balances.put(TwoOfEach.SUPPLIER.address(), BigInteger.valueOf(200_000_000));
        books.balances.put(TwoOfEach.PAYER, BigInteger.valueOf(800_000_000));

        assertThat(differences()).hasSize(3).allMatch(difference -> difference.startsWith("PaymentToken"));
    }

    @Test
    void paymentToSomebodyElseIsFound() {
        Address somebody = Address.parse("0x00000000000000000000000000000000000000bb");
        books.payments.put(TwoOfEach.REFERENCE, new ContractState.Payment(somebody, BigInteger.valueOf(100_000_000)));

        assertThat(differences()).singleElement().asString().startsWith("PaymentToken: payment 2000004711");
    }

    @Test
    void materialThatWasWrittenTwiceIsFound() {
        books.materials.put(TwoOfEach.MATERIAL_KEY, new ContractState.Material(3, 2, "Sheet steel", "KGM"));

        assertThat(differences()).singleElement().asString().startsWith("MaterialMaster: material M-10001");
    }

    private List<String> differences() {
        return compare().differences();
    }

    private Comparison compare() {
        return new ContractCheck(books, event -> event.expected().isConfirmed()).compare(TwoOfEach.events(),
                TwoOfEach.PAYER, TwoOfEach.FUNDS);
    }
}
