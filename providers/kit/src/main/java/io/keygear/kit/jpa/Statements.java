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
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.util.JpaUtils;

/**
 * Plain SQL within the transaction of an entity manager, for what is done for each single event or code: to the server
 * Hibernate's part in such a statement costs several times what the statement itself does. What the entity manager
 * has not written yet, these do not see.
 */
public final class Statements {

    /** How the names of our tables begin; the schema is put in front of it. */
    private static final String TABLE = "KG_";

    private final Session session;
    private final String table;

    public Statements(EntityManager entities) {
        this.session = entities.unwrap(Session.class);
        this.table = JpaUtils.getTableNameForNativeQuery(TABLE, entities);
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows that a query finds. */
    public <T> List<T> list(String sql, Reader<T> reader, List<?> parameters) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement statement = prepare(connection, sql)) {
                fill(statement, parameters);
                List<T> rows = new ArrayList<>();
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        rows.add(reader.read(found));
                    }
                }
                return rows;
            }
        });
    }

    /** Runs a statement once; gives how many rows it met. */
    public int run(String sql, List<?> parameters) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement statement = prepare(connection, sql)) {
                fill(statement, parameters);
                return statement.executeUpdate();
            }
        });
    }

    /** Runs a statement for each of these, all in one go; gives how many rows each met. */
    public <T> int[] forEach(Collection<T> items, String sql, Function<T, List<?>> parameters) {
        if (items.isEmpty()) {
            return new int[0];
        }
        return session.doReturningWork(connection -> {
            try (PreparedStatement statement = prepare(connection, sql)) {
                for (T item : items) {
                    fill(statement, parameters.apply(item));
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
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
