package io.enterpriseproxy.connector;

/**
 * Settings of a target that is only a part of its connection. Rules of a mapping whose results go to the same place keep one
 * order; those whose settings are not of this kind share their connection as a whole.
 */
public interface TargetSettings {
    /** The place within the connection, such as a queue's name. */
    String place();
}
