package io.enterpriseproxy.demo.chain;

import com.esaulpaugh.headlong.abi.Tuple;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.contracts.DevChain;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the contracts themselves, on the latest block. */
public final class ChainContractState implements ContractState {
    private final DevChain chain;
    private final SampleContracts contracts;

    /** Of contracts on a chain. */
    public ChainContractState(DevChain chain, SampleContracts contracts) {
        this.chain = chain;
        this.contracts = contracts;
    }

    @Override
    public Optional<Boolean> succeeded(String transactionHash) {
        JsonNode receipt = chain.rpc("eth_getTransactionReceipt", transactionHash);
        return receipt.isObject()
                ? Optional.of(receipt.required("status").stringValue().equals("0x1"))
                : Optional.empty();
    }

    @Override
    public BigInteger invoiceCount() {
        return number(contracts.invoices(), "count()");
    }

    @Override
    public Optional<Invoice> invoice(String key) {
        Tuple found = read(contracts.invoices(), "((address,uint64,uint32,uint256,uint256))", "invoiceOf(bytes32)",
                Hex.decode(key)).get(0);
        Invoice invoice = new Invoice(Abi.ofAddress(found.get(0)), found.get(3), found.<BigInteger>get(1).longValue());
        return isZero(invoice.supplier()) ? Optional.empty() : Optional.of(invoice);
    }

    @Override
    public BigInteger receiptCount() {
        return number(contracts.logistics(), "receiptCount()");
    }

    @Override
    public Optional<Receipt> receipt(String key) {
        Tuple found = read(contracts.logistics(), "((bytes32,uint64,(bytes32,uint256,string)[]))",
                "receiptOf(bytes32)", Hex.decode(key)).get(0);
        boolean recorded = found.<BigInteger>get(1).signum() != 0;
        List<Line> lines = Stream.of(found.<Tuple[]>get(2))
                .map(line -> new Line(Hex.encode(line.get(0)), line.get(1), line.get(2))).toList();
        return recorded ? Optional.of(new Receipt(Hex.encode(found.get(0)), lines)) : Optional.empty();
    }

    @Override
    public BigInteger receivedQuantity(String orderKey, String materialKey) {
        return number(contracts.logistics(), "receivedQuantity(bytes32,bytes32)", Hex.decode(orderKey),
                Hex.decode(materialKey));
    }

    @Override
    public Optional<Shipment> shipment(String key) {
        Tuple found = read(contracts.logistics(), "((uint8,uint32,uint64,string))", "shipmentOf(bytes32)",
                Hex.decode(key)).get(0);
        Shipment shipment = new Shipment(found.<Integer>get(0), found.<Long>get(1),
                found.<BigInteger>get(2).longValue(), found.get(3));
        return shipment.updates() == 0 ? Optional.empty() : Optional.of(shipment);
    }

    @Override
    public BigInteger paymentCount(Address payer) {
        return number(contracts.token(), "paymentCountOf(address)", Abi.address(payer));
    }

    @Override
    public Optional<Payment> payment(Address payer, String reference) {
        Tuple found = read(contracts.token(), "((address,uint256))", "paymentOf(address,bytes32)", Abi.address(payer),
                Hex.decode(reference)).get(0);
        Payment payment = new Payment(Abi.ofAddress(found.get(0)), found.get(1));
        return isZero(payment.to()) ? Optional.empty() : Optional.of(payment);
    }

    @Override
    public BigInteger balance(Address account) {
        return number(contracts.token(), "balanceOf(address)", Abi.address(account));
    }

    @Override
    public BigInteger rootCount() {
        return number(contracts.anchors(), "count()");
    }

    @Override
    public boolean isAnchored(AnchorProof proof) {
        byte[] leaf = read(contracts.anchors(), "(bytes32)", "leafOf(bytes32,bytes)", Hex.decode(proof.salt()),
                proof.record().getBytes(StandardCharsets.UTF_8)).get(0);
        byte[][] path = proof.path().stream().map(Hex::decode).toArray(byte[][]::new);
        return read(contracts.anchors(), "(bool)", "verify(bytes32,bytes32,bytes32[])", Hex.decode(proof.root()), leaf,
                path).get(0);
    }

    @Override
    public BigInteger materialCount() {
        return number(contracts.materials(), "count()");
    }

    @Override
    public Optional<Material> material(String key) {
        Tuple found = read(contracts.materials(), "((uint32,uint32,string,string))", "materialOf(bytes32)",
                Hex.decode(key)).get(0);
        Material material = new Material(found.<Long>get(0), found.<Long>get(1), found.get(2), found.get(3));
        return material.version() == 0 ? Optional.empty() : Optional.of(material);
    }

    private BigInteger number(Address contract, String function, Object... arguments) {
        return read(contract, "(uint256)", function, arguments).get(0);
    }

    private Tuple read(Address contract, String types, String function, Object... arguments) {
        return Abi.read(types, chain.call(contract.lowerCase(), Abi.call(function, arguments)));
    }

    private static boolean isZero(Address address) {
        return new BigInteger(1, address.bytes()).signum() == 0;
    }
}
