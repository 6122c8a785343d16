package io.enterpriseproxy.server.ledger;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of budgets. A lane has a slice of a budget for itself and takes from it in the commit that stores its signed
 * transactions, so that lanes do not wait for each other; the row of the budget's period is locked only to make a slice
 * larger. The slices of a period are never more than the budget, and no slice is used beyond its size: the budget holds
 * whatever instances do at the same time.
 */
public final class BudgetRows {
    /** So much of a budget at least goes to a lane at once, as long as it is there. */
    private static final BigInteger PARTS = BigInteger.valueOf(16);
    private static final Duration KEPT = Duration.ofDays(40);
    private static final String OF_KEY = " policy = ? AND budget = ? AND begins_at = ?";

    private static final RowsStatement<LaneCharge> INSERT = RowsStatement.insert("budget_charge", List.of(
            Column.bigint("call_seq", row -> row.charge().call()),
            Column.text("policy", row -> row.charge().key().policy()),
            Column.text("budget", row -> row.charge().key().budget()),
            new Column<>("begins_at", ColumnType.TIME, row -> time(row.charge().key())),
            Column.bigint("lane", LaneCharge::lane),
            Column.integer("measure", row -> row.charge().measure().code()),
            new Column<>("amount", ColumnType.NUMERIC, row -> new BigDecimal(row.charge().amount())),
            Column.integer("share", row -> row.charge().share())));

    private final JdbcTemplate jdbc;
    private final boolean h2;

    public BudgetRows(JdbcTemplate jdbc, boolean h2) {
        this.jdbc = jdbc;
        this.h2 = h2;
    }

    private record LaneCharge(long lane, BudgetCharge charge) {}

    private record Slice(long lane, BigInteger granted, BigInteger used) {
        BigInteger left() {
            return granted.subtract(used);
        }
    }

    /** What a lane may take of a budget without asking for more. */
    public BigInteger left(BudgetKey key, long lane) {
        return slices(key).stream().filter(slice -> slice.lane() == lane).map(Slice::left).findFirst()
                .orElse(BigInteger.ZERO);
    }

    /**
     * Makes a lane's slice larger, as far as the budget goes; what other lanes have and do not use is taken back for it.
     * Inside a transaction.
     *
     * @return what the lane may take now
     * @throws org.springframework.dao.DuplicateKeyException if another instance begins the same period at the same time
     */
    public BigInteger grow(BudgetKey key, BigInteger limit, long lane, BigInteger need) {
        lock(key);
        BigInteger left = left(key, lane);
        BigInteger missing = need.subtract(left);
        if (missing.signum() <= 0) {
            return left;
        }
        BigInteger free = free(key, limit);
        if (free.compareTo(missing) < 0) {
            jdbc.update("UPDATE budget_slice SET granted = used WHERE" + OF_KEY + " AND lane <> ?", key.policy(),
                    key.budget(), time(key), lane);
            free = free(key, limit);
        }
        BigInteger more = missing.max(limit.divide(PARTS)).min(free).max(BigInteger.ZERO);
        if (jdbc.update("UPDATE budget_slice SET granted = granted + ? WHERE" + OF_KEY + " AND lane = ?",
                new BigDecimal(more), key.policy(), key.budget(), time(key), lane) == 0) {
            jdbc.update("INSERT INTO budget_slice (policy, budget, begins_at, lane, granted, used) VALUES (?, ?, ?, ?,"
                    + " ?, 0)", key.policy(), key.budget(), time(key), lane, new BigDecimal(more));
        }
        return left(key, lane);
    }

    private void lock(BudgetKey key) {
        boolean there = !jdbc.query("SELECT 1 FROM budget_period WHERE" + OF_KEY + " FOR UPDATE", (row, i) -> 1,
                key.policy(), key.budget(), time(key)).isEmpty();
        if (!there) {
            jdbc.update("INSERT INTO budget_period (policy, budget, begins_at) VALUES (?, ?, ?)", key.policy(),
                    key.budget(), time(key));
            OffsetDateTime old = time(key).minus(KEPT);
            for (String table : List.of("budget_slice", "budget_period")) {
                jdbc.update("DELETE FROM " + table + " WHERE policy = ? AND budget = ? AND begins_at < ?", key.policy(),
                        key.budget(), old);
            }
        }
    }

    private BigInteger free(BudgetKey key, BigInteger limit) {
        return slices(key).stream().map(Slice::granted).reduce(limit, BigInteger::subtract);
    }

    private List<Slice> slices(BudgetKey key) {
        return jdbc.query("SELECT lane, granted, used FROM budget_slice WHERE" + OF_KEY,
                (row, i) -> new Slice(row.getLong(1), row.getBigDecimal(2).toBigIntegerExact(),
                        row.getBigDecimal(3).toBigIntegerExact()),
                key.policy(), key.budget(), time(key));
    }

    /** The limits of a policy are others from now on: what lanes have and do not use they have to ask for again. */
    public void shrink(String policy) {
        jdbc.update("UPDATE budget_slice SET granted = used WHERE policy = ?", policy);
    }

    /**
     * Takes what new transactions may cost, in the commit that stores them.
     *
     * @throws OptimisticLockingFailureException if the lane's slice has become smaller in the meantime
     */
    public void take(long lane, List<BudgetCharge> charges) {
        use(lane, charges);
        INSERT.execute(jdbc, h2, charges.stream().map(charge -> new LaneCharge(lane, charge)).toList());
    }

    /** The same for what is never settled. */
    public void spend(long lane, List<BudgetCharge> charges) {
        use(lane, charges);
    }

    /** The same for more of what calls have taken already: the amounts are what is added. */
    public void takeMore(long lane, List<BudgetCharge> charges) {
        use(lane, charges);
        charges.forEach(charge -> jdbc.update(
                "UPDATE budget_charge SET amount = amount + ? WHERE call_seq = ? AND policy = ? AND budget = ?",
                new BigDecimal(charge.amount()), charge.call(), charge.key().policy(), charge.key().budget()));
    }

    private void use(long lane, List<BudgetCharge> charges) {
        sums(charges).forEach((key, amount) -> {
            // What costs nothing needs no slice, and the lane may have none.
            if (amount.signum() > 0 && jdbc.update("UPDATE budget_slice SET used = used + ? WHERE" + OF_KEY
                    + " AND lane = ? AND used + ? <= granted", new BigDecimal(amount), key.policy(), key.budget(),
                    time(key), lane, new BigDecimal(amount)) != 1) {
                throw new OptimisticLockingFailureException("lane " + lane + " has less of the budget " + key.budget()
                        + " than it had");
            }
        });
    }

    /** In the order of the keys, which is the order in which rows are locked. */
    private static Map<BudgetKey, BigInteger> sums(List<BudgetCharge> charges) {
        return charges.stream().collect(Collectors.groupingBy(BudgetCharge::key, TreeMap::new,
                Collectors.reducing(BigInteger.ZERO, BudgetCharge::amount, BigInteger::add)));
    }

    /** What these calls have taken and not settled. */
    public List<BudgetCharge> of(List<Long> calls) {
        return SqlLists.inChunks(calls, chunk -> jdbc.query(
                "SELECT call_seq, policy, budget, begins_at, measure, amount, share FROM budget_charge WHERE call_seq IN ("
                        + SqlLists.marks(chunk.size()) + ")",
                (row, i) -> charge(row), chunk.toArray())).stream().distinct().toList();
    }

    /** Whether any call has taken something that is not settled. */
    public boolean any() {
        return !jdbc.query("SELECT 1 FROM budget_charge FETCH FIRST 1 ROWS ONLY", (row, i) -> 1).isEmpty();
    }

    /**
     * Settles calls that are final: the slices get back what was not spent. Inside a transaction.
     *
     * @param charges all that they had taken
     * @param back what of it goes back
     */
    public void settle(long lane, List<BudgetCharge> charges, List<BudgetCharge> back) {
        sums(back).forEach((key, amount) -> jdbc.update("UPDATE budget_slice SET used = used - ? WHERE" + OF_KEY
                + " AND lane = ?", new BigDecimal(amount), key.policy(), key.budget(), time(key), lane));
        SqlLists.inChunks(charges.stream().map(BudgetCharge::call).distinct().toList(), chunk -> {
            jdbc.update("DELETE FROM budget_charge WHERE call_seq IN (" + SqlLists.marks(chunk.size()) + ")",
                    chunk.toArray());
            return List.of();
        });
    }

    private static BudgetCharge charge(ResultSet row) throws SQLException {
        return new BudgetCharge(row.getLong(1),
                new BudgetKey(row.getString(2), row.getString(3), row.getObject(4, OffsetDateTime.class).toInstant()),
                BudgetMeasure.of(row.getInt(5)), row.getBigDecimal(6).toBigIntegerExact(), row.getInt(7));
    }

    private static OffsetDateTime time(BudgetKey key) {
        return key.beginsAt().atOffset(ZoneOffset.UTC);
    }
}
