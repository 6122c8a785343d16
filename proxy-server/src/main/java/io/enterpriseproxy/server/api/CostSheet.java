package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.api.CostBody.FeePayerBody;
import io.enterpriseproxy.server.api.CostBody.SenderBody;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Costs for a spreadsheet: CSV (RFC 4180) with a line of names. */
final class CostSheet {
    private static final String NAMES = "day,chain,mapping,client,sender_key,sender,fee_payer_key,fee_payer,fee_ratio,"
            + "confirmed,reverted,rejected,cancelled,handed_in,gas_used,fee,paid_by_sender,paid_by_fee_payer,unknown";
    private static final String LINE_END = "\r\n";

    private CostSheet() {}

    static String of(List<CostBody> costs) {
        return Stream.concat(Stream.of(NAMES), costs.stream().map(CostSheet::line))
                .map(line -> line + LINE_END).collect(Collectors.joining());
    }

    private static String line(CostBody cost) {
        SenderBody sender = cost.sender();
        FeePayerBody payer = cost.feePayer();
        return Stream.of(cell(cost.day()), cell(cost.chain()), cell(cost.mapping()), cell(cost.client()),
                cell(sender == null ? null : sender.key()), cell(sender == null ? null : sender.address()),
                cell(payer == null ? null : payer.key()), cell(payer == null ? null : payer.address()),
                cell(payer == null ? null : payer.ratio()), cell(cost.calls().confirmed()),
                cell(cost.calls().reverted()), cell(cost.calls().rejected()), cell(cost.calls().cancelled()),
                cell(cost.calls().handedIn()), cell(cost.gasUsed()), cell(cost.fee()), cell(cost.paid().sender()),
                cell(cost.paid().feePayer()), cell(cost.unknown())).collect(Collectors.joining(","));
    }

    /** A spreadsheet takes a text that begins like a formula for one; with an apostrophe it is a text. */
    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
