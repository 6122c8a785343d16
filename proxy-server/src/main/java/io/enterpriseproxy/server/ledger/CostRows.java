package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The sums of what calls have cost. They are written with what they sum up, so that a report reads some rows for a day
 * however many calls there were. A commit writes one row for all its calls that have their key in common, mostly one or two.
 */
public final class CostRows {
    private static final List<String> KEY = List.of("ended_on", "chain", "lane", "mapping", "client", "fee_payer_key",
            "fee_payer", "fee_percent", "status");
    private static final List<String> SUMS = List.of("calls", "not_known", "gas_used", "fee", "by_fee_payer");
    private static final String INSERT = "INSERT INTO gas_cost AS t (" + String.join(", ", SUMS) + ", "
            + String.join(", ", KEY) + ") VALUES (" + SqlLists.marks(SUMS.size() + KEY.size()) + ")";
    private static final String UPSERT = INSERT + " ON CONFLICT (" + String.join(", ", KEY) + ") DO UPDATE SET "
            + added("t.", sum -> "excluded." + sum);
    private static final String UPDATE = "UPDATE gas_cost SET " + added("", sum -> "?") + " WHERE "
            + String.join(" = ? AND ", KEY) + " = ?";

    private final JdbcTemplate jdbc;
    private final boolean h2;

    public CostRows(JdbcTemplate jdbc, boolean h2) {
        this.jdbc = jdbc;
        this.h2 = h2;
    }

    /** Adds to the sums. Inside the commit of what they sum up. */
    public void add(Map<CostKey, CostSum> sums) {
        sums.forEach((key, sum) -> {
            Object[] values = values(key, sum);
            if (!h2) {
                jdbc.update(UPSERT, values);
            } else if (jdbc.update(UPDATE, values) == 0) {
                // H2 has one writer at a time.
                jdbc.update(INSERT.replace(" AS t ", " "), values);
            }
        });
    }

    private static String added(String table, UnaryOperator<String> more) {
        return String.join(", ",
                SUMS.stream().map(sum -> sum + " = " + table + sum + " + " + more.apply(sum)).toList());
    }

    private static Object[] values(CostKey key, CostSum sum) {
        PayingKey payer = key.payer();
        List<Object> values = new ArrayList<>(List.of(sum.calls(), sum.unknown(), new BigDecimal(sum.gasUsed()),
                new BigDecimal(sum.fee()), new BigDecimal(sum.byFeePayer())));
        values.addAll(List.of(key.day(), key.chain(), key.lane(), key.mapping(), key.client(),
                payer == null ? "" : payer.alias(),
                payer == null ? "" : payer.account().address().lowerCase(),
                payer == null ? 0 : payer.account().percent(), key.status()));
        return values.toArray();
    }
}
