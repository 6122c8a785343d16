package io.enterpriseproxy.mapping.document;

import java.util.List;

/** A file that cannot be used, with all that is wrong in it. */
public final class DocumentException extends RuntimeException {
    private final transient List<Fault> faults;

    public DocumentException(List<Fault> faults) {
        super(Faults.render(faults));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
