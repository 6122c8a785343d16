package io.enterpriseproxy.contracts;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

import static io.enterpriseproxy.contracts.Abi.key;
import static io.enterpriseproxy.contracts.Abi.tuple;
import static io.enterpriseproxy.contracts.Abi.uint;
import static org.assertj.core.api.Assertions.assertThat;

/** What the sample contracts do on a real chain, and how they refuse. */
class SampleContractsIT {
    private static final String REGISTER = "register(bytes32,address,uint256,uint64)";
    private static final String RECORD = "recordGoodsReceipt(bytes32,bytes32,(bytes32,uint256,string)[])";
    private static final String ENROL = "enrol(bytes32,bytes32,bytes)";
    private static final String HAS_TAX_NUMBER = "hasTaxNumber(bytes32,bytes32,string)";
    private static final String UPDATE = "updateShipment(bytes32,uint8,uint64,string)";
    private static final String UPSERT = "upsert(bytes32,string,string,uint32)";
    private static final String PAY = "pay(address,uint256,bytes32)";

    private static DevChain chain;

    @BeforeAll
    static void startChain() {
        chain = DevChain.start();
    }

    @AfterAll
    static void stopChain() {
        chain.close();
    }

    @Test
    void invoiceIsRegisteredOnce() {
        // Given
        Deployed invoices = Deployed.on(chain, ContractArtifact.INVOICE_REGISTRY);
        // When
        invoices.accepts(REGISTER, key("R-1"), supplier(), uint(5_000), uint(1_800_000_000));
        // Then
        invoices.refuses(Abi.encode("InvoiceExists(bytes32)", key("R-1")), REGISTER, key("R-1"), supplier(), uint(9),
                uint(0));
        assertThat(invoices.reads("(uint256)", "count()")).isEqualTo(tuple(uint(1)));
        assertThat(invoices.reads("((address,uint64,uint32,uint256,uint256))", "invoiceOf(bytes32)", key("R-1")))
                .isEqualTo(tuple(tuple(supplier(), uint(1_800_000_000), 0L, uint(5_000), uint(5_000))));
        assertThat(invoices.reads("(bool)", "exists(bytes32)", key("R-2"))).isEqualTo(tuple(false));
    }

    @Test
    void supplierIsKnownByTaxNumberAndSaltTogetherOnly() {
        // Given
        Deployed suppliers = Deployed.on(chain, ContractArtifact.SUPPLIER_REGISTRY);
        byte[] commitment = HexFormat.of()
                .parseHex("d9f71d16c9cb7c5b325f5eb8f47846d7e924ac149356caf733eb4946c34af167");
        // When
        suppliers.accepts(ENROL, key("S-1"), commitment, new byte[]{1, 2});
        // Then
        assertThat(suppliers.reads("(bool)", HAS_TAX_NUMBER, key("S-1"), new byte[32], "DE 1")).isEqualTo(tuple(true));
        assertThat(suppliers.reads("(bool)", HAS_TAX_NUMBER, key("S-1"), new byte[32], "DE 2")).isEqualTo(tuple(false));
        assertThat(suppliers.reads("(bool)", HAS_TAX_NUMBER, key("S-1"), key("x"), "DE 1")).isEqualTo(tuple(false));
        suppliers.refuses(Abi.encode("TaxNumberMissing(bytes32)", key("S-1")), ENROL, key("S-1"), new byte[32],
                new byte[0]);
    }

    @Test
    void invoiceRefusesWithEachKindOfRevert() {
        // Given
        Deployed invoices = Deployed.on(chain, ContractArtifact.INVOICE_REGISTRY);
        invoices.accepts(REGISTER, key("R-1"), supplier(), uint(100), uint(0));
        // When
        invoices.accepts("settle(bytes32,uint256)", key("R-1"), uint(60));
        // Then
        invoices.refuses(Abi.encode("AmountIsZero()"), REGISTER, key("R-2"), supplier(), uint(0), uint(0));
        invoices.refuses(Abi.encode("Error(string)", "unknown invoice"), "settle(bytes32,uint256)", key("R-2"),
                uint(1));
        invoices.refuses(Abi.encode("Panic(uint256)", uint(0x11)), "settle(bytes32,uint256)", key("R-1"), uint(41));
        assertThat(invoices.reads("(uint256)", "openAmountOf(bytes32)", key("R-1"))).isEqualTo(tuple(uint(40)));
    }

    @Test
    void onlyAccountsWithTheRoleMayWrite() {
        // Given
        Deployed invoices = Deployed.on(chain, ContractArtifact.INVOICE_REGISTRY);
        byte[] role = invoices.reads("(bytes32)", "REGISTRAR_ROLE()").get(0);
        DevAccount other = chain.accounts().get(3);
        Deployed asOther = invoices.as(other);
        // Then
        asOther.refuses(Abi.encode("AccessControlUnauthorizedAccount(address,bytes32)", Abi.address(other), role),
                REGISTER, key("R-1"), supplier(), uint(1), uint(0));
        // When
        invoices.accepts("grantRole(bytes32,address)", role, Abi.address(other));
        // Then
        asOther.accepts(REGISTER, key("R-1"), supplier(), uint(1), uint(0));
    }

    @Test
    void goodsReceiptAddsItsLinesToTheOrderOnce() {
        // Given
        Deployed logistics = Deployed.on(chain, ContractArtifact.LOGISTICS_REGISTRY);
        Tuple screws = tuple(key("screw"), uint(400), "PCE");
        Tuple steel = tuple(key("steel"), uint(25), "KGM");
        // When
        logistics.accepts(RECORD, key("GR-1"), key("PO-1"), new Tuple[]{screws, steel});
        logistics.accepts(RECORD, key("GR-2"), key("PO-1"), new Tuple[]{screws});
        // Then
        logistics.refuses(Abi.encode("ReceiptExists(bytes32)", key("GR-1")), RECORD, key("GR-1"), key("PO-1"),
                new Tuple[]{screws});
        logistics.refuses(Abi.encode("NoLines(bytes32)", key("GR-3")), RECORD, key("GR-3"), key("PO-1"), new Tuple[0]);
        logistics.refuses(Abi.encode("QuantityIsZero(bytes32,uint256)", key("GR-3"), uint(1)), RECORD, key("GR-3"),
                key("PO-1"), new Tuple[]{screws, tuple(key("air"), uint(0), "KGM")});
        assertThat(logistics.reads("(uint256)", "receivedQuantity(bytes32,bytes32)", key("PO-1"), key("screw")))
                .isEqualTo(tuple(uint(800)));
        assertThat(logistics.reads("(uint256)", "receiptCountOf(bytes32)", key("PO-1"))).isEqualTo(tuple(uint(2)));
        Tuple receipt = logistics.reads("((bytes32,uint64,(bytes32,uint256,string)[]))", "receiptOf(bytes32)",
                key("GR-1")).get(0);
        assertThat(receipt.<Tuple[]>get(2)).containsExactly(screws, steel);
    }

    @Test
    void shipmentStatusStaysOrRises() {
        // Given
        Deployed logistics = Deployed.on(chain, ContractArtifact.LOGISTICS_REGISTRY);
        // When
        logistics.accepts(UPDATE, key("S-1"), 2, uint(1_700_000_000), "Hamburg");
        logistics.accepts(UPDATE, key("S-1"), 2, uint(1_700_000_600), "Bremen");
        // Then
        logistics.refuses(Abi.encode("StatusGoesBack(bytes32,uint8,uint8)", key("S-1"), 2, 1), UPDATE, key("S-1"), 1,
                uint(1_700_001_000), "Kiel");
        assertThat(logistics.reads("((uint8,uint32,uint64,string))", "shipmentOf(bytes32)", key("S-1")))
                .isEqualTo(tuple(tuple(2, 2L, uint(1_700_000_600), "Bremen")));
    }

    @Test
    void paymentIsMadeOncePerReferenceOfAPayer() {
        // Given
        Deployed token = Deployed.on(chain, ContractArtifact.PAYMENT_TOKEN);
        Address payer = Abi.address(token.sender());
        token.accepts("mint(address,uint256)", payer, uint(1_000_000));
        // When
        token.accepts(PAY, supplier(), uint(250_000), key("P-1"));
        // Then
        token.refuses(Abi.encode("ReferenceUsed(address,bytes32)", payer, key("P-1")), PAY, supplier(), uint(1),
                key("P-1"));
        token.refuses(
                Abi.encode("ERC20InsufficientBalance(address,uint256,uint256)", payer, uint(750_000), uint(750_001)),
                PAY, supplier(), uint(750_001), key("P-2"));
        assertThat(token.reads("(uint256)", "balanceOf(address)", supplier())).isEqualTo(tuple(uint(250_000)));
        assertThat(token.reads("((address,uint256))", "paymentOf(address,bytes32)", payer, key("P-1")))
                .isEqualTo(tuple(tuple(supplier(), uint(250_000))));
        assertThat(token.reads("(uint256)", "paymentCountOf(address)", payer)).isEqualTo(tuple(uint(1)));
        assertThat(token.reads("(uint8)", "decimals()")).isEqualTo(tuple(6));
    }

    @Test
    void materialIsWrittenOnlyByANewerVersion() {
        // Given
        Deployed materials = Deployed.on(chain, ContractArtifact.MATERIAL_MASTER);
        // When
        materials.accepts(UPSERT, key("M-1"), "Screw M4", "PCE", 1L);
        materials.accepts(UPSERT, key("M-1"), "Screw M4x20", "PCE", 3L);
        // Then
        materials.refuses(Abi.encode("StaleVersion(bytes32,uint32,uint32)", key("M-1"), 3L, 3L), UPSERT, key("M-1"),
                "Screw", "PCE", 3L);
        materials.refuses(Abi.encode("BaseUnitIsEmpty(bytes32)", key("M-2")), UPSERT, key("M-2"), "Screw", "", 1L);
        assertThat(materials.reads("((uint32,uint32,string,string))", "materialOf(bytes32)", key("M-1")))
                .isEqualTo(tuple(tuple(3L, 2L, "Screw M4x20", "PCE")));
        assertThat(materials.reads("(uint256)", "count()")).isEqualTo(tuple(uint(1)));
    }

    private static Address supplier() {
        return Abi.address(chain.accounts().get(9));
    }
}
