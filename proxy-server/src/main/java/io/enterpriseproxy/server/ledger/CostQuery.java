package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.FeePayer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What calls have cost, summed up. */
public final class CostQuery {
    private static final String STATES = Stream.of(CallState.values()).filter(CallState::isFinal)
            .map(state -> ", sum(CASE WHEN g.status = " + state.code() + " THEN g.calls ELSE 0 END) AS s"
                    + state.code())
            .collect(Collectors.joining());

    private final JdbcTemplate jdbc;

    public CostQuery(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Sums up.
     *
     * @param from the first day, {@code to} the last
     * @param groups what to split by
     * @param mappings the only ones to look at; null: all, and what is of none
     * @param limit so many lines at most
     */
    public List<CostLine> lines(LocalDate from, LocalDate to, Set<CostGroup> groups,
            @Nullable Collection<String> mappings, int limit) {
        String columns = Stream.concat(
                groups.stream().sorted().map(CostGroup::columns), Stream.of("g.chain"))
                .collect(Collectors.joining(", "));
        List<Object> values = new ArrayList<>(List.of(from, to));
        String only = "";
        if (mappings != null) {
            only = " AND g.mapping IN (" + SqlLists.marks(Math.max(1, mappings.size())) + ")";
            // No mapping is called so.
            values.addAll(mappings.isEmpty() ? List.of("-") : mappings);
        }
        return jdbc.query("SELECT " + columns + STATES + ", sum(CASE WHEN g.status = 0 THEN g.calls ELSE 0 END) AS s0,"
                + " sum(g.calls) AS calls, sum(g.not_known) AS not_known, sum(g.gas_used) AS gas_used, sum(g.fee) AS fee,"
                + " sum(g.by_fee_payer) AS by_fee_payer FROM gas_cost g LEFT JOIN lane l ON l.id = g.lane"
                + " WHERE g.ended_on >= ? AND g.ended_on <= ?" + only + " GROUP BY " + columns
                + " HAVING sum(g.calls) <> 0 ORDER BY "
                + columns + " FETCH FIRST " + limit + " ROWS ONLY",
                (row, i) -> line(row, groups), values.toArray());
    }

    private static CostLine line(ResultSet row, Set<CostGroup> groups) throws SQLException {
        Map<CallState, Long> calls = new EnumMap<>(CallState.class);
        for (CallState state : CallState.values()) {
            if (state.isFinal()) {
                calls.put(state, row.getLong("s" + state.code()));
            }
        }
        boolean byPayer = groups.contains(CostGroup.PAYER);
        return new CostLine(row.getString("chain"),
                groups.contains(CostGroup.DAY) ? row.getObject("ended_on", LocalDate.class) : null,
                groups.contains(CostGroup.MAPPING) ? textIfAny(row, "mapping") : null,
                groups.contains(CostGroup.CLIENT) ? textIfAny(row, "client") : null,
                byPayer ? sender(row) : null, byPayer ? payer(row) : null, calls, row.getLong("s0"),
                new CostSum(row.getLong("calls"), row.getLong("not_known"), integer(row, "gas_used"),
                        integer(row, "fee"), integer(row, "by_fee_payer")));
    }

    private static CostLine.@Nullable Sender sender(ResultSet row) throws SQLException {
        String address = row.getString("sender");
        return address == null ? null : new CostLine.Sender(row.getString("key_alias"), address);
    }

    private static @Nullable PayingKey payer(ResultSet row) throws SQLException {
        String alias = textIfAny(row, "fee_payer_key");
        return alias == null
                ? null
                : new PayingKey(alias,
                        new FeePayer(Address.parse(row.getString("fee_payer")), row.getInt("fee_percent")));
    }

    private static @Nullable String textIfAny(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null || text.isEmpty() ? null : text;
    }

    private static BigInteger integer(ResultSet row, String column) throws SQLException {
        BigDecimal number = row.getBigDecimal(column);
        return number.toBigIntegerExact();
    }
}
