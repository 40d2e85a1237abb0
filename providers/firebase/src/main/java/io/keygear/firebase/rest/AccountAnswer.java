package io.keygear.firebase.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygear.firebase.account.AccountStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.keycloak.models.UserModel;

/**
 * What an account is now.
 *
 * @param userId Keycloak's id of the user
 * @param status {@code active} or {@code inactivated}
 */
@Schema(name = "Account")
public record AccountAnswer(@JsonProperty("user_id") String userId, String status) {

    static AccountAnswer of(UserModel user) {
        return new AccountAnswer(user.getId(), AccountStatus.of(user).id());
    }
}
