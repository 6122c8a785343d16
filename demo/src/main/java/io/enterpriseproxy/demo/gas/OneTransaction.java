package io.enterpriseproxy.demo.gas;

import io.enterpriseproxy.adapter.kaia.TransactionJson;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.demo.screen.Table;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a transaction from its raw bytes, as {@code ./ep tx decode} does. */
record OneTransaction(DevChain chain, GasAccounts accounts, Path rawFile) {

    List<String> lines(GasPayment payment) {
        String raw = chain.rpc("kaia_getRawTransactionByHash", payment.hash()).stringValue();
        try {
            Files.writeString(rawFile, raw + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(rawFile + " cannot be written", e);
        }
        ObjectNode decoded = TransactionJson.ofRaw(Hex.decode(raw));
        Table table = new Table("type", decoded.required("typeName").stringValue());
        table.row("hash", decoded.required("hash").stringValue());
        table.row("signed by", named(decoded.required("signers").path(0).stringValue()) + " as its sender");
        table.row("and by", named(decoded.required("feePayerSigners").path(0).stringValue()) + " as fee payer");
        table.row("to", decoded.required("to").stringValue());
        table.row("gas", String.valueOf(Long.decode(decoded.required("gas").stringValue())));
        table.row("gas price", Long.decode(decoded.required("gasPrice").stringValue()) + " kei");
        List<String> lines = new ArrayList<>(List.of("", "One of the " + payment.mapping()
                + " transactions. All of it: ./ep tx decode --file " + rawFile));
        lines.addAll(table.lines());
        return lines;
    }

    private String named(String address) {
        return accounts.alias(address.toLowerCase(Locale.ROOT)) + " (" + address + ")";
    }
}
