package io.enterpriseproxy.demo.erp;

import io.enterpriseproxy.demo.event.Invoice;
import io.enterpriseproxy.demo.event.Payment;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The ERP's database, reached by TCP like any other: invoices, payments, and the outbox of the payment run. */
public final class ErpDatabase implements AutoCloseable {
    /** The user that everybody logs in as. */
    public static final String USERNAME = "erp";

    private final Server server;
    private final JdbcConnectionPool connections;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    /** A row of invoices or payments, as far as the chain has to do with it. */
    public record Row(String table, String number, String supplier, String amount, String status, String code,
            String transaction, String block) {
        private boolean confirmed() {
            return status.equals("REGISTERED") || status.equals("PAID");
        }

        private ErpResult result() {
            return new ErpResult("table " + table, number, number, confirmed(), code, transaction);
        }
    }

    /**
     * Starts it on a free port of the loopback interface, with its tables.
     *
     * @param directory where its file is made
     */
    public ErpDatabase(Path directory, String password) {
        // H2 has no other way to say it, and reads it once.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        try {
            server = Server.createTcpServer("-tcpPort", "0", "-baseDir", directory.toString(), "-ifNotExists").start();
        } catch (SQLException e) {
            throw new IllegalStateException("The ERP's database cannot start in " + directory, e);
        }
        connections = JdbcConnectionPool.create(url(), USERNAME, password);
        sql = JdbcClient.create(connections);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(connections));
        sql.sql(schema()).update();
    }

    private static String schema() {
        try (InputStream in = ErpDatabase.class.getResourceAsStream("/erp/schema.sql")) {
            if (in == null) {
                throw new IllegalStateException("There is no /erp/schema.sql on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect to. */
    public String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./erp";
    }

    /** Posts an invoice in the books. */
    public void post(Invoice invoice) {
        sql.sql("INSERT INTO invoice (document_no, supplier, reference, total, due_date) VALUES (?, ?, ?, ?, ?)")
                .params(invoice.documentNo(), invoice.supplier().id(), invoice.reference(), invoice.total(),
                        invoice.dueDate())
                .update();
    }

    /** Runs payments: books them, and writes them to the outbox in the same transaction. */
    public void run(List<Payment> payments) {
        transaction.executeWithoutResult(status -> {
            payments.forEach(payment -> sql
                    .sql("INSERT INTO payment (payment_no, supplier, reference, amount) VALUES (?, ?, ?, ?)")
                    .params(payment.paymentNo(), payment.supplier().id(), payment.reference(), payment.amount())
                    .update());
            writeToOutbox(payments);
        });
    }

    /** Writes payments to the outbox only. */
    public void writeToOutbox(List<Payment> payments) {
        payments.forEach(payment -> sql
                .sql("INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload) VALUES (?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), "payment", payment.supplier().id(), "PaymentReleased", payment.json())
                .update());
    }

    /** How many events wait in the outbox. */
    public int waiting() {
        return sql.sql("SELECT COUNT(*) FROM outbox").query(Integer.class).single();
    }

    /** All invoices and payments. */
    public List<Row> rows() {
        return Stream.of(rows("invoice", "document_no", "total"), rows("payment", "payment_no", "amount"))
                .flatMap(List::stream).toList();
    }

    private List<Row> rows(String table, String number, String amount) {
        return sql.sql("SELECT " + number + ", supplier, " + amount + ", COALESCE(chain_status, ''),"
                + " COALESCE(chain_code, ''), COALESCE(chain_tx, ''), COALESCE(CAST(chain_block AS VARCHAR), '')"
                + " FROM " + table + " ORDER BY " + number)
                .query((row, i) -> new Row(table, row.getString(1), row.getString(2), row.getString(3),
                        row.getString(4), row.getString(5), row.getString(6), row.getString(7)))
                .list();
    }

    /** The outcomes that stand in the tables. */
    List<ErpResult> results() {
        return rows().stream().filter(row -> !row.status().isEmpty()).map(Row::result).toList();
    }

    @Override
    public void close() {
        connections.dispose();
        server.stop();
    }
}
