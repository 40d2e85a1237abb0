package io.keygear.webhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables come to be on every database that Keycloak supports, and a newer version keeps what is in them. */
class ChangelogTest {

    private static final ClassLoaderResourceAccessor RESOURCES = new ClassLoaderResourceAccessor();
    private static final Contexts ALL = new Contexts();
    private static final LabelExpression ANY = new LabelExpression();
    private static final String CHANGELOG = new WebhookEntities().getChangelogLocation();

    @Test
    void an_upgrade_from_the_first_change_set_keeps_the_rows() throws LiquibaseException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:upgrade")) {
            Liquibase liquibase = new Liquibase(CHANGELOG, RESOURCES, new JdbcConnection(connection));
            liquibase.update(1, ALL, ANY);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into KG_WEBHOOK_EVENT"
                        + " (ID, REALM_ID, EVENT_TYPE, PARTITION_NO, STATE, CREATED_AT, PAYLOAD)"
                        + " values ('old', 'realm', 'user.login', 3, 0, 7, '{\"id\":\"old\"}')");
                connection.commit();

                liquibase.update(ALL);

                try (ResultSet row = statement.executeQuery("select ID, PAYLOAD, ENDPOINT_ID from KG_WEBHOOK_EVENT")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("old");
                    assertThat(row.getString(2)).isEqualTo("{\"id\":\"old\"}");
                    assertThat(row.getString(3)).isNull();
                    assertThat(row.next()).isFalse();
                }
                assertThat(liquibase.listUnrunChangeSets(ALL, ANY)).isEmpty();
            }
        }
    }

    /** No server is needed for that: it is the text that Liquibase would send. */
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "mssql", "oracle", "h2"})
    void every_database_has_a_script(String product, @TempDir Path folder) throws LiquibaseException {
        Database database = DatabaseFactory.getInstance()
                .openDatabase(
                        "offline:" + product + "?outputLiquibaseSql=none&changeLogFile="
                                + folder.resolve("history.csv"),
                        null,
                        null,
                        null,
                        RESOURCES);
        StringWriter script = new StringWriter();

        new Liquibase(CHANGELOG, RESOURCES, database).update(Integer.MAX_VALUE, ALL, ANY, script);

        assertThat(script.toString().toUpperCase(Locale.ROOT))
                .contains("CREATE TABLE", "KG_WEBHOOK_EVENT", "KG_WEBHOOK_PARTITION", "ADD")
                .containsPattern("POSITION_NO [A-Z0-9(),* ]+(IDENTITY|AUTO_INCREMENT|GENERATED)");
    }
}
