package io.keygear.kit.jpa;

/** A row that had to be there is gone; whatever the transaction did is to be undone. */
public final class MissingRowException extends IllegalStateException {

    MissingRowException() {
        super("A row is gone that had to be there");
    }
}
