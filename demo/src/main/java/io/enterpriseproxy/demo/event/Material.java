package io.enterpriseproxy.demo.event;

import java.util.List;
import java.util.stream.Collectors;

/** A material in the master data. */
public record Material(
        String number,
        String description,
        String unit,
        int version,
        Expected expected) implements BusinessEvent {
    @Override
    public String source() {
        return "REST batch";
    }

    @Override
    public String key() {
        return number + "/" + version;
    }

    @Override
    public String idempotencyKey() {
        return key();
    }

    @Override
    public String label() {
        return "material " + number + " v" + version;
    }

    /** A file of the master data, as the ERP exports it. */
    public static String csv(List<Material> materials) {
        return "MATNR;MAKTX;MEINS;VERSION\r\n" + materials.stream().map(Material::row).collect(Collectors.joining());
    }

    private String row() {
        return "%s;\"%s\";%s;%d\r\n".formatted(number, description.replace("\"", "\"\""), unit, version);
    }
}
