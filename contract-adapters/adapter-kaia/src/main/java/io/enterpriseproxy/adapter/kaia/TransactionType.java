package io.enterpriseproxy.adapter.kaia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static io.enterpriseproxy.adapter.kaia.Field.ACCESS_LIST;
import static io.enterpriseproxy.adapter.kaia.Field.AUTHORIZATION_LIST;
import static io.enterpriseproxy.adapter.kaia.Field.BLOB_VERSIONED_HASHES;
import static io.enterpriseproxy.adapter.kaia.Field.CHAIN_ID;
import static io.enterpriseproxy.adapter.kaia.Field.CODE_FORMAT;
import static io.enterpriseproxy.adapter.kaia.Field.FEE_RATIO;
import static io.enterpriseproxy.adapter.kaia.Field.FROM;
import static io.enterpriseproxy.adapter.kaia.Field.GAS;
import static io.enterpriseproxy.adapter.kaia.Field.GAS_PRICE;
import static io.enterpriseproxy.adapter.kaia.Field.HUMAN_READABLE;
import static io.enterpriseproxy.adapter.kaia.Field.INPUT;
import static io.enterpriseproxy.adapter.kaia.Field.KEY;
import static io.enterpriseproxy.adapter.kaia.Field.MAX_FEE_PER_BLOB_GAS;
import static io.enterpriseproxy.adapter.kaia.Field.MAX_FEE_PER_GAS;
import static io.enterpriseproxy.adapter.kaia.Field.MAX_PRIORITY_FEE_PER_GAS;
import static io.enterpriseproxy.adapter.kaia.Field.NONCE;
import static io.enterpriseproxy.adapter.kaia.Field.TO;
import static io.enterpriseproxy.adapter.kaia.Field.VALUE;

/**
 * The types of transactions with their fields in the order of the encoding. Kaia's own are plain, with the fee delegated to a
 * fee payer (1 more), or with a ratio of it (2 more).
 */
public enum TransactionType {
    LEGACY(Family.LEGACY, 0, "LegacyTransaction", NONCE, GAS_PRICE, GAS, TO, VALUE, INPUT),
    ACCESS_LIST_TYPE(Family.ETHEREUM, 0x01, "EthereumAccessList", CHAIN_ID, NONCE, GAS_PRICE, GAS, TO, VALUE, INPUT,
            ACCESS_LIST),
    DYNAMIC_FEE(Family.ETHEREUM, 0x02, "EthereumDynamicFee", CHAIN_ID, NONCE, MAX_PRIORITY_FEE_PER_GAS,
            MAX_FEE_PER_GAS, GAS, TO, VALUE, INPUT, ACCESS_LIST),
    BLOB(Family.ETHEREUM, 0x03, "EthereumBlob", CHAIN_ID, NONCE, MAX_PRIORITY_FEE_PER_GAS, MAX_FEE_PER_GAS, GAS, TO,
            VALUE, INPUT, ACCESS_LIST, MAX_FEE_PER_BLOB_GAS, BLOB_VERSIONED_HASHES),
    SET_CODE(Family.ETHEREUM, 0x04, "EthereumSetCode", CHAIN_ID, NONCE, MAX_PRIORITY_FEE_PER_GAS, MAX_FEE_PER_GAS,
            GAS, TO, VALUE, INPUT, ACCESS_LIST, AUTHORIZATION_LIST),

    VALUE_TRANSFER(0x08, "ValueTransfer", NONCE, GAS_PRICE, GAS, TO, VALUE, FROM),
    FEE_DELEGATED_VALUE_TRANSFER(VALUE_TRANSFER, Delegation.FULL),
    FEE_DELEGATED_VALUE_TRANSFER_WITH_RATIO(VALUE_TRANSFER, Delegation.RATIO),

    VALUE_TRANSFER_MEMO(0x10, "ValueTransferMemo", NONCE, GAS_PRICE, GAS, TO, VALUE, FROM, INPUT),
    FEE_DELEGATED_VALUE_TRANSFER_MEMO(VALUE_TRANSFER_MEMO, Delegation.FULL),
    FEE_DELEGATED_VALUE_TRANSFER_MEMO_WITH_RATIO(VALUE_TRANSFER_MEMO, Delegation.RATIO),

    ACCOUNT_UPDATE(0x20, "AccountUpdate", NONCE, GAS_PRICE, GAS, FROM, KEY),
    FEE_DELEGATED_ACCOUNT_UPDATE(ACCOUNT_UPDATE, Delegation.FULL),
    FEE_DELEGATED_ACCOUNT_UPDATE_WITH_RATIO(ACCOUNT_UPDATE, Delegation.RATIO),

    SMART_CONTRACT_DEPLOY(0x28, "SmartContractDeploy", NONCE, GAS_PRICE, GAS, TO, VALUE, FROM, INPUT, HUMAN_READABLE,
            CODE_FORMAT),
    FEE_DELEGATED_SMART_CONTRACT_DEPLOY(SMART_CONTRACT_DEPLOY, Delegation.FULL),
    FEE_DELEGATED_SMART_CONTRACT_DEPLOY_WITH_RATIO(SMART_CONTRACT_DEPLOY, Delegation.RATIO),

    SMART_CONTRACT_EXECUTION(0x30, "SmartContractExecution", NONCE, GAS_PRICE, GAS, TO, VALUE, FROM, INPUT),
    FEE_DELEGATED_SMART_CONTRACT_EXECUTION(SMART_CONTRACT_EXECUTION, Delegation.FULL),
    FEE_DELEGATED_SMART_CONTRACT_EXECUTION_WITH_RATIO(SMART_CONTRACT_EXECUTION, Delegation.RATIO),

    CANCEL(0x38, "Cancel", NONCE, GAS_PRICE, GAS, FROM),
    FEE_DELEGATED_CANCEL(CANCEL, Delegation.FULL),
    FEE_DELEGATED_CANCEL_WITH_RATIO(CANCEL, Delegation.RATIO),

    CHAIN_DATA_ANCHORING(0x48, "ChainDataAnchoring", NONCE, GAS_PRICE, GAS, FROM, INPUT),
    FEE_DELEGATED_CHAIN_DATA_ANCHORING(CHAIN_DATA_ANCHORING, Delegation.FULL),
    FEE_DELEGATED_CHAIN_DATA_ANCHORING_WITH_RATIO(CHAIN_DATA_ANCHORING, Delegation.RATIO);

    /** Before an Ethereum type on Kaia: only in raw transactions, in no hash. */
    static final int ETHEREUM_PREFIX = 0x78;

    private final Family family;
    private final int code;
    private final String name;
    private final Delegation delegation;
    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Field> fields;

    /** Whose rules for hashes and signatures hold. */
    enum Family {
        LEGACY, ETHEREUM, KAIA
    }

    /** Who pays for gas. */
    enum Delegation {
        NONE, FULL, RATIO
    }

    TransactionType(Family family, int code, String name, Field... fields) {
        this.family = family;
        this.code = code;
        this.name = name;
        this.delegation = Delegation.NONE;
        this.fields = List.of(fields);
    }

    TransactionType(int code, String name, Field... fields) {
        this(Family.KAIA, code, name, fields);
    }

    TransactionType(TransactionType plain, Delegation delegation) {
        boolean ratio = delegation == Delegation.RATIO;
        this.family = Family.KAIA;
        this.code = plain.code + (ratio ? 2 : 1);
        this.name = "FeeDelegated" + plain.name + (ratio ? "WithRatio" : "");
        this.delegation = delegation;
        this.fields = ratio ? withRatio(plain.fields) : plain.fields;
    }

    /** The ratio is the last field, but for deployments, where it comes before the code's format. */
    private static List<Field> withRatio(List<Field> fields) {
        List<Field> all = new ArrayList<>(fields);
        all.add(all.getLast() == CODE_FORMAT ? all.size() - 1 : all.size(), FEE_RATIO);
        return List.copyOf(all);
    }

    Family family() {
        return family;
    }

    /** The type byte; 0 for legacy transactions, which have none on the wire. */
    public int code() {
        return code;
    }

    /** As Kaia's nodes name it. */
    public String typeName() {
        return "TxType" + name;
    }

    /** In the order of the encoding, without signatures and fee payer. */
    public List<Field> fields() {
        return fields;
    }

    /** Whether it is one of Kaia's own, which only {@code kaia_sendRawTransaction} takes. */
    public boolean isKaia() {
        return family == Family.KAIA;
    }

    /** Whether a fee payer signs it too. */
    public boolean isFeeDelegated() {
        return delegation != Delegation.NONE;
    }

    /** The plain type with its fee delegated, with a ratio or wholly. */
    public TransactionType delegated(boolean withRatio) {
        if (!isKaia() || isFeeDelegated()) {
            throw new IllegalArgumentException(typeName() + " has no form with a fee payer");
        }
        return ofCode(code + (withRatio ? 2 : 1)).orElseThrow();
    }

    /** The type without a fee payer. */
    TransactionType plain() {
        return switch (delegation) {
            case NONE -> this;
            case FULL -> ofCode(code - 1).orElseThrow();
            case RATIO -> ofCode(code - 2).orElseThrow();
        };
    }

    /** The type with this type byte. */
    static Optional<TransactionType> ofCode(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code && type != LEGACY).findFirst();
    }
}
