package io.keygear.kit.profile;

import java.util.List;
import java.util.function.Function;
import org.keycloak.models.UserModel;

/**
 * Something that the account REST API tells users of themselves beside their attributes. It is worked out when it is
 * read, stored nowhere, and dropped from whatever anybody sends.
 *
 * @param name the name it has among the attributes
 * @param values what it is for a user; empty where there is nothing to tell
 */
public record ShownAttribute(String name, Function<UserModel, List<String>> values) {}
