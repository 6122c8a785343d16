package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.Signatories;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** What nodes know of accounts. */
final class AccountReads {
    private static final String LATEST = "latest";

    private final NodePool nodes;
    private final EvmChainSettings settings;

    AccountReads(NodePool nodes, EvmChainSettings settings) {
        this.nodes = nodes;
        this.settings = settings;
    }

    /** @param block a tag or a quantity */
    long nonce(Address account, String block) {
        return state(RpcRequest.of("eth_getTransactionCount", account.lowerCase(), block), ResultReader.QUANTITY);
    }

    BigInteger balance(Address account) {
        return state(RpcRequest.of("eth_getBalance", account.lowerCase(), LATEST), ResultReader.NUMBER);
    }

    private <T> T state(RpcRequest call, ResultReader<T> reader) {
        return nodes.read(call, reader)
                .orElseThrow(() -> nodes.unavailable(call, "the node has no such state"));
    }

    List<MinedTransaction> transactions(Address account, long fromBlock, long toBlock) {
        List<RpcRequest> calls = LongStream.rangeClosed(fromBlock, toBlock)
                .mapToObj(n -> RpcRequest.of("eth_getBlockByNumber", Quantity.of(n), true)).toList();
        List<RpcReply<List<MinedTransaction>>> replies = nodes.ask(new Calls<>(calls,
                TransactionJson.of(account, settings.chainId()), NodeErrors::isUnknownBlock));
        List<MinedTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            RpcRequest call = calls.get(i);
            transactions.addAll(nodes.value(call, replies.get(i))
                    .orElseThrow(() -> nodes.unavailable(call, "no node has the block " + call.params().getFirst())));
        }
        List<MinedTransaction> whole = new ArrayList<>(withContents(transactions, account));
        whole.sort(Comparator.comparingLong(MinedTransaction::nonce));
        return whole;
    }

    /**
     * Those of which the block does not tell all are read from their bytes.
     *
     * @throws io.enterpriseproxy.chain.ChainUnavailableException if no node gives them: to take what is not known for
     * none of ours could have it executed twice
     */
    private List<MinedTransaction> withContents(List<MinedTransaction> transactions, Address sender) {
        NodeDialect.RawTransactions bytes = settings.dialect().rawTransactions();
        if (bytes == null) {
            return transactions;
        }
        List<RpcRequest> calls = transactions.stream().filter(each -> each.content() == null)
                .map(each -> RpcRequest.of(bytes.method(), each.hash())).toList();
        Iterator<RpcReply<byte[]>> replies = nodes
                .ask(new Calls<>(calls, ResultReader.BYTES, NodeErrors::isUnknownBlock)).iterator();
        return transactions.stream().map(each -> each.content() == null
                ? withContent(each, sender, bytes, replies.next())
                : each).toList();
    }

    private MinedTransaction withContent(MinedTransaction transaction, Address sender,
            NodeDialect.RawTransactions bytes, RpcReply<byte[]> reply) {
        RpcRequest call = RpcRequest.of(bytes.method(), transaction.hash());
        byte[] raw = nodes.value(call, reply).filter(found -> found.length > 0)
                .orElseThrow(() -> nodes.unavailable(call, "no node has the bytes of this transaction"));
        try {
            return new MinedTransaction(transaction.hash(), transaction.nonce(), transaction.minedAt(),
                    bytes.reader().read(raw, transaction.hash(), sender).orElse(null));
        } catch (IllegalArgumentException e) {
            throw nodes.unavailable(call, "the node gives other bytes than those of " + transaction.hash() + ": "
                    + e.getMessage());
        }
    }

    Signatories signatories(Address account, AccountRole role) {
        NodeDialect.AccountKeys keys = settings.dialect().accountKeys();
        if (keys == null) {
            return Signatories.of(account);
        }
        RpcRequest call = RpcRequest.of(keys.method(), account.lowerCase(), LATEST);
        try {
            // An account that the chain has not seen yet has the key of its address.
            return nodes.read(call, ResultReader.TREE).map(answer -> keys.reader().read(answer, account, role))
                    .orElseGet(() -> Signatories.of(account));
        } catch (IllegalArgumentException e) {
            throw nodes.unavailable(call, String.valueOf(e.getMessage()));
        }
    }
}
