package io.keygear.kit.jpa;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.SQLServerDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.util.JpaUtils;
import org.keycloak.models.ModelDuplicateException;

/**
 * Plain SQL within the transaction of an entity manager, for what is done for each single event or code: to the server
 * Hibernate's part in such a statement costs several times what the statement itself does. What the entity manager
 * has not written yet, these do not see.
 *
 * <p>What changes rows may wait ({@link #later}) for the next query, so that the database is asked once for all of it:
 * each question wakes a process there and a thread here.
 */
public final class Statements {

    /** How the names of our tables begin; the schema is put in front of it. */
    private static final String TABLE = "KG_";

    /** So many alike statements still go together with others; each number of them is a text of its own. */
    private static final int FEW = 3;

    private final Session session;
    private final String table;
    private final Dialect dialect;
    private List<Waiting> waiting = new ArrayList<>();

    /** Those of one entity manager; {@link #flush} is to be called at the end. */
    public Statements(EntityManager entities) {
        this.session = entities.unwrap(Session.class);
        this.table = JpaUtils.getTableNameForNativeQuery(TABLE, entities);
        this.dialect = session.getSessionFactory()
                .unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getDialect();
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What comes of a statement. */
    interface Outcome {

        /** Takes the result at which the statement stands. */
        void take(PreparedStatement ran) throws SQLException;
    }

    /** What a statement did, once it ran. */
    public static final class Met implements Outcome {
        private static final int UNKNOWN = Integer.MIN_VALUE;
        private final boolean surely;
        private int rows = UNKNOWN;

        Met(boolean surely) {
            this.surely = surely;
        }

        @Override
        public void take(PreparedStatement ran) throws SQLException {
            tell(ran.getUpdateCount());
        }

        void tell(int met) {
            if (surely && met == 0) {
                throw new MissingRowException();
            }
            rows = met;
        }

        /**
         * How many rows it met; negative when the driver does not tell.
         *
         * @throws IllegalStateException when it did not run yet
         */
        public int rows() {
            if (rows == UNKNOWN) {
                throw new IllegalStateException("The statement still waits");
            }
            return rows;
        }
    }

    /** What a query found, once it ran. */
    public static final class Found<T> implements Outcome {
        private final Reader<T> reader;
        private @Nullable List<T> rows;

        Found(Reader<T> reader) {
            this.reader = reader;
        }

        /** Of a query that need not be asked. */
        public static <T> Found<T> nothing() {
            Found<T> nothing = new Found<>(row -> {
                throw new SQLException("There is no row");
            });
            nothing.rows = List.of();
            return nothing;
        }

        @Override
        public void take(PreparedStatement ran) throws SQLException {
            List<T> read = new ArrayList<>();
            try (ResultSet found = ran.getResultSet()) {
                while (found.next()) {
                    read.add(reader.read(found));
                }
            }
            rows = read;
        }

        /**
         * All rows.
         *
         * @throws IllegalStateException when it did not run yet
         */
        public List<T> rows() {
            if (rows == null) {
                throw new IllegalStateException("The query still waits");
            }
            return rows;
        }

        /**
         * The first row, if there is one.
         *
         * @throws IllegalStateException when it did not run yet
         */
        public Optional<T> first() {
            return rows().stream().findFirst();
        }
    }

    /**
     * A statement that waits.
     *
     * @param oneOfMany whether it belongs to a list of any length
     */
    record Waiting(String sql, List<? extends @Nullable Object> parameters, Outcome outcome, boolean oneOfMany) {}

    /** All rows that a query finds, after what waited. */
    public <T> List<T> list(String sql, Reader<T> reader, List<? extends @Nullable Object> parameters) {
        Found<T> found = later(sql, reader, parameters);
        flush();
        return found.rows();
    }

    /** Has a query run with the next one that is not put off, or at the end. */
    public <T> Found<T> later(String sql, Reader<T> reader, List<? extends @Nullable Object> parameters) {
        Found<T> found = new Found<>(reader);
        waiting.add(new Waiting(sql, parameters, found, false));
        return found;
    }

    /**
     * A query's text that locks what it finds for the rest of the transaction.
     *
     * @param what from {@code select} to {@code from}
     * @param table the one table
     * @param where from {@code where} on
     */
    public String locking(String what, String table, String where) {
        return dialect instanceof SQLServerDialect
                ? what + " " + table + " with (updlock, rowlock) " + where
                : what + " " + table + " " + where + " for update";
    }

    /** A query's text that finds the first rows only; it has to have an order. */
    public String first(int rows, String sql) {
        return sql
                + (dialect instanceof MySQLDialect
                        ? " limit " + rows
                        : " offset 0 rows fetch next " + rows + " rows only");
    }

    /** Runs a statement now, after what waited; gives how many rows it met. */
    public int run(String sql, List<? extends @Nullable Object> parameters) {
        Met met = later(sql, parameters);
        flush();
        return met.rows();
    }

    /**
     * Has a statement run with the next query, or at the end. Those that go together are one text for the database, which
     * it keeps prepared: what comes in any number is for {@link #later(Collection, String, Function)}.
     */
    public Met later(String sql, List<? extends @Nullable Object> parameters) {
        return add(sql, parameters, new Met(false), false);
    }

    /**
     * The same with one that has to meet a row.
     *
     * @see MissingRowException thrown where it is run, when it meets none
     */
    public void surely(String sql, List<? extends @Nullable Object> parameters) {
        add(sql, parameters, new Met(true), false);
    }

    /** Has a statement run for each of these, with the next query or at the end; many are a JDBC batch of their own. */
    public <T> List<Met> later(
            Collection<T> items, String sql, Function<T, ? extends List<? extends @Nullable Object>> parameters) {
        boolean many = items.size() > FEW;
        return items.stream()
                .map(item -> add(sql, parameters.apply(item), new Met(false), many))
                .toList();
    }

    private Met add(String sql, List<? extends @Nullable Object> parameters, Met met, boolean oneOfMany) {
        waiting.add(new Waiting(sql, parameters, met, oneOfMany));
        return met;
    }

    /**
     * Runs what waits.
     *
     * @throws ModelDuplicateException when a row of this key stands already, as Keycloak's entity managers do
     */
    public void flush() {
        List<Convoy> convoys = takeWaiting();
        if (!convoys.isEmpty()) {
            work(connection -> {
                send(connection, convoys);
                return true;
            });
        }
    }

    private List<Convoy> takeWaiting() {
        List<Waiting> taken = waiting;
        waiting = new ArrayList<>();
        return Convoy.of(taken, joins());
    }

    /** Whether several statements with a semicolon between them are one question, as PostgreSQL's driver has it. */
    private boolean joins() {
        return dialect instanceof PostgreSQLDialect;
    }

    private <T> T work(ReturningWork<T> work) {
        try {
            return session.doReturningWork(work);
        } catch (ConstraintViolationException duplicate) {
            throw new ModelDuplicateException("A row of this key stands already", duplicate);
        }
    }

    private void send(Connection connection, List<Convoy> convoys) throws SQLException {
        for (Convoy convoy : convoys) {
            try (PreparedStatement statement = prepare(connection, convoy.sql())) {
                if (convoy.isBatch()) {
                    for (Waiting one : convoy.statements()) {
                        fill(statement, one.parameters());
                        statement.addBatch();
                    }
                    convoy.tell(statement.executeBatch());
                } else {
                    fill(statement, convoy.parameters());
                    statement.execute();
                    convoy.read(statement);
                }
            }
        }
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql.replace(TABLE, table));
    }

    private static void fill(PreparedStatement statement, List<? extends @Nullable Object> parameters)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }
}
