package io.enterpriseproxy.bench.byhand;

import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.response.PollingTransactionReceiptProcessor;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One transaction at a time for each sender, and a receipt poll for each message. */
final class ReceiptWaitingSender implements ContractSender {
    private static final long POLL_MILLIS = 1_000;
    private static final int POLLS = 60;

    private final String contract;
    private final PollingTransactionReceiptProcessor receipts;
    private final BlockingQueue<RawTransactionManager> free;

    ReceiptWaitingSender(Web3j node, long chainId, String contract, List<Credentials> senders) {
        this.contract = contract;
        this.receipts = new PollingTransactionReceiptProcessor(node, POLL_MILLIS, POLLS);
        this.free = new LinkedBlockingQueue<>(
                senders.stream().map(sender -> new RawTransactionManager(node, sender, chainId)).toList());
    }

    @Override
    public void send(String document) throws Exception {
        RawTransactionManager sender = free.take();
        try {
            EthSendTransaction sent = sender.sendTransaction(GAS_PRICE, GAS_LIMIT, contract,
                    ContractSender.input(document), BigInteger.ZERO);
            if (sent.hasError()) {
                throw new IllegalStateException(sent.getError().getMessage());
            }
            receipts.waitForTransactionReceipt(sent.getTransactionHash());
        } finally {
            free.add(sender);
        }
    }
}
