package io.enterpriseproxy.connector;

/**
 * Settings that may hold text which another system runs, such as SQL or the table of a statement that is made. An admin
 * may change mappings at run time but must not be able to run code so: a mapping that is published through the API is
 * refused if its settings hold some.
 */
public interface CodeBearing {
    /** Whether these settings hold such text; false if they only name what the connection declares. */
    boolean holdsCode();
}
