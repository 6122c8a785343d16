package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.catalog.Holders;

/** Somebody who signs for an account, with the address of the key. */
record HolderBody(String holder, String key) {
    static HolderBody of(Holders.Holder holder) {
        return new HolderBody(holder.name(), holder.key().checksummed());
    }
}
