package io.enterpriseproxy.demo.gas;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.demo.check.Comparison;
import io.enterpriseproxy.demo.check.Section;
import io.enterpriseproxy.demo.proxy.ProxyApi;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Who paid for gas. The chain is asked for the receipt of each transaction and for all balances; what calls and the report of
 * costs say must be the same, to the last kei.
 */
public final class GasSection implements Section {
    private final DevChain chain;
    private final Map<String, Address> keys;
    private final GasAccounts before;
    private final ProxyApi proxy;
    private final Path rawFile;

    /**
     * Looks at what the accounts own before the day begins.
     *
     * @param keys the proxy's, by alias
     * @param rawFile where one raw transaction is left for {@code ./ep tx decode}
     */
    public GasSection(DevChain chain, Map<String, Address> keys, ProxyApi proxy, Path rawFile) {
        this.chain = chain;
        this.keys = keys;
        this.before = GasAccounts.of(chain, keys);
        this.proxy = proxy;
        this.rawFile = rawFile;
    }

    @Override
    public Finding look() {
        Comparison comparison = new Comparison();
        List<GasPayment> payments = new ArrayList<>();
        for (JsonNode call : proxy.list("/api/v1/calls")) {
            // A record has no gas of its own: the transaction that it shows is that of its root.
            if (call.has("receipt") && !call.has("anchor")) {
                payments.add(payment(call, comparison));
            }
        }
        GasAccounts now = GasAccounts.of(chain, keys);
        before.all().forEach(account -> comparison.same("what " + account.alias() + " has left, in kei",
                account.balance().subtract(sum(payments, payment -> payment.by(account.address()))),
                now.balance(account.alias())));
        JsonNode costs = proxy.get("/api/v1/costs?by=").required("items").path(0);
        comparison.same("report of costs: what fee payers paid", sum(payments, GasPayment::byFeePayer).toString(),
                costs.path("paid").path("feePayer").asString(""));
        comparison.same("report of costs: what senders paid", sum(payments, GasPayment::bySender).toString(),
                costs.path("paid").path("sender").asString(""));
        List<String> lines = new ArrayList<>(new GasTables(before, now, payments).lines());
        payments.stream().filter(payment -> payment.percent() == 100).findFirst()
                .ifPresent(payment -> lines.addAll(new OneTransaction(chain, before, rawFile).lines(payment)));
        return new Finding(comparison, lines);
    }

    private GasPayment payment(JsonNode call, Comparison comparison) {
        String mapping = call.required("mapping").stringValue();
        GasPayment payment = GasPayment.of(mapping, chain.rpc("kaia_getTransactionReceipt",
                call.required("transaction").required("hash").stringValue()));
        String label = mapping + " " + call.required("idempotencyKey").stringValue();
        int percent = GasRules.percent(mapping);
        comparison.same(label + ": type of its transaction", GasPayment.expectedType(percent), payment.type());
        comparison.same(label + ": percent that the fee payer pays", percent, payment.percent());
        comparison.same(label + ": its fee payer", percent == 0 ? "" : GasRules.FEE_PAYER,
                before.alias(payment.feePayer()));
        comparison.same(label + ": the proxy says the same of who paid", true, payment.isAsToldBy(call));
        return payment;
    }

    static BigInteger sum(List<GasPayment> payments, Function<GasPayment, BigInteger> part) {
        return payments.stream().map(part).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
