package io.keygear.kit.jpa;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.PostgreSQLDialect;
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

    private final Session session;
    private final String table;
    private final Dialect dialect;
    private List<Change> waiting = new ArrayList<>();

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

    /** What a statement did, once it ran. */
    public static final class Met {
        private static final int UNKNOWN = Integer.MIN_VALUE;
        private final boolean surely;
        private int rows = UNKNOWN;

        Met(boolean surely) {
            this.surely = surely;
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

    /**
     * A statement that changes rows.
     *
     * @param oneOfMany whether it belongs to a list of any length
     */
    record Change(String sql, List<? extends @Nullable Object> parameters, Met met, boolean oneOfMany) {}

    /** All rows that a query finds, after what waited. */
    public <T> List<T> list(String sql, Reader<T> reader, List<? extends @Nullable Object> parameters) {
        List<Convoy> convoys = takeWaiting();
        boolean joins = joins()
                && !convoys.isEmpty()
                && !convoys.get(convoys.size() - 1).isBatch();
        Convoy last = joins ? convoys.remove(convoys.size() - 1) : Convoy.EMPTY;
        return work(connection -> {
            send(connection, convoys);
            try (PreparedStatement statement = prepare(connection, last.followedBy(sql))) {
                fill(statement, last.parametersAnd(parameters));
                statement.execute();
                last.read(statement);
                try (ResultSet found = statement.getResultSet()) {
                    List<T> rows = new ArrayList<>();
                    while (found.next()) {
                        rows.add(reader.read(found));
                    }
                    return rows;
                }
            }
        });
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
        return add(new Change(sql, parameters, new Met(false), false));
    }

    /**
     * The same with one that has to meet a row.
     *
     * @see MissingRowException thrown where it is run, when it meets none
     */
    public void surely(String sql, List<? extends @Nullable Object> parameters) {
        add(new Change(sql, parameters, new Met(true), false));
    }

    /** Has a statement run for each of these, with the next query or at the end; several are a JDBC batch of their own. */
    public <T> List<Met> later(
            Collection<T> items, String sql, Function<T, ? extends List<? extends @Nullable Object>> parameters) {
        boolean many = items.size() > 1;
        return items.stream()
                .map(item -> add(new Change(sql, parameters.apply(item), new Met(false), many)))
                .toList();
    }

    private Met add(Change change) {
        waiting.add(change);
        return change.met();
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
        List<Change> taken = waiting;
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
                    for (Change change : convoy.changes()) {
                        fill(statement, change.parameters());
                        statement.addBatch();
                    }
                    convoy.met(statement.executeBatch());
                } else {
                    fill(statement, convoy.parametersAnd(List.of()));
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
