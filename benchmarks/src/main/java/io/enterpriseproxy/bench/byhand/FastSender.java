package io.enterpriseproxy.bench.byhand;

import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.tx.FastRawTransactionManager;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Counts nonces in memory and waits for no receipt. */
final class FastSender implements ContractSender {
    private final String contract;
    private final BlockingQueue<FastRawTransactionManager> free;

    FastSender(Web3j node, long chainId, String contract, List<Credentials> senders) {
        this.contract = contract;
        this.free = new LinkedBlockingQueue<>(
                senders.stream().map(sender -> new FastRawTransactionManager(node, sender, chainId)).toList());
    }

    @Override
    public void send(String document) throws Exception {
        FastRawTransactionManager sender = free.take();
        try {
            EthSendTransaction sent = sender.sendTransaction(GAS_PRICE, GAS_LIMIT, contract,
                    ContractSender.input(document), BigInteger.ZERO);
            if (sent.hasError()) {
                throw new IllegalStateException(sent.getError().getMessage());
            }
        } finally {
            free.add(sender);
        }
    }
}
