package io.enterpriseproxy.chain.abi;

import org.jspecify.annotations.Nullable;

/** Where a value stands among the arguments; written out only when there is a fault to name. */
record Place(@Nullable Place parent, String name, int index) {
    static final Place ROOT = new Place(null, "", 0);

    Place field(String field) {
        return new Place(this, field, 0);
    }

    Place element(int element) {
        return new Place(this, "", element);
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        if (name.isEmpty()) {
            return parent + "[" + index + "]";
        }
        return parent.parent == null ? name : parent + "." + name;
    }
}
