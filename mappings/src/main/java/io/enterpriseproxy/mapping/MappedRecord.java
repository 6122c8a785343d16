package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.privacy.PersonalData;
import org.jspecify.annotations.Nullable;

/**
 * The record that an event leaves, to be anchored together with others.
 *
 * @param event canonical JSON of the event, numbers exact
 * @param payloadHash SHA-256 of {@code event}, 32 bytes
 * @param anchor where it is anchored, by the configuration's name
 * @param record canonical JSON of an object: what is hashed, and shown by whoever proves it
 * @param personal what it holds of a person; another one each time that the event is mapped
 */
public record MappedRecord(
        String idempotencyKey,
        String event,
        byte[] payloadHash,
        @Nullable String orderingKey,
        String anchor,
        String record,
        PersonalData personal) {}
